"""How those rated moved between levels from one year to another, and how they stood year by year.

A level is compared by its code, so a movement spans sets of rules: the top level then, the top level now.
Frames in, frames out.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kgreport.terms.vocabulary import LEVELS

NONE = "none"
"""Stands for the level of who was not rated, or was not there."""

PLACES = (*LEVELS, NONE)

_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def levels_by_year(records: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Lay the levels of everyone out by year.

    `records` has one row per id and year; its ``level`` is blank or missing where not rated.

    Returns
    -------
    DataFrame
        One row per id, sorted, and one column per year, ascending; `NONE` where not rated or not there.
        Two records of one year that disagree do not make a level.
    """
    rated = records[records["level"].isin(list(LEVELS)) & records["year"].isin(list(years))]
    agreed = rated[["id", "year", "level"]].drop_duplicates()
    agreed = agreed[~agreed.duplicated(["id", "year"], keep=False)]
    wide = agreed.astype({"level": object}).pivot(index="id", columns="year", values="level")
    every = pd.Index(sorted(set(rated["id"])), name="id")
    return wide.reindex(index=every, columns=sorted(years)).astype(object).fillna(NONE)


def rated_years(levels: pd.DataFrame) -> list[int]:
    """Name the years in which anybody was rated; of another nothing is known."""
    return [int(str(year)) for year in levels.columns if (levels[year] != NONE).any()]


def movements_between(levels: pd.DataFrame, before: int, after: int) -> pd.DataFrame:
    """Count who went from which level to which.

    `levels` is as `levels_by_year` gives.

    Returns
    -------
    DataFrame
        One row per level before and level after, best first, `NONE` last: ``before``, ``after``, ``count``,
        ``of_before`` and ``of_after`` (all at that level before, and after), and ``share`` of all at that
        level before (missing where there were none). Who was rated in neither year is not counted; the
        attribute ``total`` counts everyone else.
    """
    pairs = pd.Series(zip(levels[before], levels[after], strict=True)).value_counts()
    counts = {(then, now): int(pairs.get((then, now), 0)) for then in PLACES for now in PLACES}
    counts[NONE, NONE] = 0
    before_sums = {then: sum(counts[then, now] for now in PLACES) for then in PLACES}
    after_sums = {now: sum(counts[then, now] for then in PLACES) for now in PLACES}
    rows = [
        (then, now, count, before_sums[then], after_sums[now], count / (before_sums[then] or 1))
        for (then, now), count in counts.items()
    ]
    columns = ["before", "after", "count", "of_before", "of_after", "share"]
    moved = pd.DataFrame(rows, columns=columns).astype({"share": "Float64"})
    moved.loc[moved["of_before"] == 0, "share"] = pd.NA
    moved.attrs["total"] = sum(after_sums.values())
    return moved


def directions(moved: pd.DataFrame) -> pd.DataFrame:
    """Sum movements up: who rose, stayed and fell, of those rated in both years.

    `moved` is as `movements_between` gives.

    Returns
    -------
    DataFrame
        Rows ``rose``, ``stayed``, ``fell`` in ``direction``, with ``count``, ``base_count`` and ``share``.
    """
    both = moved[(moved["before"] != NONE) & (moved["after"] != NONE)]
    change = both["after"].map(_RANK) - both["before"].map(_RANK)
    moves = {"rose": change < 0, "stayed": change == 0, "fell": change > 0}
    counts = {name: int(both.loc[rows, "count"].sum()) for name, rows in moves.items()}
    whole = sum(counts.values())
    return pd.DataFrame(
        {
            "direction": list(counts),
            "count": list(counts.values()),
            "base_count": whole,
            "share": pd.array([count / whole if whole else None for count in counts.values()], "Float64"),
        }
    )
