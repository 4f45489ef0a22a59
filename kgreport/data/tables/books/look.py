"""Look through the XML of a sheet before it is read: whether it is small, and has more than plain values.

Sheets as spreadsheet programs write them are looked through without being parsed, in a tenth of the time that
reading them takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from kgreport.data.tables.books.unreadable import (
    DECLARED_TYPE,
    UnreadableBookError,
    far_cells,
    foreign_errors,
)
from kgreport.terms.places import position, ref_of

MOST_CELLS = 12_000_000
"""How many cells may lie between the first and the last filled ones of all sheets; each takes 40 bytes."""

_PLAIN_CELLS = 26 * 99_999
"""How many cells a plain sheet may have."""

_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b"t='e'")
_HIDDEN = (b'hidden="1"', b'hidden="t', b"hidden='")
_MARKS = (*_FORMULAS, *_HIDDEN)
"""What stands in the XML of a sheet with formulas, error values or hidden rows; faster than a pattern."""

_UNPLAIN = re.compile(rb'<c(?! r="[A-Z][0-9]{1,5}"(?: [st]="[^"]*")*\s?/?>)[\s/>]')
"""A cell that is not written as programs do, or lies beyond Z99999."""

_PREFIXED = b":c"
_MOST_AT_ONCE = 3 << 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a look through a sheet shows.

    Attributes
    ----------
    plain
        Whether every cell says its place, within the columns A to Z and the first 99 999 rows.
    marked
        Whether there may be formulas, error values or hidden rows and columns.
    """

    plain: bool
    marked: bool

    def is_small(self, cells_before: int) -> bool:
        """Whether the sheet fits into memory beside those before, wherever its cells are."""
        return self.plain and cells_before + _PLAIN_CELLS <= MOST_CELLS


def look_through(chunks: Iterable[bytes]) -> Look:
    """Look through the XML of a sheet."""
    plain, marked = True, False
    for tags in _whole_tags(chunks):
        plain = plain and len(tags) < _MOST_AT_ONCE and _is_plain(tags)
        marked = marked or any(mark in tags for mark in _MARKS)
    return Look(plain, marked)


def _whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut XML anew, before the beginning of a tag."""
    rest = b""
    for chunk in chunks:
        window = rest + chunk
        cut = window.rfind(b"<")
        if cut > 0:
            yield window[:cut]
            window = window[cut:]
        elif len(window) > _MOST_AT_ONCE:
            yield window
            window = b""
        rest = window
    yield rest


def _is_plain(tags: bytes) -> bool:
    return _PREFIXED not in tags and not _UNPLAIN.search(tags)


def check_extent(chunks: Iterable[bytes], cells_before: int) -> None:
    """Count the cells between the first and the last filled ones: so many are set aside when it is read.

    The dimension that a sheet declares is not asked.

    Raises
    ------
    UnreadableBookError
        There are too many, those of the sheets before included.
    """
    extent = _Extent()
    with foreign_errors():
        parse(chunks, extent)
    cells = max(extent.area, extent.filled)
    if cells_before + cells > MOST_CELLS:
        raise UnreadableBookError(far_cells(extent.farthest, cells, MOST_CELLS), refs=extent.farthest)


class CellWalker:
    """Follows the rows and cells of the XML of a sheet, as the parser meets them."""

    def __init__(self) -> None:
        self.row, self.column = 0, 0
        self._row_of_cell = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.begin_row(attributes)
        elif local == "c":
            self._row_of_cell, self.column = self.row, self.column + 1
            if "r" in attributes:
                self._row_of_cell, self.column = position(attributes["r"].upper())
            self.begin_cell(attributes)
        else:
            self.begin_other(local, attributes)

    @property
    def ref(self) -> str:
        """The cell that the parser is at."""
        return ref_of(self._row_of_cell, self.column)

    def begin_row(self, attributes: dict[str, str]) -> None:
        """Begin a row."""

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell."""

    def begin_other(self, local: str, attributes: dict[str, str]) -> None:
        """Begin another element."""

    def end(self, name: str) -> None:
        """End an element."""

    def characters(self, text: str) -> None:
        """Read text."""


def parse(chunks: Iterable[bytes], walker: CellWalker) -> None:
    """Follow the XML of a sheet; what declares types of its own, as entity bombs do, is refused."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.characters
    parser.StartDoctypeDeclHandler = _refuse_types
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_types(*_: object) -> None:
    raise UnreadableBookError(DECLARED_TYPE)


class _Extent(CellWalker):
    """Measures from where to where cells are filled.

    A reader that does not understand where a row or cell says to be takes it for the next one, so both count.
    """

    def __init__(self) -> None:
        super().__init__()
        self.filled = 0
        self._next = (0, 0)
        self._first, self._last = (1 << 62, 1 << 62), (0, 0)
        self._at_last_row, self._at_last_column = "", ""

    def begin_row(self, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Take the row, or the one below the last."""
        self._next = (max(self._next[0] + 1, self.row), 0)

    def begin_cell(self, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Take the column, or the one after the last."""
        self._next = (self._next[0], max(self._next[1] + 1, self.column))

    def begin_other(self, local: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """A cell with a value is filled; a coloured one is not."""
        if local in ("v", "is"):
            self.filled += 1
            self._fill(self._row_of_cell, self.column)
            self._fill(*self._next)

    def _fill(self, row: int, column: int) -> None:
        self._first = (min(self._first[0], row), min(self._first[1], column))
        if row > self._last[0]:
            self._at_last_row = ref_of(row, column)
        if column > self._last[1]:
            self._at_last_column = ref_of(row, column)
        self._last = (max(self._last[0], row), max(self._last[1], column))

    @property
    def area(self) -> int:
        """How many cells lie between the first and the last row and column."""
        if not self.filled:
            return 0
        return (self._last[0] - self._first[0] + 1) * (self._last[1] - self._first[1] + 1)

    @property
    def farthest(self) -> list[str]:
        """The cells that reach farthest."""
        return list(dict.fromkeys([self._at_last_row, self._at_last_column]))
