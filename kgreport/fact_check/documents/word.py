"""Take the text out of a Word document: paragraphs and tables, in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kgreport.data.tables.books.parts import Parts
from kgreport.data.tables.books.unreadable import DECLARED_TYPE, UnreadableBookError
from kgreport.errors import TextFileError
from kgreport.fact_check.documents.bounds import joined

_MOST_XML = 32 << 20
"""How large a part of its text may be, unpacked."""

_MOST_COLUMNS = 63
"""No table of Word has more."""

INSTALL = 'install it with: pip install "kgreport[fact-check]"'

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of an old ``.doc``, and of a ``.docx`` with a password."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What was deleted while changes were tracked, and what stands there for old versions of Word."""


def word_to_text(file: str, content: bytes) -> str:
    """Give the text of a document: a line a paragraph or row, its cells between tabs.

    Raises
    ------
    TextFileError
        It is no Word document, has a password, or python-docx is not installed.
    """
    try:
        from docx import Document  # noqa: PLC0415
    except ImportError:
        raise TextFileError(file, f"python-docx is needed to read it; {INSTALL}") from None
    if content.startswith(_OLE):
        raise TextFileError(file, "has a password, or is an old .doc; save it as .docx without a password")
    try:
        parts = Parts(content)
        parts.check(*parts.names)
        for name in parts.names:
            if name.endswith((".xml", ".rels")):
                parts.read(name, _MOST_XML)
        body = Document(io.BytesIO(content)).element.body
    except UnreadableBookError as error:
        found = error.wording.found.say("en") if error.wording else "is no Word document"
        found = "has a DOCTYPE, which no Word document has" if error.wording is DECLARED_TYPE else found
        raise TextFileError(file, f"{found}; save it again as .docx") from None
    except Exception:  # python-docx lets out errors of zip, XML and its own
        raise TextFileError(file, "is no Word document; save it again as .docx") from None
    return joined(file, (line for line in _lines(body) if line.strip()))


def _lines(parent: Any) -> Iterator[str]:
    """Give the paragraphs and rows of a body, also of those inside content controls."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield _words(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                yield "\t".join(_cells(row))
        elif element.tag not in _LEFT_OUT:
            yield from _lines(element)


def _cells(row: Any) -> Iterator[str]:
    """Give the words of the cells of a row; one over several columns is followed by empty ones."""
    for cell in row.iter(f"{_W}tc"):
        yield " ".join(_words(cell).split())
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        columns = "" if span is None else span.get(f"{_W}val", "")
        yield from [""] * (min(int(columns), _MOST_COLUMNS) - 1 if columns.isdecimal() else 0)


def _words(element: Any) -> str:
    """Join the words of a paragraph or a cell."""
    return "".join(_pieces(element)).strip("\n")


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        name = str(child.tag).removeprefix(_W)
        if child.tag in _LEFT_OUT or (name == "r" and _is_raised(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _pieces(child)
    if element.tag == f"{_W}p":
        yield "\n"


def _is_raised(run: Any) -> bool:
    """Whether a run is the number of a note, above the line."""
    return any(one.get(f"{_W}val") == "superscript" for one in run.iter(f"{_W}vertAlign"))
