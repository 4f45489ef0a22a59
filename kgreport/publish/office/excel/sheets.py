"""Write the sheets of a workbook: texts as texts, numbers as numbers, tables with one row of headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from kgreport.publish.office.excel.front import Front
from kgreport.publish.office.excel.grids import Grid, GridRow, lines_of
from kgreport.publish.office.excel.numbers import Cell
from kgreport.publish.office.excel.styles import Look, Styles, height_of, in_letters
from kgreport.publish.office.excel.texts import may_become_formula, text_for_cell
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.places import ref_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_SHOWN = 110
"""About as many letters stand beside each other on a screen, or on a page that lies."""

MARKED = " · "
"""What stands between marks on one line."""

_MOST_IN_HEADER = 100
_UPRIGHT = 85
_A4 = 9
_LETTERS = 9
"""Letters of a column whose width nobody sets."""

_SIZE = Phrase("{rows} hàng, {columns} cột", "{rows} rows, {columns} columns")
_PAGE = Phrase("Trang", "Page")


@dataclass(slots=True)
class Sheet:
    """A sheet that is written from the top down.

    Attributes
    ----------
    sheet
        The sheet of the library.
    styles
        The styles of the workbook.
    front
        What the workbook says of itself.
    row
        The row that is written next.
    longest
        Letters of the longest line above the table.
    """

    sheet: Worksheet
    styles: Styles
    front: Front
    row: int = 0
    longest: float = 0

    @property
    def language(self) -> Language:
        """The language of the document."""
        return self.front.language

    def line(self, text: str, look: Look = "line", *, leads_to: str = "", width: int = 0) -> None:
        """Write a text into the first cell of a row, on one line or wrapped in a width."""
        self._write(0, Cell(text, leads_to=leads_to), look)
        letters = in_letters(text, look)
        lines = lines_of(text, width * len(text) / letters) if width and text else 1
        self.sheet.set_row(self.row, height_of(look, lines))
        self.longest = max(self.longest, letters)
        self.row += 1

    def table(self, grid: Grid, *, name: str, title: str) -> None:
        """Write a table, mark it as one, and keep its headings in sight."""
        top = self.row
        self.sheet.set_row(top, height_of("head", grid.heading_lines))
        for row in grid.rows:
            self.row += 1
            self._write_row(row, grid)
            if (lines := grid.lines(row)) > 1:
                self.sheet.set_row(self.row, height_of("cell", lines))
        self._mark_as_table(grid, top, name, title)
        self._set_up(grid, top)

    def _mark_as_table(self, grid: Grid, top: int, name: str, title: str) -> None:
        """Write the headings, and mark the table for programs and for screen readers."""
        last = len(grid.headings) - 1
        size = _SIZE.say(self.language, rows=len(grid.rows), columns=last + 1)
        named = {"name": name, "title": text_for_cell(title)[:255], "description": size}
        marked = {**named, "style": None, "autofilter": False, "columns": self._columns(grid)}
        self.sheet.add_table(top, 0, self.row, last, marked)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{ref_of(self.row + 1, last + 1)}"})

    def _set_up(self, grid: Grid, top: int) -> None:
        """Set widths; keep the headings in sight, and where a table is wide the names of its rows."""
        for column, width in enumerate(grid.widths):
            self.sheet.set_column(column, column, width)
        width, last = sum(grid.widths), len(grid.widths) - 1
        self.sheet.freeze_panes(top + 1, int(width > MOST_SHOWN and grid.widths[0] <= MOST_SHOWN // 2))
        self.sheet.repeat_rows(top)
        lacking = max(min(self.longest, MOST_SHOWN) - width, 0)
        self.sheet.print_area(0, 0, self.row, last + ceil(lacking / _LETTERS))
        self.print_on_a4(landscape=width > _UPRIGHT)

    def print_on_a4(self, *, landscape: bool = False) -> None:
        """Print on A4, no wider than the page, with numbers of pages."""
        self.sheet.hide_gridlines(2)
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        if marks := text_for_cell(MARKED.join(self.front.marks))[:_MOST_IN_HEADER].replace("&", "&&"):
            self.sheet.set_header(f'&R&"Arial,Bold"&8 {marks}')
        self.sheet.set_footer(f'&R&"Arial,Regular"&8 {_PAGE.say(self.language)} &P/&N')

    def _columns(self, grid: Grid) -> list[dict[str, object]]:
        columns = []
        for column, heading in enumerate(grid.headings):
            right, indent = grid.numeric[column], int(grid.is_set_off(column))
            style = self.styles.of("head", right=right, indent=indent, typed=may_become_formula(heading))
            columns.append({"header": heading, "header_format": style})
        return columns

    def _write_row(self, row: GridRow, grid: Grid) -> None:
        for column, cell in enumerate(row.cells):
            indent = int(grid.is_set_off(column)) if column else row.indent
            self._write(column, cell, "cell", right=grid.numeric[column], total=row.total, indent=indent)

    def _write(
        self,
        column: int,
        cell: Cell,
        look: Look,
        *,
        right: bool = False,
        total: bool = False,
        indent: int = 0,
    ) -> None:
        value, look = cell.value, "link" if cell.leads_to else look
        typed = isinstance(value, str) and may_become_formula(value)
        style = self.styles.of(look, code=cell.code, right=right, total=total, indent=indent, typed=typed)
        if cell.leads_to:
            place = cell.leads_to.replace("'", "''")
            self.sheet.write_url(self.row, column, f"internal:'{place}'!A1", style, text_for_cell(str(value)))
        elif value == "":
            self.sheet.write_blank(self.row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, column, text_for_cell(value), style)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, column, value, style)
        else:
            self.sheet.write_number(self.row, column, value, style)
