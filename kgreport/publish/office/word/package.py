"""The file of a Word document, with its styles, headers, images and properties: all that python-docx does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn

from kgreport.publish.foreign.pictures import KINDS
from kgreport.publish.office.word.drawings import NAMESPACES
from kgreport.publish.office.word.writing import LANGUAGES
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import UNDATED

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

FONT = "Times New Roman"
"""The font of Party documents; a document may name another."""

_KEPT = (RELATION.STYLES, RELATION.NUMBERING, RELATION.SETTINGS, RELATION.THEME, RELATION.FONT_TABLE)
_SPACES = {"w": nsmap["w"], "r": nsmap["r"], **NAMESPACES}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())


class Package:
    """The file of a Word document while it is made."""

    def __init__(self, document: Document) -> None:
        self._docx: DocxDocument = docx.Document(io.BytesIO(_template()))
        self._part = self._docx.part
        self._images: dict[bytes, str] = {}
        self._headers = 0
        _set_language(self._docx, document)
        _set_properties(self._docx, document)

    def relate(self, address: str) -> str:
        """Give the relation that leads to an address."""
        relation: str = self._part.relate_to(address, RELATION.HYPERLINK, is_external=True)
        return relation

    def image(self, content: bytes, mime: str) -> str:
        """Give the relation that leads to an image; images that are equal are stored once."""
        if content not in self._images:
            name = PackURI(f"/word/media/image{len(self._images) + 1}.{KINDS[mime]}")
            part = Part(name, mime, content, self._part.package)
            self._images[content] = self._part.relate_to(part, RELATION.IMAGE)
        return self._images[content]

    def header(self, markup: str) -> str:
        """Give the relation that leads to a header with this content."""
        part, relation = self._part.add_header_part()
        part.element[:] = _parsed("w:hdr", markup)
        return str(relation)

    def save(self, body: str, ordered: Sequence[int]) -> bytes:
        """Write the file; its zip still has the time of the day.

        Parameters
        ----------
        body
            The content of the document.
        ordered
            The levels of its ordered lists, each of which begins at 1.
        """
        self._docx.element.body[:] = _parsed("w:body", body)
        self._part.numbering_part.element.extend(_parsed("w:numbering", "".join(_counted(ordered))))
        saved = io.BytesIO()
        self._docx.save(saved)
        return saved.getvalue()


def _counted(ordered: Sequence[int]) -> list[str]:
    return [
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, level in enumerate(ordered, start=2)
    ]


def _parsed(name: str, markup: str) -> list[object]:
    return list(parse_xml(f"<{name} {_DECLARED}>{markup}</{name}>"))


@cache
def _template() -> bytes:
    """Give an empty document with our styles and without the parts that it does not need."""
    empty = docx.Document()
    for rels, kept in ((empty.part.rels, _KEPT), (empty.part.package.rels, _OF_PACKAGE)):
        for name in [name for name, rel in rels.items() if rel.reltype not in kept]:
            del rels[name]
    folder = files("kgreport.publish").joinpath("templates/word")
    own = {
        "styles.xml": empty.styles.element,
        "settings.xml": empty.settings.element,
        "numbering.xml": empty.part.numbering_part.element,
    }
    for name, element in own.items():
        element[:] = list(parse_xml(folder.joinpath(name).read_bytes()))
    saved = io.BytesIO()
    empty.save(saved)
    return saved.getvalue()


_OF_PACKAGE = (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES)


def _set_language(made: DocxDocument, document: Document) -> None:
    """Set the language of all text, and the font where the document names one."""
    defaults = made.styles.element.find(f".//{qn('w:rPrDefault')}")
    language = LANGUAGES[document.language]
    for name in ("w:val", "w:eastAsia"):
        defaults.find(f".//{qn('w:lang')}").set(qn(name), language)
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        defaults.find(f".//{qn('w:rFonts')}").set(qn(name), document.font or FONT)
    if document.language == "en":
        marks = {"w:decimalSymbol": ".", "w:listSeparator": ","}
        for name, mark in marks.items():
            made.settings.element.find(qn(name)).set(qn("w:val"), mark)
        made.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), language)


def _set_properties(made: DocxDocument, document: Document) -> None:
    """Say of what the document is, by whom and when, and nothing of who made the file."""
    properties = made.core_properties
    issued = datetime.combine(document.issued or UNDATED, time(), UTC).replace(tzinfo=None)
    properties.title, properties.author = document.title[:255], document.author[:255]
    properties.language = document.language
    properties.created = properties.modified = issued
    properties.comments = properties.last_modified_by = ""
    properties.keywords = ", ".join(document.marks)[:255]
    properties.content_status = document.status
