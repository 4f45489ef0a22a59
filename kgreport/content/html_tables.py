"""Read the tables of HTML: headings over columns and groups of them, rows, sums, and parts of others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, zip_longest
from typing import TYPE_CHECKING, cast

from kgreport.content.blocks import Column, Table

if TYPE_CHECKING:
    from bs4 import Tag

_UNREAD = frozenset({"kg-unseen", "kg-ends", "kg-anchor", "kg-download"})
"""What is not part of a text: drawings beside numbers, and what is there for the ear alone."""

SPACE = re.compile(r"[ \t\r\n\f]+")
"""What HTML shows as one blank."""

_MOST_SPANNED = 100
_PART = re.compile(r"kg-part-(\d)")


def text_of(tag: Tag) -> str:
    """Give the text of an element on one line, without what is not printed."""
    return SPACE.sub(" ", "".join(_texts(tag))).strip(" ")


def _texts(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if not isinstance(child, str):
            inner = cast("Tag", child)
            if inner.name != "svg" and _UNREAD.isdisjoint(inner.get("class") or ()):
                yield from _texts(inner)
        elif type(child).__name__ == "NavigableString":  # no comment
            yield child


def text_within(tag: Tag | None, name: str) -> str:
    """Give the text of the element of a class in another; nothing where there is none."""
    found = tag.find(class_=name) if tag else None
    return text_of(found) if found else ""


def read_table(tag: Tag, caption: Tag | None = None) -> Table:
    """Read a ``table``.

    Parameters
    ----------
    tag
        The table.
    caption
        Its caption, where that does not stand in it.
    """
    lines = [one for one in tag.find_all("tr") if one.find_parent("table") is tag]
    heads = [line for line in lines if line.find_parent("thead")]
    body = [line for line in lines if line not in heads]
    if not heads and body and not body[0].find("td"):
        heads, body = body[:1], body[1:]
    caption = tag.find("caption") or caption
    cells = _texts_of(body)
    columns = _columns(heads, max(map(len, cells), default=0), _numeric(body))
    number, unit = (text_within(caption, name) for name in ("kg-number", "kg-unit"))
    title = text_of(caption).removeprefix(number).removesuffix(unit).strip() if caption else ""
    return Table(
        columns=columns,
        cells=tuple((*row, *[""] * (len(columns) - len(row))) for row in cells),
        number=number.rstrip("."),
        title=title,
        unit=unit.strip("()"),
        totals=tuple(n for n, line in enumerate(body) if "kg-total" in (line.get("class") or ())),
        indents=tuple(_indents(body)),
    )


def _indents(body: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    for position, line in enumerate(body):
        first = line.find("th")
        match = _PART.search(" ".join(first.get("class") or ())) if first else None
        if match:
            yield position, int(match[1])


def _spans(cell: Tag) -> tuple[int, int]:
    """Give how many columns and rows a cell takes."""
    found = (str(cell.get(name) or "1") for name in ("colspan", "rowspan"))
    columns, rows = (min(int(one), _MOST_SPANNED) if one.isdecimal() else 1 for one in found)
    return max(columns, 1), max(rows, 1)


def grid_of(lines: Iterable[Tag], *, over_all: bool = False) -> list[list[Tag | None]]:
    """Give the cells of rows, column by column; None where a cell goes on.

    A cell over several rows stands in the first; one over several columns in the first, or in all of them.
    """
    taken: dict[tuple[int, int], Tag | None] = {}
    grid = []
    for row, line in enumerate(lines):
        for cell in line.find_all(["th", "td"], recursive=False):
            first = next(place for place in count() if (row, place) not in taken)
            columns, rows = _spans(cell)
            taken |= {(row + down, first + n): None for down in range(rows) for n in range(columns)}
            taken |= {(row, first + n): cell for n in range(columns if over_all else 1)}
        width = 1 + max((place for at, place in taken if at == row), default=-1)
        grid.append([taken.get((row, place)) for place in range(width)])
    return grid


def _texts_of(lines: Iterable[Tag], *, over_all: bool = False) -> list[list[str]]:
    return [[text_of(cell) if cell else "" for cell in row] for row in grid_of(lines, over_all=over_all)]


def _columns(heads: Sequence[Tag], width: int, numbers: Collection[int]) -> tuple[Column, ...]:
    """Name the columns by their headings: the lowest is the label, those above it the group."""
    grid = _texts_of(heads, over_all=True)
    named = [list(filter(None, column)) or [""] for column in zip_longest(*grid, fillvalue="")]
    named += [[""]] * (width - len(named))
    return tuple(
        Column(
            label=names[-1],
            group=": ".join(names[:-1]),
            values="number" if place in numbers else "text",
        )
        for place, names in enumerate(named)
    )


def _numeric(body: Sequence[Tag]) -> set[int]:
    """Find the columns whose cells are set as numbers."""
    lines = (line.find_all(["th", "td"], recursive=False) for line in body)
    return {
        place for line in lines for place, cell in enumerate(line) if "kg-num" in (cell.get("class") or ())
    }
