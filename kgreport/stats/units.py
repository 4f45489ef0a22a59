"""Units side by side: how each was rated, with the whole they belong to, and where one of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.stats.shares import framed, share_rows
from kgreport.terms.collation import sort_key
from kgreport.terms.printed_numbers import half_up
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
    everything = {code for known in units.values() for code in known}
    base = "total" if "rated" not in everything and "total" in everything else "rated"
    rows = [{"unit": unit, **_counted(known, base)} for unit, known in units.items()]
    frame = framed(rows, _COLUMNS)
    frame["whole"] = frame["unit"] == scope.unit
    main = _main_measure(frame[~frame["whole"]])
    smallest = _smallest_base(frame[~frame["whole"]], base, main)
    if smallest >= FEWEST:
        frame = frame.loc[_in_order(frame, main, names)].reset_index(drop=True)
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


def _main_measure(units: pd.DataFrame) -> str:
    return next((measure for measure in MAIN if units[f"share_{measure}"].notna().any()), "")


def _smallest_base(units: pd.DataFrame, base: str, main: str) -> int:
    """Find the least base of a known share; 0 where no share is known."""
    bases = units[base][units[f"share_{main}"].notna()] if main else units[base][:0]
    return int(bases.min()) if len(bases) else 0


def _in_order(frame: pd.DataFrame, main: str, names: Mapping[str, str]) -> list[int]:
    """Put rows in order: by share, then by name; those without a share after them, the whole after all."""
    shares = frame[f"share_{main}"]

    def place(row: int) -> tuple[object, ...]:
        unknown = bool(pd.isna(shares[row]))
        name = sort_key(names.get(str(frame["unit"][row]), ""))
        return bool(frame["whole"][row]), unknown, 0 if unknown else -shares[row], name

    return sorted(frame.index, key=place)


def benchmark_rows(compared: pd.DataFrame, unit: str) -> list[dict[str, object]]:
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
        One row per measure whose share is known of the unit: ``measure``, ``count``, ``share``,
        ``share_of_whole`` (None where unknown), ``rank`` (1 for the largest share; printed alike is ranked
        alike) and ``units`` (how many have a share).
    """
    base = compared.attrs["base"]
    of_units, own = compared[~compared["whole"]], compared[compared["unit"] == unit].iloc[0]
    whole = compared[compared["whole"]].iloc[0]
    rows: list[dict[str, object]] = []
    for measure in COMPARED:
        name = f"share_{measure}"
        if pd.isna(own[name]):
            continue
        known = of_units[of_units[name].notna()]
        printed = [_printed(*one) for one in zip(known[measure], known[base], strict=True)]
        rows.append(
            {
                "measure": measure,
                "count": int(own[measure]),
                "share": float(own[name]),
                "share_of_whole": None if pd.isna(whole[name]) else float(whole[name]),
                "rank": 1 + sum(share > _printed(own[measure], own[base]) for share in printed),
                "units": len(printed),
            }
        )
    return rows


def _printed(count: int, base: int) -> Decimal:
    """Give a share in percent as it is printed."""
    return half_up(Fraction(100 * int(count), int(base)), 2)
