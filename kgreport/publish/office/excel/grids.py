"""A table as a sheet shows it: headings that are each once, cells, and how wide the columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from kgreport.content.blocks import Table
from kgreport.publish.office.excel.numbers import Cell, cell_of
from kgreport.publish.office.excel.texts import headings_of
from kgreport.terms.phrases import Language, Phrase

_NARROWEST, _WIDEST, _WIDEST_OF_MANY = 13, 60, 36
_FEW = 3
"""With more columns of words than this, each is narrower."""

_SPARE, _BOLD = 0.98, 1.1
"""How much of a column a letter takes, and a bold one more than others."""

_UNUSED = 2.5
"""Letters that stay free at the end of a line, as words are not cut."""

_UNNAMED = Phrase("Cột {n}", "Column {n}")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells, whether it sums others, and how deep a part of a row above it is."""

    cells: Sequence[Cell]
    total: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headings, which of its columns are numbers, how wide they are in letters, and its rows."""

    headings: Sequence[str]
    numeric: Sequence[bool]
    widths: Sequence[int]
    rows: Sequence[GridRow]

    def is_set_off(self, column: int) -> bool:
        """Whether a column of words begins where one of numbers ends, so that there must be space between."""
        return bool(column) and self.numeric[column - 1] and not self.numeric[column]

    def lines(self, row: GridRow) -> int:
        """Count the lines that a row takes; numbers take one."""
        texts = ((cell.value, width) for cell, width in zip(row.cells, self.widths, strict=True))
        return max(lines_of(text, width) if isinstance(text, str) else 1 for text, width in texts)

    @property
    def heading_lines(self) -> int:
        """The lines that the headings take."""
        return max(map(lines_of, self.headings, (width / _BOLD for width in self.widths)))


def lines_of(text: str, width: float) -> int:
    """Count the lines that a text takes in a column, rather too many than too few.

    >>> lines_of("Đơn vị", 11), lines_of("Được luân chuyển, điều động", 11)
    (1, 4)
    """
    if len(text) * _SPARE < width and "\n" not in text:
        return 1
    return sum(1 + int(len(line) * _SPARE / (width - _UNUSED)) for line in text.split("\n"))


def grid_of(table: Table, language: Language) -> Grid:
    """Give a table of a report, in the words of a language.

    >>> from kgreport.content.blocks import Column
    >>> columns = (Column(label="Mức"), Column(label="Tốt", group="Số", values="count"))
    >>> grid = grid_of(Table(columns=columns, cells=(("Cả tỉnh", "5"),), rows=(("Cả tỉnh", 5),)), "vi")
    >>> grid.headings, [cell.value for cell in grid.rows[0].cells]
    (['Mức', 'Số: Tốt'], ['Cả tỉnh', 5])
    """
    kinds = [column.values for column in table.columns]
    depths = dict(table.indents)
    values = table.rows or [(None,) * len(kinds)] * len(table.cells)
    rows = [
        GridRow(
            [cell_of(*one, table.language) for one in zip(printed, raw, kinds, strict=True)],
            total=place in table.totals,
            indent=depths.get(place, 0),
        )
        for place, (printed, raw) in enumerate(zip(table.cells, values, strict=True))
    ]
    headings = headings_of((column.name for column in table.columns), _UNNAMED.say(language))
    numeric = [column.numeric for column in table.columns]
    return Grid(headings, numeric, _widths(headings, numeric, table.cells), rows)


def is_unnamed(heading: str, place: int) -> bool:
    """Whether a heading stands for the name of a column without one."""
    return heading in [named.format(n=place) for named in (_UNNAMED.vi, _UNNAMED.en)]


def grid_of_words(headings: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Cell]]) -> Grid:
    """Give a table that only the workbook has, as the list of its tables."""
    numeric = [False] * len(headings)
    return Grid(headings, numeric, widths, [GridRow(cells) for cells in rows])


def _widths(headings: Sequence[str], numeric: Sequence[bool], cells: Sequence[Sequence[str]]) -> list[int]:
    """Make numbers as wide as they need, and words as wide as they are, up to a limit."""
    limit = _WIDEST if sum(not one for one in numeric) <= _FEW else _WIDEST_OF_MANY
    widths = []
    for heading, column in zip(headings, zip(*cells, strict=True), strict=True):
        word, cell = max(map(len, heading.split())) * _BOLD, min(max(map(len, column)), limit)
        widths.append(max(_NARROWEST, ceil(max(word, cell)) + 2))
    return widths
