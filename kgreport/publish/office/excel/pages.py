"""The sheets of a workbook: a cover, the list of its tables, the notes, and a sheet for each table.

They follow the published rules for statistics in spreadsheets: the title stands in the first cell, what must
be known to read a table above it, and nothing below it; no cells are joined, and no row is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgreport.content.blocks import Letterhead
from kgreport.publish.documents import Document
from kgreport.publish.office.excel.contents import CONTENTS, NOTES, Contents, TableSheet, sheets_with
from kgreport.publish.office.excel.grids import grid_of, grid_of_words
from kgreport.publish.office.excel.numbers import Cell
from kgreport.publish.office.excel.sheets import Sheet
from kgreport.terms.phrases import Phrase
from kgreport.views.formats import UNKNOWN, date_in_text

_ISSUED = Phrase("Ngày ban hành: {day}", "Issued: {day}")
_TABLES = Phrase(
    "Tệp này có {count} bảng của báo cáo, mỗi bảng một trang. Lời văn và biểu đồ: xem báo cáo.",
    "This file has the {count} tables of the report, each on a sheet of its own. "
    "For the text and the charts, see the report.",
)
_NO_TABLES = Phrase("Báo cáo này không có bảng nào.", "This report has no tables.")
_HOW_TO_READ = Phrase("Cách đọc", "How to read it")
_NUMBERS = Phrase(
    "Ô số là số thật, hiện đúng như trong báo cáo; dấu ngăn hàng nghìn và dấu thập phân theo máy người đọc. "
    "Tỷ lệ là phần của một, hiện theo phần trăm.",
    "Figures are numbers, shown as in the report; the separators of thousands and decimals are those "
    "of your computer. Shares are fractions of one, shown in percent.",
)
_SIGNS = (
    (UNKNOWN, Phrase("Dấu “–”: chưa có số liệu.", "“–”: not known.")),
    ("", Phrase("Ô trống: không có mục này.", "An empty cell: there is no such figure.")),
    ("*", Phrase("Dấu * sau một số: xem ghi chú của bảng.", "* after a figure: see the notes of the table.")),
    ("†", Phrase("Dấu † sau một số: ghi như nguồn đã in.", "† after a figure: as printed in its source.")),
)
_ONE_TABLE = Phrase("Trang này có một bảng.", "This sheet has one table.")
_LIST = Phrase("Danh mục bảng", "List of tables")
_ALL_NOTES = Phrase("Ghi chú của các bảng", "Notes on the tables")
_OF_NOTES = Phrase("Ghi chú {numbers}: xem trang “{sheet}”.", "Notes {numbers}: see sheet “{sheet}”.")
_BACK = Phrase("Về mục lục", "Back to the contents")
_LIST_HEADINGS = (
    Phrase("Trang", "Sheet"),
    Phrase("Bảng", "Table"),
    Phrase("Đơn vị tính", "Unit"),
    Phrase("Mục của báo cáo", "Section of the report"),
)
_NOTE_HEADINGS = (Phrase("Số", "Number"), Phrase("Ghi chú", "Note"), Phrase("Trang", "Sheets"))
_COVER_WIDTH = 72
_LIST_WIDTHS, _NOTE_WIDTHS = (14, 62, 30, 44), (9, 80, 34)


def write_cover(sheet: Sheet, document: Document, head: Letterhead | None, contents: Contents) -> None:
    """Write what the workbook is of, who issued it and when, where its sheets are, and how to read it."""
    sheet.sheet.set_column(0, 0, _COVER_WIDTH)
    sheet.line(document.title, "cover", width=_COVER_WIDTH)
    for mark in marks_of(document):
        sheet.line(mark, "mark")
    for text in (*_issuers(document, head), _count(contents, document)):
        sheet.line(text, "text", width=_COVER_WIDTH)
    for name in ([CONTENTS] if contents.sheets else []) + ([NOTES] if contents.notes else []):
        sheet.line(name.say(document.language), leads_to=name.say(document.language))
    if contents.sheets:
        sheet.line(_HOW_TO_READ.say(document.language), "section")
    for phrase in _explanations(contents):
        sheet.line(phrase.say(document.language), "text", width=_COVER_WIDTH)
    sheet.print_on_a4()


def marks_of(document: Document) -> list[str]:
    """Give the marks that every sheet carries."""
    draft = document.draft_mark if document.status == "draft" else ""
    return [mark for mark in (draft, document.simulated_mark) if mark]


def _issuers(document: Document, head: Letterhead | None) -> Iterator[str]:
    """Say who issued the document, and when; and what must be heeded."""
    said = (head.superior, head.issuer, head.number) if head else (document.author,)
    yield from filter(None, said)
    if document.issued:
        yield _ISSUED.say(document.language, day=date_in_text(document.issued, document.language))
    if head and head.caution:
        yield head.caution


def _count(contents: Contents, document: Document) -> str:
    phrase = _TABLES if contents.sheets else _NO_TABLES
    return phrase.say(document.language, count=len(contents.sheets))


def _explanations(contents: Contents) -> Iterator[Phrase]:
    """Explain numbers, and the signs that some table has."""
    cells = {cell for one in contents.sheets for row in one.table.cells for cell in row[1:]}
    ends = {cell[-1:] for cell in cells}
    if contents.sheets:
        yield _NUMBERS
    yield from (phrase for sign, phrase in _SIGNS if sign in ends)


def write_list(sheet: Sheet, document: Document, sheets: Sequence[TableSheet]) -> None:
    """Write the list of tables; each name of a sheet is a link to it."""
    _write_heads(sheet, _LIST.say(document.language), document)
    rows = [
        [
            Cell(one.name, leads_to=one.name),
            *map(Cell, (one.table.title or one.title, one.table.unit, one.section)),
        ]
        for one in sheets
    ]
    headings = [heading.say(document.language) for heading in _LIST_HEADINGS]
    grid = grid_of_words(headings, _LIST_WIDTHS, rows)
    sheet.table(grid, name="contents", title=_LIST.say(document.language))


def write_notes(sheet: Sheet, document: Document, contents: Contents) -> None:
    """Write all notes, each with the sheets that it is for."""
    _write_heads(sheet, _ALL_NOTES.say(document.language), document)
    _write_way_back(sheet, document)
    rows = [
        [Cell(number, "0"), Cell(note), Cell(sheets_with(number, contents.sheets))]
        for number, note in enumerate(contents.notes, 1)
    ]
    headings = [heading.say(document.language) for heading in _NOTE_HEADINGS]
    grid = grid_of_words(headings, _NOTE_WIDTHS, rows)
    sheet.table(grid, name="notes", title=_ALL_NOTES.say(document.language))


def write_table(sheet: Sheet, document: Document, one: TableSheet) -> None:
    """Write a table under its title, its unit, its notes and its source."""
    _write_heads(sheet, one.title, document, unit=one.table.unit, notes=one.notes)
    if one.table.source:
        sheet.line(one.table.source)
    _write_way_back(sheet, document)
    sheet.table(grid_of(one.table, document.language), name=one.table_name, title=one.title)


def _write_heads(
    sheet: Sheet, title: str, document: Document, *, unit: str = "", notes: Sequence[int] = ()
) -> None:
    sheet.line(f"{title} ({unit})" if unit else title, "title")
    if marks := marks_of(document):
        sheet.line(" · ".join(marks), "mark")
    language, numbers = document.language, ", ".join(map(str, notes))
    said, of_notes = _ONE_TABLE.say(language), NOTES.say(language)
    if notes:
        said = f"{said} {_OF_NOTES.say(language, numbers=numbers, sheet=of_notes)}"
    sheet.line(said, leads_to=of_notes if notes else "")


def _write_way_back(sheet: Sheet, document: Document) -> None:
    sheet.line(_BACK.say(document.language), leads_to=CONTENTS.say(document.language))
