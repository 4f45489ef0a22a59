"""Show the tables, pictures and words in a fragment of HTML that is not ours.

Text between tables becomes paragraphs. Styles, scripts and ids are dropped.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.pictures import REDRAW, Picture, picture_at
from kgreport.publish.foreign.shown import (
    LONGEST,
    Shown,
    all_shown,
    omission_shown,
    paragraph_shown,
    picture_shown,
)
from kgreport.publish.foreign.tables import ForeignTable, read_table, table_html, table_plain, table_typst
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_ACTIVE = ["script", "iframe", "canvas", "object", "embed", "video", "audio", "applet"]
_HIDDEN = ["style", "template", "head", "title", *_ACTIVE]
_DRAWING = re.compile(r"<svg\b(?:(?!<svg\b).)*?</svg\s*>", re.IGNORECASE | re.DOTALL)
# A noncharacter stands for a table or picture in the text.
_MARK = "\ufdd0"

LARGEST = 5_000_000
"""Letters of the largest fragment that is read."""

_TABLE = Phrase("Bảng do ô mã {place} tạo ra", "Table made by code cell {place}")
_ROWS = Phrase("{count} dòng sau cùng của bảng", "the last {count} rows of a table")
MOST_UNCLOSED = 1000
"""So many tags may be unclosed: the time that the parser needs for them grows with the square."""

_COLUMNS = Phrase("{count} cột sau cùng của bảng", "the last {count} columns of a table")
_TOO_LARGE = Phrase("HTML quá dài", "HTML that is too long")
_SHOW_LESS = Phrase("in ít dòng hơn, hoặc ghi vào tệp", "show fewer rows, or write them into a file")
_INTERACTIVE = Phrase(
    "hình tương tác bằng script",
    "an interactive figure of scripts",
)


def publish_html(content: str, origin: Origin) -> Shown | None:
    """Show the tables, pictures and words of a foreign HTML fragment; None if there are none.

    Its author is told about what scripts would draw.

    Parameters
    ----------
    content
        The fragment; nothing in it is trusted.
    origin
        Its cell; its caption is that of the first table without one.
    """
    if len(content) > LARGEST or content.count("<") - content.count(">") > MOST_UNCLOSED:
        return omission_shown(origin.leave_out(_TOO_LARGE, _SHOW_LESS))
    pieces: list[Shown] = []
    soup = _soup(content)
    is_active = soup.find(_ACTIVE) is not None
    caption, tables = origin.caption, 0
    for part in _parts(soup):
        if isinstance(part, ForeignTable):
            tables += 1
            suffix = f"-{tables}" if tables > 1 else ""
            pieces.append(_table_shown(part, origin, caption if not tables > 1 else "", suffix))
        elif isinstance(part, str):
            words = (
                part if len(part) <= LONGEST else part[:LONGEST] + origin.leave_out(_TOO_LARGE, _SHOW_LESS)
            )
            pieces.append(paragraph_shown(words))
        else:
            pieces.append(_picture(part, origin))
    if is_active:
        note = origin.leave_out(_INTERACTIVE, REDRAW)
        pieces = pieces or [omission_shown(note)]
    return all_shown(pieces) if pieces else None


def _table_shown(table: ForeignTable, origin: Origin, caption: str, suffix: str) -> Shown:
    for phrase, count in ((_ROWS, table.rows_left_out), (_COLUMNS, table.columns_left_out)):
        if count:
            origin.leave_out(Phrase(*(phrase.say(said, count=count) for said in ("vi", "en"))), _SHOW_LESS)
    label, caption = _TABLE.say(origin.language, place=origin.place), caption or table.caption
    name = f"table-cell-{origin.place}{suffix}"
    return Shown(
        html=table_html(table, label, caption, name),
        typst=table_typst(table, caption, name),
        plain=table_plain(table),
    )


def _picture(image: Tag, origin: Origin) -> Shown:
    """Show a picture of a fragment: an ``img``, or a drawing, which stands in one."""
    alt = str(image.get("alt") or origin.alt)
    found = picture_at(str(image.get("src") or ""), origin)
    if isinstance(found, Picture):
        return picture_shown(found, origin, alt)
    return omission_shown(origin.leave_out(found, REDRAW))


def _soup(content: str) -> BeautifulSoup:
    """Parse a fragment; its drawings become images, because a parser of HTML spoils their names."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  # a report with our views only does not need it

    return BeautifulSoup(_DRAWING.sub(_as_image, content), "html.parser")


def _as_image(drawing: re.Match[str]) -> str:
    text = drawing[0]
    if "xmlns=" not in text:
        text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(text.encode()).decode()}">'


def _parts(soup: BeautifulSoup) -> Iterator[ForeignTable | Tag | str]:
    """Yield tables, pictures, and the text between them, in order."""
    for hidden in soup(_HIDDEN):
        hidden.decompose()
    found = [one for one in soup(["table", "img"]) if one.find_parent("table") is None]
    read = [read_table(one) if one.name == "table" else one for one in found]
    for one in found:
        one.replace_with(_MARK)
    texts = [_lines(text) for text in soup.get_text("\n").split(_MARK)]
    for position, lines in enumerate(texts):
        yield from lines
        part = read[position] if position < len(read) else None
        if part is not None and (not isinstance(part, ForeignTable) or part.columns):
            yield part


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
