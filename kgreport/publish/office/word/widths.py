"""Find the widths of a table's columns, the size of its text, and whether it needs a page turned to its side.

Word computes widths only when a document is edited, and other programs compute others. So they are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.content.blocks import Table
from kgreport.terms.paper import POINTS, Margins
from kgreport.views.sizes.print_sizes import INDENT, text_size, width_of, with_breaks

LONG_SIDE, SHORT_SIDE = 297, 210
"""The sides of a sheet (A4), in millimetres."""

SIZES = (11.0, 10.0, 9.0, 8.5, 8.0, 7.5)
"""Sizes of the text of a table, in points, the most readable first."""

SMALLEST_UPRIGHT = 9.0
"""A table that needs smaller text than this gets a page turned to its side."""

_ROOM = 9.0
"""Space beside the text of a cell, in points."""

_BOLD = 1.14
"""How much wider bold text of Times New Roman is than letters are known to be, where it has a ``%``."""

NAMES = 0.35
"""Names of rows that take no more than this share of the line are not broken for the sake of other texts."""

_LONGER = 1.5
"""How much longer than half of a heading its first line may be, in sizes of the text."""

_PIECE = re.compile(r"[^\s\u200b]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a table is set: the widths of its columns, the size of its text, and whether its page is turned."""

    widths: tuple[float, ...]
    size: float
    turned: bool = False


def line_of(margins: Margins, *, turned: bool = False) -> float:
    """Give the length of a line, in points; margins turn with the page."""
    long, short = margins.top + margins.bottom, margins.left + margins.right
    return POINTS * (LONG_SIDE - long if turned else SHORT_SIDE - short)


def fit_table(table: Table, margins: Margins, *, may_turn: bool = True) -> Fit:
    """Choose the largest text with which no word is broken: upright where it stays readable, else turned.

    A table in a list may not turn its page.
    """
    needs = _needs(table)
    usual = text_size(len(table.columns))
    ways = [(False, SMALLEST_UPRIGHT), (True, SIZES[-1])] if may_turn else [(False, SIZES[-1])]
    for turned, smallest in ways:
        line = line_of(margins, turned=turned)
        for size in SIZES:
            if size < smallest or (not turned and size > max(usual, smallest)):
                continue
            if sum(need.words * size + _ROOM for need in needs) <= line:
                return Fit(widths=_shared(needs, line, size), size=size, turned=turned)
    line = line_of(margins, turned=may_turn)
    words = sum(need.words for need in needs)
    return Fit(widths=tuple(line * need.words / words for need in needs), size=SIZES[-1], turned=may_turn)


@dataclass(frozen=True, slots=True)
class _Need:
    """The width of a column in sizes of text: of its longest word and cell, and its heading in two lines."""

    words: float
    cells: float
    heading: float


def _needs(table: Table) -> list[_Need]:
    deepest = max((depth for _, depth in table.indents), default=0) * INDENT / SIZES[0]
    found = []
    for place, column in enumerate(table.columns):
        room = 0.0 if place else deepest
        cells = [row[place] for row in table.cells]
        bold = _BOLD if column.numeric else 1.0
        lines = [bold * _width(cell) for cell in cells]
        words = [_BOLD * _width(word) for word in _words_of(column.label)]
        words += lines if column.numeric else [_width(word) for cell in cells for word in _words_of(cell)]
        heading = _BOLD * _width(column.label) / 2 + _LONGER
        found.append(_Need(max(words, default=1.0) + room, max(lines, default=1.0) + room, heading))
    return found


def _width(text: str) -> float:
    return sum(map(width_of, text))


def _words_of(text: str) -> list[str]:
    return _PIECE.findall(with_breaks(text))


def _shared(needs: Sequence[_Need], line: float, size: float) -> tuple[float, ...]:
    """Share a line: room for words, then for short names of rows, cells and headings, and the rest alike."""
    widths = [need.words * size + _ROOM for need in needs]
    cells = [need.cells * size + _ROOM for need in needs]
    names = cells[0] if cells[0] <= line * NAMES else 0.0
    for wanted in ([names, *widths[1:]], cells, [need.heading * size + _ROOM for need in needs]):
        lacks = [max(want - width, 0.0) for want, width in zip(wanted, widths, strict=True)]
        share = min(1.0, (line - sum(widths)) / max(sum(lacks), 1.0))
        widths = [width + share * lack for width, lack in zip(widths, lacks, strict=True)]
    return tuple(width * line / sum(widths) for width in widths)
