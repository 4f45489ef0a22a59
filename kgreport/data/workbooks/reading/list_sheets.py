"""Read the sheets of a workbook that list one subject or entry a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import islice

import numpy as np
import pyarrow as pa

from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.books.book import SheetValues, Value, text_of
from kgreport.data.tables.books.marks import CellFormula
from kgreport.data.tables.files import OpenTable, RowBlock
from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.data.workbooks.list_sheets import HEADING_ROW, ListColumn, ListSheet
from kgreport.data.workbooks.locator import SheetLocator
from kgreport.data.workbooks.reading import cell_findings
from kgreport.data.workbooks.reading.figure_sheets import (
    MOST_SHOWN,
    check_formulas,
    check_headings,
    check_merged,
)
from kgreport.data.workbooks.reading.heads import Head
from kgreport.data.workbooks.reading.values import date_text
from kgreport.data.workbooks.words import code_for
from kgreport.terms.findings import Finding
from kgreport.terms.places import place_of, position, ref_of

_REQUIRED = {table.name: table.required for table in (*RECORD_TABLES, *REGISTERS)}


def read_list_sheet(
    head: Head, layout: ListSheet, sheet: SheetValues, formulas: Mapping[str, CellFormula]
) -> tuple[OpenTable | None, list[Finding]]:
    """Read a list whose headings stand in their places, and say what is wrong with it.

    The list is a table of its records or entries; nothing where no row is filled in. A blank column counts as
    missing. An entry without a source has the workbook as its source.
    """
    headings = {ref_of(HEADING_ROW, n): column.label for n, column in enumerate(layout.columns, start=1)}
    findings = list(check_headings(head.file, layout.name, sheet.by_ref(HEADING_ROW), headings))
    if findings:
        return None, findings
    findings += check_merged(head.file, sheet)
    below = {ref: formula for ref, formula in formulas.items() if position(ref)[0] >= FIRST_ROW}
    findings += check_formulas(head.file, layout.name, below)
    lines = [(number, row) for number, row in sheet.lines() if number >= FIRST_ROW]
    findings += islice(_check_outside(head, layout, lines), MOST_SHOWN)
    width = layout.last_column
    lines = [(number, row) for number, row in lines if row[:width].count("") < len(row[:width])]
    if not lines:
        return None, findings
    findings += islice(_check_ids(head, layout, lines), MOST_SHOWN)
    cells = list(zip(*(row for _, row in lines), strict=True))
    columns = {
        column.name: _texts(column, cells[n] if n < len(cells) else [""] * len(lines))
        for n, column in enumerate(layout.columns)
    }
    return _table_of(head, layout, [number for number, _ in lines], columns), findings


def _texts(column: ListColumn, values: Sequence[Value]) -> list[str]:
    """Write the cells of a column as a table of text would, each distinct value once."""
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


def _check_outside(head: Head, layout: ListSheet, lines: list[tuple[int, list[Value]]]) -> Iterator[Finding]:
    """Nothing is written to the right of the list."""
    for number, row in lines:
        for column, value in enumerate(row[layout.last_column :], start=layout.last_column + 1):
            if text := text_of(value):
                yield cell_findings.outside(place_of(head.file, layout.name, ref_of(number, column)), text)


def _check_ids(head: Head, layout: ListSheet, lines: list[tuple[int, list[Value]]]) -> Iterator[Finding]:
    """An id is a text or a number; where it is a date, a spreadsheet program took it for one."""
    for column in (n for n, one in enumerate(layout.columns) if one.name in ("id", "organization")):
        for number, row in lines:
            value = row[column] if column < len(row) else ""
            if isinstance(value, _NO_ID):
                place = place_of(head.file, layout.name, ref_of(number, column + 1))
                yield cell_findings.changed_id(place, text_of(value))


_NO_ID = (bool, date, time, timedelta)


def _table_of(
    head: Head, layout: ListSheet, numbers: list[int], columns: Mapping[str, list[str]]
) -> OpenTable:
    """Give a list as an open table, each row with the year and unit of the workbook."""
    needed, size = _REQUIRED[layout.table], len(numbers)
    texts = {name: cells for name, cells in columns.items() if name in needed or any(cells)}
    if "source" in columns:
        texts["source"] = [text or head.file for text in columns["source"]]
    texts = {"year": [str(head.year)] * size, "unit": [head.unit] * size, **texts}
    arrays = {name: pa.array(cells, pa.string()) for name, cells in texts.items()}
    block = RowBlock(pa.table(arrays), np.array(numbers, dtype=np.int64))
    file = f"{head.file}!{layout.name}"
    return OpenTable(file, tuple(arrays), (lambda: block,), locator=SheetLocator(layout))
