"""A whole is the sum of its units: derived where all of them are known, held against them where it is too.

Records are summed by the library itself; here it is about figures that were written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.echoes import Contradiction, key_of
from kgreport.data.findings import Finding, finding_id
from kgreport.data.forms.places import cells_at
from kgreport.data.layout import COLUMNS, DERIVED, KEY
from kgreport.data.phrases import Message, Phrase
from kgreport.data.unit_tree import all_below, below
from kgreport.data.units import Unit
from kgreport.data.vocabulary import SOURCE_NAMES, label_of, measure_label

UNITS_TERM = "units"
"""In the source of a derived figure: the units directly below."""

_REST = [name for name in KEY if name != "unit"]
_PLACE = Phrase("{label}, năm {year}{unit}{at}", "{label}, {year}{unit}{at}")


def sum_units(figures: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """Derive each figure of a whole that is not known, where it is known of every unit directly below.

    Parameters
    ----------
    figures
        Frame of figures.
    units
        The tree.

    Returns
    -------
    DataFrame
        The figures, and those derived, whose source says so.
    """
    known = figures
    for parent in _from_the_leaves_up(units):
        sums = _sums(known, below(parent, units))
        there = pd.MultiIndex.from_frame(known.loc[known["unit"] == parent, _REST])
        new = sums[sums["complete"] & ~pd.MultiIndex.from_frame(sums[_REST]).isin(there)]
        if len(new):
            derived = new.assign(unit=parent, source=DERIVED + UNITS_TERM, place="")
            known = pd.concat([known, derived[list(COLUMNS)]], ignore_index=True)
    return known


def is_written(source: str) -> bool:
    """Tell by its source whether a figure was written down, and not only counted or derived."""
    return source not in SOURCE_NAMES and not source.startswith(DERIVED)


def broken_sums(figures: pd.DataFrame, units: Sequence[Unit]) -> Iterator[Contradiction]:
    """A whole that is written down is the sum of its units, and never less than those that are known.

    Parameters
    ----------
    figures
        Frame of figures, completed; a whole that was derived, or counted from records, is a sum already.
    units
        The tree.
    """
    written = figures[figures["source"].map(is_written).astype(bool)]
    for parent in _from_the_leaves_up(units):
        children = below(parent, units)
        whole = written[written["unit"] == parent]
        both = whole.merge(_sums(figures, children), on=_REST, suffixes=("", "_sum"))
        wrong = both[
            (both["value_sum"] > both["value"]) | (both["complete"] & (both["value_sum"] < both["value"]))
        ]
        for row in wrong.to_dict("records"):
            rest = tuple(str(row[name]) for name in _REST)
            same = (figures[_REST] == [row[name] for name in _REST]).all(axis=1)
            units_told = figures.loc[same & figures["unit"].isin(children), "unit"]
            keys = frozenset(key_of(row["year"], unit, *rest[1:]) for unit in (parent, *units_told))
            yield Contradiction(_differs(row, len(children)), "units", parent, rest, keys)


def _from_the_leaves_up(units: Sequence[Unit]) -> list[str]:
    wholes = [one for one in all_below("", units) if below(one, units)]
    return wholes[::-1]


def _sums(figures: pd.DataFrame, children: Sequence[str]) -> pd.DataFrame:
    of = figures[figures["unit"].isin(children)]
    sums = of.groupby(_REST, as_index=False, sort=False).agg(
        value=("value", "sum"), known=("unit", "nunique")
    )
    return sums.assign(complete=sums["known"] == len(children))


def _differs(row: Mapping[Any, Any], children: int) -> Finding:
    place = str(row["place"])
    values = {"n": int(row["known"]), "of": children, "sum": int(row["value_sum"])}
    return Finding(
        id=finding_id("units", *(row[name] for name in KEY)),
        severity="error",
        place=Message(_PLACE, _where(row, f" ({place})" if place else "")),
        expected=Message(
            Phrase("{measure}: {whole}", "{measure}: {whole}"),
            {"measure": measure_label(row["subject"], row["measure"]), "whole": int(row["value"])},
        ),
        found=Message(
            Phrase(
                "tổng {n}/{of} đơn vị: {sum}, chênh lệch {difference}",
                "sum of {n} of {of} units: {sum}, off by {difference}",
            ),
            {**values, "difference": abs(int(row["value"]) - int(row["value_sum"]))},
        ),
        advice=Message(
            Phrase(
                "đối chiếu số chung với số của từng đơn vị rồi sửa bên sai, hoặc chấp nhận phát hiện này "
                "kèm lý do",
                "compare the whole with its units and correct the side that is wrong, or accept this "
                "finding, with a reason",
            )
        ),
        cells=cells_at([place]),
    )


def _where(row: Mapping[Any, Any], at: str = "") -> dict[str, object]:
    unit = str(row["unit"])
    return {
        "label": label_of(str(row["subject"]), str(row.get("tier", ""))),
        "year": str(row["year"]),
        "unit": f", {unit}" if unit else "",
        "at": at,
    }
