"""The pages of a Word document: margins, headers, and which tables stand on pages turned to their side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kgreport.content.blocks import Block, Heading, Paragraph
from kgreport.publish.office.word.markup import field, paragraph, run, twips
from kgreport.publish.office.word.widths import LONG_SIDE, SHORT_SIDE, line_of
from kgreport.terms.paper import POINTS, Margins

SHORT_INTRODUCTION = 600
"""A turned table takes the text between its heading and itself along, if it has no more letters than this."""

HEADER = 10
"""The distance of a header from the edge of the sheet, in millimetres."""

_MARK = '<w:rStyle w:val="PageMark"/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The relations that lead to the headers of upright and turned pages, and of the first page."""

    upright: str
    turned: str
    first: str


def header(margins: Margins, left: str, right: str, *, turned: bool = False, number: bool = True) -> str:
    """Write a header: a mark at either side, and the number of the page between them."""
    line = twips(line_of(margins, turned=turned))
    stops = (("center", line // 2), ("right", line))
    tabs = "".join(f'<w:tab w:val="{side}" w:pos="{place}"/>' for side, place in stops)
    between = field("PAGE", "2") if number else ""
    inner = f"{run(left, _MARK)}{run(chr(9))}{between}{run(chr(9))}{run(right, _MARK)}"
    return paragraph("Header", inner, f"<w:tabs>{tabs}</w:tabs>")


def in_parts(blocks: Sequence[Block], is_wide: Callable[[Block], bool]) -> Iterator[tuple[bool, list[Block]]]:
    """Divide blocks into those on upright and on turned pages.

    The heading over a wide table, and a short text between them, stand on the page of the table.
    """
    turned = [is_wide(block) for block in blocks]
    for position, wide in enumerate(list(turned)):
        if wide:
            for before in range(_beginning(blocks, position), position):
                turned[before] = True
    for is_turned, found in groupby(zip(turned, blocks, strict=True), key=lambda one: one[0]):
        yield is_turned, [block for _, block in found]


def _beginning(blocks: Sequence[Block], position: int) -> int:
    """Find where what belongs to a wide table begins: with its headings, or the table itself."""
    first, letters = position, 0
    for before in range(position - 1, -1, -1):
        block = blocks[before]
        if isinstance(block, Heading) and block.level > 1:
            first = before
        elif not isinstance(block, Paragraph) or first < position:
            break
        letters += len(block.text)
        if letters > SHORT_INTRODUCTION:
            break
    return first


def section(margins: Margins, headers: Headers, *, turned: bool, first: bool) -> str:
    """Write the page of a part of the document; only the first part has a first page."""
    width, height = (LONG_SIDE, SHORT_SIDE) if turned else (SHORT_SIDE, LONG_SIDE)
    top, right, bottom, left = _around(margins, turned=turned)
    headed = {"default": headers.turned if turned else headers.upright}
    headed |= {"first": headers.first} if first else {}
    shown = "".join(f'<w:headerReference w:type="{kind}" r:id="{one}"/>' for kind, one in headed.items())
    sides = {"top": top, "right": right, "bottom": bottom, "left": left}
    sides |= {"header": min(top, HEADER), "footer": min(bottom, HEADER)}
    margin = " ".join(f'w:{side}="{_size(length)}"' for side, length in sides.items())
    lying = ' w:orient="landscape"' if turned else ""
    paper = f'<w:pgSz w:w="{_size(width)}" w:h="{_size(height)}"{lying}/>'
    return (
        f'<w:sectPr>{shown}<w:type w:val="nextPage"/>{paper}<w:pgMar {margin} w:gutter="0"/>'
        f"{'<w:titlePg/>' * first}</w:sectPr>"
    )


def _size(millimetres: float) -> int:
    return twips(millimetres * POINTS)


def _around(margins: Margins, *, turned: bool) -> tuple[float, float, float, float]:
    """Give the margins clockwise from the top; the side where sheets are bound is on top of a turned page."""
    if turned:
        return margins.left, margins.top, margins.right, margins.bottom
    return margins.top, margins.right, margins.bottom, margins.left
