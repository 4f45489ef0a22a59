"""Estimate the heights of printed tables and rows, because measuring them takes as long as typesetting them.

The estimates hold for a page with the usual margins. On a narrower page, the template measures.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.terms.paper import POINTS
from kgreport.views.print_sizes import (
    CELL_INSET_X,
    CELL_INSET_Y,
    LEADING,
    LINE,
    LONG,
    text_size,
    width_of,
)

_AVERAGE_LETTER, _LINE_HEIGHT = 0.46, 1.1


def long_in_print(widths: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return in Typst's words whether a table is long; ``auto`` if the template must measure it.

    Parameters
    ----------
    widths
        Widths of its columns in Typst's words: ``auto``, or a share such as ``1.2fr``.
    rows
        The text of its cells, the row of headings first.

    Examples
    --------
    >>> long_in_print(["1fr", "auto"], [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"]])
    'false'
    """
    size = text_size(len(widths))
    capacities = _capacities(widths, rows, LINE / (_AVERAGE_LETTER * size))
    lines = [
        max(-(-len(cell) // capacity) for cell, capacity in zip(row, capacities, strict=True)) for row in rows
    ]
    height = sum(2 * CELL_INSET_Y + max(count, 1) * _LINE_HEIGHT * size - LEADING * size for count in lines)
    limit = LONG * POINTS
    if limit < height < 1.2 * limit:
        return "auto"
    return "true" if height > limit else "false"


def line_heights(widths: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the height of each row in Typst's words: ``kg-line`` if it surely has one line, else ``auto``.

    Examples
    --------
    >>> line_heights(["1fr", "auto"], [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"], ["Huyện " * 20, "3"]])
    ['auto', 'kg-line', 'auto']
    """
    size = text_size(len(widths))
    needs = [[2 * CELL_INSET_X + size * sum(map(width_of, cell)) for cell in row] for row in rows]
    widest = [max(column) for column in zip(*needs, strict=True)]
    shares = [_share(width) for width in widths]
    free = LINE - sum(need for need, share in zip(widest, shares, strict=True) if not share)
    room = [free * share / sum(shares) if share else need for need, share in zip(widest, shares, strict=True)]
    fits = [free >= 0 and all(need <= most for need, most in zip(row, room, strict=True)) for row in needs]
    return ["auto", *("kg-line" if fit else "auto" for fit in fits[1:])]


def _share(width: str) -> float:
    """Return a column's share of the free width; 0 for a column as wide as its text."""
    return float(width.removesuffix("fr")) if width.endswith("fr") else 0.0


def _capacities(widths: Sequence[str], rows: Sequence[Sequence[str]], line: float) -> list[int]:
    """Return about how many letters fit in a line of each column."""
    shares = [_share(width) for width in widths]
    needs = [
        0 if share else 2 + max((len(row[n]) for row in rows[1:]), default=0)
        for n, share in enumerate(shares)
    ]
    free = max(line - sum(needs), 0.0)
    return [max(int(free * share / sum(shares)) - 2, 4) if share else int(line) for share in shares]
