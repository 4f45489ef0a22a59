"""Read the forms that units have filled in: their figures, records and registers, and all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import pandas as pd

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.registers.rows import RawRow
from kgreport.data.tables.files import OpenTable
from kgreport.data.workbooks.grids import FIRST_ROW, Grid
from kgreport.data.workbooks.layout import CHOICES, FOUND, SHEET_NAMES, SHEETS, Sheet
from kgreport.data.workbooks.reading import cell_findings as say
from kgreport.data.workbooks.reading.formulas import MarkedBook
from kgreport.data.workbooks.reading.grids import Figure, GridSheet, last_row_of, read_grid
from kgreport.data.workbooks.reading.heads import Head, check_head, head_of, looks_like_a_form
from kgreport.data.workbooks.reading.lists import FilledList, read_list, rows_of, table_of
from kgreport.data.workbooks.sheets import Book, UnreadableBookError
from kgreport.terms.findings import Finding

LOCK_FILE = "~$"
"""What the name of a file begins with that a program keeps beside an open workbook."""

UNREADABLE = (UnreadableBookError, BadZipFile, KeyError, ParseError, ExpatError, OSError)
"""What a file raises that is no workbook."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FormUnit:
    """A unit that has handed in a form.

    Attributes
    ----------
    id, name
        Its code, and its name as the form says it.
    year
        The year of the form.
    file
        Name of the form.
    """

    id: str
    name: str
    year: int
    file: str


@dataclass(frozen=True, slots=True)
class Forms:
    """What the forms of a dataset say.

    Attributes
    ----------
    figures
        Frame with the columns of `figures.layout.COLUMNS`.
    tables
        The lists of records of every form, by the name of their table.
    registers
        The rows of registers of all forms, by the name of the register.
    units
        Who has handed in a form.
    simulated
        Whether some figures are made up.
    findings
        Everything that is wrong.
    """

    figures: pd.DataFrame
    tables: Mapping[str, list[OpenTable]]
    registers: Mapping[str, list[RawRow]]
    units: tuple[FormUnit, ...]
    simulated: bool
    findings: list[Finding]


@dataclass(slots=True)
class _Form:
    """One form, as far as it could be read."""

    head: Head | None = None
    figures: list[Figure] = field(default_factory=list)
    lists: list[FilledList] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_form(path: Path) -> bool:
    """Tell whether a workbook is a form, by the names of its sheets."""
    try:
        return looks_like_a_form(MarkedBook(path).names)
    except UNREADABLE:
        return False


def read_forms(paths: Sequence[Path]) -> Forms:
    """Read forms.

    Parameters
    ----------
    paths
        Workbooks, in any order; the lock files that programs keep beside them are passed over.
    """
    found = sorted(path for path in paths if not path.name.startswith(LOCK_FILE))
    forms = [_read_form(path) for path in found]
    findings = [finding for form in forms for finding in form.findings]
    findings += _leave_out_twins(forms)
    heads = [form.head for form in forms if form.head is not None]
    lists = [one for form in forms for one in form.lists if one.numbers]
    return Forms(
        figures=_frame(forms),
        tables=_by_table((one.layout.table, [table_of(one)]) for one in lists if one.layout.record),
        registers=_by_table((one.layout.table, rows_of(one)) for one in lists if not one.layout.record),
        units=tuple(FormUnit(head.unit, head.name, head.year, head.file) for head in heads),
        simulated=any(head.simulated for head in heads),
        findings=findings,
    )


def _by_table(given: Iterable[tuple[str, list[T]]]) -> dict[str, list[T]]:
    tables: dict[str, list[T]] = {}
    for name, some in given:
        tables.setdefault(name, []).extend(some)
    return tables


def _leave_out_twins(forms: list[_Form]) -> list[Finding]:
    """A unit hands in one form a year; of two, the first is taken."""
    first: dict[tuple[str, int], str] = {}
    findings = []
    for form in forms:
        if form.head is None:
            continue
        file = first.setdefault((form.head.unit, form.head.year), form.head.file)
        if file != form.head.file:
            findings.append(say.form_twice(form.head.file, file, form.head.unit, form.head.year))
            form.head, form.figures, form.lists = None, [], []
    return findings


def _frame(forms: Iterable[_Form]) -> pd.DataFrame:
    rows = [
        (one.year, form.head.unit, *one.key, one.value, form.head.file, one.place)
        for form in forms
        if form.head is not None
        for one in form.figures
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"year": int, "value": int})


def _read_form(path: Path) -> _Form:
    try:
        book, marked = Book(path), MarkedBook(path)
        if not looks_like_a_form(book.names):
            return _Form(findings=[say.not_a_form(path.name, next(iter(book.names), ""))])
        return _FormReader(path.name, book, marked).read()
    except UNREADABLE:
        return _Form(findings=[say.unreadable(path.name)])


class _FormReader:
    """Reads one form, and keeps what is wrong with it."""

    def __init__(self, file: str, book: Book, marked: MarkedBook) -> None:
        self._file, self._book, self._marked = file, book, marked
        self._form = _Form()

    def read(self) -> _Form:
        """Read every sheet of the form that is there."""
        form, names = self._form, self._book.names
        missing = [name for name in SHEET_NAMES if name not in names and name != CHOICES]
        form.findings += [say.sheet_missing(self._file, name) for name in missing]
        unknown = [name for name in names if name not in (*SHEET_NAMES, FOUND)]
        form.findings += [say.sheet_unknown(self._file, name) for name in unknown]
        form.head, found = head_of(self._file, self._book)
        form.findings += found
        if form.head is not None:
            for sheet in SHEETS:
                if sheet.sheet in names:
                    self._read_sheet(form.head, sheet)
            form.findings += _leave_out_echoes(form)
        return form

    def _read_sheet(self, head: Head, layout: Sheet) -> None:
        sheet = self._book.values(layout.sheet)
        of_another = check_head(head, layout.sheet, sheet.by_ref(FIRST_ROW))
        if of_another:
            self._form.findings += of_another
        elif isinstance(layout, Grid):
            last = last_row_of(layout)
            marks = self._marked.marks(layout.sheet, last)
            figures, found = read_grid(GridSheet(head, layout, sheet, sheet.by_ref(last), marks))
            self._form.figures += figures
            self._form.findings += found
        else:
            filled, found = read_list(head, layout, sheet, self._marked.marks(layout.sheet))
            self._form.lists.append(filled)
            self._form.findings += found


def _leave_out_echoes(form: _Form) -> list[Finding]:
    """A figure that two sheets have is taken from the first, and is the same on both."""
    first: dict[tuple[object, ...], Figure] = {}
    findings = []
    for one in form.figures:
        before = first.setdefault((one.key, one.year), one)
        if before.value != one.value:
            findings.append(say.told_twice(one.place, one.value, before.place, before.value))
    form.figures = list(first.values())
    return findings
