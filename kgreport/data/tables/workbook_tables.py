"""Read a table that is a workbook: one sheet, whose first row that is no comment is the header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from pathlib import Path

import numpy as np
import pyarrow as pa

from kgreport.data.tables.books.appearance import hidden_parts, old_font_texts
from kgreport.data.tables.books.book import Book, SheetValues, text_of
from kgreport.data.tables.books.marks import SheetMarks
from kgreport.data.tables.delimited import TextTable, is_comment
from kgreport.data.tables.faults import Fault
from kgreport.data.tables.unreadable import UnreadableTableError, empty_table, several_sheets
from kgreport.terms.findings import Finding, make_finding
from kgreport.terms.phrases import same


def read_table_sheet(path: Path, file: str) -> TextTable:
    """Read the sheet of a table; messages call it by the name `file`.

    Raises
    ------
    UnreadableBookError
        It cannot be opened.
    UnreadableTableError
        It has several sheets, or an empty one.
    """
    book = Book(path)
    if len(book.names) != 1:
        hidden = sum(map(book.is_hidden, book.names))
        raise UnreadableTableError(several_sheets(file, len(book.names), hidden))
    return _read(file, book.values(book.names[0]), book.marks(book.names[0]))


def _read(file: str, sheet: SheetValues, marks: SheetMarks) -> TextTable:
    lines = list(dropwhile(_is_comment_row, sheet.lines()))
    if not lines:
        raise UnreadableTableError(empty_table(file))
    header = [text_of(value) for value in lines[0][1]]
    rows = [row for _, row in lines[1:]]
    header += [""] * (max(map(len, rows), default=0) - len(header))
    columns = ([text_of(row[n]) if n < len(row) else "" for row in rows] for n in range(len(header)))
    return TextTable(
        header,
        [pa.array(column, pa.string()) for column in columns],
        np.array([number for number, _ in lines[1:]], dtype=np.int64),
        _old_fonts(file, header, sheet, marks),
        _hidden(file, sheet, marks),
    )


def _is_comment_row(line: tuple[int, Sequence[object]]) -> bool:
    """Whether the first filled cell of a row of a sheet begins a comment."""
    return is_comment(next((str(cell) for cell in line[1] if str(cell).strip()), ""))


def _old_fonts(file: str, header: Sequence[str], sheet: SheetValues, marks: SheetMarks) -> list[Fault]:
    """Text of a table is Unicode."""
    return [
        Fault("font", file, header[column - 1] if column <= len(header) else "", ((row, wording),), 1)
        for row, column, wording in old_font_texts(sheet, marks)
    ]


def _hidden(file: str, sheet: SheetValues, marks: SheetMarks) -> list[Finding]:
    """Whoever checks a table sees all that is read from it."""
    wording = hidden_parts(sheet, marks)
    if wording is None:
        return []
    return [make_finding("hidden", {"file": file}, same(file), wording, severity="warning")]
