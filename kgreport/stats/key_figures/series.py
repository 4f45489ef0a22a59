"""Choose the key figures of a unit, and follow each over the years; shares are fractions of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.stats.shares import rating_base, share_rows

SUBJECTS: Sequence[tuple[str, Sequence[str]]] = (
    ("organization", ("grassroots", "", "superior")),
    ("member", ("",)),
    ("collective", ("",)),
    ("leader", ("",)),
)
"""Who the key figures are of, in the order of the field: of the tiers, the first that has figures."""

MEASURES = (
    ("rated", "total"),
    ("excellent",),
    ("good_or_better", "fulfilled_or_better"),
    ("unfulfilled",),
)
"""What they count: of each row of measures, the first that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySeries:
    """One key figure, year by year.

    Attributes
    ----------
    scope
        Whose it is; its year is the last.
    measure, base
        What is counted, and what its share is of; the same in every year.
    counts, shares
        By year, ascending, what is known.
    """

    scope: Scope
    measure: str
    base: str
    counts: dict[int, int]
    shares: dict[int, float]


def key_scopes(known: Iterable[Scope]) -> list[Scope]:
    """Choose of each subject the tier that the key figures are of, from the scopes with figures of one unit.

    >>> known = [Scope(year=2018, subject="organization", tier=tier) for tier in ("superior", "grassroots")]
    >>> [scope.tier for scope in key_scopes(known)]
    ['grassroots']
    """
    by_tier = {(scope.subject, scope.tier): scope for scope in known}
    found = (
        next((by_tier[subject, t] for t in tiers if (subject, t) in by_tier), None)
        for subject, tiers in SUBJECTS
    )
    return [scope for scope in found if scope]


def key_measures(known: Known) -> list[str]:
    """Choose the measures that the key figures of a scope count."""
    chosen = (next((code for code in row if code in known), "") for row in MEASURES)
    return [code for code in chosen if code]


def key_series(figures: FiguresByScope, scopes: Iterable[Scope], years: Iterable[int]) -> list[KeySeries]:
    """Follow the key figures of scopes up to their year; a year in which nothing is known is left out."""
    given = sorted(years)
    return [one for scope in scopes for one in _series(figures, scope, [y for y in given if y <= scope.year])]


def _series(figures: FiguresByScope, scope: Scope, years: Sequence[int]) -> Iterator[KeySeries]:
    base = rating_base(figures.of(scope))
    for measure in key_measures(figures.of(scope)):
        of_year = {
            year: share_rows(figures.of(replace(scope, year=year)), {measure: base})[0] for year in years
        }
        counts = {year: row["count"] for year, row in of_year.items() if row["count"] is not None}
        shares = {year: row["share"] for year, row in of_year.items() if row["share"] is not None}
        yield KeySeries(scope=scope, measure=measure, base=base, counts=counts, shares=shares)  # type: ignore[arg-type]
