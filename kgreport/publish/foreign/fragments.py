"""Show the tables, pictures and words in a fragment of HTML that is not ours.

Text between tables becomes paragraphs. Styles, scripts and ids are dropped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kgreport.content.html import INLINE
from kgreport.publish.foreign.drawings import with_drawings_as_images
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
from kgreport.publish.foreign.tables import SHOW_LESS, ForeignTable, read_table, table_shown
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_ACTIVE = ["script", "iframe", "canvas", "object", "embed", "video", "audio", "applet"]
_HIDDEN = ["style", "template", "head", "title", *_ACTIVE]
# A noncharacter stands for a table or picture in the text.
_MARK = "\ufdd0"

LARGEST = 5_000_000
"""Letters of the largest fragment that is read."""

MOST_LETTERS = 300_000
"""Letters of the text of a fragment that are read."""

MOST_TAGS = 50_000
"""Tags and escaped letters of a fragment that are read."""

# Comments, code, declarations and tags; a tag without an end is text.
_MARKUP = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|(?P<open_comment>\Z)))
    | <(?P<code>script|style)\b.*?(?:</(?P=code)\s*>?|(?P<open_code>\Z))
    | <[!?][^>]*(?:>|\Z)
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*+)
      (?P<attributes>(?:[^<>=]++|=\s*+(?:"[^"]*"|'[^']*'|(?!["']))){0,200}+)>
    | <""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""(?<![^\s/"'])(src|alt|colspan|rowspan)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)
_LEVELS = {"thead": 0, "tbody": 0, "tfoot": 0, "caption": 0, "tr": 1, "td": 2, "th": 2}
"""The parts of a table: one ends where another of its level or of a higher one begins."""

_SCRIPTS = {
    "sup": ("^", str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")),
    "sub": ("_", str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")),
}
"""What stands before raised and lowered text, and the letters that are raised and lowered by themselves."""

_TOO_LARGE = Phrase("HTML quá dài", "HTML that is too long")
_NO_END = Phrase("phần HTML không có kết thúc", "HTML without an end")
_CLOSE = Phrase("đóng chú thích hoặc thẻ còn mở", "end the comment or tag that is open")
_IN_TABLE = Phrase("hình trong bảng", "a picture inside a table")
_BELOW = Phrase("đưa hình ra ngoài bảng", "show the picture outside the table")
_INTERACTIVE = Phrase("hình tương tác bằng script", "an interactive figure of scripts")


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
    if len(content) > LARGEST:
        return omission_shown(origin.leave_out(_TOO_LARGE, SHOW_LESS))
    pieces: list[Shown] = []
    soup = _soup(content, origin)
    is_active, tables = soup.find(_ACTIVE) is not None, 0
    for part in _parts(soup):
        if isinstance(part, ForeignTable):
            tables += 1
            suffix = f"-{tables}" if tables > 1 else ""
            pieces.append(table_shown(part, origin, "" if suffix else origin.caption, suffix))
        elif isinstance(part, str):
            words = part if len(part) <= LONGEST else part[:LONGEST] + origin.leave_out(_TOO_LARGE, SHOW_LESS)
            pieces.append(paragraph_shown(words))
        else:
            pieces.append(_picture(part, origin))
    if is_active:
        note = origin.leave_out(_INTERACTIVE, REDRAW)
        pieces = pieces or [omission_shown(note)]
    return all_shown(pieces) if pieces else None


def _picture(image: Tag, origin: Origin) -> Shown:
    """Show a picture of a fragment: an ``img``, or a drawing, which stands in one."""
    alt = str(image.get("alt") or origin.alt)
    found = picture_at(str(image.get("src") or ""), origin)
    if isinstance(found, Picture):
        return picture_shown(found, origin, alt)
    return omission_shown(origin.leave_out(found, REDRAW))


def _soup(content: str, origin: Origin) -> BeautifulSoup:
    """Parse a fragment; its drawings become images, because a parser of HTML spoils their names."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  # a report with our views only does not need it

    markup = _Markup(with_drawings_as_images(content))
    written = "".join(markup.plain())
    for phrase, advice in markup.lost:
        origin.leave_out(phrase, advice)
    return BeautifulSoup(written, "html.parser")


class _Markup:
    """HTML of anybody, to be written so plainly that no parser needs long for it or misreads it."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.tables = 0
        self.open: list[str] = []
        self.script = ""
        self.lost: dict[tuple[Phrase, Phrase], None] = {}

    def plain(self) -> Iterator[str]:
        """Give its text and its tags; every part of a table has an end, and tables hold no tables."""
        at = tags = letters = 0
        for found in chain(_MARKUP.finditer(self.content), [None]):
            text = _text(self.content[at : found.start() if found else None])
            tags += text.count("&") + (found is not None)
            letters += len(text)
            if tags > MOST_TAGS or letters > MOST_LETTERS:
                self.lost[_TOO_LARGE, SHOW_LESS] = None
                yield text[:LONGEST].rpartition(" ")[0]
                return
            yield self._raised(text)
            if found:
                at = found.end()
                yield from self._piece(found)

    def _raised(self, text: str) -> str:
        """Write raised and lowered text, which is plain text here, so that 10³ is not taken for 103."""
        if not self.script or not text.strip():
            return text
        mark, letters = _SCRIPTS[self.script]
        raised = text.strip().translate(letters)
        return raised if not any(letter.isascii() for letter in raised) else f"{mark}{text.strip()}"

    def _piece(self, found: re.Match[str]) -> Iterator[str]:
        if found["open_comment"] is not None or found["open_code"] is not None:
            self.lost[_NO_END, _CLOSE] = None
        if found["name"]:
            yield from self._tag(found["name"].lower(), found["attributes"], is_end=bool(found["end"]))
        elif found["code"]:
            yield "<script></script>" if found["code"].lower() == "script" else ""
        elif found[0] == "<":
            yield "&lt;"

    def _tag(self, name: str, attributes: str, *, is_end: bool) -> Iterator[str]:
        if name == "table":
            self.tables = max(self.tables + (-1 if is_end else 1), 0)
            if self.tables == (0 if is_end else 1):
                yield from self._end_parts(0)
                yield "</table>" if is_end else "<table>"
            else:
                yield " "
        elif name in _LEVELS and self.tables:
            if self.tables == 1 and (not is_end or name in self.open):
                yield from self._end_parts(_LEVELS[name])
                if not is_end:
                    self.open.append(name)
                    yield _start(name, attributes)
            else:
                yield " "
        elif name == "img" and self.tables:
            self.lost[_IN_TABLE, _BELOW] = None
            yield from (
                _text(f" {html.unescape(value)} ") for key, value in _attributes(attributes) if key == "alt"
            )
        elif name in INLINE:
            self.script = name if name in _SCRIPTS and not is_end else ""
        else:
            yield f"</{name}>" if is_end else _start(name, attributes)

    def _end_parts(self, level: int) -> Iterator[str]:
        while self.open and _LEVELS[self.open[-1]] >= level:
            yield f"</{self.open.pop()}>"


def _start(name: str, attributes: str) -> str:
    return " ".join([f"<{name}", *(f'{key}="{value}"' for key, value in _attributes(attributes))]) + ">"


def _attributes(written: str) -> Iterator[tuple[str, str]]:
    """Give the attributes that are read, and their values fit for quotes."""
    for key, value in _ATTRIBUTE.findall(written):
        quoted = value[1:-1] if value[0] in "\"'" else value
        yield key.lower(), html.escape(html.unescape(quoted))


def _text(written: str) -> str:
    return html.escape(html.unescape(written), quote=False)


def _parts(soup: BeautifulSoup) -> Iterator[ForeignTable | Tag | str]:
    """Yield tables, pictures, and the text between them, in order."""
    for hidden in soup(_HIDDEN):
        hidden.decompose()
    found = soup(["table", "img"])
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
