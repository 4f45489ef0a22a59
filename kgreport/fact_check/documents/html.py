"""Take the text out of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_LEFT_OUT = (
    "script, style, template, noscript, title, nav, svg, code, sup, select, button, [hidden], .kg-code"
)
"""What is no text of the article; numbers in ``sup`` are those of notes, ``kg-code`` is code of a report."""

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|caption|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|html|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = ("td", "th")


def html_to_text(html: str) -> str:
    r"""Give the text of a page: a line a paragraph or row, its cells between tabs.

    >>> html_to_text("<p>Có <b>12</b>/15\n chi bộ<tr><td>Tốt</td><td>12</td></tr>")
    'Có 12/15 chi bộ\nTốt\t12'
    """
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(_LEFT_OUT):
        element.decompose()
    text = "".join(_pieces(soup))
    return re.sub(r" *\t *", "\t", re.sub(r"\s*\n\s*", "\n", re.sub(" +", " ", text))).strip()


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
    if element.name in _CELLS:
        yield re.sub(r"\s+", " ", "".join(_pieces(element))).strip() + "\t"
        return
    end = "\n" if _BLOCK.fullmatch(element.name) else ""
    yield end
    yield from _pieces(element)
    yield end
