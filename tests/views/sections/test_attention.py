"""What needs attention and what is doubtful stands in front, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.report.quality import attention_ranking
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import same
from kgreport.views.sections.quality.doubtful import doubtful_section
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]
MakeReport = Callable[..., Report]

NO_UNITS = "id,name,parent,order\n"
UNITS = f"{NO_UNITS}rach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thị ủy Hà Tiên,,2\nphu-quoc,Phú Quốc,,3\n"
PLANS = "year,unit,organization,owner,shortcoming,measure,due,state,done_on\n"
TARGETS = "year,unit,period,name,planned,actual\n"
ORGANIZATIONS = "year,id,unit,tier,name,status,level,reason\n"
COLLECTIVES = [
    *("2018,rach-gia,collective,,rated,1000,s", "2018,rach-gia,collective,,good_or_better,700,s"),
    *("2018,ha-tien,collective,,rated,1000,s", "2018,ha-tien,collective,,good_or_better,900,s"),
    *("2018,phu-quoc,collective,,rated,1000,s", "2018,phu-quoc,collective,,good_or_better,890,s"),
]


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> MakeReport:
    def report(
        *rows: str, unit: str = "", units: str = UNITS, first_year: int = 2018, **tables: str
    ) -> Report:
        folder = make_dataset(*(rows or COLLECTIVES), units=units, **tables)
        given = {"year": 2018, "first_year": first_year, "unit": unit, "dataset": folder.name}
        return read_report(Parameters.model_validate(given), folder.parent)

    return report


def table_of(section: Section) -> Table:
    return next(view for view in section.views if isinstance(view, Table))


def test_the_first_sentence_says_which_unit_first_and_why(report_of: MakeReport) -> None:
    plans = "2018,rach-gia,,Chi bộ A,Hồ sơ thiếu,Rà soát,2018-12-01,open,\n"
    report = report_of(remediation=PLANS + plans)

    assert report.attention().plain().splitlines()[3] == (
        "Cần chú ý trước hết là Thành ủy Rạch Giá, có 2 trong 5 loại dấu hiệu: 70,00% tập thể "
        f"lãnh đạo, quản lý {term(report)}, mức chung 83,00%; 1 nội dung khắc phục quá hạn (30 ngày)."
    )
    assert attention_ranking(report)[0].unit == "rach-gia"


def term(report: Report) -> str:
    label = report.rules.label("collective", "good_or_better").vi
    return label[:1].lower() + label[1:]


def test_a_unit_without_any_sign_is_not_in_the_table(report_of: MakeReport) -> None:
    section = report_of().attention()

    assert [row[0] for row in table_of(section).cells()] == ["Thành ủy Rạch Giá"]
    assert "2 đơn vị không có dấu hiệu nào." in section.plain()


def test_where_nothing_asks_for_attention_this_is_said(report_of: MakeReport) -> None:
    rows = [f"2018,{unit},member,,rated,100,s" for unit in ("rach-gia", "ha-tien", "phu-quoc")]

    assert "Không đơn vị nào có dấu hiệu cần chú ý." in report_of(*rows).attention().plain()


def test_a_unit_that_has_no_figures_needs_attention(report_of: MakeReport) -> None:
    rows = [f"2018,{unit},member,,rated,100,s" for unit in ("rach-gia", "phu-quoc")]

    section = report_of(*rows, "2018,ha-tien,collective,,rated,9,s").attention()

    cells = {row[0]: row[2] for row in table_of(section).cells()}
    assert cells["Thị ủy Hà Tiên"] == "Chưa có số liệu về đảng viên"


def test_a_unit_without_units_ranks_its_organisations(report_of: MakeReport) -> None:
    organizations = (
        "2018,o-1,rach-gia,grassroots_branch,Chi bộ Một,rated,unfulfilled,\n"
        "2018,o-2,rach-gia,grassroots_branch,Chi bộ Hai,rated,unfulfilled,\n"
        "2018,o-3,rach-gia,grassroots_branch,Chi bộ Ba,rated,good,\n"
    )
    plans = "2018,rach-gia,o-2,Chi bộ Hai,Đơn thư,Kết luận,2018-12-01,open,\n"
    plans += "2018,rach-gia,o-1,Chi bộ Một,Đơn thư,Kết luận,2019-12-01,open,\n"

    report = report_of(
        unit="rach-gia", remediation=PLANS + plans, organizations=ORGANIZATIONS + organizations
    )

    assert table_of(report.attention()).cells() == [
        ["Chi bộ Hai", "2", "Không hoàn thành nhiệm vụ; 1 nội dung khắc phục quá hạn (30 ngày)"],
        ["Chi bộ Một", "1", "Không hoàn thành nhiệm vụ"],
    ]


def test_without_units_and_records_nothing_is_ranked(report_of: MakeReport) -> None:
    assert report_of("2018,,member,,rated,100,s", units=NO_UNITS).attention().views == []


def test_doubtful_figures_stand_with_what_they_are_compared_with(report_of: MakeReport) -> None:
    rows = ["2017,,member,,pending,6,s", "2018,,member,,pending,763,s"]
    targets = "2018,,year,Tỷ lệ che phủ rừng,11,\n"

    section = report_of(
        *rows, units="id,name,parent,order\n", first_year=2017, targets=TARGETS + targets
    ).doubtful()

    assert table_of(section).cells() == [
        ["Đảng viên", "Chưa xếp loại 763, gấp 127,2 lần (năm 2017: 6)"],
        ["Chỉ tiêu của năm", "“Tỷ lệ che phủ rừng” chưa có kết quả"],
    ]
    assert (
        "Có 2 số liệu cần kiểm tra trước khi sử dụng, trước hết là: đảng viên: chưa xếp loại 763"
        in section.plain()
    )


def doubt(unit: str) -> Finding:
    parts = {"year": 2018, "unit": unit, "subject": "member", "tier": "", "measure": "reviewed"}
    wording = Wording(same(f"lạ {unit}"), same("năm 2017: 6"), same("kiểm tra"), STATEMENT)
    return make_finding("jump", parts, same("ở đây"), wording, severity="warning")


def doubtful_cells(units: str) -> list[list[str]]:
    names = {code: f"Đơn vị {code}" for code in "abcdef"} | {"": ""}
    writer = Writer(language="vi", year=2018)
    return table_of(doubtful_section([doubt(unit) for unit in units], names, "", writer)).cells()


def test_figures_of_units_name_them_and_many_units_share_a_row() -> None:
    assert [row[0] for row in doubtful_cells("ab")] == ["Đảng viên: Đơn vị a", "Đảng viên: Đơn vị b"]
    assert doubtful_cells("abc") == [["Đảng viên: Đơn vị a, Đơn vị b, Đơn vị c", "Lạ a (năm 2017: 6); …"]]
    assert doubtful_cells("abcdef")[0][0] == (
        "Đảng viên: 6 đơn vị (Đơn vị a, Đơn vị b, Đơn vị c, Đơn vị d, …)"
    )


def test_what_is_accepted_is_not_doubtful_any_more(make_dataset: MakeDataset) -> None:
    folder = make_dataset("2017,,member,,pending,6,s", "2018,,member,,pending,763,s")
    accepted = [{"id": "jump-2018-member-pending", "reason": "Đảng viên mới kết nạp."}]
    given = {"year": 2018, "first_year": 2017, "dataset": folder.name, "accepted_findings": accepted}
    report = read_report(Parameters.model_validate(given), folder.parent)

    assert "Không phát hiện số liệu nào đáng ngờ." in report.doubtful().plain()
    assert "Chấp nhận: Đảng viên mới kết nạp." in report.quality().plain()


def test_the_published_figures_of_2018_are_not_doubtful(published_2018: Report) -> None:
    assert "Không phát hiện số liệu nào đáng ngờ." in published_2018.doubtful().plain()
    assert published_2018.attention().views == []
