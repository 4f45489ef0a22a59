"""The items of the apparatus stand in one table: before, cut, after, and the share cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.views.tables import Table

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]
HEADER = "year,unit,item,sector,measure,value,source\n"


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> Callable[..., Report]:
    def report(*rows: str) -> Report:
        lines = "".join(f"{row},Đề án\n" for row in rows)
        folder = make_dataset("2018,,member,,rated,1,s", apparatus=HEADER + lines)
        given = {"year": 2018, "first_year": 2015, "last_year": 2021, "dataset": folder.name}
        return read_report(Parameters.model_validate(given), folder.parent)

    return report


def table_of(report: Report) -> Table:
    return next(view for view in report.apparatus_items().views if isinstance(view, Table))


def test_items_are_shown_before_and_after(report_of: Callable[..., Report]) -> None:
    report = report_of(
        "2015,,inner_unit,,assigned,512",
        "2018,,inner_unit,,cut_to_date,64",
        "2015,,overlapping_function,,assigned,34",
        "2018,,overlapping_function,,cut_to_date,17",
    )

    assert table_of(report).cells() == [
        ["Phòng, ban, đơn vị trực thuộc", "512", "64", "448", "12,50%"],
        ["Chức năng, nhiệm vụ chồng chéo", "34", "17", "17", "50,00%"],
    ]
    assert table_of(report).columns[1].label == "Trước khi sắp xếp (2015)"
    assert "Từ năm 2015 đến năm 2018, đã giảm 64 trong số 512 phòng, ban" in report.apparatus_items().plain()


def test_a_sector_stands_under_its_item(report_of: Callable[..., Report]) -> None:
    parts = ("administrative", "public_service")
    rows = [f"2015,,deputy,{part},assigned,100" for part in parts]
    rows += [f"2018,,deputy,{part},cut_to_date,10" for part in parts]

    table = table_of(report_of(*rows))

    assert [row[1] for row in table.cells()] == ["200", "100", "100"]
    assert table.cells()[0][0] == "Cấp phó"
    assert "phó" not in table.cells()[1][0]
    assert table.indents == {1: 1, 2: 1}


def test_items_counted_from_different_years_say_which(report_of: Callable[..., Report]) -> None:
    table = table_of(report_of("2015,,inner_unit,,assigned,9", "2016,,deputy,,assigned,8"))

    assert [row[:3] for row in table.cells()] == [
        ["Phòng, ban, đơn vị trực thuộc", "2015", "9"],
        ["Cấp phó", "2016", "8"],
    ]


def test_a_sector_without_its_item_is_named_in_full(report_of: Callable[..., Report]) -> None:
    table = table_of(report_of("2015,,deputy,administrative,assigned,100"))

    assert table.cells()[0][0].startswith("Cấp phó ")
    assert not table.indents


def test_the_pace_towards_a_goal_is_told(report_of: Callable[..., Report]) -> None:
    report = report_of(
        "2015,,deputy,,assigned,100", "2018,,deputy,,cut_to_date,10", "2021,,deputy,,goal,30",
        "2015,,inner_unit,,assigned,100", "2018,,inner_unit,,cut_to_date,20", "2021,,inner_unit,,goal,30",
    )  # fmt: skip

    text = report.apparatus_items().plain()

    assert "Nhanh hơn tiến độ: phòng, ban, đơn vị trực thuộc (66,67%);" in text
    assert "chậm so với tiến độ: cấp phó (33,33%)." in text
    assert [row[-1] for row in table_of(report).cells()] == ["+5", "−5"]


def test_staff_has_a_section_of_its_own(report_of: Callable[..., Report]) -> None:
    report = report_of("2015,,staff,,assigned,100", "2018,,staff,,cut_to_date,10")

    assert report.apparatus_items().views == []
    assert report.apparatus("staff").views


@pytest.mark.parametrize(
    ("to_date", "names", "indents"),
    [
        ([], ["Được giao năm 2015", "Đã giảm trong năm 2016", "Đã giảm trong năm 2017"], {}),
        (
            ["2018,,staff,,cut_to_date,30"],
            ["Được giao năm 2015", "Đã giảm lũy kế đến năm 2018", "năm 2016", "năm 2017"],
            {2: 1, 3: 1},
        ),
    ],
)
def test_cuts_of_years_are_parts_only_of_the_cut_to_date(
    report_of: Callable[..., Report], to_date: list[str], names: list[str], indents: dict[int, int]
) -> None:
    """Below what was assigned, they would read as parts of it."""
    yearly = ["2016,,staff,,cut,8", "2017,,staff,,cut,9"]
    section = report_of("2015,,staff,,assigned,100", *yearly, *to_date).apparatus("staff")
    [table] = [view for view in section.views if isinstance(view, Table)]

    assert [row[0] for row in table.cells()][: len(names)] == names
    assert table.indents == indents
