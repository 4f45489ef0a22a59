"""Say where a matter of a register stands: its row in a table, or its cell in a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgreport.data.workbooks.record_faults import place_of_record
from kgreport.terms.places import parse_place, position


def said_place(row: Mapping[Any, Any], column: str) -> str:
    """Name the cell of a column in a form, or the row of a table.

    >>> said_place({"place": "awards.csv:7"}, "id")
    'awards.csv:7'
    >>> said_place({"place": "rach-gia-2018.xlsx!Khen thưởng!A9"}, "id")
    'rach-gia-2018.xlsx!Khen thưởng!C9'
    """
    found = parse_place(str(row["place"]))
    if found is None:
        return str(row["place"])
    return place_of_record(f"{found.file}!{found.sheet}", position(found.ref)[0], column)


def cells_of_row(row: Mapping[Any, Any], column: str) -> tuple[str, ...]:
    """Name the cell of a column, if the row stands in a form; a table has no cells."""
    return (said_place(row, column),) if parse_place(str(row["place"])) else ()
