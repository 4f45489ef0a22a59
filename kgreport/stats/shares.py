"""Counts, and shares of a base that is always named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kgreport.data.layout import DERIVED, Scope


def counts(figures: pd.DataFrame, scope: Scope, measures: Sequence[str]) -> pd.DataFrame:
    """Look up counts.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    scope
        Year, unit, subject and tier.
    measures
        The measures wanted.

    Returns
    -------
    DataFrame
        One row per measure, in the order asked for: ``measure``, ``count`` (missing where unknown),
        ``source``, ``place``, ``derived`` (whether it follows from other figures).
    """
    keys = [figures[name].to_numpy() == getattr(scope, name) for name in ("year", "unit", "subject", "tier")]
    here = figures[np.logical_and.reduce(keys)]
    found = here.set_index("measure")[["value", "source", "place"]].reindex(list(measures))
    found = found.rename(columns={"value": "count"}).astype({"count": "Int64"})
    found["derived"] = found["source"].astype("string").str.startswith(DERIVED).fillna(False).astype(bool)
    return found.rename_axis("measure").reset_index()


def count_of(figures: pd.DataFrame, scope: Scope, measure: str) -> int | None:
    """Look up one count; None where it is unknown."""
    found = counts(figures, scope, [measure])["count"].iloc[0]
    return None if pd.isna(found) else int(found)


def shares(figures: pd.DataFrame, scope: Scope, measures: Sequence[str], base: str) -> pd.DataFrame:
    """Compute what share of a base each measure is.

    Parameters
    ----------
    figures, scope, measures
        As for `counts`.
    base
        The measure that is the whole.

    Returns
    -------
    DataFrame
        The columns of `counts`, then ``base`` (its code), ``base_count`` and ``share``: a fraction of one,
        missing where count or base is unknown or the base is zero. Shares are not rounded, and so add up.
    """
    looked_up = counts(figures, scope, [*measures, base])
    found, last = looked_up.iloc[:-1].copy(), looked_up["count"].iloc[-1]
    whole = None if pd.isna(last) else int(last)
    found["base"] = base
    found["base_count"] = pd.array([whole] * len(found), dtype="Int64")
    found["share"] = found["count"].astype("Float64") / whole if whole else pd.NA
    return found.astype({"share": "Float64"})


def changes(
    figures: pd.DataFrame, scope: Scope, against: int, measures: Sequence[str], base: str
) -> pd.DataFrame:
    """Compare counts and shares with those of another year.

    Parameters
    ----------
    figures, scope, measures, base
        As for `shares`.
    against
        The year to compare with.

    Returns
    -------
    DataFrame
        One row per measure: ``measure``, ``count``, ``count_before``, ``difference``, ``share``,
        ``share_before`` and ``points`` (difference of the shares, as a fraction of one: 0.01 is one
        percentage point); missing where either year is unknown. The attribute ``against`` names that year.
    """
    now = shares(figures, scope, measures, base)
    before = shares(figures, replace(scope, year=against), measures, base)
    compared = pd.DataFrame(
        {
            "measure": now["measure"],
            "count": now["count"],
            "count_before": before["count"],
            "difference": now["count"] - before["count"],
            "share": now["share"],
            "share_before": before["share"],
            "points": now["share"] - before["share"],
        }
    )
    compared.attrs["against"] = against
    return compared


def add_points(series: pd.DataFrame) -> pd.DataFrame:
    """Add to shares by ``year`` and ``measure`` how they differ from those of the year before.

    Returns
    -------
    DataFrame
        The same rows and columns, and ``points``: a fraction of one, missing where either share is unknown.
    """
    before = series[["year", "measure", "share"]].assign(year=series["year"] + 1)
    joined = series.merge(before, on=["year", "measure"], how="left", suffixes=("", "_before"))
    return joined.assign(points=joined["share"] - joined["share_before"]).drop(columns="share_before")


def finest_split(levels: pd.DataFrame) -> list[str]:
    """Choose the finest way to split those rated whose every part is known.

    Parameters
    ----------
    levels
        Counts by ``measure``, as `shares` gives; missing where unknown.

    Returns
    -------
    list of str
        Measures that together make up all rated; empty if no split is known.
    """
    known = set(levels.loc[levels["count"].notna(), "measure"])
    return next((list(split) for split in SPLITS if known.issuperset(split)), [])


SPLITS = (
    ("excellent", "good", "fulfilled", "unfulfilled"),
    ("good_or_better", "fulfilled", "unfulfilled"),
    ("fulfilled_or_better", "unfulfilled"),
)
"""Ways to split those rated, the finest first."""
