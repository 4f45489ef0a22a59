"""Open ``.xlsx`` files and give the stored values of their cells, quickly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from kgreport.data.tables.books.fonts import OldFonts, old_fonts
from kgreport.data.tables.books.look import Look, check_extent, look_through
from kgreport.data.tables.books.marks import SheetMarks, read_marks
from kgreport.data.tables.books.parts import SHARED_STRINGS, STYLES, Parts, composed
from kgreport.data.tables.books.shapes import count_shapes
from kgreport.data.tables.books.unreadable import UnreadableBookError, foreign_errors
from kgreport.terms.places import ref_of

Value = int | float | str | bool | date | datetime | time | timedelta


_DIGITS = 15
"""As many digits of a number as a spreadsheet keeps."""

_TOO_LONG = 10**_DIGITS
_NOISE = 1e-9
"""How far off calculating leaves a whole number at most."""


@dataclass(frozen=True, slots=True)
class SheetValues:
    """The stored values of a sheet.

    Attributes
    ----------
    name
        Its name.
    first_row, first_column
        Where `rows` begin, counted from 1.
    rows
        The values, a blank one being ``""``.
    merged
        Areas of merged cells: first row and column, last row and column, counted from 1.
    """

    name: str
    first_row: int
    first_column: int
    rows: list[list[Value]]
    merged: tuple[tuple[int, int, int, int], ...]

    def filled(self, last_row: int | None = None) -> Iterator[tuple[int, int, Value]]:
        """Give row, column and value of every cell that is not blank, in the first rows or in all of them."""
        rows = self.rows if last_row is None else self.rows[: max(last_row - self.first_row + 1, 0)]
        for number, row in enumerate(rows, start=self.first_row):
            if row.count("") < len(row):  # quickly, as a far cell may lie below a million blank rows
                for column, value in enumerate(row, start=self.first_column):
                    if not is_blank(value):
                        yield number, column, value

    def lines(self) -> Iterator[tuple[int, list[Value]]]:
        """Give number and values, from column A, of every row that is not blank."""
        before: list[Value] = [""] * (self.first_column - 1)
        for number, row in enumerate(self.rows, start=self.first_row):
            if row.count("") < len(row) and not all(map(is_blank, row)):
                yield number, before + row

    def at(self, row: int, column: int) -> Value:
        """Give the value of a cell."""
        row, column = row - self.first_row, column - self.first_column
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if inside else ""

    def by_ref(self, last_row: int) -> Mapping[str, Value]:
        """Give the filled cells of the first rows by place."""
        return {ref_of(row, column): value for row, column, value in self.filled(last_row)}


def is_blank(value: Value) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(value, str) and not value.strip()


def text_of(value: Value) -> str:
    r"""Write a value as a table of text would; a blank one is empty.

    >>> text_of(1977.0), text_of(12.5), text_of(" Chi  bộ\n1 "), text_of(True)
    ('1977', '12,5', 'Chi bộ 1', 'TRUE')
    """
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def decimal_text(value: float) -> str:
    """Write a number with a decimal comma, without what only a computer sees.

    A spreadsheet keeps 15 digits of a number; one that is longer is written as it shows it.

    >>> decimal_text(0.1 + 0.2), decimal_text(-3.0), decimal_text(1e9), decimal_text(10.000000000000002)
    ('0,3', '-3', '1000000000', '10')
    >>> decimal_text(792017000000123456)
    '7,92017E+17'
    """
    if not abs(value) < _TOO_LONG:
        return f"{value:.5E}".replace(".", ",")
    if abs(value - round(value)) < _NOISE:
        return str(round(value))
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f").replace(".", ",")


class Book:
    """An open workbook; a sheet that was read is kept as long as the book is open.

    What cannot be read raises `UnreadableBookError`. No sheet is read before it is known to fit into memory.
    """

    def __init__(self, path: Path) -> None:
        self._parts = Parts(path)
        self._sheets = self._parts.sheets()
        self._parts.check(STYLES, SHARED_STRINGS)
        with foreign_errors():
            self._book = CalamineWorkbook.from_path(path)
        self._names = {composed(name): name for name in self._book.sheet_names}
        if self._names.keys() != self._sheets.keys():
            raise UnreadableBookError
        self._read: dict[str, SheetValues] = {}
        self._looks: dict[str, Look] = {}
        self._cells = 0

    @property
    def names(self) -> list[str]:
        """The names of its sheets, composed."""
        return list(self._names)

    def is_hidden(self, name: str) -> bool:
        """Whether a spreadsheet program does not show a sheet."""
        return self._sheets[name].hidden

    def values(self, name: str) -> SheetValues:
        """Read a sheet."""
        if name not in self._read:
            self._check_extent(name)
            with foreign_errors():
                self._read[name] = self._values(name)
            self._cells += sum(map(len, self._read[name].rows))
        return self._read[name]

    def marks(self, name: str, last_row: int | None = None) -> SheetMarks:
        """Read what the values of a sheet do not show, in its first rows or in all of them."""
        old = self._old_fonts
        if not (old or self._look(name).marked):
            return SheetMarks()
        return read_marks(self._chunks(name), old, last_row)

    def shapes(self, name: str) -> int:
        """Count the text boxes and shapes on a sheet."""
        with foreign_errors():
            return count_shapes(self._parts, self._sheets[name].part)

    @cached_property
    def _old_fonts(self) -> OldFonts:
        return old_fonts(self._parts)

    def _chunks(self, name: str) -> Iterator[bytes]:
        return self._parts.chunks(self._sheets[name].part)

    def _look(self, name: str) -> Look:
        if name not in self._looks:
            self._looks[name] = look_through(lambda: self._chunks(name))
        return self._looks[name]

    def _check_extent(self, name: str) -> None:
        if self._look(name).is_small(self._cells):
            return
        try:
            check_extent(self._chunks(name), self._cells)
        except UnreadableBookError as error:
            raise UnreadableBookError(error.wording, name, error.refs) from None

    def _values(self, name: str) -> SheetValues:
        sheet = self._book.get_sheet_by_name(self._names[name])
        row, column = sheet.start or (0, 0)
        return SheetValues(name, row + 1, column + 1, sheet.to_python(), _merged(sheet))


def sheet_names(path: Path) -> list[str]:
    """Give the names of the sheets of a workbook, composed, without opening it."""
    return list(Parts(path).sheets())


def _merged(sheet: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    areas = sheet.merged_cell_ranges or []
    return tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas)
