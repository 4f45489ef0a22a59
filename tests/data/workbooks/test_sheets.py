"""The layout of a form covers what the tables and registers have, and says each thing once."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from kgreport.data.records.layout import RECORD_TABLES, STATUSES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.workbooks.figure_cells import FigureSheet
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS, REASON_COUNTS
from kgreport.data.workbooks.guide import STEPS
from kgreport.data.workbooks.list_sheets import LIST_SHEETS
from kgreport.data.workbooks.locator import SheetLocator
from kgreport.data.workbooks.sheets import SHEET_NAMES, SHEETS, WORKBOOK_VERSION
from kgreport.data.workbooks.words import code_for, plain
from kgreport.terms.vocabulary import APPARATUS_MEASURES, AWARDS, ITEMS, MEASURES, SECTORS

FROM_OTHERS = {"good_or_better", "fulfilled_or_better", *AWARDS}
"""Measures that follow from others, or are counted from a register."""

[MEMBERS] = [sheet for sheet in LIST_SHEETS if sheet.table == "members"]


def test_every_measure_has_a_cell() -> None:
    keys = {cell.key for grid in FIGURE_SHEETS for cell in grid.cells.values()}

    assert {key.measure for key in keys} == ({*MEASURES} - FROM_OTHERS) | {*APPARATUS_MEASURES}
    assert {(key.subject, key.tier) for key in keys if key.subject in ITEMS} == {
        (item, sector) for item in ITEMS for sector in ("", *SECTORS)
    }


def test_a_figure_has_one_cell_but_for_those_shown_again() -> None:
    for grid in FIGURE_SHEETS:
        keys = [cell.key for cell in grid.cells.values() if not cell.repeats]
        assert len(keys) == len(set(keys))
    shown_again = {cell.key.measure for cell in REASON_COUNTS.cells.values() if cell.repeats}
    assert shown_again == {"unfulfilled"}


def test_a_sum_adds_cells_that_are_there() -> None:
    for grid in FIGURE_SHEETS:
        for cell in grid.cells.values():
            assert set(cell.parts) <= set(grid.cells)


@pytest.mark.parametrize("table", RECORD_TABLES, ids=lambda table: table.name)
def test_a_list_of_records_has_every_column_of_its_table(table: object) -> None:
    """Year and unit are those of the form."""
    [sheet] = [one for one in LIST_SHEETS if one.table == table.name and one.record]  # type: ignore[attr-defined]

    assert {column.name for column in sheet.columns} == {*table.names} - {"year", "unit"}  # type: ignore[attr-defined]


ONLY_IN_TABLES = {
    "suggested_reviews": {"tier", "cause", "result"},
    "targets": {"main"},
    "remediation": set(),
    "awards": {"tier"},
}
"""By register that a form lists, the columns that the list lacks: forms sent out stay the same."""


def test_forms_list_the_entries_of_these_registers() -> None:
    """Those of other registers are written in tables of the dataset."""
    assert [sheet.table for sheet in LIST_SHEETS if not sheet.record] == [*ONLY_IN_TABLES]


@pytest.mark.parametrize("name", ONLY_IN_TABLES)
def test_a_list_of_entries_has_the_columns_of_its_register(name: str) -> None:
    """Year and unit are those of the form."""
    [sheet] = [one for one in LIST_SHEETS if one.table == name and not one.record]
    [register] = [one for one in REGISTERS if one.name == name]

    assert {column.name for column in sheet.columns} == {*register.names} - {"year", "unit"} - ONLY_IN_TABLES[
        name
    ]


def test_every_word_to_choose_has_one_code() -> None:
    for sheet in LIST_SHEETS:
        for column in sheet.columns:
            assert len({plain(word) for word in column.words.values()}) == len(column.words)
            assert [code_for(word, column.words) for word in column.words.values()] == [*column.words]
    status = MEMBERS.column("status")
    assert status is not None
    assert tuple(status.words) == STATUSES


def test_names_of_sheets_suit_a_spreadsheet_and_vietnamese() -> None:
    names = [*SHEET_NAMES, *(text for step in STEPS for text in step), *(sheet.title for sheet in SHEETS)]

    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    assert all(len(name) <= 31 and not set("[]:*?/\\!',") & set(name) for name in SHEET_NAMES)
    assert len(SHEETS) == 12


def test_a_record_is_found_by_its_column() -> None:
    file = "a.xlsx!Đảng viên"

    cells = [SheetLocator(MEMBERS).cell(file, 17, column) for column in ("reason", "unit", "-")]

    assert cells == ["a.xlsx!Đảng viên!D17", "a.xlsx!Đảng viên!B3", "a.xlsx!Đảng viên!A17"]


def test_there_is_no_place_for_the_name_of_a_person() -> None:
    named = [sheet.table for sheet in LIST_SHEETS if sheet.record and sheet.column("name")]

    assert named == ["organizations", "collectives"]


def test_the_words_of_a_form_change_only_with_its_version() -> None:
    """A form that was sent out is held against these words: another word is another version of the form."""
    words: list[str] = []
    for sheet in SHEETS:
        words.append(sheet.name)
        if isinstance(sheet, FigureSheet):
            words += [line.label for line in (*sheet.rows, *sheet.columns)]
        else:
            words += [word for column in sheet.columns for word in (column.label, *column.words.values())]
    known = {1: "73823f5397391dcb", 2: "fc83f185fdf2a7b7"}

    assert hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] == known[WORKBOOK_VERSION]
