"""Read the sheets of a form with a row for each of whom or what they list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.rows import RawRow
from kgreport.data.tables.files import OpenTable, Part
from kgreport.data.workbooks.grids import FIRST_ROW
from kgreport.data.workbooks.layout import UNIT, YEAR
from kgreport.data.workbooks.lists import HEADING_ROW, ListColumn, ListSheet
from kgreport.data.workbooks.reading import cell_findings as say
from kgreport.data.workbooks.reading.formulas import CellMark
from kgreport.data.workbooks.reading.grids import MOST_TOLD, check_headings, check_merged
from kgreport.data.workbooks.reading.heads import Head
from kgreport.data.workbooks.reading.values import date_text, text_of
from kgreport.data.workbooks.sheets import SheetValues, Value
from kgreport.data.workbooks.words import code_for
from kgreport.terms.findings import Finding
from kgreport.terms.places import letter, place_of, position, ref_of

_REQUIRED = {table.name: table.required for table in RECORD_TABLES}


@dataclass(frozen=True, slots=True)
class FilledList:
    """A list as it was filled in.

    Attributes
    ----------
    numbers
        The rows that are filled in.
    columns
        The text of each column in those rows.
    """

    head: Head
    layout: ListSheet
    numbers: list[int]
    columns: Mapping[str, list[str]]

    @property
    def file(self) -> str:
        """The workbook with its sheet."""
        return f"{self.head.file}!{self.layout.sheet}"


def read_list(
    head: Head, layout: ListSheet, sheet: SheetValues, marks: Mapping[str, CellMark]
) -> tuple[FilledList, list[Finding]]:
    """Read the rows of a list whose headings stand in their places, and say what is wrong with it."""
    nothing = FilledList(head, layout, [], {})
    wanted = {ref_of(HEADING_ROW, n): column.label for n, column in enumerate(layout.columns, start=1)}
    findings = list(check_headings(head.file, layout.sheet, sheet.by_ref(HEADING_ROW), wanted))
    if findings:
        return nothing, findings
    findings += check_merged(head.file, sheet)
    findings += list(_check_marks(head, layout, marks))
    lines = [(number, row) for number, row in sheet.lines() if number >= FIRST_ROW]
    findings += list(_check_outside(head, layout, lines))
    width = layout.last_column
    lines = [(number, row) for number, row in lines if row[:width].count("") < len(row[:width])]
    cells = list(zip(*(row for _, row in lines), strict=True))
    columns = {
        column.name: _texts(column, cells[n] if n < len(cells) else [""] * len(lines))
        for n, column in enumerate(layout.columns)
    }
    return FilledList(head, layout, [number for number, _ in lines], columns), findings


def _texts(column: ListColumn, values: Sequence[Value]) -> list[str]:
    """Write the cells of a column as a table of text would, each distinct word looked at once."""
    written = _writer(column)
    # By type too: 1, 1.0 and TRUE are equal, and not the same text.
    keys = list(zip(map(type, values), values, strict=True))
    texts = {key: written(key[1]) for key in dict.fromkeys(keys)}
    return [texts[key] for key in keys]


def _writer(column: ListColumn) -> Callable[[Value], str]:
    if column.kind == "date":
        return date_text
    if column.words:
        return lambda value: code_for(text_of(value), column.words)
    return text_of


def _check_marks(head: Head, layout: ListSheet, marks: Mapping[str, CellMark]) -> Iterator[Finding]:
    """Every formula has been calculated, and none gives an error."""
    for ref, mark in marks.items():
        place = place_of(head.file, layout.sheet, ref)
        if position(ref)[0] < FIRST_ROW:
            continue
        if mark.error:
            yield say.error_value(place, mark.error)
        elif not mark.calculated:
            yield say.not_calculated(place, mark.formula)


def _check_outside(head: Head, layout: ListSheet, lines: list[tuple[int, list[Value]]]) -> Iterator[Finding]:
    """Nothing is written to the right of the list."""
    told = 0
    for number, row in lines:
        for column, value in enumerate(row[layout.last_column :], start=layout.last_column + 1):
            text = text_of(value)
            if text and told < MOST_TOLD:
                told += 1
                yield say.outside(place_of(head.file, layout.sheet, ref_of(number, column)), text)


def table_of(filled: FilledList) -> OpenTable:
    """Give a list as an open table of records; a column that nobody filled in says nothing."""
    of_the_form = {"year": str(filled.head.year), "unit": filled.head.unit}
    needed = _REQUIRED[filled.layout.table]
    size = len(filled.numbers)
    columns = {name: pa.array([text] * size, pa.string()) for name, text in of_the_form.items()}
    for name, texts in filled.columns.items():
        if name in needed or any(texts):
            columns[name] = pa.array(texts, pa.string())
    part = Part(pa.table(columns), np.array(filled.numbers, dtype=np.int64))
    return OpenTable(filled.file, tuple(columns), (lambda: part,))


def rows_of(filled: FilledList) -> list[RawRow]:
    """Give a list as rows of a register; what names no source has the workbook as its source."""
    file, sheet = filled.head.file, filled.layout.sheet
    of_the_form = {"year": str(filled.head.year), "unit": filled.head.unit}
    tops = {"year": place_of(file, sheet, YEAR), "unit": place_of(file, sheet, UNIT)}
    letters = {column.name: letter(n) for n, column in enumerate(filled.layout.columns, start=1)}
    rows = []
    for n, number in enumerate(filled.numbers):
        cells = of_the_form | {name: texts[n] for name, texts in filled.columns.items()}
        cells["source"] = cells["source"] or file
        refs = {name: place_of(file, sheet, f"{at}{number}") for name, at in letters.items()}
        rows.append(RawRow(place_of(file, sheet, f"A{number}"), cells, tops | refs))
    return rows
