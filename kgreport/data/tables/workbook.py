"""Open ``.xlsx`` files and give the stored values of their cells, quickly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kgreport.terms.places import ref_of

Value = int | float | str | bool | date | datetime | time | timedelta


_DIGITS = 15
"""As many digits of a number as a spreadsheet shows."""


class UnreadableBookError(ValueError):
    """A file is no workbook that can be read."""


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
            for column, value in enumerate(row, start=self.first_column):
                if not is_blank(value):
                    yield number, column, value

    def lines(self) -> Iterator[tuple[int, list[Value]]]:
        """Give number and values, from column A, of every row that is not blank."""
        before: list[Value] = [""] * (self.first_column - 1)
        for number, row in enumerate(self.rows, start=self.first_row):
            if row.count("") < len(row) and not all(map(is_blank, row)):
                yield number, before + row

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

    >>> decimal_text(0.1 + 0.2), decimal_text(-3.0), decimal_text(1e9)
    ('0,3', '-3', '1000000000')
    """
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f").replace(".", ",")


class Book:
    """An open workbook; a sheet that was read is kept as long as the book is open."""

    def __init__(self, path: Path) -> None:
        self._read: dict[str, SheetValues] = {}
        try:
            self._book = CalamineWorkbook.from_path(path)
        except (CalamineError, OSError) as error:
            raise UnreadableBookError(error) from None
        self._names = {unicodedata.normalize("NFC", name).strip(): name for name in self._book.sheet_names}

    @property
    def names(self) -> list[str]:
        """The names of its sheets, composed."""
        return list(self._names)

    def values(self, name: str) -> SheetValues:
        """Read a sheet."""
        if name not in self._read:
            self._read[name] = self._values(name)
        return self._read[name]

    def _values(self, name: str) -> SheetValues:
        try:
            sheet = self._book.get_sheet_by_name(self._names[name])
        except CalamineError as error:
            raise UnreadableBookError(error) from None
        row, column = sheet.start or (0, 0)
        return SheetValues(name, row + 1, column + 1, sheet.to_python(), _merged(sheet))


def _merged(sheet: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    areas = sheet.merged_cell_ranges or []
    return tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas)
