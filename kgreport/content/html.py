"""Read HTML as blocks: what a view without blocks of its own shows, foreign outputs, and published pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from kgreport.content.blocks import Block, Heading, Listing, Paragraph, Picture, Role, Run, Table
from kgreport.content.html_tables import SPACE, read_table, text_of, text_within

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

_SKIPPED = frozenset({"script", "style", "head", "title", "nav", "template", "summary"})
_INLINE_NAMES = (
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark math q s samp small span "
    "strong sub sup time tt u var wbr"
)
INLINE = frozenset(_INLINE_NAMES.split())
"""Tags inside a line; the text before, in and after them is one."""

_UNSEEN_NAMES = "bar unseen anchor notebook codes download foot skip draft"
_UNSEEN = frozenset(f"kg-{name}" for name in _UNSEEN_NAMES.split())
"""Classes of what belongs to the page and not to the document, or is there for the ear alone."""

_ROLES: Mapping[str, Role] = {
    "kg-table-note": "note",
    "kg-source": "source",
    "kg-mark": "mark",
    "kg-caution": "caution",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def blocks_of_html(html: str) -> list[Block]:
    """Read a fragment, or a whole page, as blocks.

    Parameters
    ----------
    html
        A fragment, or a published page, of which what is in ``main`` and the letterhead are read.

    Examples
    --------
    >>> found = blocks_of_html('<h2 id="a">Kết quả</h2><p>Có <b>3</b> mục.</p>')
    >>> found[0], found[1].text
    (Heading(level=2, text='Kết quả', id='a'), 'Có 3 mục.')
    """
    from bs4 import BeautifulSoup  # noqa: PLC0415

    soup = BeautifulSoup(html, "html.parser")
    for formula in soup.select("math[alttext]"):
        formula.string = str(formula["alttext"])  # its parts side by side would be other numbers: 12/25, 1225
    return list(_blocks((soup.body or soup).children, Run(text="")))


def _inside(style: Run, tag: Tag) -> Run:
    """Give the style of the text in an element."""
    return replace(
        style,
        bold=style.bold or tag.name in ("b", "strong"),
        italic=style.italic or tag.name in ("i", "em"),
        code=style.code or tag.name in ("code", "kbd", "samp", "pre"),
        href=str(tag.get("href") or style.href) if tag.name == "a" else style.href,
        language=str(tag.get("lang") or style.language),
    )


def _blocks(nodes: Iterable[PageElement], style: Run, role: Role = "") -> Iterator[Block]:
    """Read nodes in their order; pieces of text that stand together are a paragraph."""
    pieces: list[Run] = []
    for node in nodes:
        if _is_inline(node):
            pieces += _runs(node, style)
            continue
        yield from _paragraph(pieces, role)
        pieces = []
        yield from _block(cast("Tag", node), style)
    yield from _paragraph(pieces, role)


def _is_inline(node: PageElement) -> bool:
    name = getattr(node, "name", None)
    if name is None or name == "br":
        return True
    tag = cast("Tag", node)
    return name in INLINE and not tag.find(["p", "table", "ul", "ol", "svg", "img"])


def _block(tag: Tag, style: Run) -> Iterator[Block]:
    classes = set(tag.get("class") or ())
    if tag.name in _SKIPPED or classes & _UNSEEN:
        return
    inside = _inside(style, tag)
    if tag.name in _HEADINGS:
        yield Heading(level=_HEADINGS[tag.name], text=text_of(tag), id=str(tag.get("id") or ""))
    elif tag.name in ("ul", "ol"):
        found = tag.find_all(["li", "ul", "ol"], recursive=False)
        items = (_blocks(one.children if one.name == "li" else [one], inside) for one in found)
        yield Listing(items=tuple(map(tuple, items)), ordered=tag.name == "ol")
    elif tag.name == "table":
        yield read_table(tag)
    elif tag.name == "pre":
        yield Paragraph(runs=(Run(text=tag.get_text().strip("\n"), code=True),), role="code")
    elif tag.name in ("svg", "img"):
        yield from _picture(tag, tag)
    elif tag.name == "figure":
        yield from _figure(tag, inside)
    else:
        roles = [role for name, role in _ROLES.items() if name in classes]
        yield from _blocks(tag.children, inside, roles[0] if roles else "")


def _figure(tag: Tag, style: Run) -> Iterator[Block]:
    """Read a table or a picture with its caption and notes."""
    if table := tag.find("table"):
        yield _table_of_figure(tag, table)
    elif shown := tag.find(["svg", "img"]):
        yield from _picture(tag, shown)
    else:
        yield from _blocks(tag.children, style)


def _table_of_figure(tag: Tag, table: Tag) -> Table:
    notes = [text_of(one) for one in tag.find_all(class_="kg-table-note")]
    caption = tag.find("summary") or tag.find("figcaption")
    return replace(
        read_table(table, caption),
        id=str(tag.get("id") or ""),
        notes=tuple(notes),
        source=text_within(tag, "kg-source"),
        folded=table.find_parent("details") is not None,
    )


def _picture(tag: Tag, shown: Tag) -> Iterator[Picture]:
    """Read a drawing or an image; one without words is for the eye alone."""
    alt = str(shown.get("alt") or shown.get("aria-label") or "")
    mime, data = "image/svg+xml", str(shown)
    if shown.name == "img":
        mime, _, data = str(shown.get("src") or "").removeprefix("data:").partition(";base64,")
    caption = tag.find("figcaption")
    if alt or caption:
        label = text_within(caption, "kg-number")
        title = text_of(caption).removeprefix(label).strip() if caption else ""
        yield Picture(
            mime=mime, data=data, alt=alt, id=str(tag.get("id") or ""), number=label.rstrip("."), title=title
        )


def _runs(node: PageElement, style: Run) -> Iterator[Run]:
    name = getattr(node, "name", None)
    if name is None:
        if type(node).__name__ == "NavigableString":
            yield replace(style, text=str(node))
    elif name == "br":
        yield replace(style, text="\n")
    else:
        tag = cast("Tag", node)
        if not set(tag.get("class") or ()) & _UNSEEN:
            for child in tag.children:
                yield from _runs(child, _inside(style, tag))


def _paragraph(pieces: list[Run], role: Role) -> Iterator[Paragraph]:
    """Join pieces of text: space between words is one blank, at the ends there is none."""
    runs: list[Run] = []
    for piece in pieces:
        text = piece.text if piece.text == "\n" else SPACE.sub(" ", piece.text)
        if not runs or runs[-1].text.endswith((" ", "\n")):
            text = text if text == "\n" else text.lstrip(" ")
        if text and runs and replace(runs[-1], text="") == replace(piece, text=""):
            runs[-1] = replace(runs[-1], text=runs[-1].text + text)
        elif text:
            runs.append(replace(piece, text=text))
    while runs and not (text := runs[-1].text.rstrip()):
        runs.pop()
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
        yield Paragraph(runs=tuple(runs), role=role)
