"""Say of a record that stands in a form where it is and what it wants, in the words of the form."""

from __future__ import annotations

from kgreport.data.forms.layout import TITLE, UNIT, YEAR, column_of, letter_of, sheet_named
from kgreport.data.forms.lists import ListColumn, ListSheet
from kgreport.data.forms.places import FIRST_ROW, place_of
from kgreport.data.phrases import Phrase

_OF_THE_FORM = {"year": YEAR, "unit": UNIT}

_CHOOSE = Phrase("chọn trong danh sách của ô", "choose from the list of the cell")
_TRUTH = Phrase("cần Có, Không hoặc để trống", "expected Có, Không or a blank cell")
_DATE = Phrase("cần ngày như 19/5/2018", "expected a date such as 19/5/2018")
_LEFT_BLANK = Phrase(
    "viết ngày/tháng/năm; không rõ thì để trống", "write day/month/year; if unknown, leave it blank"
)

_LED = Phrase("cần mã có ở trang Tổ chức đảng", "expected a code from the sheet Tổ chức đảng")
_ADD_IT = Phrase("sửa mã, hoặc thêm tổ chức ở trang ấy", "correct it, or add the organisation there")

Said = tuple[Phrase, Phrase]
"""What was expected, and what to do."""


def place_of_record(file: str, row: int, column: str) -> str:
    """Name the cell of a record, as file and row say where it is; year and unit stand at the top.

    >>> place_of_record("rach-gia-2018.xlsx!Đảng viên", 17, "level")
    'rach-gia-2018.xlsx!Đảng viên!C17'
    """
    book, _, name = file.rpartition("!")
    sheet = sheet_named(name)
    if column in _OF_THE_FORM or not isinstance(sheet, ListSheet):
        return place_of(book, name, _OF_THE_FORM.get(column, TITLE))
    where = letter_of(sheet.table, column) if column_of(sheet.table, column) else "A"
    return place_of(book, name, f"{where}{max(row, FIRST_ROW - 1)}")


def in_words_of_the_form(kind: str, file: str, column: str, said: Said) -> Said:
    """Say what is expected of a cell as the form puts it, where that differs from the tables."""
    sheet = sheet_named(file.rpartition("!")[2])
    of = column_of(sheet.table, column) if isinstance(sheet, ListSheet) else None
    return said if of is None else _said_of(kind, of) or said


def _said_of(kind: str, column: ListColumn) -> Said | None:
    if kind == "truth":
        return _TRUTH, _CHOOSE
    if kind == "date":
        return _DATE, _LEFT_BLANK
    if kind == "organization":
        return _LED, _ADD_IT
    if kind != "code" or not column.words:
        return None
    words = "; ".join(column.words.values())
    return Phrase(f"cần một trong: {words}", f"expected one of: {words}"), _CHOOSE
