"""Counts and shares year by year, of one unit and of the units below it.

Frames in, frames out; a year or unit without figures is a missing value, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope
from kgreport.stats.shares import SHARED, framed, level_bases, rating_base, share_rows


def series_base(figures: FiguresByScope, scope: Scope, years: Sequence[int]) -> str:
    """Choose what levels are a share of in every year, so that years compare.

    The base is those rated; or all, where it is unknown for every year how many were rated.
    """
    return rating_base({code for year in years for code in figures.of(replace(scope, year=year))})


def share_series(
    figures: FiguresByScope, scope: Scope, years: Sequence[int], measures: Sequence[str], base: str
) -> pd.DataFrame:
    """Compute shares of a base in each year.

    The year of `scope` is not used.

    Returns
    -------
    DataFrame
        The columns of `share_rows` with ``year`` before them: one row per year and measure, years ascending.
        A year in which nothing is known has no row.
    """
    bases = level_bases(measures, base)
    found = [(year, figures.of(replace(scope, year=year))) for year in sorted(years)]
    rows = [
        {"year": year, **row}
        for year, known in found
        if any(measure in known for measure in measures)
        for row in share_rows(known, bases)
    ]
    return framed(rows, {"year": "int64", **SHARED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """How a share changed from one year to another."""

    measure: str
    first: int
    last: int
    before: float
    now: float

    @property
    def size(self) -> float:
        """The difference, up or down, as a fraction of one."""
        return abs(self.now - self.before)


def share_changes(series: pd.DataFrame, measures: Sequence[str]) -> list[ShareChange]:
    """Compare the first and the last known share of each measure, the largest change first.

    `series` is as `share_series` gives. A measure that is known in fewer than two years is left out.
    """
    changes = []
    known = series[series["share"].notna()]
    for measure in measures:
        of = known[known["measure"] == measure]
        if len(of) > 1:
            (first, before), *_, (last, now) = zip(of["year"], of["share"], strict=True)
            years = {"first": int(first), "last": int(last)}
            changes.append(ShareChange(measure=measure, **years, before=float(before), now=float(now)))
    return sorted(changes, key=lambda change: -change.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSeries:
    """One share of a unit by year.

    Attributes
    ----------
    unit
        Its code.
    shares
        The known shares by year, ascending.
    bases
        By the same years, how many the share is of.
    """

    unit: str
    shares: Mapping[int, float]
    bases: Mapping[int, int]

    @property
    def change(self) -> tuple[float, float] | None:
        """The first and the last known share; None where fewer than two are known."""
        known = list(self.shares.values())
        return (known[0], known[-1]) if len(known) > 1 else None


def unit_series(
    figures: FiguresByScope, units: Sequence[str], scope: Scope, years: Sequence[int], measure: str
) -> tuple[str, list[UnitSeries]]:
    """Compute the share that one measure is of those rated, or of all; see `series_base`.

    Year and unit of `scope` are not used.

    Returns
    -------
    str, list of UnitSeries
        The base, the same for all; and the units, in their order.
    """
    scopes = [[replace(scope, unit=unit, year=year) for year in sorted(years)] for unit in units]
    base = rating_base({code for of_unit in scopes for one in of_unit for code in figures.of(one)})
    found = []
    for unit, of_unit in zip(units, scopes, strict=True):
        rows: dict[int, Any] = {one.year: share_rows(figures.of(one), {measure: base})[0] for one in of_unit}
        known = {year: row for year, row in rows.items() if row["share"] is not None}
        shares, bases = ({year: row[name] for year, row in known.items()} for name in ("share", "base_count"))
        found.append(UnitSeries(unit=unit, shares=shares, bases=bases))
    return base, found


def by_change(units: Iterable[UnitSeries]) -> list[UnitSeries]:
    """Sort units by how their share changed, the largest fall first; those of unknown change last."""
    return sorted(
        units, key=lambda unit: (unit.change is None, unit.change[1] - unit.change[0] if unit.change else 0)
    )
