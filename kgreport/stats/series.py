"""Counts and shares year by year, of one unit and of the units below it.

Frames in, frames out; a year or unit without figures is a missing value, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kgreport.data.layout import Scope
from kgreport.stats.shares import SPLITS, shares


def share_series(
    figures: pd.DataFrame, scope: Scope, years: Sequence[int], measures: Sequence[str], base: str
) -> pd.DataFrame:
    """Compute shares of a base in each year.

    Parameters
    ----------
    figures, measures, base
        As for `kgreport.stats.shares.shares`.
    scope
        Who is counted; its year is not used.
    years
        The years wanted.

    Returns
    -------
    DataFrame
        The columns of `shares` with ``year`` before them: one row per year and measure, years ascending.
        A year in which nothing is known has no row.
    """
    of = [figures[name].to_numpy() == getattr(scope, name) for name in ("unit", "subject", "tier")]
    here = figures[np.logical_and.reduce(of)]
    found = [
        shares(here, replace(scope, year=year), measures, base).assign(year=year) for year in sorted(years)
    ]
    known = [frame for frame in found if frame["count"].notna().any()]
    columns = ["year", *(found[0].columns.drop("year") if found else [])]
    return pd.concat(known, ignore_index=True)[columns] if known else pd.DataFrame(columns=columns)


def common_split(series: pd.DataFrame) -> list[str]:
    """Choose the finest way to split those rated that is known in most years, so that years compare.

    Parameters
    ----------
    series
        As `share_series` gives.

    Returns
    -------
    list of str
        Measures that together make up all rated; empty if no year has a split that is known.
    """
    known = series[series["share"].notna()].groupby("year")["measure"].agg(set)
    counted = [sum(have.issuperset(split) for have in known) for split in SPLITS]
    best = max(counted, default=0)
    return list(SPLITS[counted.index(best)]) if best else []


def unit_series(
    figures: pd.DataFrame, units: Sequence[str], scope: Scope, years: Sequence[int], measure: str
) -> pd.DataFrame:
    """Compute the share that one measure is of those rated, by unit and year.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    units
        Codes of the units, in the order wanted.
    scope
        Who is counted; its year and unit are not used.
    years
        The years wanted.
    measure
        The measure.

    Returns
    -------
    DataFrame
        One row per unit and year: ``unit``, ``year``, ``count``, ``base_count`` (rated) and ``share``.
    """
    here = figures[
        (figures["subject"] == scope.subject)
        & (figures["tier"] == scope.tier)
        & figures["measure"].isin([measure, "rated"])
        & figures["unit"].isin(list(units))
    ]
    wide = here.pivot_table(index=["unit", "year"], columns="measure", values="value", aggfunc="first")
    every = pd.MultiIndex.from_product([list(units), sorted(years)], names=["unit", "year"])
    wide = wide.reindex(index=every, columns=pd.Index([measure, "rated"])).astype("Float64")
    found = pd.DataFrame({"count": wide[measure], "base_count": wide["rated"]})
    found["share"] = (found["count"] / found["base_count"]).where(found["base_count"] > 0)
    return found.astype({"count": "Int64", "base_count": "Int64"}).reset_index()
