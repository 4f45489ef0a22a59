"""Write an author's Markdown as HTML and as Typst, with its pictures and formulas."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from kgreport.publish.foreign.formulas import formula_of
from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.pictures import EMBED, Picture, picture_at
from kgreport.publish.foreign.shown import LONGEST, Shown, text_shown, undescribed
from kgreport.terms.phrases import Phrase
from kgreport.views.markup import (
    escape_html,
    escape_typst,
    markdown_to_html,
    markdown_to_typst,
    plain_of,
    typst_string,
)

_LONGEST_PICTURES = 50_000_000
_DATA = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")

_TOO_DEEP = Phrase("Markdown lồng quá sâu", "Markdown that is nested too deeply")
WRITE_PLAINLY = Phrase(
    "viết bằng các lệnh thông dụng, hoặc chèn thành hình",
    "write it with usual commands, or insert it as a picture",
)
_IMAGE = re.compile(r"\s*<img\s(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>\s*", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)

Write = Callable[[dict[str, Any], str], str]


def publish_markdown(content: str, origin: Origin) -> Shown:
    """Write Markdown, its highest heading at the level of its origin.

    Its author is told about pictures and formulas that cannot be shown.
    """
    if is_too_long(content):
        return text_shown(content, origin)
    images: dict[str, str] = {}
    try:
        page = markdown_to_html(content, level=origin.level, more=_rules(origin, images, 0))
        printed = markdown_to_typst(content, level=origin.level - 1, more=_rules(origin, {}, 1))
    except RecursionError:
        origin.leave_out(_TOO_DEEP, WRITE_PLAINLY)
        return text_shown(content, origin)
    return Shown(html=page, typst=origin.printable(printed), plain=content, images=images)


def is_too_long(content: str) -> bool:
    """Return whether Markdown is shown as text: without its pictures, it is longer than any text."""
    if len(content) > _LONGEST_PICTURES:
        return True
    return len(content) > LONGEST and len(_DATA.sub("", content)) > LONGEST


def unknown_formula(word: str) -> Phrase:
    """Say which word of a formula is not known."""
    return Phrase(f"công thức có {word or '?'!r}", f"a formula with {word or '?'!r}")


def _rules(origin: Origin, images: dict[str, str], form: int) -> dict[str, Write]:
    """Give the ways to write what only an author's Markdown has, as HTML (0) or Typst (1)."""

    def picture(token: dict[str, Any], _: str) -> str:
        return _picture(token["attrs"]["url"], plain_of(token), origin, images)[form]

    def raw_html(token: dict[str, Any], _: str) -> str:
        raw = str(token["raw"])
        if (image := _IMAGE.fullmatch(raw)) is None:
            return _text(token, raw)[form]
        found = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(image["attributes"])}
        shown = _picture(
            html.unescape(found.get("src", "")), html.unescape(found.get("alt", "")), origin, images
        )
        return _paragraph(shown)[form] if token["type"] == "block_html" else shown[form]

    def formula(token: dict[str, Any], _: str) -> str:
        return _formula(str(token["raw"]), origin, display=token["type"] == "block_math")[form]

    return {
        "image": picture,
        "inline_html": raw_html,
        "block_html": raw_html,
        "inline_math": formula,
        "block_math": formula,
    }


def _picture(address: str, alt: str, origin: Origin, images: dict[str, str]) -> tuple[str, str]:
    found = picture_at(address, origin)
    if isinstance(found, Picture):
        images[found.name] = found.encoded
        said = " ".join(alt.split()) or undescribed(origin)
        return found.html(escape_html(said)), f"#{found.typst(said)};"
    note = " ".join(filter(None, (alt, origin.leave_out(found, EMBED))))
    return f"<em>{escape_html(note)}</em>", f"#emph[{escape_typst(note)}];"


def _text(token: dict[str, Any], raw: str) -> tuple[str, str]:
    """Show HTML inside Markdown as text; only its comments are not."""
    shown = "" if raw.strip("\n").startswith("<!--") else raw.strip("\n")
    written = escape_html(shown), escape_typst(shown)
    return _paragraph(written) if shown and token["type"] == "block_html" else written


def _paragraph(written: tuple[str, str]) -> tuple[str, str]:
    return f"<p>{written[0]}</p>\n", f"{written[1]}\n\n"


def _formula(latex: str, origin: Origin, *, display: bool) -> tuple[str, str]:
    """Write a formula; two amounts of dollars are none."""
    formula = formula_of(latex, display=display) if latex == latex.rstrip() else None
    if formula is None:
        return escape_html(f"${latex}$"), escape_typst(f"${latex}$")
    if isinstance(formula, str):
        origin.leave_out(unknown_formula(formula), WRITE_PLAINLY)
        return f"<code>{escape_html(latex)}</code>", f"#raw({typst_string(latex)});"
    return _paragraph(formula) if display else formula
