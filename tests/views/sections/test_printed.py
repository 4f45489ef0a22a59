"""What was printed is repeated where no count says the same, marked, and never taken for a count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section
from tests.traces import trace_of

pytestmark = pytest.mark.usefixtures("without_numbers")

GRASSROOTS = "2018,,organization,grassroots"
PRINTS = "year;subject;tier;measure;base;printed;source\n"

MakeReport = Callable[..., Report]


@pytest.fixture
def report_of(make_dataset: Callable[..., Path]) -> MakeReport:
    """Give a maker of reports on some figures and prints."""

    def make(figures: Sequence[str], prints: Sequence[str], language: str = "vi") -> Report:
        shares = PRINTS + "".join(f"2018;{one};Báo cáo 12\n" for one in prints)
        folder = make_dataset(*(f"{row},tr. 1" for row in figures), shares=shares)
        parameters = {"year": 2018, "dataset": folder.name, "language": language}
        return read_report(Parameters.model_validate(parameters), folder.parent)

    return make


def table_of(section: Section) -> Table:
    [table] = [view for view in section.views if isinstance(view, Table)]
    return table


def texts_of(section: Section) -> list[str]:
    return [text for view in section.views if isinstance(view, Note) for text in view.paragraphs]


def row_of(section: Section, name: str) -> list[str]:
    [row] = [cells[1:] for cells in table_of(section).cells() if cells[0] == name]
    return row


def test_a_share_without_a_count_stands_in_the_table_as_it_was_printed(report_of: MakeReport) -> None:
    report = report_of([f"{GRASSROOTS},rated,840"], ["organization;grassroots;good;rated;70,95 %"])
    section = report.levels("organization", "grassroots")

    assert row_of(section, "Hoàn thành tốt nhiệm vụ") == ["–", "70,95 %†"]
    assert "† Ghi như nguồn đã in; chưa đủ số lượng để tính." in table_of(section).notes
    assert "Báo cáo 12" in table_of(section).sources


def test_a_share_whose_count_is_known_is_computed(report_of: MakeReport) -> None:
    figures = [f"{GRASSROOTS},rated,840", f"{GRASSROOTS},excellent,162"]
    report = report_of(figures, ["organization;grassroots;excellent;rated;19,3%"])
    section = report.levels("organization", "grassroots")

    assert row_of(section, "Hoàn thành xuất sắc nhiệm vụ") == ["162", "19,29%"]
    assert "†" not in section.plain()


def test_no_figure_comes_of_a_print(report_of: MakeReport) -> None:
    """Of 3.623, only 3.402 is printed as 93,90%; it is no figure all the same."""
    report = report_of(
        ["2018,,member,,rated,3623"], ["member;;good_or_better;rated;93,90%", "member;;reviewed;;gần 120"]
    )

    assert list(report.figures["measure"]) == ["rated"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            "Năm 2018, đối với đảng viên, nguồn chỉ ghi: hoàn thành tốt nhiệm vụ trở lên trên 76,3% "
            "(trên “tổng số”); chưa có số lượng cụ thể.",
        ),
        (
            "en",
            "In 2018, of Party members, only this was printed: good or better over 76.3% (of “total”); "
            "the counts are not known.",
        ),
    ],
)
def test_a_section_without_counts_says_what_was_printed(
    report_of: MakeReport, language: str, said: str
) -> None:
    report = report_of([], ["member;;good_or_better;total;trên 76,3%"], language)

    assert texts_of(report.levels("member")) == [said]


def test_sections_that_count_repeat_shares_and_approximate_counts(report_of: MakeReport) -> None:
    report = report_of(
        ["2018,,leader,,total,500"],
        ["collective;;on_time;;95%", "collective;;reviewed;;gần 1.980", "leader;province;trained;;gần 120"],
    )

    assert table_of(report.preparation()).cells() == [
        ["Tập thể lãnh đạo, quản lý", "gần 1.980†", "–", "95%†"]
    ]
    assert table_of(report.personnel()).cells()[-1][1:] == ["gần 120†"]
    assert row_of(report.reviews(), "Tập thể lãnh đạo, quản lý")[0] == "gần 1.980†"


def test_reasons_are_repeated_after_those_that_are_counted(report_of: MakeReport) -> None:
    report = report_of(
        ["2018,,member,,unfulfilled,284", "2018,,member,,unfulfilled_degradation,3"],
        ["member;;unfulfilled_disciplined;;67,96%"],
    )
    section = report.reasons("member")

    assert [cells[1:] for cells in table_of(section).cells()] == [
        ["3", "1,06%"], ["–", "67,96%†"], ["284", "100,00%"]
    ]  # fmt: skip


def test_tiers_side_by_side_repeat_what_was_printed(report_of: MakeReport) -> None:
    figures = ["2018,,organization,,rated,900", f"{GRASSROOTS},rated,840", "2018,,organization,sub,rated,60"]
    report = report_of(figures, ["organization;sub;good_or_better;rated;91%"])
    [*_, table] = [view for view in report.levels("organization").views if isinstance(view, Table)]

    assert any("91%†" in cells for cells in table.cells())


def test_the_annex_names_the_source_of_every_print(report_of: MakeReport) -> None:
    report = report_of(["2018,,member,,rated,3623"], ["member;;good_or_better;rated;93,90%"])

    [*_, last] = trace_of(report)
    assert [last[name] for name in ("Đối tượng", "Chỉ tiêu", "Năm", "Số liệu", "Nguồn", "Vị trí")] == [
        "Đảng viên", "Hoàn thành tốt nhiệm vụ trở lên", "2018", "93,90%", "Báo cáo 12", "shares.csv:2"
    ]  # fmt: skip


def test_units_side_by_side_repeat_what_was_printed_of_each(make_dataset: Callable[..., Path]) -> None:
    units = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\n"
    shares = "year;unit;subject;measure;printed;source\n2018;sen;member;good;76,3%;tr. 1\n"
    folder = make_dataset(
        "2018,mai,member,,rated,50,tr. 2", "2018,,member,,total,90,tr. 2", units=units, shares=shares
    )
    report = read_report(Parameters.model_validate({"year": 2018, "dataset": folder.name}), folder.parent)

    shown = report.units("member")
    by_shares = next(view for view in shown.views if isinstance(view, Table))
    assert {tuple(cells) for cells in by_shares.cells()} >= {("Sen", "76,3%†", "–"), ("Mai", "–", "50")}
    assert "Chưa có số liệu của" not in shown.plain()


def test_shares_of_those_exempt_stand_beside_the_reviews(report_of: MakeReport) -> None:
    report = report_of(["2018,,member,,reviewed,50"], ["member;;exempt;total;1,5%"])

    assert row_of(report.reviews(), "Đảng viên") == ["50", "–", "1,5%†"]


def test_a_print_that_no_section_shows_is_warned_of(report_of: MakeReport) -> None:
    report = report_of(["2018,,member,,rated,50"], ["member;;merit_certificate;;gần 120"])

    [finding] = report.all_findings()
    assert finding.id == "unshown-2018-member"
    assert finding.found.say("vi") == "không phần nào nêu: Bằng khen của Ban Thường vụ cấp ủy gần 120"
