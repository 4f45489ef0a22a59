"""How a form is laid out; writer, reader and annotator all go by this.

Sheets, headings and cells are a public interface, described in docs/workbooks.md.
"""

from __future__ import annotations

from kgreport.data.workbooks.figure_grids import GRIDS
from kgreport.data.workbooks.grids import Grid
from kgreport.data.workbooks.lists import LISTS, ListColumn, ListSheet
from kgreport.data.workbooks.words import plain
from kgreport.terms.places import letter

Sheet = Grid | ListSheet

GUIDE = "Hướng dẫn"
CHOICES = "Danh mục"
FOUND = "Phát hiện"
"""The first sheet, the words to choose from, and what an annotated copy adds."""

TITLE, YEAR, UNIT, NAME, VERSION, MARK = "A1", "B2", "B3", "B4", "B5", "A6"
YEAR_LABEL, UNIT_LABEL = "A2", "A3"
"""Where a sheet says what it is; version and mark stand on the first sheet only."""

FORM_VERSION = 1
SIMULATED = "SỐ LIỆU MÔ PHỎNG"

SHEETS: tuple[Sheet, ...] = (*GRIDS[:3], *LISTS[:4], *LISTS[4:6], GRIDS[3], *LISTS[6:])
"""The sheets to be filled in, in their order."""

SHEET_NAMES = (GUIDE, *(sheet.sheet for sheet in SHEETS), CHOICES)

_BY_TABLE = {sheet.table: sheet for sheet in LISTS}
_BY_NAME = {plain(sheet.sheet): sheet for sheet in SHEETS}


def sheet_named(name: str) -> Sheet | None:
    """Find the sheet with a name."""
    return _BY_NAME.get(plain(name))


def column_of(table: str, column: str) -> ListColumn | None:
    """Find a column of the sheet of a table; nothing where the form has no such column."""
    found = (one for one in _BY_TABLE[table].columns if one.name == column)
    return next(found, None)


def letter_of(table: str, column: str) -> str:
    """Name the column of a sheet where a column of a table stands.

    >>> letter_of("members", "level")
    'C'
    """
    return letter(_BY_TABLE[table].column_number(column))
