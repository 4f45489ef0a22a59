"""Units side by side: how each was rated, with the whole they belong to, and where one of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.stats.shares import framed, level_bases, rating_base, share_rows
from kgreport.terms.collation import sort_key
from kgreport.terms.vocabulary import UNKNOWN_LEVEL

BASES = ("rated", "total")
COMPARED = (
    *("excellent", "good", "good_or_better", "fulfilled", "fulfilled_or_better", "unfulfilled"),
    UNKNOWN_LEVEL,
)
MAIN = ("good_or_better", "fulfilled_or_better", "excellent")
"""What shares tell most of units: those of the first whose share is known for any of them."""

FEWEST = 50
"""If a unit has fewer of what is rated, one of them is worth more than two percentage points of its share.
Such shares differ by chance, and units are not ranked by them."""


def compare_units(figures: FiguresByScope, scope: Scope, names: Mapping[str, str]) -> pd.DataFrame:
    """Compare how units were rated, each with all of its own.

    The unit of `scope` is the whole that the units are set against.

    Returns
    -------
    DataFrame
        One row per unit, the largest share first, those of equal shares in the order of their names, those
        without a share last. Units that are too small to be ranked stand in the order of `names`. At the end
        the whole, where ``whole`` is true. Columns: ``unit``, ``whole``, the counts by measure, and the
        shares of the base as ``share_excellent`` and so on: fractions of one, missing where unknown.
        Attributes: ``base`` (``rated``; or ``total``, where it is unknown of every unit how many were
        rated), ``main`` (the measure whose shares tell most, or empty), ``smallest`` (the least base of such
        a share, 0 where there is none), ``ranked`` (whether units are ranked by it), ``sources``.
    """
    units = {unit: figures.of(replace(scope, unit=unit)) for unit in (*names, scope.unit)}
    base = rating_base({code for known in units.values() for code in known})
    rows: list[dict[str, Any]] = [
        {"unit": unit, **_counted(known, base), "whole": unit == scope.unit} for unit, known in units.items()
    ]
    parts = [row for row in rows if not row["whole"]]
    main = next((code for code in MAIN if any(row[f"share_{code}"] is not None for row in parts)), "")
    shared = [row[base] for row in parts if main and row[f"share_{main}"] is not None]
    smallest = min(shared, default=0)
    if smallest >= FEWEST:
        rows.sort(key=lambda row: _place(row, main, names))
    frame = framed(rows, _COLUMNS)
    frame.attrs = {
        "base": base,
        "main": main,
        "smallest": smallest,
        "ranked": smallest >= FEWEST,
        "sources": list(dict.fromkeys(_given((units[unit] for unit in sorted(units)), base))),
    }
    return frame


def _counted(known: Known, base: str) -> dict[str, object]:
    """Lay the figures of a unit out in a row."""
    rows = {str(row["measure"]): row for row in share_rows(known, level_bases((*BASES, *COMPARED), base))}
    return {code: row["count"] for code, row in rows.items()} | {
        f"share_{code}": row["share"] for code, row in rows.items()
    }


_COLUMNS = {
    "unit": "str",
    **dict.fromkeys((*BASES, *COMPARED), "Int64"),
    **dict.fromkeys((f"share_{code}" for code in (*BASES, *COMPARED)), "Float64"),
    "whole": "bool",
}


def _given(units: Iterable[Known], base: str) -> Iterator[str]:
    """Go through the sources of what is compared and was given, not derived."""
    for known in units:
        for measure in sorted(set(known) & {base, *COMPARED}):
            if not known[measure].source.startswith(DERIVED):
                yield known[measure].source


def _place(row: Mapping[str, Any], main: str, names: Mapping[str, str]) -> tuple[object, ...]:
    """Order units by share, then by name; those without a share after them, the whole after all."""
    share = row[f"share_{main}"]
    return row["whole"], share is None, -(share or 0), sort_key(names.get(row["unit"], ""))


def benchmark_rows(compared: pd.DataFrame, unit: str) -> list[dict[str, Any]]:
    """Set the shares of a unit beside those of the whole and of the units compared with it.

    Parameters
    ----------
    compared
        The units and the whole, as `compare_units` gives.
    unit
        One of them.

    Returns
    -------
    list of dict
        A row for each measure: ``measure``, ``count``, ``share``, ``share_of_whole``, ``rank`` (1 for the
        largest share; shares printed alike have the same rank) and ``units`` (how many have a share). None
        where unknown.
    """
    units, wholes = compared["unit"].tolist(), compared["whole"].tolist()
    bases = _known_values(compared[compared.attrs["base"]])
    own, whole = units.index(unit), wholes.index(True)
    rows: list[dict[str, Any]] = []
    for measure in COMPARED:
        counts, shares = (_known_values(compared[name]) for name in (measure, f"share_{measure}"))
        printed = [
            None if share is None or is_whole else _hundredths(count, base)
            for count, base, share, is_whole in zip(counts, bases, shares, wholes, strict=True)
        ]
        row = {
            "measure": measure,
            "count": counts[own],
            "share": shares[own],
            "share_of_whole": shares[whole],
        }
        known = [one for one in printed if one is not None]
        own_printed = printed[own]
        rank = None if own_printed is None else 1 + sum(one > own_printed for one in known)
        rows.append({**row, "rank": rank, "units": len(known)})
    return rows


def _known_values(column: pd.Series[Any]) -> list[Any]:
    """Give the values of a column, None where one is missing."""
    values: list[Any] = column.array.to_numpy(dtype=object, na_value=None).tolist()
    return values


def _hundredths(count: int, base: int) -> int:
    """Give a share in hundredths of a percent, rounded half up, as it is printed."""
    return (20000 * count + base) // (2 * base)
