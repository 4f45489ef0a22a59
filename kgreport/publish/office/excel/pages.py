"""The sheets of a workbook: a cover, the list of its tables, the notes, and a sheet for each table.

They follow the published rules for statistics in spreadsheets: the title stands in the first cell, what must
be known to read a table above it, and nothing below it; no cells are joined, and no row is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgreport.content.figures import MARKS
from kgreport.publish.office.excel.contents import CONTENTS, NOTES, Contents, TableSheet
from kgreport.publish.office.excel.grids import grid_of, grid_of_words
from kgreport.publish.office.excel.numbers import Cell
from kgreport.publish.office.excel.sheets import MARKED, Sheet
from kgreport.terms.phrases import Phrase
from kgreport.views.formats import UNKNOWN

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
    (
        "‡",
        Phrase(
            "Dấu ‡ sau một số: khác lần ban hành trước.", "‡ after a figure: changed since the last edition."
        ),
    ),
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


def write_cover(sheet: Sheet, contents: Contents) -> None:
    """Write what the workbook is of, who issued it and when, where its sheets are, and how to read it."""
    sheet.sheet.set_column(0, 0, _COVER_WIDTH)
    sheet.line(sheet.front.title, "cover", width=_COVER_WIDTH)
    for mark in sheet.front.marks:
        sheet.line(mark, "mark")
    count = (_TABLES if contents.sheets else _NO_TABLES).say(sheet.language, count=len(contents.sheets))
    for text in (*sheet.front.lines, count):
        sheet.line(text, "text", width=_COVER_WIDTH)
    for name in ([CONTENTS] if contents.sheets else []) + ([NOTES] if contents.notes else []):
        sheet.line(name.say(sheet.language), leads_to=name.say(sheet.language))
    if contents.sheets:
        sheet.line(_HOW_TO_READ.say(sheet.language), "section")
    for phrase in _explanations(contents):
        sheet.line(phrase.say(sheet.language), "text", width=_COVER_WIDTH)
    sheet.print_on_a4()


def _explanations(contents: Contents) -> Iterator[Phrase]:
    """Explain numbers, and the signs that some table has."""
    if contents.sheets:
        yield _NUMBERS
    cells = {cell for one in contents.sheets for row in one.table.cells for cell in row[1:]}
    marks = {mark for cell in cells for mark in cell[len(cell.rstrip(MARKS)) :]}
    yield from (phrase for sign, phrase in _SIGNS if sign in cells | marks)


def write_list(sheet: Sheet, sheets: Sequence[TableSheet]) -> None:
    """Write the list of tables; each name of a sheet is a link to it."""
    title = _LIST.say(sheet.language)
    _write_heads(sheet, title)
    rows = [
        [
            Cell(one.name, leads_to=one.name),
            *map(Cell, (one.table.title or one.title, one.table.unit, one.section)),
        ]
        for one in sheets
    ]
    headings = [heading.say(sheet.language) for heading in _LIST_HEADINGS]
    sheet.table(grid_of_words(headings, _LIST_WIDTHS, rows), name="contents", title=title)


def write_notes(sheet: Sheet, contents: Contents) -> None:
    """Write all notes, each with the sheets that it is for."""
    title = _ALL_NOTES.say(sheet.language)
    _write_heads(sheet, title)
    _write_way_back(sheet)
    rows = []
    for number, note in enumerate(contents.notes, 1):
        noted = ", ".join(one.name for one in contents.sheets if number in one.notes)
        rows.append([Cell(number, "0"), Cell(note), Cell(noted)])
    headings = [heading.say(sheet.language) for heading in _NOTE_HEADINGS]
    sheet.table(grid_of_words(headings, _NOTE_WIDTHS, rows), name="notes", title=title)


def write_table(sheet: Sheet, one: TableSheet) -> None:
    """Write a table under its title, its unit, its notes and its source."""
    unit = one.table.unit
    _write_heads(sheet, f"{one.title} ({unit})" if unit else one.title, notes=one.notes)
    if one.table.source:
        sheet.line(one.table.source)
    _write_way_back(sheet)
    sheet.table(grid_of(one.table, sheet.language), name=one.table_name, title=one.title)


def _write_heads(sheet: Sheet, title: str, *, notes: Sequence[int] = ()) -> None:
    """Write the title, the marks, and what is on the sheet."""
    sheet.line(title, "title")
    if sheet.front.marks:
        sheet.line(MARKED.join(sheet.front.marks), "mark")
    said, of_notes = _ONE_TABLE.say(sheet.language), NOTES.say(sheet.language)
    if notes:
        numbers = ", ".join(map(str, notes))
        said = f"{said} {_OF_NOTES.say(sheet.language, numbers=numbers, sheet=of_notes)}"
    sheet.line(said, leads_to=of_notes if notes else "")


def _write_way_back(sheet: Sheet) -> None:
    sheet.line(_BACK.say(sheet.language), leads_to=CONTENTS.say(sheet.language))
