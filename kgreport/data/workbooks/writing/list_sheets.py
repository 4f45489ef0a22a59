"""Write a sheet that lists one subject or entry a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.data.workbooks.list_sheets import (
    HEADING_ROW,
    HINT_ROW,
    LIST_SHEETS,
    YES_OR_NO,
    ListColumn,
    ListSheet,
)
from kgreport.data.workbooks.sheets import CHOICES
from kgreport.data.workbooks.words import NO, YES, Words
from kgreport.data.workbooks.writing import styles
from kgreport.data.workbooks.writing.figure_sheets import write_note
from kgreport.terms.places import letter

LAST_ROW = 1_048_576
_STYLES = {
    "text": "kg text", "code": "kg choice", "truth": "kg choice", "date": "kg date", "decimal": "kg decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """Words to choose from, and where they are listed."""

    title: str
    words: Words
    first_row: int

    @property
    def formula(self) -> str:
        """The cells with the words."""
        last = self.first_row + len(self.words) - 1
        return f"'{CHOICES}'!$A${self.first_row}:$A${last}"


def choice_lists() -> Mapping[tuple[str, ...], Choices]:
    """Lay out all words to choose from, one list below the other, by their codes."""
    used: dict[tuple[str, ...], dict[str, ListColumn]] = {}
    for layout in LIST_SHEETS:
        for column in layout.columns:
            if column.words:
                used.setdefault(_codes(column), {})[layout.name] = column
    found, row = {}, FIRST_ROW - 2
    for codes, columns in used.items():
        column = next(iter(columns.values()))
        title = YES_OR_NO if column.kind == "truth" else f"{column.label} ({', '.join(columns)})"
        found[codes] = Choices(title, column.words, row)
        row += len(column.words) + 2
    return found


def _codes(column: ListColumn) -> tuple[str, ...]:
    return tuple(column.words)


def write_list_sheet(
    sheet: Worksheet,
    layout: ListSheet,
    frame: pd.DataFrame | None,
    choices: Mapping[tuple[str, ...], Choices],
) -> None:
    """Write headings, input columns and their rules, and the rows that are known."""
    _write_headings(sheet, layout)
    for number, column in enumerate(layout.columns, start=1):
        _open_column(sheet, column, number, choices)
    if frame is not None:
        _write_rows(sheet, layout, frame)


def _write_headings(sheet: Worksheet, layout: ListSheet) -> None:
    for row in range(1, FIRST_ROW):
        for number in range(1, layout.last_column + 1):
            if not sheet.cell(row, number).has_style:
                sheet.cell(row, number).style = "kg blank"
    write_note(sheet, layout.note, layout.last_column)
    sheet.row_dimensions[6].height = 6
    for number, column in enumerate(layout.columns, start=1):
        sheet.cell(HEADING_ROW, number, column.label).style = "kg heading"
        sheet.cell(HINT_ROW, number, column.hint or None).style = "kg hint"
    sheet.row_dimensions[HEADING_ROW].height = 42
    sheet.row_dimensions[HINT_ROW].height = 28


def _open_column(
    sheet: Worksheet, column: ListColumn, number: int, choices: Mapping[tuple[str, ...], Choices]
) -> None:
    """Make a whole column one to be filled in."""
    name = letter(number)
    dimension = sheet.column_dimensions[name]
    dimension.width = column.width
    prototype = sheet.cell(FIRST_ROW, number)
    prototype.style = _STYLES[column.kind]
    dimension._style = copy(prototype._style)
    rule = _rule(column, choices)
    if rule is not None:
        rule.add(f"{name}{FIRST_ROW}:{name}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _rule(column: ListColumn, choices: Mapping[tuple[str, ...], Choices]) -> DataValidation | None:
    if column.words:
        error = f"Bấm mũi tên cạnh ô để chọn: {column.label}."
        formula = choices[_codes(column)].formula
        return styles.accept("list", "Chọn trong danh sách", error, formula1=formula, allow_blank=True)
    if column.kind == "decimal":
        error = "Ghi số, như 1977 hoặc 12,5. Chưa có thì để trống."
        limits = {"operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}
        return styles.accept("decimal", "Cần một số", error, **limits)
    if column.kind == "date":
        error = "Ghi ngày/tháng/năm, như 19/5/2018. Chưa rõ thì để trống."
        return styles.accept("date", "Cần một ngày", error, operator="greaterThan", formula1="1")
    return None


def _write_rows(sheet: Worksheet, layout: ListSheet, frame: pd.DataFrame) -> None:
    for number, column in enumerate(layout.columns, start=1):
        if column.name not in frame.columns:
            continue
        prototype = sheet.cell(FIRST_ROW, number)
        prototype.style = _STYLES[column.kind]
        look, write = prototype._style, _writer(column)
        for row, value in enumerate(frame[column.name].tolist(), start=FIRST_ROW):
            cell = sheet.cell(row, number)
            cell._style = copy(look)
            styles.write(cell, write(value))
    if not layout.record:
        _make_room(sheet, layout, len(frame))


def _make_room(sheet: Worksheet, layout: ListSheet, rows: int) -> None:
    """Make rows as high as their longest text needs."""
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        lines = max(
            1 + len(str(sheet.cell(row, n).value or "")) // column.width
            for n, column in enumerate(layout.columns, start=1)
        )
        if lines > 1:
            sheet.row_dimensions[row].height = 4 + 13 * lines


def _writer(column: ListColumn) -> Callable[[object], object]:
    """Say how a value of a column is written; what is missing stays blank."""

    def write(value: Any) -> object:
        if value is None or value == "" or pd.isna(value):
            return None
        if column.kind == "truth":
            return (YES if value else NO) if isinstance(value, bool | int) else column.words[str(value)]
        if column.words:
            return column.words.get(str(value), value)
        if column.kind == "date" and isinstance(value, str):
            return date.fromisoformat(value)
        if column.kind == "date" and isinstance(value, pd.Timestamp):
            return value.date()
        return str(value) if column.kind == "text" else value

    return write
