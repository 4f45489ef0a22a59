"""Write the workbook of a unit: blank, or filled in by a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.workbooks.figure_cells import FigureSheet
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS
from kgreport.data.workbooks.guide import COLOURS, HEAD_LABELS, STEPS, TITLE_TEXT
from kgreport.data.workbooks.list_sheets import ListSheet
from kgreport.data.workbooks.sheets import CHOICES, GUIDE, SHEETS, SIMULATED, WORKBOOK_VERSION
from kgreport.data.workbooks.writing import styles
from kgreport.data.workbooks.writing.figure_sheets import write_figure_sheet
from kgreport.data.workbooks.writing.list_sheets import choice_lists, write_list_sheet
from kgreport.data.workbooks.writing.packing import save_packed


@dataclass(frozen=True, slots=True)
class Filled:
    """What a program fills into a workbook, of its unit and year.

    Attributes
    ----------
    figures
        Frame with the columns ``year, subject, tier, measure, value``; goals of the apparatus are of their
        own year, the others of the workbook's.
    records, registers
        By table, a frame with codes in columns named as the table's.
    """

    figures: pd.DataFrame | None = None
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def write_workbook(
    path: Path, *, year: int, unit: str, name: str, simulated: bool = False, filled: Filled | None = None
) -> None:
    """Write the workbook of a unit.

    The file appears whole or not at all. The same input gives the same bytes.

    Every sheet of a `simulated` workbook says that its figures are made up.
    """
    filled = filled or Filled()
    book = Workbook()
    book.remove(book.active)
    for style in styles.named_styles():
        book.add_named_style(style)
    book.properties.creator = "kgreport"
    book.properties.title = TITLE_TEXT
    book.properties.created = datetime(year, 1, 1)
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    head = _Head(year, unit, name, simulated)
    _write_guide(book.create_sheet(GUIDE), head)
    choices = choice_lists()
    for layout in SHEETS:
        sheet = book.create_sheet(layout.name)
        _write_head(sheet, head, layout.title)
        if isinstance(layout, FigureSheet):
            write_figure_sheet(sheet, layout, filled.figures)
        else:
            frames = filled.records if layout.record else filled.registers
            write_list_sheet(sheet, layout, frames.get(layout.table), choices)
        _finish(sheet, layout, head)
    _write_choices(book.create_sheet(CHOICES), head)
    save_packed(book, path)


@dataclass(frozen=True, slots=True)
class _Head:
    """What every sheet says at its top."""

    year: int
    unit: str
    name: str
    simulated: bool

    @property
    def footer(self) -> str:
        return f"{self.name or self.unit} – {self.year}".replace("&", "&&")


def _write_head(sheet: Worksheet, head: _Head, title: str) -> None:
    shown = f"{title} – {SIMULATED}" if head.simulated else title
    _put(sheet, "A1", shown, "kg title")
    _put_values(sheet, (head.year, head.unit, head.name))
    sheet.row_dimensions[1].height = 24


def _put_values(sheet: Worksheet, values: Sequence[object]) -> None:
    """Say of which year and unit a sheet is, each value after its label."""
    for row, (label, value) in enumerate(zip(HEAD_LABELS, values, strict=False), 2):
        _put(sheet, f"A{row}", label, "kg label")
        _put(sheet, f"B{row}", value, "kg head")


def _put(sheet: Worksheet, ref: str, value: object, style: str) -> None:
    styles.write(sheet[ref], value)
    sheet[ref].style = style


def _finish(sheet: Worksheet, layout: FigureSheet | ListSheet, head: _Head) -> None:
    """Freeze the headings, lock what is not filled in, and set up the printed page."""
    sheet.freeze_panes = "B9"
    sheet.sheet_properties.tabColor = styles.ACCENT if layout in FIGURE_SHEETS else styles.MUTED
    styles.set_up_page(sheet, head.footer, headings="7:8", one_page=isinstance(layout, FigureSheet))
    styles.protect(sheet)


def _write_guide(sheet: Worksheet, head: _Head) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 25, 104
    _put(sheet, "A1", TITLE_TEXT, "kg title")
    sheet.row_dimensions[1].height = 26
    _put_values(sheet, (head.year, head.unit, head.name, WORKBOOK_VERSION))
    if not head.name:
        sheet["B4"].style = "kg choice"
    if head.simulated:
        _put(sheet, "A6", SIMULATED, "kg mark")
    _put(sheet, "A8", "Cách điền", "kg section")
    for row, (about, how) in enumerate(STEPS, 9):
        _put(sheet, f"A{row}", f"{row - 8}. {about}", "kg step")
        _put(sheet, f"B{row}", how, "kg guide")
    row = 9 + len(STEPS) + 1
    _put(sheet, f"A{row}", "Màu của ô", "kg section")
    for at, (style, meaning) in enumerate(COLOURS, row + 1):
        sheet[f"A{at}"].style = style
        sheet[f"A{at}"].protection = Protection(locked=True)
        _put(sheet, f"B{at}", meaning, "kg guide")
    _list_sheets(sheet, row + len(COLOURS) + 2)
    sheet.sheet_properties.tabColor = styles.ACCENT
    styles.set_up_page(sheet, head.footer, landscape=False, one_page=True)
    styles.protect(sheet)


def _list_sheets(sheet: Worksheet, row: int) -> None:
    _put(sheet, f"A{row}", "Các trang", "kg section")
    for at, layout in enumerate(SHEETS, row + 1):
        _put(sheet, f"A{at}", layout.name, "kg link")
        styles.link(sheet[f"A{at}"], layout.name, "A1")
        _put(sheet, f"B{at}", layout.title, "kg guide")


def _write_choices(sheet: Worksheet, head: _Head) -> None:
    """List the words to choose from, which the lists of the other sheets take from here."""
    _write_head(sheet, head, "Danh mục các mục để chọn")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 64, 38
    for row, word, code in choice_rows():
        _put(sheet, f"A{row}", word, "kg guide" if code else "kg step")
        _put(sheet, f"B{row}", code, "kg label")
    styles.set_up_page(sheet, head.footer, landscape=False, one_page=True)
    styles.protect(sheet)


def choice_rows() -> Iterator[tuple[int, str, str]]:
    """Give row, word and code of the words to choose from."""
    for choices in choice_lists().values():
        yield choices.first_row - 1, choices.title, ""
        for row, (code, word) in enumerate(choices.words.items(), choices.first_row):
            yield row, word, code
