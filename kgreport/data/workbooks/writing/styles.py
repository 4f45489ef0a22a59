"""Give the styles, colours and page set-up of a workbook."""

from __future__ import annotations

from functools import partial
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.workbooks.figure_cells import FIRST_ROW, GOAL_YEAR
from kgreport.data.workbooks.figure_sheets import APPARATUS
from kgreport.data.workbooks.list_sheets import ListSheet
from kgreport.data.workbooks.sheets import sheet_named
from kgreport.terms.places import position

ACCENT, INK, MUTED, HAIR = "FF9E1B1E", "FF1D2025", "FF585D66", "FFCFC8BC"
LINK = "FF0F4C9C"
INPUT, SUM, UNUSED, PAPER = "FFFFFBE6", "FFF1EEE9", "FFD5CFC6", "FFFFFFFF"
HEAD, GROUP, WRONG, DOUBTFUL = "FFF3E7E5", "FFE8D2CF", "FFF8B4B4", "FFFFD98A"

FACE = "Arial"
_A4 = 9
_THIN = Side(style="thin", color=HAIR)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = Protection(locked=False)
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_EDGE = Alignment(vertical="top", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_HALFWAY = Alignment(vertical="center")
_LEFT = Alignment(horizontal="left", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
_WORDS = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_COUNT = "#,##0"
_font = partial(Font, name=FACE, size=10, bold=False, italic=False, color=INK, underline=None)

Look = dict[str, Any]
"""What makes a style."""


def fill(colour: str) -> PatternFill:
    """Fill a cell with a colour."""
    return PatternFill("solid", fgColor=colour)


def colour_of(sheet: str, ref: str) -> str:
    """Give the colour of a cell with which nothing is wrong; empty where it has none."""
    layout, (row, column) = sheet_named(sheet), position(ref)
    if layout is None or column > layout.last_column:
        return ""
    if isinstance(layout, ListSheet):
        return INPUT if row >= FIRST_ROW else HEAD if row >= FIRST_ROW - 2 else ""
    if ref in layout.cells:
        return SUM if layout.cells[ref].formula else INPUT
    if row < FIRST_ROW - 2 or row > layout.last_row:
        return INPUT if layout is APPARATUS and ref == GOAL_YEAR else ""
    return HEAD if row < FIRST_ROW or column == 1 else UNUSED


def named_styles() -> list[NamedStyle]:
    """Give the styles of a workbook; each cell has one of them."""
    return [NamedStyle(name=name, **parts) for name, parts in {**_text(), **_table(), **_inputs()}.items()]


def _text() -> dict[str, Look]:
    """Give the looks of what stands beside tables."""
    return {
        "kg title": {"font": _font(size=14, bold=True, color=ACCENT), "alignment": _HALFWAY},
        "kg section": {"font": _font(size=12, bold=True, color=ACCENT), "alignment": _HALFWAY},
        "kg mark": {"font": _font(size=12, bold=True, color=ACCENT), "alignment": _HALFWAY},
        "kg label": {"font": _font(color=MUTED), "alignment": _HALFWAY},
        "kg head": {"font": _font(bold=True), "alignment": _LEFT},
        "kg note": {"font": _font(italic=True, color=MUTED), "alignment": _MIDDLE},
        "kg guide": {"font": _font(), "alignment": _TOP},
        "kg step": {"font": _font(bold=True), "alignment": _EDGE},
        "kg link": {"font": _font(color=LINK, underline="single"), "alignment": _EDGE},
        "kg blank": {"font": _font(), "fill": fill(PAPER)},
    }


def _table() -> dict[str, Look]:
    """Give the looks of the cells of tables that nobody fills in."""
    top = Border(left=_THIN, right=_THIN, top=_THIN)
    under = Border(left=_THIN, right=_THIN, bottom=_THIN)
    heading: Look = {"font": _font(size=9, bold=True), "fill": fill(HEAD), "alignment": _CENTRE}
    row: Look = {"fill": fill(HEAD), "alignment": _MIDDLE, "border": _BOX}
    return {
        "kg group": {**heading, "fill": fill(GROUP), "border": _BOX},
        "kg heading": {**heading, "border": _BOX},
        "kg heading top": {**heading, "border": top},
        "kg heading under": {**heading, "border": under},
        "kg hint": {**heading, "font": _font(size=9, italic=True, color=MUTED), "border": _BOX},
        "kg row": {**row, "font": _font()},
        "kg row total": {**row, "font": _font(bold=True)},
        "kg row plain": {"font": _font(), "alignment": _TOP, "border": _BOX},
        "kg sum": {
            "font": _font(bold=True),
            "fill": fill(SUM),
            "alignment": _RIGHT,
            "border": _BOX,
            "number_format": _COUNT,
        },
        "kg unused": {"fill": fill(UNUSED), "border": _BOX},
    }


def _inputs() -> dict[str, Look]:
    """Give the looks of the cells that are filled in."""
    looks = {
        "kg count": (_COUNT, _RIGHT),
        "kg decimal": ("General", _RIGHT),
        "kg text": ("@", _WORDS),
        "kg choice": ("General", _WORDS),
        "kg date": ("dd/mm/yyyy", _CENTRE),
        "kg year": ("0", _LEFT),
    }
    every: Look = {"font": _font(), "fill": fill(INPUT), "border": _BOX, "protection": _OPEN}
    return {
        name: {**every, "number_format": numbers, "alignment": at} for name, (numbers, at) in looks.items()
    }


def write(cell: Cell, value: object) -> None:
    """Write a value into a cell; a text that begins as a formula stays a text."""
    cell.value = value
    if cell.data_type == "f":
        cell.data_type = "s"


def accept(kind: str, title: str, error: str, **limits: str | bool) -> DataValidation:
    """Make a rule of what a cell may hold, and of what is said where it holds something else."""
    return DataValidation(type=kind, errorTitle=title, error=error, showErrorMessage=True, **limits)


def link(cell: Cell, sheet: str, ref: str, *, boxed: bool = False) -> None:
    """Let a cell lead to another of the workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{ref}")
    cell.style = "kg link"
    if boxed:
        cell.border = _BOX


def wrong_where(formula: str) -> FormulaRule:
    """Colour a cell while something holds."""
    return FormulaRule(formula=[formula], fill=PatternFill(bgColor=WRONG), font=Font(color=ACCENT, bold=True))


def set_up_page(
    sheet: Worksheet, footer: str, *, landscape: bool = True, headings: str = "", one_page: bool = False
) -> None:
    """Hide grid lines; print a sheet on A4, as wide as the page, headings on every page."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.35)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = footer, "Trang &P/&N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = f"{FACE},Regular", 8
    if headings:
        sheet.print_title_rows = headings


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in; widths, heights and order of rows stay free."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.sort = guard.autoFilter = False
    guard.formatCells = True
