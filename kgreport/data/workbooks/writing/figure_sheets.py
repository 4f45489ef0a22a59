"""Write a sheet that has a fixed cell for every figure."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.data.workbooks.figure_cells import (
    FIRST_ROW,
    GOAL_YEAR,
    GROUP_ROW,
    HEADING_ROW,
    FigureSheet,
    Key,
)
from kgreport.data.workbooks.figure_sheets import APPARATUS, REASON_COUNTS, REVIEWS
from kgreport.data.workbooks.writing import styles
from kgreport.terms.places import letter, ref_of

_MOST = 999_999_999_999


def write_figure_sheet(sheet: Worksheet, layout: FigureSheet, figures: pd.DataFrame | None) -> None:
    """Write headings, cells and sums of a layout, and the figures that are known."""
    write_note(sheet, layout.note, layout.last_column)
    _write_headings(sheet, layout)
    known = _known(layout, figures)
    for n in range(len(layout.rows)):
        for column in range(2, layout.last_column + 1):
            _write_cell(sheet, layout, ref_of(FIRST_ROW + n, column), known)
    _accept_counts(sheet, [ref for ref, cell in layout.cells.items() if not cell.formula])
    _warn_of_sums(sheet, layout)
    if layout is APPARATUS:
        _write_goal_year(sheet, figures)


def write_note(sheet: Worksheet, note: str, last_column: int) -> None:
    """Say over a table how to fill it in."""
    sheet["A5"] = note
    sheet.merged_cells.add(f"A5:{letter(last_column)}5")  # its cells have one style, and no borders to join
    for number in range(1, last_column + 1):
        sheet.cell(5, number).style = "kg note"
    sheet.row_dimensions[5].height = 32


def _write_headings(sheet: Worksheet, layout: FigureSheet) -> None:
    sheet.column_dimensions["A"].width = 38
    columns = list(enumerate(layout.columns, start=2))
    for number, column in columns:
        sheet.column_dimensions[letter(number)].width = _width(layout)
        sheet.cell(GROUP_ROW, number).style = "kg group" if column.group else "kg heading top"
        sheet.cell(HEADING_ROW, number, column.label).style = (
            "kg heading" if column.group else "kg heading under"
        )
    for group, members in groupby(columns, key=lambda one: one[1].group):
        of = [number for number, _ in members]
        sheet.cell(GROUP_ROW, of[0]).value = group or None
        if group and len(of) > 1:
            sheet.merge_cells(start_row=GROUP_ROW, start_column=of[0], end_row=GROUP_ROW, end_column=of[-1])
    sheet.cell(GROUP_ROW, 1).style = "kg heading top"
    sheet.cell(
        HEADING_ROW, 1, "Đối tượng" if layout is not REASON_COUNTS else "Lý do"
    ).style = "kg heading under"
    sheet.row_dimensions[GROUP_ROW].height = 20
    sheet.row_dimensions[HEADING_ROW].height = 62 if len(columns) > 8 else 36
    for row, line in enumerate(layout.rows, start=FIRST_ROW):
        cell = sheet.cell(row, 1, line.label)
        cell.style = "kg row" if line.depth else "kg row total"
        cell.alignment = Alignment("left", "center", wrap_text=True, indent=1 + 2 * line.depth)
        sheet.row_dimensions[row].height = 20 if len(line.label) < 40 else 28


def _width(layout: FigureSheet) -> float:
    return 9.6 if len(layout.columns) > 8 else 19


def _known(layout: FigureSheet, figures: pd.DataFrame | None) -> dict[str, int]:
    """Give the known value of each cell, sums that follow included."""
    if figures is None or figures.empty:
        return {}
    keys = zip(figures["subject"], figures["tier"], figures["measure"], strict=True)
    given = {Key(*key): int(value) for key, value in zip(keys, figures["value"], strict=True)}
    return {ref: given[cell.key] for ref, cell in layout.cells.items() if cell.key in given}


def _sum_of(layout: FigureSheet, ref: str, known: dict[str, int]) -> int | None:
    """Add up the parts of a cell where all are known."""
    total = 0
    for part in layout.cells[ref].parts:
        value = known.get(part)
        if value is None and layout.cells[part].parts:
            value = _sum_of(layout, part, known)
        if value is None:
            return None
        total += value
    return total


def _write_cell(sheet: Worksheet, layout: FigureSheet, ref: str, known: dict[str, int]) -> None:
    """Write a figure, or a sum; a figure that does not follow from its parts is written over its sum."""
    cell = layout.cells.get(ref)
    if cell is None:
        sheet[ref].style = "kg unused"
        return
    typed = known.get(ref)
    if cell.formula and (cell.repeats or typed is None or typed == _sum_of(layout, ref, known)):
        sheet[ref] = cell.formula
    elif typed is not None:
        sheet[ref] = typed
    sheet[ref].style = "kg sum" if cell.formula else "kg count"


def _accept_counts(sheet: Worksheet, refs: list[str]) -> None:
    error = "Ghi số nguyên từ 0 trở lên. Chưa có số liệu thì để trống."
    limits = {"operator": "between", "formula1": "0", "formula2": str(_MOST)}
    rule = styles.accept("whole", "Cần số đếm", error, allow_blank=True, sqref=" ".join(refs), **limits)
    sheet.add_data_validation(rule)


def _warn_of_sums(sheet: Worksheet, layout: FigureSheet) -> None:
    """Colour a total that is not the sum of its parts while it is being filled in."""
    if layout is REVIEWS:
        total, *parts = (_column(layout, measure) for measure in ("total", "rated", "exempt", "pending"))
        cells = ",".join(f"${part}{FIRST_ROW}" for part in (total, *parts))
        whole = "+".join(f"${part}{FIRST_ROW}" for part in parts)
        rule = styles.wrong_where(f"IF(COUNT({cells})=4,${total}{FIRST_ROW}<>{whole},FALSE)")
        sheet.conditional_formatting.add(f"{total}{FIRST_ROW}:{total}{layout.last_row}", rule)
    if layout is REASON_COUNTS:
        last = layout.last_row
        rule = styles.wrong_where(f"IF(COUNT(B{last - 1}:B{last})=2,B{last - 1}<>B{last},FALSE)")
        sheet.conditional_formatting.add(f"B{last - 1}:B{last}", rule)


def _column(layout: FigureSheet, measure: str) -> str:
    ref = next(ref for ref, cell in layout.cells.items() if cell.key.measure == measure)
    return ref.rstrip("0123456789")


def _write_goal_year(sheet: Worksheet, figures: pd.DataFrame | None) -> None:
    sheet["A6"] = "Năm của mục tiêu giảm"
    sheet["A6"].style = "kg label"
    sheet[GOAL_YEAR].style = "kg year"
    if figures is not None and (goals := figures[figures["measure"] == "goal"]).size:
        sheet[GOAL_YEAR] = int(goals["year"].max())
    _accept_counts(sheet, [GOAL_YEAR])
