"""Write the small pieces of WordprocessingML: runs of text, paragraphs, fields, bookmarks and links.

python-docx has no calls for fields, bookmarks and repeated headings, and for a table it takes forty times as
long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from kgreport.hidden_letters import without_controls

TWIPS = 20
"""Twentieths of a point in a point: the unit of lengths."""

KEEP = "<w:keepNext/>"
"""A paragraph that stays on the page of the next one."""

_KEPT = '<w:t xml:space="preserve">'
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_BROKEN = re.compile(r"[\n\t]")
_ENTITIES = {'"': "&quot;"}


def written(text: str) -> str:
    r"""Escape a text; controls, which no XML may have, are left out.

    >>> written('Số < 5 & "K"\x00')
    'Số &lt; 5 &amp; &quot;K&quot;'
    """
    return escape(text if text.isascii() and text.isprintable() else without_controls(text), _ENTITIES)


def twips(points: float) -> int:
    """Give a length in twentieths of a point.

    >>> twips(12.5)
    250
    """
    return round(points * TWIPS)


def run(text: str, properties: str = "") -> str:
    r"""Write a run of text; a newline becomes a break of the line, a tab a tab.

    >>> run("Bảng 7", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t>Bảng 7</w:t></w:r>'
    >>> run("a\nb")
    '<w:r><w:t xml:space="preserve">a</w:t><w:br/><w:t xml:space="preserve">b</w:t></w:r>'
    """
    about = _properties("w:rPr", properties)
    if text.strip() == text and not _BROKEN.search(text):
        return f"<w:r>{about}<w:t>{written(text)}</w:t></w:r>"
    inner = _BROKEN.sub(lambda found: f"</w:t>{_BREAKS[found[0]]}{_KEPT}", written(text))
    return f"<w:r>{about}{_KEPT}{inner}</w:t></w:r>"


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """Write a paragraph in a style; the properties are those that differ from the style.

    >>> paragraph("BodyText", run("Có"))
    '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>Có</w:t></w:r></w:p>'
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def _properties(name: str, properties: str) -> str:
    return f"<{name}>{properties}</{name}>" if properties else ""


def field(instruction: str, shown: str, properties: str = "") -> str:
    """Write a field: what Word computes, and what it shows until then."""
    opening, closing = field_ends(instruction, properties)
    return f"{opening}{run(shown, properties)}{closing}"


def field_ends(instruction: str, properties: str = "") -> tuple[str, str]:
    """Write what stands before and after the result of a field, which may be paragraphs."""
    about = _properties("w:rPr", properties)
    told = f'<w:r>{about}<w:instrText xml:space="preserve"> {written(instruction)} </w:instrText></w:r>'
    begin, separate, end = (
        f'<w:r>{about}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{told}{separate}", end


def bookmark(number: int, name: str, inner: str) -> str:
    """Name what links and fields can refer to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def link(inner: str, *, anchor: str = "", relation: str = "") -> str:
    """Write a link to a bookmark of the document, or to an address that a relation names."""
    where = f'w:anchor="{anchor}"' if anchor else f'r:id="{relation}"'
    return f'<w:hyperlink {where} w:history="1">{inner}</w:hyperlink>'


def layout_table(widths: Iterable[float], cells: Iterable[str]) -> str:
    """Write a row of cells without lines: the form of letterhead and signature. Widths are in points."""
    sizes = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for size, cell in zip(sizes, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )
