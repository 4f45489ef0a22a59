"""Write a document as a Word file, from its blocks alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgreport.content.blocks import (
    Block,
    Closing,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Table,
    in_order,
    paragraph,
)
from kgreport.publish.foreign.pictures import KINDS
from kgreport.publish.office.word import forms, texts
from kgreport.publish.office.word import tables as word_tables
from kgreport.publish.office.word.drawings import drawing
from kgreport.publish.office.word.markup import KEEP
from kgreport.publish.office.word.markup import paragraph as word_paragraph
from kgreport.publish.office.word.package import FONT, Package
from kgreport.publish.office.word.pages import Headers, header, in_parts, section
from kgreport.publish.office.word.pictures import draw_pictures
from kgreport.publish.office.word.widths import fit_table, line_of
from kgreport.publish.office.word.writing import Writing
from kgreport.publish.page import CONTENTS
from kgreport.publish.prepared.documents import Document


def write_word(document: Document, blocks: Sequence[Block], *, before: str = "") -> bytes:
    """Write a document as the bytes of a Word file, as python-docx packs it: with the time of the day.

    The table of contents stands `before` the heading of this id, of the first chapter; empty for none.
    """
    blocks = [*_title(document, blocks), *(one for one in blocks if not _goes_as_file(one))]
    package = Package(document)
    writer = _Writer(document, blocks, package)
    return package.save(writer.body(blocks, before), writer.writing.ordered)


def _goes_as_file(block: Block) -> bool:
    """Whether a table goes with the document as a file: it has no number, and a page shows it folded."""
    return isinstance(block, Table) and block.folded and not block.number


def _title(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """Give the title of a document that does not print it by itself."""
    titled = any(
        isinstance(one, Letterhead) or (isinstance(one, Heading) and one.level == 1) for one in blocks
    )
    if titled:
        return []
    mark = [paragraph(document.draft, "mark")] if document.draft else []
    return [Heading(level=1, text=document.title), *mark]


def _headers(document: Document, blocks: Sequence[Block], package: Package, *, turned: bool) -> Headers:
    """Make the headers: the first page has no number, and no mark of a draft where its head has one."""
    draft = document.draft
    first = next((one.draft for one in blocks if isinstance(one, Letterhead)), draft)
    simulated, margins = document.simulated_mark, document.margins
    return Headers(
        upright=package.header(header(margins, simulated, draft)),
        turned=package.header(header(margins, simulated, draft, turned=True)) if turned else "",
        first=package.header(header(margins, simulated, "" if first else draft, number=False)),
    )


class _Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, blocks: Sequence[Block], package: Package) -> None:
        self.writing = Writing(blocks, document.language, package.relate)
        self._document, self._package = document, package
        shown = [one for one in in_order(blocks) if isinstance(one, Picture) and one.mime in KINDS]
        drawn = draw_pictures(shown, document.font or FONT)
        self._drawn = {id(picture): one for picture, one in zip(shown, drawn, strict=True)}
        whole = {id(one) for one in blocks}
        self._fits = {
            id(one): fit_table(one, document.margins, may_turn=id(one) in whole)
            for one in in_order(blocks)
            if isinstance(one, Table)
        }
        self._pictures = 0

    def body(self, blocks: Sequence[Block], before: str) -> str:
        """Write all blocks, part after part; a part is pages that lie alike."""
        margins = self._document.margins
        headings = [one for one in blocks if isinstance(one, Heading)]
        written = []
        parts = list(in_parts(blocks, lambda one: isinstance(one, Table) and self._fits[id(one)].turned))
        with_turned = any(turned for turned, _ in parts)
        headers = _headers(self._document, blocks, self._package, turned=with_turned)
        for number, (turned, found) in enumerate(parts):
            inner: list[str] = []
            for block in found:
                if before and isinstance(block, Heading) and block.id == before:
                    title = CONTENTS.say(self._document.language)
                    inner.append(texts.contents(title, headings, self.writing, line_of(margins)))
                inner += self._block(block)
            page = section(margins, headers, turned=turned, first=number == 0)
            is_last = number == len(parts) - 1
            written.append("".join(inner) + (page if is_last else word_paragraph("AfterTable", "", page)))
        return "".join(written)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield texts.heading(block, self.writing)
            case Paragraph():
                yield texts.text(block, self.writing)
            case Listing():
                yield from texts.listing(block, self.writing, self._block)
            case Table():
                yield from word_tables.table(block, self._fits[id(block)], self.writing)
            case Picture():
                yield from self._picture(block)
            case Letterhead():
                yield from forms.letterhead(block, self.writing, line_of(self._document.margins))
            case Closing():
                yield from forms.closing(block, self.writing, line_of(self._document.margins))

    def _picture(self, picture: Picture) -> Iterator[str]:
        drawn = self._drawn.get(id(picture))
        yield from texts.caption(picture.number, picture.title, picture.id, self.writing)
        if drawn is None:
            yield texts.text(paragraph(picture.alt, "note"), self.writing)
            return
        self._pictures += 1
        image = self._package.image(drawn.image, drawn.mime)
        svg = self._package.image(drawn.drawing.encode(), "image/svg+xml") if drawn.drawing else ""
        kept = KEEP if picture.notes else ""
        yield word_paragraph("Picture", drawing(self._pictures, drawn, picture.alt, image, svg), kept)
        for note in picture.notes:
            yield texts.text(paragraph(note, "note"), self.writing)
