"""Look through the XML of a sheet before it is read: whether it is small, and has more than plain values.

Sheets as spreadsheet programs write them are looked through without being parsed, in a tenth of the time that
reading them takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from kgreport.data.tables.books.unreadable import (
    DECLARED_TYPE,
    UnreadableBookError,
    far_cells,
    foreign_errors,
)
from kgreport.terms.places import position, ref_of

MOST_CELLS = 13_000_000
"""How many cells may lie between the first and the last filled ones of all sheets; each takes 40 bytes."""

_WIDE, _LONG = rb"[A-Z][0-9]{1,5}", rb"[A-L](?:[0-9]{1,6}|10[0-4][0-9]{4})"
_WIDE_CELLS, _LONG_CELLS = 26 * 99_999, 12 * 1_049_999
"""Where the cells of most sheets lie: in 26 columns, or in 12 columns and any row. How many that are."""

_FORMULAS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b"t='e'")
_HIDDEN = (b'hidden="1"', b'hidden="t', b"hidden='")
_MARKS = (*_FORMULAS, *_HIDDEN)
"""What stands in the XML of a sheet with formulas, error values or hidden rows; faster than a pattern."""

_BEYOND_WIDE, _BEYOND_LONG = (
    re.compile(rb'<c(?! r="(?:' + cells + rb')"(?: [st]="[^"]*")*\s?/?>)[\s/>]') for cells in (_WIDE, _LONG)
)
"""A cell that is not written as programs do, or that lies elsewhere."""

_PREFIXED = b":c"
_MOST_AT_ONCE = 3 << 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a look through a sheet shows.

    Attributes
    ----------
    cells
        As many cells it has at most, from the first filled one to the last; None where that is not seen.
    marked
        Whether there may be formulas, error values or hidden rows and columns.
    """

    cells: int | None
    marked: bool

    def is_small(self, cells_before: int) -> bool:
        """Whether the sheet fits into memory beside those before, wherever its cells are."""
        return self.cells is not None and cells_before + self.cells <= MOST_CELLS


def look_through(chunks: Callable[[], Iterable[bytes]]) -> Look:
    """Look through the XML of a sheet; few have to be looked through twice."""
    wide, marked = True, False
    for tags in whole_tags(chunks()):
        wide = wide and _is_within(_BEYOND_WIDE, tags)
        marked = marked or any(mark in tags for mark in _MARKS)
    if wide:
        return Look(_WIDE_CELLS, marked)
    long = all(_is_within(_BEYOND_LONG, tags) for tags in whole_tags(chunks()))
    return Look(_LONG_CELLS if long else None, marked)


def _is_within(beyond: re.Pattern[bytes], tags: bytes) -> bool:
    return len(tags) < _MOST_AT_ONCE and _PREFIXED not in tags and not beyond.search(tags)


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
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
