"""Take the text out of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from kgreport.content.html_tables import grid_of

_LEFT_OUT = (
    "script, style, template, noscript, title, nav, svg, code, sup, select, button, [hidden], .kg-code"
)
"""What is no text of the article; numbers in ``sup`` are those of notes, ``kg-code`` is code of a report."""

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|caption|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|html|li|main|ol|p|pre|section|summary|t[dhr]|table|tbody|tfoot|thead|ul"
)


def html_to_text(html: str) -> str:
    r"""Give the text of a page: a line a paragraph or row, its cells between tabs.

    A cell over several rows or columns is followed by empty ones.

    >>> html_to_text("<p>Có <b>12</b>/15\n chi bộ<table><tr><td colspan=2>Tốt</td><td>12</td></tr>")
    'Có 12/15 chi bộ\nTốt\t\t12'
    """
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(_LEFT_OUT):
        element.decompose()
    for table in soup("table"):
        _spread(soup, table)
    lines = (re.sub(" +", " ", line).strip(" ") for line in "".join(_pieces(soup)).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _spread(soup: BeautifulSoup, table: Tag) -> None:
    """Put an empty cell wherever another one goes on."""
    rows = [row for row in table("tr") if row.find_parent("table") is table]
    for row, cells in zip(rows, grid_of(rows), strict=True):
        row.clear()
        row.extend(cell or soup.new_tag("td") for cell in cells)


def _pieces(element: Tag) -> Iterator[str]:
    for child in element.children:
        if type(child) is NavigableString:
            yield re.sub(r"\s+", " ", child)
        elif isinstance(child, Tag) and child.name == "br":
            yield "\n"
        elif isinstance(child, Tag):
            yield from _with_its_ends(child)


def _with_its_ends(element: Tag) -> Iterator[str]:
    """Give the pieces of an element, and what separates them from the text around."""
    end = "\n" if _BLOCK.fullmatch(element.name) else ""
    yield end
    if element.name == "tr":
        cells = element.find_all(["td", "th"], recursive=False)
        yield "\t".join(" ".join("".join(_pieces(cell)).split()) for cell in cells)
    else:
        yield from _pieces(element)
    yield end
