"""Compare the points of records with their levels, by the scale of the year's rules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kgreport.data.records.cells import BLANK, UNKNOWN, Rows
from kgreport.data.records.checks import RATED, UNFULFILLED, Mask, RulesByYear
from kgreport.data.records.layout import LEVEL_CODES, POINTS_UNIT
from kgreport.data.tables.faults import Fault, fault_of
from kgreport.terms.findings import RULE, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import LEVELS

EXCELLENT, GOOD = LEVEL_CODES.index("excellent") + 1, LEVEL_CODES.index("good") + 1

_ADVICE = Phrase(
    "đối chiếu với hồ sơ rồi sửa điểm hoặc mức xếp loại",
    "compare with the file of the subject and correct the points or the level",
)


def check_points(rows: Rows, ruled: RulesByYear) -> Iterator[Fault]:
    """A level is that of its points, where the rules of the year have a scale; parameters may accept others.

    Points are not all that a level asks for: who has the points of excellent may be rated good, as not
    enough tasks were exceeded; who is rated unfulfilled for a reason may have any.
    """
    scaled = ruled.where(rows, lambda rules: bool(rules.points))
    if rows.points is None or scaled is None:
        return
    level, points = rows.codes["level"], rows.points
    judged = scaled & (rows.codes["status"] == RATED) & (level > BLANK) & (points >= 0)
    best = _best_levels(rows, ruled)
    without_reason = (level != UNFULFILLED) | (rows.codes["reason"] == BLANK)
    too_good = judged & (level < best)
    too_bad = judged & (best <= GOOD) & (level > GOOD) & without_reason
    yield from _faults(rows, too_good | too_bad, best)


def _best_levels(rows: Rows, ruled: RulesByYear) -> NDArray[np.int8]:
    """Give the level that the points of each row allow at best, by the rules of its year."""
    best = np.full(len(rows.ids), UNFULFILLED, dtype=np.int8)
    if rows.points is None:
        return best
    for position, year in enumerate(ruled.years):
        scale = ruled.rules[year].points if year in ruled.rules else {}
        of_year = (rows.year == position) & (rows.year != UNKNOWN)
        for number, level in reversed(list(enumerate(LEVEL_CODES, start=1))):
            if level in scale:
                best[of_year & (rows.points >= round(scale[level] * POINTS_UNIT))] = number
    return best


def _faults(rows: Rows, mask: Mask, best: NDArray[np.int8]) -> Iterator[Fault]:
    at = np.flatnonzero(mask)

    def say(n: int) -> Wording:
        row = int(at[n])
        points = 0 if rows.points is None else int(rows.points[row])
        own, allowed = (LEVELS[LEVEL_CODES[int(one[row]) - 1]] for one in (rows.codes["level"], best))
        text = f"{points / POINTS_UNIT:g}"
        return Wording(
            Phrase(f"{text.replace('.', ',')} điểm, mức {own.vi}", f"{text} points, rated {own.en}"),
            Phrase(f"mức {allowed.vi}", allowed.en),
            _ADVICE,
            RULE,
        )

    yield from fault_of("points-level", rows.file, "points", rows.numbers[at], say, acceptable=True)
