"""Small forms to read: written by the library, and changed as a unit might change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS
from kgreport.data.workbooks.writing.workbook import Filled, write_workbook
from tests.data.workbooks.blank_workbooks import blank_book, blank_form

MakeForm = Callable[..., Path]
NAME = "Thành ủy Rạch Giá"


@pytest.fixture
def make_form(tmp_path: Path) -> MakeForm:
    """Give a maker of forms: `change` is done to the workbook after it was written."""

    def make(
        change: Callable[[Workbook], object] | None = None,
        *,
        filled: Filled | None = None,
        unit: str = "rach-gia",
        year: int = 2018,
        file: str = "",
        simulated: bool = False,
    ) -> Path:
        path = tmp_path / "forms" / (file or f"{unit}-{year}.xlsx")
        path.parent.mkdir(exist_ok=True)
        if filled is not None:
            write_workbook(path, year=year, unit=unit, name=NAME, simulated=simulated, filled=filled)
        elif change is None:
            path.write_bytes(blank_form(year, unit, NAME, simulated))
        if change is not None:
            book = blank_book(year, unit, NAME, simulated) if filled is None else load_workbook(path)
            change(book)
            book.save(path)
        return path

    return make


@pytest.fixture
def every_figure() -> pd.DataFrame:
    """Give a figure for every cell of the grids that is filled in; each total is that of its parts."""
    rows = []
    for grid in FIGURE_SHEETS:
        for cell in grid.cells.values():
            if not cell.formula:
                year = 2021 if cell.key.measure == "goal" else 2018
                rows.append((year, *cell.key, 4 if cell.key.measure == "total" else 1))
    frame = pd.DataFrame(rows, columns=["year", "subject", "tier", "measure", "value"])
    frame.loc[frame["measure"] == "total", "value"] = 6
    return frame


@pytest.fixture
def lists() -> Filled:
    """Give a few rows of every list."""
    members = pd.DataFrame(
        {
            "id": ["00012", "00013"],
            "status": ["rated", "exempt"],
            "level": ["unfulfilled", ""],
            "reason": ["unfulfilled_official", ""],
            "official": [True, False],
            "admitted": [date(2003, 5, 19), None],
        }
    )
    organizations = pd.DataFrame(
        {
            "id": ["o1"],
            "name": ["Đảng bộ phường Vĩnh Thanh"],
            "tier": ["grassroots_committee"],
            "status": ["rated"],
            "level": ["good"],
            "reason": [""],
        }
    )
    collectives = pd.DataFrame(
        {
            "id": ["c1"],
            "name": ["Ban Thường vụ Đảng ủy phường Vĩnh Thanh"],
            "tier": ["district"],
            "status": ["rated"],
            "level": ["good"],
            "reason": [""],
            "organization": ["o1"],
        }
    )
    leaders = pd.DataFrame(
        {"id": ["l1"], "tier": ["province"], "status": ["pending"], "level": [""], "reason": [""]}
    )
    targets = pd.DataFrame(
        {
            "period": ["year"],
            "name": ["Kết nạp đảng viên"],
            "measured_in": ["người"],
            "planned": [12.5],
            "actual": [None],
            "direction": ["at_least"],
            "source": ["Báo cáo số 12"],
        }
    )
    remediation = pd.DataFrame(
        {
            "organization": ["o1"],
            "owner": ["Ban Thường vụ"],
            "shortcoming": ["Sinh hoạt chưa đều"],
            "measure": ["Sinh hoạt hằng tháng"],
            "due": [date(2019, 6, 30)],
            "state": ["in_progress"],
            "done_on": [None],
        }
    )
    records = {
        "members": members,
        "organizations": organizations,
        "collectives": collectives,
        "leaders": leaders,
    }
    return Filled(None, records, {"targets": targets, "remediation": remediation})
