"""Read what the stored values of a sheet do not show: formulas, error values, hidden rows and columns, fonts.

A sheet without them is passed over quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from kgreport.data.tables.books.fonts import OldFonts, old_encoding
from kgreport.data.tables.books.look import CellWalker, parse
from kgreport.data.tables.books.unreadable import foreign_errors

MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class CellFormula:
    """The formula of a cell, or the error value in it.

    Attributes
    ----------
    formula
        The formula, without the equals sign; empty where there is none, or where it is shared.
    calculated
        Whether the value of the formula is stored.
    error
        The error value, such as ``#REF!``.
    """

    formula: str
    calculated: bool
    error: str

    def is_formula(self, formula: str) -> bool:
        """Whether this is a formula, however it is spaced."""
        return "".join(self.formula.split()).upper() == "".join(formula.split()).lstrip("=").upper()


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What the stored values of a sheet do not show.

    Attributes
    ----------
    formulas
        The formulas and error values, by cell.
    hidden_rows, hidden_columns
        The numbers of the rows and columns that are hidden or filtered away.
    fonts
        The cells in a font of an encoding from before Unicode, with that encoding.
    """

    formulas: Mapping[str, CellFormula] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fonts: Mapping[str, str] = field(default_factory=dict)


def read_marks(chunks: Iterable[bytes], old: OldFonts, last_row: int | None) -> SheetMarks:
    """Read the marks of a sheet, in its first rows or in all of them."""
    reader = _MarkReader(old, last_row)
    with foreign_errors(), suppress(_EnoughError):
        parse(chunks, reader)
    return SheetMarks(
        reader.formulas, frozenset(reader.hidden_rows), frozenset(reader.hidden_columns), reader.fonts
    )


class _EnoughError(Exception):
    """All rows that matter are read."""


class _MarkReader(CellWalker):
    """Reads marks out of the XML of a sheet."""

    def __init__(self, old: OldFonts, last_row: int | None) -> None:
        super().__init__()
        self._old, self._last_row = old, last_row
        self._kind, self._style, self._inside = "", "0", ""
        self._text: dict[str, str] = {}
        self.formulas: dict[str, CellFormula] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.fonts: dict[str, str] = {}

    def begin_row(self, attributes: dict[str, str]) -> None:
        """Note a hidden row."""
        if self._last_row is not None and self.row > self._last_row:
            raise _EnoughError
        if _is_true(attributes.get("hidden", "")):
            self.hidden_rows.add(self.row)

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """Note what kind of value a cell has."""
        self._kind, self._style, self._text = attributes.get("t", ""), attributes.get("s", "0"), {}

    def begin_other(self, local: str, attributes: dict[str, str]) -> None:
        """Note a formula, a value, hidden columns, or a font within a cell."""
        if local in ("f", "v"):
            self._inside, self._text[local] = local, ""
        elif local == "col" and _is_true(attributes.get("hidden", "")):
            first, last = int(attributes["min"]), min(int(attributes["max"]), MOST_COLUMNS)
            self.hidden_columns.update(range(first, last + 1))
        elif local == "rFont" and (encoding := old_encoding(attributes.get("val", ""))):
            self.fonts[self.ref] = encoding

    def characters(self, text: str) -> None:
        """Read a formula or a value."""
        if self._inside:
            self._text[self._inside] += text

    def end(self, name: str) -> None:
        """Note the marks of a cell."""
        local = name.rpartition(":")[2]
        if local in ("f", "v"):
            self._inside = ""
        elif local == "c":
            self._end_cell(self._text.get("v", "").strip())

    def _end_cell(self, value: str) -> None:
        if "f" in self._text or self._kind == "e":
            self.formulas[self.ref] = CellFormula(
                formula=self._text.get("f", ""),
                calculated=self._kind == "str" or bool(value),
                error=value if self._kind == "e" else "",
            )
        encoding = self._old.of_cell(self._style, value if self._kind == "s" else "")
        if encoding:
            self.fonts.setdefault(self.ref, encoding)


def _is_true(text: str) -> bool:
    return text in ("1", "true")
