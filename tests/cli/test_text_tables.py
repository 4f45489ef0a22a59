"""The table that a check begins with can be read at a glance, on a terminal and in a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from kgreport.cli.console.text_tables import collection_table
from kgreport.data.datasets.collection import UnitStatus
from kgreport.terms.phrases import Language, same


def status(unit: str, name: str, **given: Any) -> UnitStatus:
    values = {
        "workbooks": {},
        "has_figures": False,
        "complete": None,
        "lacking": (),
        "errors": 0,
        "warnings": 0,
    }
    return UnitStatus(unit=unit, name=name, **{**values, **given})


LAN = status("lan", "Huyện Hoa Lan", complete=False, lacking=(same("a"), same("b")))
MAI = status(
    "mai",
    "Huyện Hoa Mai",
    workbooks={"mai-2018.xlsx": date(2019, 1, 15)},
    has_figures=True,
    complete=True,
    errors=12,
    warnings=3,
)
SEN = status("sen", "Thành phố Hoa Sen", has_figures=True, complete=True)


def table(*statuses: UnitStatus, language: Language = "vi", width: int | None = None) -> list[str]:
    return list(collection_table(statuses, 2018, language, width))


def test_each_unit_has_a_line_under_a_heading_and_a_summary() -> None:
    assert table(LAN, MAI, SEN) == [
        "Năm 2018, đã nhận biểu: 1/3 đơn vị",
        "Đơn vị             Biểu đã nhận   Ngày        Đủ số liệu  Lỗi  Lưu ý",
        "Huyện Hoa Lan      chưa nhận      –           thiếu 2       0      0",
        "Huyện Hoa Mai      mai-2018.xlsx  15/01/2019  đủ           12      3",
        "Thành phố Hoa Sen  trong bảng     –           đủ            0      0",
    ]


def test_it_is_written_in_the_language_of_the_report() -> None:
    assert table(LAN, MAI, language="en") == [
        "2018, workbooks received: 1 of 2 units",
        "Unit           Workbook received  Date        Complete   Errors  Warnings",
        "Huyện Hoa Lan  missing            –           2 missing       0         0",
        "Huyện Hoa Mai  mai-2018.xlsx      2019-01-15  yes            12         3",
    ]


def test_without_any_workbook_the_figures_are_counted() -> None:
    assert table(SEN, LAN)[0] == "Năm 2018, đã có số liệu: 1/2 đơn vị"


def test_long_names_are_shortened_to_the_width_of_the_terminal() -> None:
    long = status(
        "x",
        "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
        workbooks={"x" * 40 + ".xlsx": date(2019, 1, 15)},
    )

    lines = table(MAI, long, width=80)

    assert max(map(len, lines)) <= 80
    assert lines[-1].startswith("Đảng ủy Khối các")
    assert lines[-1].count("…") == 2
    assert "…" not in "".join(table(MAI, long))


def test_a_second_workbook_has_a_line_of_its_own() -> None:
    days = {"mai-2018.xlsx": date(2019, 1, 15), "mai-2018 (2).xlsx": date(2019, 1, 16)}

    *_, second = table(status("mai", "Huyện Hoa Mai", workbooks=days))

    assert second.split() == ["mai-2018", "(2).xlsx", "16/01/2019"]


def test_nothing_is_called_missing_where_no_figures_could_be_read() -> None:
    assert table(status("lan", "Huyện Hoa Lan"), status("sen", "Thành phố Hoa Sen")) == [
        "Năm 2018: chưa đọc được số liệu của đơn vị nào",
        "Đơn vị             Biểu đã nhận  Ngày  Đủ số liệu  Lỗi  Lưu ý",
        "Huyện Hoa Lan      –             –     –             0      0",
        "Thành phố Hoa Sen  –             –     –             0      0",
    ]
