"""Name the cells of records and entries that stand in a workbook, and say what is wrong in its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgreport.data.tables.faults import Locator
from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.data.workbooks.list_sheets import ListSheet
from kgreport.data.workbooks.sheets import TITLE, UNIT, YEAR, sheet_named
from kgreport.data.workbooks.words import Words, plain
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import parse_place, place_of, position
from kgreport.terms.spelling import did_you_mean, nearest

_AT_THE_TOP = {"year": YEAR, "unit": UNIT}

_CHOOSE = Phrase("chọn trong danh sách của ô", "choose from the list of the cell")
_WORDS = {
    "truth": (Phrase("Có, Không hoặc để trống", "Có, Không or a blank cell"), _CHOOSE),
    "date": (
        Phrase("ngày như 19/5/2018", "a date such as 19/5/2018"),
        Phrase(
            "viết ngày/tháng/năm; không rõ thì để trống", "write day/month/year; if unknown, leave it blank"
        ),
    ),
    "organization": (
        Phrase("mã có ở trang Tổ chức đảng", "a code from the sheet Tổ chức đảng"),
        Phrase("sửa mã, hoặc thêm tổ chức ở trang ấy", "correct it, or add the organisation there"),
    ),
}
"""By what is wrong with a cell, what is expected and advised in a workbook."""


@dataclass(frozen=True, slots=True)
class SheetLocator(Locator):
    """Locates the cells of a list in a workbook: a cell is named by its letter, a code by the word to choose.

    Attributes
    ----------
    sheet
        The sheet of the list; its rows stand in a table called ``rach-gia-2018.xlsx!Đảng viên``.
    """

    sheet: ListSheet

    def cell(self, file: str, row: int, column: str) -> str:
        """Name a cell; year and unit stand at the top of the sheet."""
        book, _, name = file.rpartition("!")
        if column in _AT_THE_TOP:
            return place_of(book, name, _AT_THE_TOP[column])
        return place_of(book, name, f"{self.sheet.letter_of(column) or 'A'}{max(row, FIRST_ROW - 1)}")

    def row(self, file: str, row: int) -> str:
        """Name a row by its first cell."""
        return f"{file}!A{row}"

    def parts(self, file: str, row: int | str, column: str) -> Mapping[str, object]:
        """Give the parts of the finding about a cell: of a record row and column, of an entry the cell."""
        if self.sheet.record or isinstance(row, str):
            return {"file": file, "row": row, "column": column}
        return {"cell": self.cell(file, row, column)}

    def reword(self, kind: str, column: str, wording: Wording) -> Wording:
        """Say what is wrong with a cell in the words of the sheet."""
        of = self.sheet.column(column)
        if of is None:
            return wording
        if kind in _WORDS:
            expected, advice = _WORDS[kind]
            return wording._replace(expected=expected, advice=advice)
        if kind == "blank":
            filled = Phrase(f"điền cột “{of.label}”", f"the column “{of.label}” filled in")
            return wording._replace(expected=filled)
        return _not_to_choose(wording, of.words) if kind == "code" and of.words else wording


def _not_to_choose(wording: Wording, words: Words) -> Wording:
    """Say that a word is none to choose; the nearest one is advised."""
    listed = "; ".join(words.values())
    near = nearest(plain(wording.word), {plain(word): word for word in words.values()})
    near = next((word for word in words.values() if plain(word) == near), None)
    return wording._replace(
        found=Phrase(f"mục lạ '{wording.word}'", f"unknown choice '{wording.word}'")
        if wording.word
        else wording.found,
        expected=Phrase(f"một trong: {listed}", f"one of: {listed}"),
        advice=did_you_mean(near, _CHOOSE),
    )


def place_of_entry(row: Mapping[Any, Any], column: str) -> str:
    """Name where an entry of a register stands: the cell of a column in a workbook, or the row of a table.

    >>> place_of_entry({"place": "awards.csv:7"}, "id")
    'awards.csv:7'
    >>> place_of_entry({"place": "rach-gia-2018.xlsx!Khen thưởng!A9"}, "id")
    'rach-gia-2018.xlsx!Khen thưởng!C9'
    """
    found = parse_place(str(row["place"]))
    if found is None:
        return str(row["place"])
    sheet = sheet_named(found.sheet)
    if not isinstance(sheet, ListSheet):
        return place_of(found.file, found.sheet, TITLE)
    return SheetLocator(sheet).cell(f"{found.file}!{found.sheet}", position(found.ref)[0], column)


def cells_of_entry(row: Mapping[Any, Any], column: str) -> tuple[str, ...]:
    """Name the cell of a column, if the row stands in a workbook; a table has no cells."""
    return (place_of_entry(row, column),) if parse_place(str(row["place"])) else ()
