"""Say why a file cannot be read as a table."""

from __future__ import annotations

from kgreport.data.tables.books.unreadable import NO_PERMISSION, SAVE_AGAIN, UnreadableBookError
from kgreport.terms.findings import Finding, Text, Wording, make_finding
from kgreport.terms.phrases import Phrase, shortened
from kgreport.terms.places import place_in_table

MOST_COLUMNS = 1000
"""Columns that a table may have; it has no more than some dozens."""


class UnreadableTableError(Exception):
    """A table, or a part of it, cannot be read; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.id)
        self.finding = finding


def why_unreadable(file: str, error: Exception) -> Finding:
    """Say why a file is no table, by what was raised over it."""
    match error:
        case UnreadableTableError():
            return error.finding
        case UnicodeDecodeError():
            return _not_utf8(file, error)
        case PermissionError():
            return _finding("table", file, *NO_PERMISSION[:3])
        case UnreadableBookError() if error.wording is not None:
            return _finding("table", file, *error.wording[:3])
    return not_a_table(file)


def too_many_columns(file: str, columns: int) -> Finding:
    """A table has a bounded number of columns."""
    found = Phrase(f"{columns} cột", f"{columns} columns")
    expected = Phrase(f"không quá {MOST_COLUMNS} cột", f"at most {MOST_COLUMNS}")
    advice = Phrase("kiểm tra dòng tiêu đề", "check the header")
    return _finding("table", file, found, expected, advice)


def column_of_kind(file: str, column: str, kind: object) -> Finding:
    """A column of Parquet holds cells."""
    found = Phrase(f"kiểu {shortened(kind)}", f"type {shortened(kind)}")
    expected = Phrase("cột văn bản, số, ngày hoặc đúng/sai", "text, numbers, days, or true and false")
    advice = Phrase("ghi cột này thành văn bản", "write the column as text")
    return _finding("column", file, found, expected, advice, row=1, column=column)


def _not_utf8(file: str, error: UnicodeDecodeError) -> Finding:
    """A table is UTF-8 text."""
    line = error.object[: error.start].count(b"\n") + 1
    found = Phrase(
        f"byte {error.object[error.start]:#04x}, không phải UTF-8",
        f"byte {error.object[error.start]:#04x}, which is not UTF-8",
    )
    expected = Phrase("văn bản UTF-8", "UTF-8 text")
    advice = Phrase("lưu lại bằng định dạng “CSV UTF-8”", "save the file again as “CSV UTF-8”")
    return _finding("encoding", file, found, expected, advice, row=line)


def not_a_table(file: str) -> Finding:
    """A table can be cut into rows and cells."""
    found = Phrase("không đọc được thành bảng", "no readable table")
    return _finding("table", file, found, *_READABLE[file.rpartition(".")[2]])


_READABLE = {
    "csv": (
        Phrase("các ô phân cách bằng dấu phẩy", "cells separated by commas"),
        Phrase("tìm dấu ngoặc kép chưa đóng", "look for a quote that is never closed"),
    ),
    "xlsx": (Phrase("tệp .xlsx không đặt mật khẩu mở", "an .xlsx file without a password"), SAVE_AGAIN),
    "parquet": (
        Phrase("tệp Parquet còn nguyên vẹn", "a Parquet file that is whole"),
        Phrase("xuất lại tệp, hoặc lưu thành .csv", "write the file again, or save it as .csv"),
    ),
}
"""By suffix, what a table should be, and what to do."""


def several_sheets(file: str, sheets: int, hidden: int) -> Finding:
    """A workbook that is a table has one sheet."""
    vi, en = (f", {hidden} trang bị ẩn", f", {hidden} of them hidden") if hidden else ("", "")
    found = Phrase(f"có {sheets} trang tính{vi}", f"has {sheets} sheets{en}")
    expected = Phrase("tệp chỉ có một trang tính", "one sheet only")
    advice = Phrase("bỏ bớt trang, hoặc lưu thành .csv", "remove the other sheets, or save it as .csv")
    return _finding("table", file, found, expected, advice)


def empty_table(file: str) -> Finding:
    """A table has a header."""
    expected = Phrase("dòng tiêu đề và các dòng số liệu", "a header and rows")
    advice = Phrase("điền bảng, hoặc bỏ tệp này", "fill it in, or remove the file")
    return _finding("empty", file, Phrase("tệp trống", "an empty file"), expected, advice)


def _finding(
    kind: str,
    file: str,
    found: Text,
    expected: Text,
    advice: Text,
    *,
    row: int | str = "",
    column: str = "",
) -> Finding:
    """Say what is wrong with a file; such a finding can never be accepted."""
    parts = {"file": file, "row": row, "column": column}
    place, wording = place_in_table(file, row, column), Wording(found, expected, advice)
    return make_finding(kind, parts, place, wording, acceptable=False)
