"""Units side by side: how each was rated, the best first, with the whole they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.stats.shares import framed, share_rows
from kgreport.terms.collation import sort_key
from kgreport.terms.vocabulary import UNKNOWN_LEVEL

BASES = ("rated", "total")
COMPARED = (
    *("excellent", "good", "good_or_better", "fulfilled", "fulfilled_or_better", "unfulfilled"),
    UNKNOWN_LEVEL,
)
RANKED_BY = ("good_or_better", "fulfilled_or_better", "excellent")
"""What units are ranked by: the first whose share is known for any of them."""


def compare_units(figures: FiguresByScope, scope: Scope, names: Mapping[str, str]) -> pd.DataFrame:
    """Compare how units were rated, each with all of its own.

    The unit of `scope` is the whole that the units are set against.

    Returns
    -------
    DataFrame
        One row per unit, the largest share first, those of equal shares in the order of their names, those
        without a share last; at the end the whole, where ``whole`` is true. Columns: ``unit``, ``whole``,
        the counts by measure, and the shares of the base as ``share_excellent`` and so on: fractions of one,
        missing where unknown. Attributes: ``base`` (``rated``; or ``total``, where it is unknown of every
        unit how many were rated), ``ranked_by`` (a measure, or empty), ``sources``.
    """
    units = {unit: figures.of(replace(scope, unit=unit)) for unit in (*names, scope.unit)}
    everything = {code for known in units.values() for code in known}
    base = "total" if "rated" not in everything and "total" in everything else "rated"
    rows = [{"unit": unit, **_counted(known, base)} for unit, known in units.items()]
    frame = framed(rows, _COLUMNS)
    frame["whole"] = frame["unit"] == scope.unit
    ranked_by = _ranked_by(frame[~frame["whole"]])
    frame = frame.loc[_in_order(frame, ranked_by, names)].reset_index(drop=True)
    frame.attrs = {
        "base": base,
        "ranked_by": ranked_by,
        "sources": list(dict.fromkeys(_given((units[unit] for unit in sorted(units)), base))),
    }
    return frame


def _counted(known: Known, base: str) -> dict[str, object]:
    """Lay the figures of a unit out in a row."""
    rows = {str(row["measure"]): row for row in share_rows(known, dict.fromkeys((*BASES, *COMPARED), base))}
    return {code: row["count"] for code, row in rows.items()} | {
        f"share_{code}": row["share"] for code, row in rows.items()
    }


_COLUMNS = {
    "unit": "str",
    **dict.fromkeys((*BASES, *COMPARED), "Int64"),
    **dict.fromkeys((f"share_{code}" for code in (*BASES, *COMPARED)), "Float64"),
}


def _given(units: Iterable[Known], base: str) -> Iterator[str]:
    """Go through the sources of what is compared and was given, not derived."""
    for known in units:
        for measure in sorted(set(known) & {base, *COMPARED}):
            if not known[measure].source.startswith(DERIVED):
                yield known[measure].source


def _ranked_by(units: pd.DataFrame) -> str:
    return next((measure for measure in RANKED_BY if units[f"share_{measure}"].notna().any()), "")


def _in_order(frame: pd.DataFrame, ranked_by: str, names: Mapping[str, str]) -> list[int]:
    """Put rows in order: by share, then by name; those without a share after them, the whole after all."""
    shares = frame[f"share_{ranked_by or RANKED_BY[0]}"]

    def place(row: int) -> tuple[object, ...]:
        unknown = bool(pd.isna(shares[row]))
        name = sort_key(names.get(str(frame["unit"][row]), ""))
        return bool(frame["whole"][row]), unknown, 0 if unknown else -shares[row], name

    return sorted(frame.index, key=place)
