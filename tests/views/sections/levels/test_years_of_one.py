"""Ratings over the years: what is known of each, and how the shares moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kgreport import build_report
from kgreport.report import Report
from kgreport.views.charts.lines import LineChart
from kgreport.views.sections.ids import CHARTS
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeReport = Callable[..., Report]
SPLIT = ("fulfilled_or_better", "unfulfilled")
LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")


@pytest.fixture
def make_report(make_dataset: Callable[..., Path]) -> MakeReport:
    def make(codes: Sequence[str], **years: Sequence[int]) -> Report:
        rows = [
            f"{year[1:]},,member,,{code},{count},s"
            for year, counts in years.items()
            for code, count in zip(codes, counts, strict=True)
        ]
        return build_report(base=make_dataset(*rows).parent, year=2018, dataset="figures-of-a-test")

    return make


def cells(section: Section, name: str) -> list[list[str]]:
    tables = [view for view in section.views if isinstance(view, Table)]
    return next(table.cells() for table in tables if table.id == f"table-changes{name}-member")


def test_a_change_is_against_the_year_before_and_no_other(make_report: MakeReport) -> None:
    section = make_report(SPLIT, y2015=(80, 20), y2017=(90, 10), y2018=(95, 5)).changes("member")

    assert cells(section, "") == [
        ["2015", "100", "80", "20"],
        ["2017", "100", "90", "10"],
        ["2018", "100", "95", "5"],
    ]
    assert cells(section, "-points") == [["2018", "+5,00", "−5,00"]]
    assert (
        "So với năm 2017, trong số đảng viên được xếp loại năm 2018: "
        "tỷ lệ hoàn thành nhiệm vụ trở lên tăng 5,00 điểm phần trăm (từ 90,00% lên 95,00%); "
        "tỷ lệ không hoàn thành nhiệm vụ giảm 5,00 điểm phần trăm (từ 10,00% xuống 5,00%)." in section.plain()
    )


def test_without_the_year_before_no_change_is_named(make_report: MakeReport) -> None:
    section = make_report(SPLIT, y2016=(80, 20), y2018=(95, 5)).changes("member")

    assert "So với năm" not in section.plain()
    assert not any(isinstance(view, Table) and "points" in view.id for view in section.views)


def test_a_share_that_stays_as_printed_is_unchanged(make_report: MakeReport) -> None:
    text = make_report(SPLIT, y2017=(90, 10), y2018=(180, 20)).changes("member").plain()

    assert "tỷ lệ hoàn thành nhiệm vụ trở lên giữ nguyên 90,00%" in text


def test_a_difference_that_rounding_distorts_has_more_decimals(make_report: MakeReport) -> None:
    """Rounded by themselves, 0,57% and 0,53% would differ by 0,03: with three decimals they do not."""
    section = make_report(SPLIT, y2017=(99433, 567), y2018=(99467, 533)).changes("member")

    assert "giảm 0,03 điểm phần trăm (từ 0,57% xuống 0,53%)" not in section.plain()
    assert (
        "tỷ lệ không hoàn thành nhiệm vụ giảm 0,034 điểm phần trăm (từ 0,567% xuống 0,533%)"
        in section.plain()
    )
    assert cells(section, "-points") == [["2018", "+0,034", "−0,034"]]
    assert "thì ghi thêm chữ số thập phân" in section.plain()


def test_years_compare_by_their_totals_where_those_rated_are_unknown(make_report: MakeReport) -> None:
    section = make_report(("total", "good_or_better"), y2017=(100, 90), y2018=(200, 184)).changes("member")

    assert (
        "So với năm 2017, trong tổng số đảng viên năm 2018: tỷ lệ hoàn thành tốt nhiệm vụ trở lên tăng "
        "2,00 điểm phần trăm (từ 90,00% lên 92,00%)." in section.plain()
    )
    assert "Đảng viên: tỷ lệ qua các năm (tính trên tổng số)" in section.plain()


def test_shares_that_are_printed_alike_stayed_whatever_their_difference(make_report: MakeReport) -> None:
    """6,9045% and 6,8954% differ by 0,01 points, yet both are printed 6,90%."""
    text = make_report(SPLIT, y2017=(930955, 69045), y2018=(931046, 68954)).changes("member").plain()

    assert "tỷ lệ không hoàn thành nhiệm vụ giữ nguyên 6,90%" in text
    assert "0,01" not in text


def test_the_names_of_other_rules_are_shown(make_report: MakeReport) -> None:
    text = make_report(LEVELS, y2017=(1, 7, 1, 1), y2018=(2, 7, 1, 0)).changes("member").plain()

    assert "Tên mức ghi theo quy định của năm 2018. Năm 2017, theo Hướng dẫn 27-HD/BTCTW (25/9/2014)" in text
    assert "đủ tư cách, hoàn thành xuất sắc nhiệm vụ; đủ tư cách, hoàn thành tốt nhiệm vụ" in text


def test_years_of_one_set_of_names_need_no_note(make_report: MakeReport) -> None:
    rows = {"y2016": (1, 7, 1, 1), "y2017": (2, 7, 1, 0)}
    report = make_report(LEVELS, **rows, y2018=(2, 7, 1, 0))

    assert report.changes("member").plain().count("mức tương ứng") == 1


def test_its_charts_may_be_given_an_alt_text(make_report: MakeReport) -> None:
    section = make_report(LEVELS, y2017=(1, 7, 1, 1), y2018=(2, 7, 1, 0)).changes("member")

    assert [view.id for view in section.views if isinstance(view, LineChart)] == ["chart-changes-member"]
    assert {"chart-changes", "chart-levels", "chart-changes-member", "chart-reasons-collective"} <= set(
        CHARTS
    )
