"""Read a document of Word as HTML: its headings, paragraphs and tables, by their styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What was deleted while changes were tracked, how a field is made, and what old versions of Word show."""

_HEADING = re.compile(r"heading(\d)")
_CONTENTS = re.compile(r"toc(?:heading|\d)")
_TITLE, _NOTE, _CAPTION, _OF_DATA = "title", "tablenote", "caption", "reporttable"
_SOURCE = re.compile(r"(?:Nguồn|Source): ")


def html_of_word(document: bytes, styles: bytes) -> str:
    """Give what the body of a document says; its contents, heads and feet of pages are left out.

    Parameters
    ----------
    document
        The part with the document.
    styles
        The part with its styles, which says how they are named: a program that saves a document again
        gives them other ids.
    """
    body = ET.fromstring(document).find(f"{_W}body")
    return "" if body is None else "".join(_html(list(_pieces(body, _names_of_styles(styles)))))


def _names_of_styles(styles: bytes) -> dict[str, str]:
    """Give the names of styles by their ids; programs write them with capitals and blanks, or without."""
    found = ((one, one.find(f"{_W}name")) for one in ET.fromstring(styles).iter(f"{_W}style"))
    return {
        one.get(f"{_W}styleId", ""): _value(name).replace(" ", "").lower()
        for one, name in found
        if name is not None
    }


@dataclass(slots=True)
class _Piece:
    """A paragraph with its style, or a table with its rows of cells."""

    style: str = ""
    text: str = ""
    rows: list[str] = field(default_factory=list)


def _pieces(parent: ET.Element, styles: Mapping[str, str]) -> Iterator[_Piece]:
    """Give paragraphs and tables, also those in content controls."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield _Piece(style=_style_of(element, "p", styles), text=_words(element))
        elif element.tag == f"{_W}tbl" and _is_of_data(element, styles):
            yield _Piece(rows=list(_rows(element)))
        elif element.tag not in _GONE:
            yield from _pieces(element, styles)


def _is_of_data(table: ET.Element, styles: Mapping[str, str]) -> bool:
    """Whether a table is more than a layout, such as that of the letterhead."""
    has_head = table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
    return has_head or _style_of(table, "tbl", styles) == _OF_DATA


def _html(pieces: list[_Piece]) -> Iterator[str]:
    """Write pieces; the caption of a table stands before it, its notes after it."""
    caption = ""
    for position, piece in enumerate(pieces):
        if piece.rows:
            notes = "".join(_notes(pieces[position + 1 :]))
            head = f"<caption>{escape(caption)}</caption>" if caption else ""
            yield f"<figure><table>{head}{''.join(piece.rows)}</table>{notes}</figure>"
            caption = ""
        elif piece.style == _CAPTION:
            caption = piece.text
        elif piece.style != _NOTE and not _CONTENTS.fullmatch(piece.style) and piece.text.strip():
            yield _paragraph(piece)


def _paragraph(piece: _Piece) -> str:
    heading = _HEADING.fullmatch(piece.style)
    element = f"h{int(heading[1]) + 1}" if heading else "h1" if piece.style == _TITLE else "p"
    return f"<{element}>{escape(piece.text)}</{element}>"


def _notes(following: list[_Piece]) -> Iterator[str]:
    """Write the notes of a table; its source holds no figure."""
    for piece in following:
        if piece.rows or piece.style != _NOTE:
            return
        kind = "kg-source" if _SOURCE.match(piece.text) else "kg-table-note"
        yield f'<p class="{kind}">{escape(piece.text)}</p>'


def _rows(table: ET.Element) -> Iterator[str]:
    """Write the rows of a table; those that repeat on every page are its headings."""
    heads, body = list[str](), list[str]()
    for row in table.iter(f"{_W}tr"):
        is_head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        cells = "".join(_cell(cell, "th" if is_head else "td") for cell in row.findall(f"{_W}tc"))
        (heads if is_head else body).append(f"<tr>{cells}</tr>")
    yield f"<thead>{''.join(heads)}</thead><tbody>{''.join(body)}</tbody>"


def _cell(cell: ET.Element, element: str) -> str:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    columns = f' colspan="{escape(_value(span))}"' if span is not None else ""
    words = " ".join(_words(one) for one in cell.iter(f"{_W}p"))
    return f"<{element}{columns}>{escape(words)}</{element}>"


def _style_of(element: ET.Element, kind: str, styles: Mapping[str, str]) -> str:
    """Name the style of a paragraph (``p``) or of a table (``tbl``)."""
    style = element.find(f"{_W}{kind}Pr/{_W}{kind}Style")
    return "" if style is None else styles.get(_value(style), "")


def _value(element: ET.Element) -> str:
    return element.get(f"{_W}val", "")


def _words(element: ET.Element) -> str:
    """Give the words of an element as they are shown."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    return "" if element.tag in _GONE else "".join(map(_words, element))
