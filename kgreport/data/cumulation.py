"""Sum the cuts of single years up to a cut to date, where every year is known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kgreport.data.layout import COLUMNS, DERIVED, KEY


def add_cuts_to_date(figures: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add each cut to date of a year that follows from the cuts of the years before it.

    The cut to date counts from the first year anything was assigned. It follows if the cut of every year
    after that one is known; where one is missing, it stays unknown.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    year
        The year the cuts are summed up to.

    Returns
    -------
    DataFrame
        The same columns, sorted by key; derived rows name the years they sum, as ``derived: 2016 + 2017``.
    """
    of_year = figures[(figures["measure"] == "cut_to_date") & (figures["year"] == year)]
    known = set(zip(of_year["unit"], of_year["subject"], of_year["tier"], strict=True))
    derived: list[dict[str, object]] = []
    for key, of_key in figures[figures["measure"] == "cut"].groupby(["unit", "subject", "tier"]):
        found = None if key in known else _to_date(figures, key, of_key, year)
        if found:
            named = dict(zip(("unit", "subject", "tier"), key, strict=True))
            derived.append({"year": year, **named, "measure": "cut_to_date", **found})
    if not derived:
        return figures
    added = pd.DataFrame(derived, columns=list(COLUMNS))
    return pd.concat([figures, added]).sort_values(KEY, ignore_index=True)


def _to_date(figures: pd.DataFrame, key: Any, cuts: pd.DataFrame, year: int) -> dict[str, object] | None:
    unit, item, _ = key
    same = (figures["unit"] == unit) & (figures["subject"] == item) & (figures["measure"] == "assigned")
    since = figures.loc[same, "year"]
    by_year = cuts.set_index("year")["value"]
    summed = [] if since.empty else list(range(int(since.min()) + 1, year + 1))
    if not summed or not set(summed) <= set(by_year.index):
        return None
    way = DERIVED + " + ".join(map(str, summed))
    return {"value": int(by_year.loc[summed].sum()), "source": way, "place": ""}
