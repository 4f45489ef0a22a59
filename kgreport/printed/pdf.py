"""Read an accessible PDF as HTML by its tags: headings, paragraphs, lists, tables, as a screen reader does.

Only what is tagged is read: not the numbers and marks of pages, nor what somebody laid over a page.
"""

from __future__ import annotations

import io
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from kgreport.printed.files import UnreadableFileError, damaged

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_FOOT = '<p class="kg-table-note">'
_NOTES = re.compile(r'<tr><t[dh] colspan="\d+">((?:(?!</tr>).)*)</t[dh]></tr>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

MOST_NODES = 500_000
"""Tags of the largest PDF that is read; a report of a hundred pages has 20,000."""

_ELEMENTS = {
    "Title": "h1",
    **{f"H{level}": f"h{level + 1}" for level in range(1, 6)},
    "P": "p",
    "L": "ul",
    "LI": "li",
    "Caption": "figcaption",
    "THead": "thead",
    "TBody": "tbody",
    "TR": "tr",
    "TH": "th",
    "TD": "td",
    **dict.fromkeys(("Span", "Em", "Strong", "Link", "Code", "Sub", "Quote"), "span"),
}
"""The elements of HTML by the tags of PDF; a tag that is not here is a ``div``."""

_LEFT_OUT = ("Lbl", "Artifact", "TOC", "TOCI")
"""Numbers of a list, and the contents: HTML has them in another way."""

_SOURCE = re.compile(r"(?:Nguồn|Source): .*", re.DOTALL)
_PAGE = re.compile(r"(</span>)(?:, | \()(?:tr|p)\. \d+\)?")
"""The page that a link leads to, which other formats do not have."""

Words = Mapping[int, str]


def open_pdf(name: str, content: bytes) -> PdfReader:
    """Open a PDF.

    Raises
    ------
    UnreadableFileError
        It cannot be read, has a password, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415
    except ImportError:
        install = 'pip install "kgreport[verify]"'
        raise UnreadableFileError(
            name,
            f"cần thư viện pypdf để đọc PDF; cài bằng: {install}",
            f"the library pypdf is needed to read a PDF; install it with: {install}",
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a file that it can read
    try:
        reader = PdfReader(io.BytesIO(content))
        if not reader.is_encrypted or reader.decrypt(""):
            return reader
    except Exception as error:  # pypdf lets out errors of many kinds
        raise damaged(name, error) from error
    raise UnreadableFileError(
        name, "có mật khẩu; lưu lại không có mật khẩu", "has a password; save it again without one"
    )


def html_of_pdf(reader: PdfReader) -> str:
    """Give what a tagged PDF says as HTML; nothing of a PDF without tags."""
    root = reader.root_object.get("/StructTreeRoot")
    if root is None:
        return ""
    roles = {str(name)[1:]: str(role)[1:] for name, role in (_plain(root).get("/RoleMap") or {}).items()}
    return _PAGE.sub(r"\1", "".join(_Tree(reader, roles).html_of(_plain(root).get("/K"))))


def _plain(node: Any) -> Any:
    return node.get_object() if hasattr(node, "get_object") else node


class _Tree:
    """The tags of a PDF, with the words of its pages, each read once."""

    def __init__(self, reader: PdfReader, roles: Mapping[str, str]) -> None:
        self._pages = {
            page.indirect_reference.idnum: page for page in reader.pages if page.indirect_reference
        }
        self._roles = roles
        self._words: dict[int, Words] = {}
        self._left = MOST_NODES

    def html_of(self, node: Any, page: int = 0) -> Iterator[str]:
        """Give the HTML of a node, or of several; a number stands for words of a page."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("the tags of the PDF do not end")
        node = _plain(node)
        if isinstance(node, list):
            for one in node:
                yield from self.html_of(one, page)
        elif isinstance(node, int):
            yield escape(self._words_of(page).get(node, ""))
        elif isinstance(node, dict):
            yield from self._element(node, _page_of(node, page))

    def _element(self, node: Mapping[str, Any], page: int) -> Iterator[str]:
        kind = str(node.get("/S", ""))[1:]
        kind = kind if kind in _ELEMENTS else self._roles.get(kind, kind)
        if kind in _LEFT_OUT or node.get("/Type") == "/OBJR":
            return
        if "/MCID" in node:
            yield from self.html_of(node["/MCID"], page)
            return
        if kind == "Figure":  # the words in a drawing are no text of the document
            yield f'<img alt="{escape(str(node.get("/Alt", "")))}">'
            return
        if kind == "Formula":
            yield f"<span>{escape(str(node.get('/Alt', '')))}</span>"
            return
        inner = _joined(self.html_of(node.get("/K", []), page))
        if kind == "Table":
            table, foot, notes = inner.replace("figcaption>", "caption>").partition(_FOOT)
            yield f"<figure><table>{table}</table>{foot}{notes}</figure>"
        elif kind == "TFoot":
            yield _foot(inner)
        else:
            captioned = "figure" if inner.startswith("<figcaption>") else "div"
            element = _ELEMENTS.get(kind, captioned)
            yield f"<{element}{_attributes(node)}>{inner}</{element}>"

    def _words_of(self, page: int) -> Words:
        if page not in self._words:
            self._words[page] = words_of_page(self._pages[page]) if page in self._pages else {}
        return self._words[page]


def _joined(pieces: Iterable[str]) -> str:
    """Join the pieces of an element; where a text itself begins a new line, there is no blank before it."""
    whole = ""
    for piece in pieces:
        is_cut = whole[-1:].isdigit() and piece[:1].isdigit()
        whole += f" {piece}" if is_cut else piece
    return whole


def _foot(rows: str) -> str:
    """Write the foot of a table: rows that stay with it, and its notes, which go over all columns."""
    notes = "".join(f"{_FOOT}{_SOURCE.sub('', _TAG.sub(' ', note))}</p>" for note in _NOTES.findall(rows))
    return f"<tbody>{_NOTES.sub('', rows)}</tbody>{notes}"


def _page_of(node: Mapping[str, Any], page: int) -> int:
    named: Any = node.raw_get("/Pg") if "/Pg" in node and hasattr(node, "raw_get") else None
    return int(getattr(named, "idnum", page))


def _attributes(node: Mapping[str, Any]) -> str:
    """Write over how many rows and columns a cell goes."""
    given = _plain(node.get("/A")) or []
    owners = [_plain(one) for one in (given if isinstance(given, Sequence) else [given])]
    spans = {
        name: owner[key]
        for owner in owners
        for name, key in (("rowspan", "/RowSpan"), ("colspan", "/ColSpan"))
        if isinstance(owner, dict) and isinstance(owner.get(key), int)
    }
    return "".join(f' {name}="{number}"' for name, number in spans.items())


def words_of_page(page: PageObject) -> Words:
    """Give the words of a page by the numbers that tags call them by."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    open_marks: list[int] = []

    def before(operator: bytes, operands: Any, *_: object) -> None:
        if operator in {b"BDC", b"BMC"}:
            marked = operands[1] if len(operands) > 1 else {}
            open_marks.append(marked.get("/MCID", -1) if isinstance(marked, dict) else -1)
        elif operator == b"EMC" and open_marks:
            open_marks.pop()

    def text(words: str, *_: object) -> None:
        if words.strip("\n") and (numbers := [one for one in open_marks if one >= 0]):
            found[numbers[-1]].append(words.replace("\n", ""))

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    cut = "\u00ad"  # where the typesetter cut a word at the end of a line
    return {number: "".join(parts).replace(cut, "") for number, parts in found.items()}
