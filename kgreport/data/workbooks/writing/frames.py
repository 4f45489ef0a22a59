"""Write tables of raw values to a workbook: numbers stay numbers, and a text is never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.workbooks.writing.packing import save_packed

FORMATS = {"share": "0.00%", "points": "0.00%", "count": "#,##0", "date": "yyyy-mm-dd"}
"""How Excel shows the values of a kind; of others it decides itself."""

WIDEST = 60
"""No column is wider than so many letters."""

LONGEST_NAME = 31
"""Excel opens no workbook with a longer name of a sheet."""

_CREATED = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class FrameSheet:
    """One sheet: its name, the names and kinds of its columns, and its rows; None is a missing value."""

    name: str
    columns: Sequence[tuple[str, str]]
    rows: Iterable[Sequence[object]]


def write_frames(path: Path, sheets: Sequence[FrameSheet]) -> None:
    """Write a workbook of one sheet each, with a heading that stays in sight and can filter.

    Raises
    ------
    OSError
        The file cannot be written; an earlier one is unchanged.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "kgreport"
    book.properties.created = _CREATED
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:LONGEST_NAME]), sheet)
    save_packed(book, path)


def _fill(worksheet: Worksheet, sheet: FrameSheet) -> None:
    widths = [len(name) for name, _ in sheet.columns]
    for number, (name, _) in enumerate(sheet.columns, start=1):
        _write(worksheet.cell(1, number), name, "text")
        worksheet.cell(1, number).font = Font(bold=True)
    for position, row in enumerate(sheet.rows, start=2):
        for number, (value, (_, kind)) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            _write(worksheet.cell(position, number), value, kind)
            widths[number - 1] = max(widths[number - 1], len(str(value or "")))
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = min(width, WIDEST) + 2
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = worksheet.dimensions


def _write(cell: Any, value: object, kind: str) -> None:
    """Write one value; a text is marked as text, so that neither opening nor editing makes it a formula."""
    if value is None:
        return
    if not isinstance(value, str):
        cell.value = bool(value) if kind == "flag" else value
        if kind in FORMATS:
            cell.number_format = FORMATS[kind]
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
