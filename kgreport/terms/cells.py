"""Say where a cell of a workbook is, and take such places apart again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

FIRST_ROW = 9
"""The first row of every sheet that is filled in; the headings stand above it."""

FIRST_CELL = "A1"
"""Where what is said of a whole sheet is said."""

_REF = re.compile(r"([A-Z]+)([0-9]+)")


class Place(NamedTuple):
    """A cell of a sheet of a workbook."""

    file: str
    sheet: str
    ref: str


def letter(column: int) -> str:
    """Name a column, counted from 1.

    >>> letter(3), letter(27)
    ('C', 'AA')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def ref_of(row: int, column: int) -> str:
    """Name a cell, both counted from 1.

    >>> ref_of(17, 3)
    'C17'
    """
    return f"{letter(column)}{row}"


def position(ref: str) -> tuple[int, int]:
    """Give row and column of a cell, both counted from 1.

    >>> position("C17")
    (17, 3)
    """
    found = _REF.fullmatch(ref)
    if found is None:
        msg = f"{ref!r} is no cell"
        raise ValueError(msg)
    column = 0
    for sign in found[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    return int(found[2]), column


def place_of(file: str, sheet: str, ref: str) -> str:
    """Name a cell of a workbook.

    >>> place_of("rach-gia-2018.xlsx", "Kiểm điểm", "C17")
    'rach-gia-2018.xlsx!Kiểm điểm!C17'
    """
    return f"{file}!{sheet}!{ref}"


def parse_place(place: str) -> Place | None:
    """Take the name of a cell of a workbook apart; nothing of what names no such cell.

    >>> parse_place("rach-gia-2018.xlsx!Kiểm điểm!C17").ref
    'C17'
    >>> parse_place("figures.csv:7") is None
    True
    """
    parts = place.rsplit("!", 2)
    return Place(*parts) if len(parts) == 3 and _REF.fullmatch(parts[2]) else None


def cells_at(places: Iterable[str]) -> tuple[str, ...]:
    """Name the cells of workbooks among places, each once; of a whole sheet, its first.

    >>> cells_at(["figures.csv:7", "sen.xlsx!Kiểm điểm!C17", "sen.xlsx!Đảng viên"])
    ('sen.xlsx!Kiểm điểm!C17', 'sen.xlsx!Đảng viên!A1')
    """
    in_books = (place for place in places if "!" in place)
    return tuple(dict.fromkeys(one if parse_place(one) else f"{one}!{FIRST_CELL}" for one in in_books))
