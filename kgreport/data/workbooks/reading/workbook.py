"""Read the workbooks that units have filled in: figures, records and registers, and all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from pathlib import Path

import pandas as pd

from kgreport.data.figures.comparison import as_figures
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.tables.books.appearance import hidden_parts, old_font_texts
from kgreport.data.tables.books.book import Book, sheet_names
from kgreport.data.tables.books.marks import SheetMarks
from kgreport.data.tables.books.unreadable import UnreadableBookError
from kgreport.data.tables.files import OpenTable
from kgreport.data.workbooks.figure_cells import FIRST_ROW, FigureSheet
from kgreport.data.workbooks.reading import cell_findings
from kgreport.data.workbooks.reading.figure_sheets import (
    MOST_SHOWN,
    Figure,
    FilledFigureSheet,
    read_figure_sheet,
)
from kgreport.data.workbooks.reading.heads import Head, check_head, has_sheets_of_units, head_of
from kgreport.data.workbooks.reading.list_sheets import read_list_sheet
from kgreport.data.workbooks.sheets import CHOICES, FOUND, SHEET_NAMES, SHEETS, Sheet
from kgreport.terms.findings import Finding
from kgreport.terms.places import place_of, ref_of


@dataclass(frozen=True, slots=True)
class Workbooks:
    """What the workbooks of a dataset say.

    Attributes
    ----------
    figures
        Frame with the columns of `figures.layout.COLUMNS`.
    tables
        The lists of all workbooks, by the name of the table of records or register they belong to.
    heads
        The year and unit of each workbook.
    findings
        Everything that is wrong.
    """

    figures: pd.DataFrame
    tables: Mapping[str, list[OpenTable]]
    heads: tuple[Head, ...]
    findings: list[Finding]

    @property
    def simulated(self) -> bool:
        """Whether some figures are made up."""
        return any(head.simulated for head in self.heads)


@dataclass(slots=True)
class _ReadWorkbook:
    """One workbook, as far as it could be read."""

    head: Head | None = None
    figures: list[Figure] = field(default_factory=list)
    lists: dict[str, OpenTable] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def is_unit_workbook(path: Path) -> bool:
    """Whether a file is the workbook of a unit, by the names of its sheets."""
    try:
        return has_sheets_of_units(sheet_names(path))
    except UnreadableBookError:
        return False


def read_workbooks(paths: Sequence[Path], name_of: Callable[[Path], str] = attrgetter("name")) -> Workbooks:
    """Read the workbooks of units; messages and sources call each as `name_of` says."""
    books = [_read_workbook(path, name_of(path)) for path in sorted(paths)]
    findings = [finding for book in books for finding in book.findings]
    findings += _keep_first_of_two(books)
    tables: dict[str, list[OpenTable]] = {}
    for name, table in (one for book in books for one in book.lists.items()):
        tables.setdefault(name, []).append(table)
    heads = tuple(book.head for book in books if book.head is not None)
    return Workbooks(_frame(books), tables, heads, findings)


def _keep_first_of_two(books: list[_ReadWorkbook]) -> list[Finding]:
    """A unit hands in one workbook a year; of two, the first is taken."""
    first: dict[tuple[str, int], str] = {}
    findings = []
    for book in books:
        if book.head is None:
            continue
        file = first.setdefault((book.head.unit, book.head.year), book.head.file)
        if file != book.head.file:
            findings.append(
                cell_findings.workbook_twice(book.head.file, file, book.head.unit, book.head.year)
            )
            book.head, book.figures, book.lists = None, [], {}
    return findings


def _frame(books: Iterable[_ReadWorkbook]) -> pd.DataFrame:
    rows = [
        (one.year, book.head.unit, *one.key, one.value, book.head.file, one.place)
        for book in books
        if book.head is not None
        for one in book.figures
    ]
    return as_figures([pd.DataFrame(rows, columns=list(COLUMNS))] if rows else [])


def _read_workbook(path: Path, file: str) -> _ReadWorkbook:
    try:
        book = Book(path)
        if not has_sheets_of_units(book.names):
            first = next(iter(book.names), "")
            return _ReadWorkbook(findings=[cell_findings.not_of_a_unit(file, first)])
        return _read_sheets(file, book)
    except UnreadableBookError as error:
        return _ReadWorkbook(findings=[cell_findings.unreadable(file, error)])


def _read_sheets(file: str, book: Book) -> _ReadWorkbook:
    """Read every sheet of a workbook that is there."""
    missing = [name for name in SHEET_NAMES if name not in book.names and name != CHOICES]
    unknown = [name for name in book.names if name not in (*SHEET_NAMES, FOUND)]
    head, found = head_of(file, book)
    read = _ReadWorkbook(head)
    read.findings += [cell_findings.sheet_missing(file, name) for name in missing]
    read.findings += [cell_findings.sheet_unknown(file, name) for name in unknown]
    read.findings += found
    if head is not None:
        for layout in SHEETS:
            if layout.name in book.names:
                read.findings += _read_sheet(read, head, layout, book)
        read.findings += _keep_first_figures(read)
    return read


def _read_sheet(read: _ReadWorkbook, head: Head, layout: Sheet, book: Book) -> list[Finding]:
    """Add the figures or the list of a sheet to what was read, and say what is wrong with it."""
    sheet = book.values(layout.name)
    wrong_head = check_head(head, layout.name, sheet.by_ref(FIRST_ROW))
    if wrong_head:
        return wrong_head
    if isinstance(layout, FigureSheet):
        last = layout.last_row
        marks = book.marks(layout.name, last)
        filled = FilledFigureSheet(head, layout, sheet, sheet.by_ref(last), marks.formulas)
        figures, findings = read_figure_sheet(filled)
        read.figures += figures
    else:
        marks = book.marks(layout.name)
        listed, findings = read_list_sheet(head, layout, sheet, marks.formulas)
        if listed is not None:
            read.lists[layout.table] = listed
    return [*findings, *_check_appearance(head.file, layout, book, marks)]


def _check_appearance(file: str, layout: Sheet, book: Book, marks: SheetMarks) -> Iterator[Finding]:
    """What is read from a sheet is what a person sees there."""
    sheet = book.values(layout.name)
    for row, column, wording in islice(old_font_texts(sheet, marks), MOST_SHOWN):
        yield cell_findings.cell_finding("font", place_of(file, layout.name, ref_of(row, column)), wording)
    headings = 1 if isinstance(layout, FigureSheet) else 0
    hidden = hidden_parts(sheet, marks, FIRST_ROW, headings, is_hidden=book.is_hidden(layout.name))
    if hidden is not None:
        yield cell_findings.sheet_finding(
            "hidden", file, layout.name, hidden, severity="warning", acceptable=True
        )
    if shapes := book.shapes(layout.name):
        yield cell_findings.shapes(file, layout.name, shapes)


def _keep_first_figures(read: _ReadWorkbook) -> list[Finding]:
    """A figure that two sheets have is taken from the first, and is the same on both."""
    first: dict[tuple[object, ...], Figure] = {}
    findings = []
    for one in read.figures:
        before = first.setdefault((one.key, one.year), one)
        if before.value != one.value:
            findings.append(
                cell_findings.differs_from_first(one.place, one.value, before.place, before.value)
            )
    read.figures = list(first.values())
    return findings
