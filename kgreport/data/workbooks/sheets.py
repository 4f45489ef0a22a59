"""List the sheets of a workbook, and the cells in which each names its year and unit.

Sheets, headings and cells are a public interface, described in docs/reference/workbooks.md.
"""

from __future__ import annotations

from kgreport.data.workbooks.figure_cells import FigureSheet
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS
from kgreport.data.workbooks.list_sheets import LIST_SHEETS, ListSheet
from kgreport.data.workbooks.words import plain

Sheet = FigureSheet | ListSheet

GUIDE = "Hướng dẫn"
CHOICES = "Danh mục"
FOUND = "Phát hiện"
"""The first sheet, the words to choose from, and what an annotated copy adds."""

TITLE, YEAR, UNIT, NAME, VERSION, MARK = "A1", "B2", "B3", "B4", "B5", "A6"
YEAR_LABEL, UNIT_LABEL = "A2", "A3"
"""Where a sheet says what it is; version and mark stand on the first sheet only."""

WORKBOOK_VERSION = 2
READABLE_VERSIONS = (1, WORKBOOK_VERSION)
"""Version 1 has other words for some reasons, sums and sectors; they are read as those of today."""

SIMULATED = "SỐ LIỆU MÔ PHỎNG"

SHEETS: tuple[Sheet, ...] = (*FIGURE_SHEETS[:3], *LIST_SHEETS[:6], FIGURE_SHEETS[3], *LIST_SHEETS[6:])
"""The sheets to be filled in, in their order."""

SHEET_NAMES = (GUIDE, *(sheet.name for sheet in SHEETS), CHOICES)

_BY_NAME = {plain(sheet.name): sheet for sheet in SHEETS}


def sheet_named(name: str) -> Sheet | None:
    """Find the sheet with a name."""
    return _BY_NAME.get(plain(name))
