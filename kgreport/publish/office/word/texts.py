"""Write headings, captions, paragraphs, lists and the contents of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kgreport.content.blocks import Block, Heading, Listing, Paragraph
from kgreport.publish.office.word.markup import KEEP, field_ends, link, paragraph, run, twips
from kgreport.publish.office.word.writing import BOLD, Writing

DEEPEST = 5
"""The lowest of Word's headings that has a style here."""

IN_CONTENTS = 2
"""So many levels of headings are in the contents."""

Others = Callable[[Block], Iterable[str]]
_MOST_NESTED = 2
_STYLES: Mapping[str, str] = {
    "": "BodyText",
    "see": "BodyText",
    "note": "TableNote",
    "source": "TableNote",
    "mark": "Caution",
    "caution": "Caution",
    "code": "Code",
}


def depth_of(heading: Heading) -> int:
    """Give the level of a heading as Word counts, which has a style of its own for the title.

    >>> [depth_of(Heading(level=level, text="Kết quả")) for level in (1, 2, 9)]
    [0, 1, 5]
    """
    return min(heading.level - 1, DEEPEST)


def heading(one: Heading, writing: Writing) -> str:
    """Write a heading that the contents, links and Word's navigation find."""
    depth = depth_of(one)
    style = f"Heading{depth}" if depth else "Title"
    return paragraph(style, writing.named(one.id, writing.text(one.text)))


def caption(number: str, title: str, name: str, writing: Writing) -> Iterator[str]:
    """Write the caption of a table or picture that has a number or a title; links lead to it."""
    labelled = writing.numbered(number, name)
    if number:
        yield paragraph("Caption", labelled + writing.text(f". {title}" if title else ""))
    elif title:
        yield paragraph("Caption", writing.named(name, writing.text(title)))


def text(one: Paragraph, writing: Writing, style: str = "", properties: str = "") -> str:
    """Write a paragraph, in the style of what it is for."""
    style = style or _STYLES.get(one.role, "BodyText")
    return paragraph(style, writing.runs(one.runs, BOLD if one.role == "mark" else ""), properties)


def listing(one: Listing, writing: Writing, others: Others, level: int = 0) -> Iterator[str]:
    """Write a list; lists inside it are one level deeper.

    Parameters
    ----------
    one, writing, level
        The list, the document, and how many lists it stands in.
    others
        Writes what is neither paragraph nor list.
    """
    level = min(level, _MOST_NESTED)
    number = writing.open_list(one, level)
    style = "ListNumber" if one.ordered else "ListBullet"
    marked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    for item in one.items:
        marks = marked
        for block in item:
            if isinstance(block, Listing):
                yield from listing(block, writing, others, level + 1)
            elif isinstance(block, Paragraph):
                yield text(block, writing, style if marks else "ListContinue", marks)
                marks = ""
            else:
                yield from others(block)


def contents(title: str, headings: Iterable[Heading], writing: Writing, line: float) -> str:
    """Write the contents as a field that Word keeps true; until Word does, it has no numbers of pages."""
    listed = [one for one in headings if 0 < depth_of(one) <= IN_CONTENTS]
    begin, end = field_ends(rf'TOC \o "1-{IN_CONTENTS}" \h \z \u')
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(line)}"/></w:tabs>'
    lines = []
    for position, one in enumerate(listed):
        shown = writing.text(one.text)
        if anchor := writing.bookmarks.get(one.id):
            shown = link(shown, anchor=anchor)
        inner = begin * (position == 0) + shown + end * (position == len(listed) - 1)
        lines.append(paragraph(f"TOC{depth_of(one)}", inner, KEEP * (position == 0) + tabs))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('TOCHeading', run(title))}{''.join(lines)}"
        "</w:sdtContent></w:sdt>"
    )
