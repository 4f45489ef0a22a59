"""The sections on registers tell each matter: what needs attention first, what is unknown as unknown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]
MakeReport = Callable[..., Report]

UNITS = "id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thị ủy Hà Tiên,,2\n"
REVIEWS = "year,unit,subject,id,name,content,explained,remedy,source\n"
TARGETS = "year,unit,period,name,measured_in,planned,actual,direction,source\n"
ORGANIZATIONS = "year,id,unit,tier,name,status,level,reason\n"
PLANS = "year,unit,organization,owner,shortcoming,measure,due,state,done_on,source\n"


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> MakeReport:
    def report(unit: str = "", language: str = "vi", narrative: object = None, **tables: str) -> Report:
        folder = make_dataset(
            "2018,,member,,rated,100,s", "2018,rach-gia,member,,rated,50,s", units=UNITS, **tables
        )
        given = {"year": 2018, "unit": unit, "language": language, "narrative": narrative or {}}
        return read_report(Parameters.model_validate({**given, "dataset": folder.name}), folder.parent)

    return report


def table_of(section: Section) -> Table:
    return next(view for view in reversed(section.views) if isinstance(view, Table))


def test_those_not_explained_stand_first(report_of: MakeReport) -> None:
    rows = (
        "2018,rach-gia,collective,t-1,Ban Thường vụ,Chậm kết luận đơn thư,1,Lập tổ công tác,Thông báo 15\n"
        "2018,rach-gia,organization,o-9,,Buông lỏng quản lý,0,,\n"
    )

    table = table_of(report_of(suggested_reviews=REVIEWS + rows).suggested())

    assert [row[0] for row in table.cells()] == ["Tổ chức đảng o-9", "Ban Thường vụ"]
    assert [row[2] for row in table.cells()] == ["Chưa giải trình", "Đã giải trình"]
    assert table.cells()[0][3] == "–"
    assert list(table.sources) == ["suggested_reviews.csv", "Thông báo 15"]


def test_a_name_left_out_is_that_of_the_record(report_of: MakeReport) -> None:
    organizations = ORGANIZATIONS + "2018,o-9,rach-gia,grassroots_branch,Chi bộ Chợ,rated,good,\n"
    rows = "2018,rach-gia,organization,o-9,,Buông lỏng quản lý,0,,\n"
    report = report_of(suggested_reviews=REVIEWS + rows, organizations=organizations)

    assert table_of(report.suggested()).cells()[0][0] == "Chi bộ Chợ"


def test_rows_of_several_units_name_them(report_of: MakeReport) -> None:
    rows = [f"2018,{unit},collective,t-1,Ban Thường vụ,Việc,1,,\n" for unit in ("rach-gia", "ha-tien")]

    several = table_of(report_of(suggested_reviews=REVIEWS + "".join(rows)).suggested())
    one = table_of(report_of(suggested_reviews=REVIEWS + rows[0]).suggested())

    assert [row[1] for row in several.cells()] == ["Thành ủy Rạch Giá", "Thị ủy Hà Tiên"]
    assert len(one.columns) == len(several.columns) - 1


def long_register(unit: str, explained: int) -> str:
    """Give a register of eleven reviews of one unit, and one of another that is not explained."""
    rows = [
        f"2018,{unit},leader,cb-{n},,Việc {n},{int(n < explained)},{'Đã sửa' * (n < explained)},\n"
        for n in range(11)
    ]
    return REVIEWS + "".join(rows) + "2018,ha-tien,collective,t-1,Ban Thường vụ,Việc,0,,\n"


def tables_of(section: Section) -> list[Table]:
    return [view for view in section.views if isinstance(view, Table)]


def test_the_section_of_a_long_register_has_counts_by_unit_and_what_is_open(
    report_of: MakeReport,
) -> None:
    report = report_of(suggested_reviews=long_register("rach-gia", explained=9))

    _, by_unit, unexplained = tables_of(report.suggested())

    assert by_unit.cells() == [
        ["Thành ủy Rạch Giá", "11", "2", "9"],
        ["Thị ủy Hà Tiên", "1", "1", "0"],
        ["Tổng số", "12", "3", "9"],
    ]
    assert unexplained.cells() == [
        ["Cán bộ số 10", "Thành ủy Rạch Giá", "Việc 9"],
        ["Cán bộ số 11", "Thành ủy Rạch Giá", "Việc 10"],
        ["Ban Thường vụ", "Thị ủy Hà Tiên", "Việc"],
    ]
    assert list(unexplained.notes) == [
        "9 trường hợp đã giải trình: xem phụ lục “Danh sách gợi ý kiểm điểm và nội dung khắc phục”."
    ]
    assert (
        "Còn 3 trường hợp chưa giải trình, thuộc Thành ủy Rạch Giá (2) và Thị ủy Hà Tiên."
        in report.suggested().plain()
    )


def test_the_annex_has_what_the_section_leaves_out(report_of: MakeReport) -> None:
    report = report_of(suggested_reviews=long_register("rach-gia", explained=9))

    [explained] = tables_of(report.cases())

    assert [row[0] for row in explained.cells()] == [f"Cán bộ số {n}" for n in range(1, 10)]
    assert [column.label for column in explained.columns] == [
        "Được gợi ý", "Đơn vị", "Nội dung gợi ý", "Biện pháp khắc phục",
    ]  # fmt: skip


def test_a_short_register_stands_whole_in_its_section_and_needs_no_annex(report_of: MakeReport) -> None:
    rows = "2018,rach-gia,collective,t-1,Ban Thường vụ,Việc,1,,\n2018,ha-tien,collective,t-2,Ban,Việc,0,,\n"
    report = report_of(suggested_reviews=REVIEWS + rows)

    assert [row[0] for row in table_of(report.suggested()).cells()] == ["Ban", "Ban Thường vụ"]
    assert report.cases().views == []


def test_where_all_is_done_only_the_counts_by_unit_stand_in_the_section(report_of: MakeReport) -> None:
    rows = [
        f"2018,{unit},,Chi bộ {n},Hồ sơ,Rà soát,2018-06-30,done,2018-06-01,\n"
        for unit in ("rach-gia", "ha-tien")
        for n in range(6)
    ]
    report = report_of(remediation=PLANS + "".join(rows))

    [by_unit] = tables_of(report.remediation())
    [done] = tables_of(report.cases())

    assert by_unit.cells()[-1] == ["Tổng số", "12", "12"]
    assert len(done.rows) == 12


def test_a_long_register_of_one_unit_has_no_counts_by_unit(report_of: MakeReport) -> None:
    rows = [f"2018,rach-gia,,Chi bộ {n},Hồ sơ,Rà soát,2019-06-30,open,,\n" for n in range(11)]

    [plans] = tables_of(report_of(remediation=PLANS + "".join(rows)).remediation())

    assert len(plans.rows) == 11


def test_the_units_with_overdue_plans_are_named_the_longest_overdue_first(
    report_of: MakeReport,
) -> None:
    rows = (
        "2018,ha-tien,,Chi bộ A,Hồ sơ,Rà soát,2018-11-30,open,,\n"
        "2018,rach-gia,,Chi bộ B,Hồ sơ,Rà soát,2018-10-30,open,,\n"
        "2018,rach-gia,,Chi bộ C,Hồ sơ,Rà soát,2018-12-30,open,,\n"
    )

    text = report_of(remediation=PLANS + rows).remediation().plain()

    assert "Nội dung quá hạn thuộc Thành ủy Rạch Giá (2) và Thị ủy Hà Tiên." in text


def test_a_target_shows_plan_result_share_and_verdict(report_of: MakeReport) -> None:
    rows = (
        '2018,,year,Tăng trưởng,%,"7,5","7,65",,Nghị quyết\n'
        "2018,,year,Thu ngân sách,tỷ đồng,1.200,560,,Nghị quyết\n"
        "2018,,year,Hộ nghèo,%,2,1,at_most,Nghị quyết\n"
        "2018,,year,Bảo hiểm,%,80,,,Nghị quyết\n"
    )

    section = report_of(targets=TARGETS + rows).targets("year")

    assert table_of(section).cells() == [
        ["Tăng trưởng", "%", "7,5", "7,65", "102,00%", "Vượt"],
        ["Thu ngân sách", "tỷ đồng", "1.200", "560", "46,67%", "Đạt dưới 50%"],
        ["Hộ nghèo (tối đa)", "%", "2", "1", "200,00%", "Vượt"],
        ["Bảo hiểm", "%", "80", "–", "–", "Chưa có kết quả"],
    ]
    assert (
        "Năm 2018, 2/4 chỉ tiêu của năm đạt và vượt (trong đó 2 vượt); chưa đạt 1: Thu ngân sách (46,67%); "
        "chưa có kết quả 1: Bảo hiểm." in section.plain()
    )


def test_the_targets_of_a_unit_are_not_those_of_the_whole(report_of: MakeReport) -> None:
    rows = "2018,rach-gia,year,Thu ngân sách,,10,10,,\n"

    assert report_of(targets=TARGETS + rows).targets().views == []
    assert table_of(report_of(unit="rach-gia", targets=TARGETS + rows).targets()).rows


def test_the_text_on_targets_is_shown_with_one_period(report_of: MakeReport) -> None:
    """With the targets of the year, or of the term where only those are known."""
    of_term, of_year = "2018,,term,Hộ nghèo,,1,2,,\n", "2018,,year,Thu ngân sách,,10,10,,\n"

    def with_text(rows: str) -> list[bool]:
        report = report_of(targets=TARGETS + rows, narrative={"targets": "Lời người viết."})
        return ["Lời người viết." in report.targets(period).plain() for period in ("year", "term")]

    assert with_text(of_year + of_term) == [True, False]
    assert with_text(of_term) == [False, True]
    assert with_text("") == [True, False]


def test_overdue_plans_stand_first(report_of: MakeReport) -> None:
    rows = (
        "2018,rach-gia,,Chi bộ A,Hồ sơ thiếu,Rà soát,2018-06-30,done,2018-06-01,\n"
        "2018,rach-gia,,Đảng ủy B,Đơn thư,Kết luận,2018-12-01,in_progress,,\n"
        "2018,rach-gia,,Đảng ủy C,Đất đai,Thanh tra,2019-06-30,open,,\n"
    )

    section = report_of(remediation=PLANS + rows).remediation()

    assert [[row[0], *row[3:]] for row in table_of(section).cells()] == [
        ["Đảng ủy B", "01/12/2018", "Quá hạn 30 ngày, đang thực hiện"],
        ["Đảng ủy C", "30/6/2019", "Chưa thực hiện"],
        ["Chi bộ A", "30/6/2018", "Đã hoàn thành 01/6/2018"],
    ]
    assert "Đến ngày 31/12/2018, trong 3 nội dung khắc phục có: 1 quá hạn" in section.plain()


def test_a_plan_that_was_done_late_says_by_how_much(report_of: MakeReport) -> None:
    rows = "2018,,,Chi bộ A,Hồ sơ thiếu,Rà soát,2018-06-30,done,2018-07-09,\n"

    assert table_of(report_of(remediation=PLANS + rows).remediation()).cells()[0][-1] == (
        "Đã hoàn thành 09/7/2018, chậm 9 ngày"
    )


def test_an_organisation_without_a_plan_is_named_and_found(report_of: MakeReport) -> None:
    organizations = (
        "2018,o-1,rach-gia,grassroots_branch,Chi bộ Một,rated,unfulfilled,\n"
        "2018,o-2,rach-gia,grassroots_branch,Chi bộ Hai,rated,unfulfilled,\n"
    )
    rows = "2018,rach-gia,o-1,Chi bộ Một,Đơn thư,Kết luận,2019-12-01,open,,\n"

    report = report_of(unit="rach-gia", remediation=PLANS + rows, organizations=ORGANIZATIONS + organizations)

    assert "chưa có kế hoạch khắc phục: Chi bộ Hai." in report.remediation().plain()
    assert "no-plan-2018-o-2" in [finding.id for finding in report.all_findings()]


def test_a_report_in_english_is_in_english(report_of: MakeReport) -> None:
    rows = "2018,rach-gia,,Party Committee B,Complaints,Conclude,2018-12-01,open,,\n"

    text = report_of(language="en", remediation=PLANS + rows).remediation().plain()

    assert "Plans of remediation on 31 December 2018 (1): 1 overdue." in text
    assert "Overdue by 30 days, not begun" in text
