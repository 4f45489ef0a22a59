"""Lay out a page in the template ``kgreport``: head, contents and blocks, without scripts or requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kgreport.content.blocks import Heading
from kgreport.publish.anchors import anchor_fragments
from kgreport.publish.html_style import content_policy, page_style
from kgreport.publish.prepared.documents import Document
from kgreport.seals.pages import head_of_page
from kgreport.terms.phrases import Language, Phrase

TEMPLATES = Path(__file__).with_name("templates")

# A section of a chapter; other headings inside a section are not in the contents.
_NUMBERED = re.compile(r"\d+\. ")

# Ids that the template uses.
_TEMPLATE_IDS = ("kg-top", "kg-main")

CONTENTS = Phrase("Mục lục", "Contents")
CODE_APPENDIX = Phrase("Phụ lục: mã lệnh", "Appendix: code")

WORDS = {
    "skip": Phrase("Chuyển đến nội dung", "Skip to the content"),
    "contents": CONTENTS,
    "top": Phrase("Về đầu trang", "Back to top"),
    "code": Phrase("Mã lệnh", "Code"),
    "parameters": Phrase("tham số mặc định", "default parameters"),
    "injected-parameters": Phrase("tham số của báo cáo này", "parameters of this report"),
}
"""The words of the page itself; the last two by the tag of their cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the page, in the order of the notebook.

    Attributes
    ----------
    kind
        ``code`` for the appendix, ``markdown``, ``output``, or ``head`` for the block above the content.
    html
        Clean HTML.
    """

    kind: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the template prints; the first head view is the head, and others are left out."""

    document: Document
    words: Mapping[str, str]
    head: Markup
    blocks: list[Block]
    contents: list[tuple[Heading, list[Heading]]]
    style: Markup
    policy: Markup
    carried: Markup

    @property
    def summary(self) -> int:
        """The position of the first block that a view shows; on a phone, the contents follow it."""
        return next((place for place, block in enumerate(self.blocks) if block.kind == "output"), -1)

    @property
    def marks(self) -> str:
        """The text across the page, one mark a line."""
        return "\n".join(self.document.marks)


def words_of_page(language: Language) -> dict[str, str]:
    """Say the words of the page itself in one language."""
    return {name: phrase.say(language) for name, phrase in WORDS.items()}


def compose_page(document: Document, blocks: Iterable[Block], css: str, manifest: str = "") -> Page:
    """Collect all that a page prints.

    Parameters
    ----------
    document
        Its title, language, marks and margins.
    blocks
        Its content, in order.
    css
        The style sheet; see `page_style`.
    manifest
        The text of the manifest that the page carries; a page without one has no seal.
    """
    blocks = list(blocks)
    fragments, headings = anchor_fragments((block.html for block in blocks), _TEMPLATE_IDS)
    blocks = [replace(block, html=Markup(html)) for block, html in zip(blocks, fragments, strict=True)]
    style = page_style(css, document.margins)
    return Page(
        document=document,
        words=words_of_page(document.language),
        head=next((block.html for block in blocks if block.kind == "head"), Markup()),
        blocks=[block for block in blocks if block.kind != "head"],
        contents=contents_of(headings),
        style=Markup(style),
        policy=Markup(content_policy(style)),
        carried=head_of_page(manifest) if manifest else Markup(),
    )


def contents_of(headings: Iterable[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """Give the headings of the second level, each with those of the third level under it."""
    found: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2:
            found.append((heading, []))
        elif heading.level == 3 and found and _NUMBERED.match(heading.text):
            found[-1][1].append(heading)
    return found


def write_page(document: Document, blocks: Iterable[Block], more_css: str) -> str:
    """Write a page that is no notebook's, in the style of the reports and with more rules of its own."""
    folder = TEMPLATES / "kgreport"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["page"] = lambda page, _: page
    page = compose_page(document, blocks, (folder / "report.css").read_text("utf-8") + more_css)
    return environment.get_template("index.html.j2").render(nb=page, resources={})
