"""Complete figures by the identities of rating.

An identity says that a whole is the sum of its parts. Where all but one of these figures are known, the
missing one follows; where all are known, they must agree. Nothing else is inferred: an unknown figure has no
row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

import pandas as pd

from kgreport.data.figures.layout import COLUMNS, DERIVED, KEY
from kgreport.data.figures.lookup import ScopeKey, Value, index_by_scope
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, GRASSROOTS, ITEMS, LEVELS, REASONS

Axis = Literal["measure", "tier"]
AXES: tuple[Axis, Axis] = ("measure", "tier")

Line = tuple[int, str, str, str]
"""Year, unit, subject, and tier or measure: the columns of the key other than the axis."""

Counts = dict[str, int]
"""Counts by code of an axis."""


@dataclass(frozen=True)
class Identity:
    """A whole is the sum of its parts, or at least not less than it.

    Attributes
    ----------
    axis
        The column of the figures whose codes the whole and the parts are.
    whole, parts
        Codes of that column.
    subjects
        The subjects or items that the identity holds for; empty for all.
    exact
        False where there may be other parts: nothing follows, but the parts never exceed the whole.
    """

    axis: Axis
    whole: str
    parts: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    exact: bool = True

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)


IDENTITIES = (
    Identity("measure", "good_or_better", ("excellent", "good")),
    Identity("measure", "fulfilled_or_better", ("good_or_better", "fulfilled")),
    Identity("measure", "rated", ("fulfilled_or_better", "unfulfilled")),
    Identity("measure", "total", ("rated", "exempt", "pending")),
    Identity("measure", "unfulfilled", tuple(REASONS), ("member",)),
    Identity("measure", "rated", (*LEVELS,), exact=False),
    Identity("measure", "rated", ("good_or_better", "fulfilled", "unfulfilled"), exact=False),
    Identity("measure", "fulfilled_or_better", ("excellent", "good", "fulfilled"), exact=False),
    Identity("measure", "total", (*LEVELS, "exempt", "pending"), exact=False),
    Identity("measure", "total", ("reviewed",), exact=False),
    Identity("measure", "total", ("suggested",), exact=False),
    Identity("measure", "suggested", ("explained",), exact=False),
    Identity("measure", "excellent", ("flag",), exact=False),
    Identity(
        "measure",
        "unfulfilled",
        ("unfulfilled_below_level", *COLLECTIVE_REASONS),
        ("collective",),
        exact=False,
    ),
    Identity("measure", "reviewed", ("on_time",), exact=False),
    Identity("measure", "opinions_asked", ("opinions_given",), exact=False),
    Identity("measure", "total", ("studied",), exact=False),
    Identity("measure", "total", ("committed",), exact=False),
    Identity("tier", "", ("administrative", "public_service"), tuple(ITEMS)),
    Identity("tier", "", ("superior", "grassroots", "sub"), ("organization",)),
    Identity("tier", "grassroots", GRASSROOTS, ("organization",)),
    Identity("tier", "", ("province", "district", "grassroots"), ("collective", "leader")),
)
"""The identities of one subject, tier, unit and year; they follow from the definitions of the terms."""


def complete_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Add every figure that follows from the known ones.

    Sums come first, then subtractions for what is still missing. So where a figure follows in two ways, its
    source names the simpler one.

    Returns
    -------
    DataFrame
        The same columns, sorted by key; derived rows have a `source` such as
        ``derived: excellent + good`` and an empty `place`. A negative result is not added: it is a
        contradiction, which `kgreport.data.figures.contradictions.find_contradictions` finds.
    """
    known, derived = figures[list(COLUMNS)], list(_derived(figures))
    if derived:
        known = pd.concat([known, pd.DataFrame(derived, columns=list(COLUMNS))])
    return known.astype({"year": int, "value": int}).sort_values(KEY, ignore_index=True)


def lines_of(
    identity: Identity, known: Mapping[ScopeKey, Mapping[str, Value]]
) -> Iterator[tuple[Line, Mapping[str, Value]]]:
    """Iterate over the places where the whole of an identity is known, in the order of the figures.

    Each place is the other columns of the key; with it go the known values by code of the axis.
    """
    for (year, unit, subject, tier), of in known.items():
        if identity.subjects and subject not in identity.subjects:
            continue
        if identity.axis == "measure":
            if identity.whole in of:
                yield (year, unit, subject, tier), of
        elif tier == identity.whole:
            tiers = {code: known.get((year, unit, subject, code), {}) for code in identity.codes}
            for measure in of:
                line = {code: of_tier[measure] for code, of_tier in tiers.items() if measure in of_tier}
                yield (year, unit, subject, measure), line


def _derived(figures: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Iterate over the derived figures as rows of the frame, for each year, unit and subject on its own."""
    groups: dict[tuple[int, str, str], dict[str, Counts]] = {}
    for (year, unit, subject, tier), of in index_by_scope(figures, figures["value"].tolist()).items():
        groups.setdefault((year, unit, subject), {})[tier] = of
    for key, tiers in groups.items():
        for whole_only in (True, False):
            while found := [
                *_along_measures(tiers, key[2], whole_only=whole_only),
                *_along_tiers(tiers, key[2], whole_only=whole_only),
            ]:
                yield from ((*key, *figure, "") for figure in found)


def _along_measures(
    tiers: Mapping[str, Counts], subject: str, *, whole_only: bool
) -> Iterator[tuple[str, str, int, str]]:
    for tier, of in tiers.items():
        for measure, source in _follow(of, _exact("measure", subject), whole_only=whole_only):
            yield tier, measure, of[measure], source


def _along_tiers(
    tiers: dict[str, Counts], subject: str, *, whole_only: bool
) -> Iterator[tuple[str, str, int, str]]:
    identities = _exact("tier", subject)
    for measure in dict.fromkeys(name for of in tiers.values() for name in of) if identities else ():
        line = {tier: of[measure] for tier, of in tiers.items() if measure in of}
        for tier, source in _follow(line, identities, whole_only=whole_only):
            tiers.setdefault(tier, {})[measure] = line[tier]
            yield tier, measure, line[tier], source


def _follow(known: Counts, identities: Sequence[Identity], *, whole_only: bool) -> Iterator[tuple[str, str]]:
    """Add the counts that follow along an axis until none does; yield the code and source of each."""
    size = -1
    while size != len(known):
        size = len(known)
        for identity in identities:
            missing = [code for code in identity.codes if code not in known]
            if len(missing) == 1 and (not whole_only or missing == [identity.whole]):
                [code] = missing
                parts = sum(known[part] for part in identity.parts if part != code)
                count = parts if code == identity.whole else known[identity.whole] - parts
                if count >= 0:
                    known[code] = count
                    yield code, _source(identity, code)


@cache
def _exact(axis: Axis, subject: str) -> tuple[Identity, ...]:
    """The exact identities of a subject along an axis."""
    along = (one for one in IDENTITIES if one.axis == axis and one.exact)
    return tuple(one for one in along if not one.subjects or subject in one.subjects)


@cache
def _source(identity: Identity, code: str) -> str:
    """The source of a derived figure: a whole from its parts, a part from the whole and the other parts."""
    others = [_code(part) for part in identity.parts if part != code]
    if code == identity.whole:
        return DERIVED + " + ".join(others)
    return DERIVED + " − ".join([_code(identity.whole), *others])


def _code(code: str) -> str:
    return code or "all"
