"""Estimate how high a table and its rows are in print: to measure them there takes as long as to set them.

The sizes are those of the page's template, for a page with the usual margins; on a narrower one it measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

LINE = 462
"""Width of a line across the page, in points."""

LONG = 312
"""From this height on, in points, a table may break between pages; 11 cm, as in the template of the page."""

_LETTER, _BETWEEN, _LEADING = 0.46, 9.0, 0.45
_SIDES = 8.0
_NARROW = " .,:;!'’‘()[]/-|"
_MARKED = "aăâàáảãạằắẳẵặầấẩẫậeêèéẻẽẹềếểễệiìíỉĩịoôơòóỏõọồốổỗộờớởỡợuưùúủũụừứửữựyỳýỷỹỵđ"
_LETTERS = frozenset(_MARKED + "bcdfghjklnpqrstvxz–−+<>=*?“”")
_CAPITALS = frozenset(_MARKED.upper() + "BCDFGHJKLNPQRSTVXZ%&w")


def long_in_print(widths: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Say in Typst's words whether a table is long; ``auto`` where only measuring would tell.

    Parameters
    ----------
    widths
        Widths of its columns in Typst's words: ``auto``, or a share such as ``1.2fr``.
    rows
        The text of its cells, those of its heading first.

    Examples
    --------
    >>> long_in_print(["1fr", "auto"], [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"]])
    'false'
    """
    size = _size(len(widths))
    rooms = _rooms(widths, rows, LINE / (_LETTER * size))
    lines = [max(-(-len(cell) // room) for cell, room in zip(row, rooms, strict=True)) for row in rows]
    height = sum(_BETWEEN + max(count, 1) * 1.1 * size - _LEADING * size for count in lines)
    if LONG < height < 1.2 * LONG:
        return "auto"
    return "true" if height > LONG else "false"


def line_heights(widths: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the height of each row in Typst's words: that of one line where all surely fits, or ``auto``.

    Examples
    --------
    >>> line_heights(["1fr", "auto"], [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"], ["Huyện " * 20, "3"]])
    ['auto', 'kg-line', 'auto']
    """
    size = _size(len(widths))
    needs = [[_SIDES + size * sum(map(_advance, cell)) for cell in row] for row in rows]
    widest = [max(column) for column in zip(*needs, strict=True)]
    shares = [_share(width) for width in widths]
    free = LINE - sum(need for need, share in zip(widest, shares, strict=True) if not share)
    room = [free * share / sum(shares) if share else need for need, share in zip(widest, shares, strict=True)]
    fits = [free >= 0 and all(need <= most for need, most in zip(row, room, strict=True)) for row in needs]
    return ["auto", *("kg-line" if fit else "auto" for fit in fits[1:])]


@cache
def _advance(letter: str) -> float:
    """Return no less than the width of a letter, regular or semibold, in sizes of the font."""
    if letter in _NARROW:
        return 0.44
    if letter.isdecimal():
        return 0.52
    if letter in _LETTERS:
        return 0.6
    return 0.78 if letter in _CAPITALS else 1.2


def _share(width: str) -> float:
    """Return a column's share of the free width; 0 for one that takes what it needs."""
    return float(width.removesuffix("fr")) if width.endswith("fr") else 0.0


def _size(columns: int) -> float:
    """Return the size of the letters, as in the template of the page."""
    return 7.5 if columns > 12 else 9 if columns > 8 else 10.5 if columns > 5 else 11.5


def _rooms(widths: Sequence[str], rows: Sequence[Sequence[str]], line: float) -> list[int]:
    """Return how many letters a line of each column holds: all it has, or its share of what they leave."""
    shares = [_share(width) for width in widths]
    needs = [
        0 if share else 2 + max((len(row[n]) for row in rows[1:]), default=0)
        for n, share in enumerate(shares)
    ]
    free = max(line - sum(needs), 0.0)
    return [max(int(free * share / sum(shares)) - 2, 4) if share else int(line) for share in shares]
