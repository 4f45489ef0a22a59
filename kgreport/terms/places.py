"""Name the places findings point at: cells of tables, cells of workbooks, and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Language, Message, Phrase, same
from kgreport.terms.vocabulary import SOURCE_NAMES, label_of

_FILE = same("{file}")
_ROW = Phrase("{file}, dòng {row}", "{file}, row {row}")
_CELL = Phrase("{file}, dòng {row}, cột {column}", "{file}, row {row}, column {column}")
_WHOSE = Phrase("{label}, năm {year}{unit}", "{label}, {year}{unit}")

_REF = re.compile(r"([A-Z]+)([0-9]+)")
_FIRST_CELL = "A1"
"""The cell that stands for a whole sheet."""


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
    return tuple(dict.fromkeys(one if parse_place(one) else f"{one}!{_FIRST_CELL}" for one in in_books))


def place_in_table(file: str, row: object = "", column: str = "") -> Message:
    """Say the place of a cell of a table; of the row or the file where it is all of it.

    >>> place_in_table("figures.csv", 7, "value").say("en")
    'figures.csv, row 7, column value'
    >>> place_in_table("figures.csv", 7).say("vi")
    'figures.csv, dòng 7'
    """
    phrase = _CELL if column else _ROW if row else _FILE
    return Message(phrase, {"file": file, "row": str(row), "column": column})


def place_of_figures(
    year: object,
    unit: str,
    subject: str,
    tier: str = "",
    own: OwnTerms = NO_TERMS,
    *,
    after: Phrase | None = None,
    **values: object,
) -> Message:
    """Name the place of figures; the whole organisation is not named.

    A tier may be one of `own` terms. `after` is said after the place; it has gaps for `values`.

    Examples
    --------
    >>> place_of_figures(2018, "rach-gia", "organization", "grassroots").say("vi")
    'tổ chức cơ sở đảng, năm 2018, rach-gia'
    >>> place_of_figures(2018, "", "member", after=Phrase(": {n}", ": {n}"), n=3).say("en")
    'Party members, 2018: 3'
    """
    phrase = Phrase(_WHOSE.vi + after.vi, _WHOSE.en + after.en) if after else _WHOSE
    where = {"label": label_of(subject, tier, own), "year": str(year), "unit": f", {unit}" if unit else ""}
    return Message(phrase, {**where, **values})


def place_in_files(
    year: object, unit: str, subject: str, tier: str, at: list[str], *, own: OwnTerms = NO_TERMS
) -> Message:
    """Name the place of figures, and after it the cells or rows they stand in, if any."""
    files = f" ({', '.join(dict.fromkeys(at))})" if at else ""
    return place_of_figures(year, unit, subject, tier, own, after=same("{files}"), files=files)


def name_source(source: str, language: Language) -> str:
    """Name the source of a figure: a document by its own name, counts of the library in words."""
    return SOURCE_NAMES[source].say(language) if source in SOURCE_NAMES else source
