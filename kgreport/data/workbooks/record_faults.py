"""Say of a record that stands in a form where it is and what it wants, in the words of the form."""

from __future__ import annotations

from kgreport.data.workbooks.grids import FIRST_ROW
from kgreport.data.workbooks.layout import TITLE, UNIT, YEAR, column_of, letter_of, sheet_named
from kgreport.data.workbooks.lists import ListSheet
from kgreport.data.workbooks.words import Words, plain
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of
from kgreport.terms.spelling import did_you_mean, nearest

_OF_THE_FORM = {"year": YEAR, "unit": UNIT}

_CHOOSE = Phrase("chọn trong danh sách của ô", "choose from the list of the cell")
_TRUTH = Phrase("Có, Không hoặc để trống", "Có, Không or a blank cell")
_DATE = Phrase("ngày như 19/5/2018", "a date such as 19/5/2018")
_LEFT_BLANK = Phrase(
    "viết ngày/tháng/năm; không rõ thì để trống", "write day/month/year; if unknown, leave it blank"
)

_LED = Phrase("mã có ở trang Tổ chức đảng", "a code from the sheet Tổ chức đảng")
_ADD_IT = Phrase("sửa mã, hoặc thêm tổ chức ở trang ấy", "correct it, or add the organisation there")


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


def in_words_of_the_form(kind: str, file: str, column: str, said: Wording) -> Wording:
    """Say what is wrong with a cell as the form puts it, where that differs from the tables."""
    sheet = sheet_named(file.rpartition("!")[2])
    of = column_of(sheet.table, column) if isinstance(sheet, ListSheet) else None
    if of is not None and kind in _SAID:
        return said._replace(expected=_SAID[kind][0], advice=_SAID[kind][1])
    return _not_to_choose(said, of.words) if of is not None and kind == "code" and of.words else said


def _not_to_choose(said: Wording, words: Words) -> Wording:
    """Say that a word is none to choose; the nearest one is advised."""
    listed = "; ".join(words.values())
    near = nearest(plain(said.word), {plain(word): word for word in words.values()})
    near = next((word for word in words.values() if plain(word) == near), None)
    return said._replace(
        found=Phrase(f"mục lạ '{said.word}'", f"unknown choice '{said.word}'") if said.word else said.found,
        expected=Phrase(f"một trong: {listed}", f"one of: {listed}"),
        advice=did_you_mean(near, _CHOOSE),
    )


_SAID = {"truth": (_TRUTH, _CHOOSE), "date": (_DATE, _LEFT_BLANK), "organization": (_LED, _ADD_IT)}
"""By kind of fault, what is expected and advised in a form."""
