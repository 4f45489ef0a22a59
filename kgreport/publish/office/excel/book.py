"""Write the tables of a document as a workbook for Excel; equal tables give equal bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kgreport.content.blocks import Block
from kgreport.office_packages import parts_in_language
from kgreport.publish.office.excel.contents import CONTENTS, COVER, NOTES, Contents, contents_of
from kgreport.publish.office.excel.front import Front, front_of
from kgreport.publish.office.excel.pages import write_cover, write_list, write_notes, write_table
from kgreport.publish.office.excel.sheets import MARKED, Sheet
from kgreport.publish.office.excel.styles import EVERY, Styles
from kgreport.publish.office.excel.texts import text_for_cell
from kgreport.publish.prepared.documents import Document
from kgreport.seals.packages import packed_with_manifest

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_NO_DAY = datetime.date(2000, 1, 1)


def workbook_of(document: Document, blocks: Sequence[Block], manifest: str = "") -> bytes:
    """Write the tables of a document; the file carries the text of a manifest, if there is one."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "default_format_properties": dict(EVERY)})
    front = front_of(document, blocks)
    book.set_properties(_properties(document, front))
    _write_sheets(book, front, contents_of(blocks, document.language))
    book.close()
    return packed_with_manifest(parts_in_language(written.getvalue(), document.language), manifest)


def _write_sheets(book: Workbook, front: Front, contents: Contents) -> None:
    styles = Styles(book)

    def sheet(name: str) -> Sheet:
        return Sheet(book.add_worksheet(name), styles, front)

    write_cover(sheet(COVER.say(front.language)), contents)
    if contents.sheets:
        write_list(sheet(CONTENTS.say(front.language)), contents.sheets)
    if contents.notes:
        write_notes(sheet(NOTES.say(front.language)), contents)
    for one in contents.sheets:
        write_table(sheet(one.name), one)


def _properties(document: Document, front: Front) -> dict[str, Any]:
    """Give the properties of the file: those of the document, and no time of the day."""
    day = datetime.datetime.combine(document.issued or _NO_DAY, datetime.time())
    return {
        "title": text_for_cell(front.title),
        "author": text_for_cell(document.author),
        "status": text_for_cell(MARKED.join(front.marks)),
        "created": day,
    }
