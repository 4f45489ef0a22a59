"""Levels that stay and move as levels do: a hidden score that changes little from year to year.

The score of a year is that of the year before, drawn somewhat to the middle, with some chance: a Markov
chain. The best of a year are excellent, and so on down.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgreport.data.rules.choosing import Cap, rules_for
from kgreport.sample.plan import YEARS
from kgreport.terms.vocabulary import LEVELS

LEVEL = {level: n for n, level in enumerate(LEVELS)}
NONE = -1
"""In an array of levels: not rated."""

Scores = NDArray[np.float64]
Levels = NDArray[np.int8]


def scores_of(chance: np.random.Generator, count: int, persistence: float = 0.85) -> dict[int, Scores]:
    """Draw the score of each subject in each year."""
    score = chance.standard_normal(count)
    scores = {}
    for year in YEARS:
        scores[year] = score
        score = persistence * score + np.sqrt(1 - persistence**2) * chance.standard_normal(count)
    return scores


def by_rank(scores: Scores, counts: Sequence[int]) -> Levels:
    """Give the levels by rank; `counts` are those of each level, best first, and add up to all."""
    levels = np.empty(len(scores), np.int8)
    levels[np.argsort(-scores, kind="stable")] = np.repeat(np.arange(len(counts), dtype=np.int8), counts)
    return levels


def counts_of(shares: Sequence[float], count: int) -> list[int]:
    """Turn the shares of all levels but `good` into counts; `good` is the rest.

    >>> counts_of((0.2, 0.1, 0.05), 100)
    [20, 65, 10, 5]
    """
    excellent, fulfilled, unfulfilled = (int(share * count + 0.5) for share in shares)
    return [excellent, count - excellent - fulfilled - unfulfilled, fulfilled, unfulfilled]


def keep_the_cap(levels: Levels, scores: Scores, groups: NDArray[np.integer], cap: Cap | None) -> Levels:
    """Rate the last of the excellent good, where a group has more of them than its cap allows."""
    kept = levels.copy()
    if cap is None:
        return kept
    for group in np.unique(groups):
        here = np.flatnonzero(groups == group)
        good_or_better = np.count_nonzero((kept[here] == 0) | (kept[here] == 1))
        excellent = here[kept[here] == 0]
        best_first = excellent[np.argsort(-scores[excellent], kind="stable")]
        kept[best_first[int(good_or_better * cap.limit + 1e-9) :]] = LEVEL["good"]
    return kept


def words_of(levels: Levels) -> NDArray[np.object_]:
    """Give the codes of levels; blank where there is none."""
    return np.array([*LEVELS, ""], dtype=object)[levels]


def cap_of_year(year: int) -> Cap | None:
    """Give the cap of a year, if its rules have one."""
    return rules_for(year).cap
