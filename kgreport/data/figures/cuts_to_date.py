"""Sum the cuts of all years up to a cut to date, where every year is known."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kgreport.data.figures.layout import COLUMNS, DERIVED, KEY


def add_cuts_to_date(figures: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add each cut to date that follows from the yearly cuts.

    The cut to date is the sum of the cuts after the first year with an assigned number. Where the cut of one
    of these years is unknown, the cut to date stays unknown.

    The rows are sorted by key; the source of a derived row is such as ``derived: 2016 + 2017``.
    """
    known = _values(figures)
    derived = [
        (year, unit, item, tier, "cut_to_date", *found)
        for unit, item, tier in sorted({(unit, item, tier) for unit, item, tier, *_ in known["cut"]})
        if (unit, item, tier, year) not in known["cut_to_date"]
        for found in _to_date(known, (unit, item, tier), year)
    ]
    if not derived:
        return figures
    added = pd.DataFrame(derived, columns=list(COLUMNS))
    return pd.concat([figures, added]).sort_values(KEY, ignore_index=True)


_MEASURES = ("assigned", "cut", "cut_to_date")
_Values = dict[str, dict[tuple[str, str, str, int], int]]
"""By measure, then unit, item, tier and year."""


def _values(figures: pd.DataFrame) -> _Values:
    found: _Values = {measure: {} for measure in _MEASURES}
    columns = (figures[name].tolist() for name in ("measure", "unit", "subject", "tier", "year", "value"))
    for measure, unit, item, tier, year, value in zip(*columns, strict=True):
        if measure in found:
            found[measure][unit, item, tier, year] = value
    return found


def _to_date(known: _Values, key: tuple[str, str, str], year: int) -> Iterator[tuple[int, str, str]]:
    """Sum the cuts after the first year with an assigned number, if all are known."""
    assigned = [since for unit, item, _, since in known["assigned"] if (unit, item) == key[:2]]
    summed = range(min(assigned) + 1, year + 1) if assigned else range(0)
    cuts = [known["cut"].get((*key, of_year)) for of_year in summed]
    if cuts and None not in cuts:
        yield sum(filter(None, cuts)), DERIVED + " + ".join(map(str, summed)), ""
