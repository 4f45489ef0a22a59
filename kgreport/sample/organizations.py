"""Make up the grassroots organisations: names, groups, and a level in every year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.sample.levels import Levels, Scores, by_rank, codes_of, scores_of
from kgreport.sample.plan import EARLIER_LEVELS, FLAGS, FULFILLED, LAST, UNFULFILLED, UNITS, YEARS, UnitPlan

Years = NDArray[np.int64]

_KINDS = (
    ("truong", "Trường"),
    ("co-quan", "Cơ quan"),
    ("tram-y-te", "Trạm Y tế"),
    ("hop-tac-xa", "Hợp tác xã"),
)
_KIND_OF_BLOC = {
    "khoi-hoa-nhai": ("co-quan", "Cơ quan"),
    "khoi-hoa-quynh": ("doanh-nghiep", "Doanh nghiệp"),
    "khoi-hoa-su": ("truong", "Trường"),
    "khoi-hoa-tra": ("benh-vien", "Bệnh viện"),
}
_FOUNDED = {2015: 4, 2016: 3, 2017: 3, 2018: 1}
_DISSOLVED = {2014: 2, 2015: 1, 2017: 2}
"""How many are dissolved, by their last year."""


class Group(NamedTuple):
    """Organisations of one unit that are compared with each other.

    Attributes
    ----------
    unit
        Their unit.
    kind
        ``communes``, ``agencies`` or ``alone``; the last are compared with none.
    counts
        How many have each level in the last year, best first.
    """

    unit: UnitPlan
    kind: str
    counts: tuple[int, ...]

    @property
    def name(self) -> str:
        """The value of the column ``group``."""
        if self.kind == "alone":
            return ""
        kind = self.unit.commune if self.kind == "communes" else "cơ quan, đơn vị"
        return f"{self.unit.flower}: {kind}"


def make_organizations(rng: np.random.Generator) -> tuple[pd.DataFrame, dict[int, Scores]]:
    """Make up the organisations.

    Returns
    -------
    organizations
        One row per organisation and year, with the columns of its table of records, and ``known``: its
        number among all of them.
    scores
        The score of each organisation in each year, by its number.
    """
    groups = list(_groups(rng))
    lasting = [row for group in groups for row in _named(group)]
    known = pd.DataFrame([*lasting, *map(_forerunner, lasting[60::170])])
    scores = scores_of(rng, len(known), persistence=0.7)
    first, last = _years_of(rng, len(known), len(lasting))
    _let_some_stay_best(rng, known, first, scores)
    frames = []
    for year in YEARS:
        present = np.flatnonzero((first <= year) & (year <= last))
        levels = _levels(year, scores[year][present], [group.counts for group in groups])
        frames.append(known.loc[present].assign(year=year, level=codes_of(levels), known=present))
    rated = pd.concat(frames, ignore_index=True)
    return rated.assign(status="rated", reason="", reviewed=1), scores


def _groups(rng: np.random.Generator) -> Iterator[Group]:
    sizes = [
        (unit, kind, getattr(unit, kind)) for unit in UNITS for kind in ("communes", "agencies", "alone")
    ]
    sizes = [one for one in sizes if one[2]]
    weights = np.array([size for _, _, size in sizes]) / sum(size for _, _, size in sizes)
    fulfilled = rng.multinomial(FULFILLED, weights).tolist()
    unfulfilled = rng.multinomial(UNFULFILLED, weights).tolist()
    for (unit, kind, size), below, failed in zip(sizes, fulfilled, unfulfilled, strict=True):
        excellent = unit.alone_excellent if kind == "alone" else size // 5
        yield Group(unit, kind, (excellent, size - excellent, below, failed))


def _named(group: Group) -> Iterator[dict[str, str]]:
    unit = group.unit
    count: dict[str, int] = {}
    for n in range(sum(group.counts)):
        kind, word = _KIND_OF_BLOC.get(unit.id, _KINDS[n % len(_KINDS)])
        if group.kind == "alone":
            kind, word = "trung-tam", "Trung tâm"
        count[kind] = number = count.get(kind, 0) + 1
        if group.kind == "communes":
            kind = "phuong" if unit.is_city else "xa"
            tier, name = "grassroots_committee", f"Đảng bộ {unit.commune} {unit.flower} {n + 1}"
            number = n + 1
        else:
            tier, name = "grassroots_branch", f"Chi bộ {word} {unit.flower} số {number}"
        yield {
            "id": f"{unit.id}-{kind}-{number:02d}",
            "unit": unit.id,
            "tier": tier,
            "name": name,
            "group": group.name,
        }


def _forerunner(organization: Mapping[str, str]) -> dict[str, str]:
    """Make a dissolved organisation from one that still exists."""
    changed = {"id": f"{organization['id']}-truoc", "name": f"{organization['name']} (cũ)"}
    return {**organization, **changed}


def _years_of(rng: np.random.Generator, known: int, lasting: int) -> tuple[Years, Years]:
    """Draw the first and the last year of each organisation."""
    first, last = np.full(known, YEARS[0]), np.full(known, LAST)
    founded = rng.choice(lasting, sum(_FOUNDED.values()), replace=False)
    first[founded] = np.repeat(list(_FOUNDED), list(_FOUNDED.values()))
    last[lasting:] = np.repeat(list(_DISSOLVED), list(_DISSOLVED.values()))
    return first, last


def _let_some_stay_best(
    rng: np.random.Generator, known: pd.DataFrame, first: Years, scores: dict[int, Scores]
) -> None:
    """Let a few organisations of different units be the best in every year."""
    # In a smaller group the cap allows no excellent organisation.
    units = rng.choice([unit.id for unit in UNITS if unit.communes >= 5], FLAGS, replace=False)
    for unit in units:
        best = int(rng.choice(np.flatnonzero((known["unit"] == unit) & (first == YEARS[0]))))
        for year in YEARS:
            scores[year][best] += 10


def _levels(year: int, scores: Scores, groups: Sequence[tuple[int, ...]]) -> Levels:
    if year in EARLIER_LEVELS:
        return by_rank(scores, EARLIER_LEVELS[year])
    ends = np.cumsum([sum(counts) for counts in groups])
    parts = np.split(scores, ends[:-1])
    return np.concatenate([by_rank(part, counts) for part, counts in zip(parts, groups, strict=True)])
