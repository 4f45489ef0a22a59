"""Counts and shares year by year, of one unit and of the units below it.

Frames in, frames out; a year or unit without figures is a missing value, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.stats.shares import SHARED, framed, share_rows
from kgreport.terms.vocabulary import RATED_SPLITS


def series_base(figures: FiguresByScope, scope: Scope, years: Sequence[int]) -> str:
    """Choose what levels are a share of in every year, so that years compare.

    The base is those rated; or all, where it is unknown for every year how many were rated.
    """
    return _base_of(figures.of(replace(scope, year=year)) for year in years)


def _base_of(scopes: Iterable[Known]) -> str:
    known = {code for of_scope in scopes for code in of_scope}
    return "total" if "rated" not in known and "total" in known else "rated"


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
    bases = dict.fromkeys(measures, base)
    found = [(year, figures.of(replace(scope, year=year))) for year in sorted(years)]
    rows = [
        {"year": year, **row}
        for year, known in found
        if any(measure in known for measure in measures)
        for row in share_rows(known, bases)
    ]
    return framed(rows, {"year": "int64", **SHARED})


def common_split(series: pd.DataFrame) -> list[str]:
    """Choose the finest way to split those rated that is known in most years, so that years compare.

    The measures of a split together make up all rated; the list is empty if no split is known in any year.
    """
    known = series[series["share"].notna()].groupby("year")["measure"].agg(set)
    counted = [sum(have.issuperset(split) for have in known) for split in RATED_SPLITS]
    best = max(counted, default=0)
    return list(RATED_SPLITS[counted.index(best)]) if best else []


def unit_series(
    figures: FiguresByScope, units: Sequence[str], scope: Scope, years: Sequence[int], measure: str
) -> pd.DataFrame:
    """Compute the share that one measure is of those rated, or of all; see `series_base`.

    Year and unit of `scope` are not used.

    Returns
    -------
    DataFrame
        One row per unit and year: ``unit``, ``year``, ``count``, ``base`` (``rated`` or ``total``, the same
        in all rows), ``base_count`` and ``share``.
    """
    base = _base_of(figures.of(replace(scope, unit=unit, year=year)) for unit in units for year in years)
    rows = []
    for unit in units:
        for year in sorted(years):
            known = figures.of(replace(scope, unit=unit, year=year))
            [row] = share_rows(known, {measure: base})
            rows.append({**row, "unit": unit, "year": year})
    return framed(rows, {"unit": "str", "year": "int64", **_OF_UNITS})


_OF_UNITS = {name: SHARED[name] for name in ("count", "base", "base_count", "share")}
