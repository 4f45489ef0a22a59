"""One section shows how all were rated: what is known as sentences, one chart and one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kgreport import build_report
from kgreport.views.charts.lines import LineChart
from kgreport.views.charts.stacked import StackedChart
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeReport = Callable[..., Any]

SPARSE = (
    "2023,,organization,,{base},3623",
    "2023,,organization,,good_or_better,3402",
    "2023,,organization,superior,total,19",
    "2023,,organization,superior,rated,18",
    "2023,,organization,superior,good_or_better,17",
    "2023,,organization,superior,excellent,1",
    "2023,,member,,{base},56787",
    "2023,,member,,good_or_better,48805",
)
"""What was published for 2023; whether 3.623 were all or those rated is not always said."""

LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")


@pytest.fixture
def report_of(make_dataset: Callable[..., Path]) -> MakeReport:
    def report(rows: Sequence[str], **given: Any) -> Any:
        folder = make_dataset(*(f"{row},s" for row in rows))
        return build_report(base=folder.parent, dataset=folder.name, **given)

    return report


def split(year: int, scope: str, *counts: int) -> list[str]:
    return [f"{year},,{scope},{level},{count}" for level, count in zip(LEVELS, counts, strict=True)]


def sentences(section: Section) -> list[str]:
    return [text for view in section.views if isinstance(view, Note) for text in view.paragraphs]


def rows_of(section: Section, name: str) -> Mapping[str, Sequence[str]]:
    [table] = [view for view in section.views if isinstance(view, Table) and view.id == name]
    return {cells[0]: cells[1:] for cells in table.cells()}


def columns_of(section: Section, name: str) -> list[str]:
    [table] = [view for view in section.views if isinstance(view, Table) and view.id == name]
    return [column.name for column in table.columns]


def parts_of(section: Section) -> dict[str, list[str]]:
    [chart] = [view for view in section.views if isinstance(view, StackedChart)]
    return {stack.name: [segment.text for segment in stack.segments] for stack in chart.stacks}


def test_sparse_figures_have_sentences_a_chart_and_no_column_of_dashes(report_of: MakeReport) -> None:
    section = report_of([row.format(base="total") for row in SPARSE], year=2023).levels()
    said = " ".join(sentences(section))

    assert re.search("trong tổng số 3.623 tổ chức đảng.* 3.402", said)
    assert re.search("19 tổ chức đảng cấp trên cơ sở, có 18 .*được xếp loại", said)
    assert parts_of(section) == {
        "Tổ chức đảng (trên tổng số)": ["X+T 93,90%", "Còn lại 6,10%"],
        "Cấp trên cơ sở": ["X 5,56%", "T 88,89%", "Còn lại 5,56%"],
        "Đảng viên (trên tổng số)": ["X+T 85,94%", "Còn lại 14,06%"],
    }
    for column in zip(*rows_of(section, "table-levels").values(), strict=True):
        assert set(column) != {"–"}


def test_of_those_rated_the_rest_is_other_levels(report_of: MakeReport) -> None:
    section = report_of([row.format(base="rated") for row in SPARSE], year=2023).levels()
    [chart] = [view for view in section.views if isinstance(view, StackedChart)]

    assert parts_of(section)["Đảng viên"] == ["X+T 85,94%", "Còn lại 14,06%"]
    assert ("rest", "Còn lại", "(các mức khác, chưa tách được)") in chart.key


def test_subjects_stand_in_the_order_of_the_field_and_tiers_below_them(report_of: MakeReport) -> None:
    scopes = ("leader,", "member,", "organization,grassroots_branch", "organization,grassroots_committee")
    section = report_of(
        [row for scope in scopes for row in split(2018, scope, 2, 7, 1, 0)], year=2018
    ).levels()
    [table] = [view for view in section.views if isinstance(view, Table)]

    assert [cells[0] for cells in table.cells()] == [
        "Tổ chức cơ sở đảng",
        "Đảng bộ cơ sở",
        "Chi bộ cơ sở",
        "Đảng viên",
        "Cá nhân cán bộ lãnh đạo, quản lý",
    ]
    assert table.indents == {1: 1, 2: 1}


def test_figures_of_the_year_before_are_compared_in_a_sentence_and_a_table(report_of: MakeReport) -> None:
    rows = [*split(2017, "member,", 10, 70, 15, 5), *split(2018, "member,", 12, 70, 16, 2)]
    section = report_of(rows, year=2018).levels()

    assert (
        "So với năm 2017: "
        "tỷ lệ hoàn thành xuất sắc nhiệm vụ tăng 2,00 điểm phần trăm (từ 10,00% lên 12,00%); "
        "tỷ lệ không hoàn thành nhiệm vụ giảm 3,00 điểm phần trăm (từ 5,00% xuống 2,00%)."
        in sentences(section)[0]
    )
    assert rows_of(section, "table-levels-compared") == {
        "Đảng viên": ["100", "0", "+2,00", "0,00", "+2,00", "+1,00", "−3,00"]
    }


def test_a_sum_has_a_count_only_where_it_says_more_than_the_levels(report_of: MakeReport) -> None:
    rows = [*split(2018, "member,", 2, 7, 1, 0), "2018,,member,,fulfilled_or_better,10"]
    levels = report_of(rows, year=2018).levels()
    without = report_of(["2018,,member,,fulfilled_or_better,9", "2018,,member,,unfulfilled,1"], year=2018)

    assert "Số lượng: Hoàn thành trở lên" not in columns_of(levels, "table-levels")
    assert "Số lượng: Hoàn thành trở lên" in columns_of(without.levels(), "table-levels")


def test_one_note_tells_of_rounding_for_all_rows(report_of: MakeReport) -> None:
    rows = [row for scope in ("member,", "leader,") for row in split(2018, scope, 1, 1, 1, 0)]
    [table] = [view for view in report_of(rows, year=2018).levels().views if isinstance(view, Table)]

    assert [note for note in table.notes if "làm tròn" in note] == [
        "Từng tỷ lệ được làm tròn riêng nên có hàng cộng bốn mức lại là 99,99%."
    ]


def test_where_levels_have_names_by_subject_a_note_gives_them(report_of: MakeReport) -> None:
    rows = [row for scope in ("organization,", "member,") for row in split(2016, scope, 2, 7, 1, 0)]
    section = report_of(rows, year=2016).levels()
    [table] = [view for view in section.views if isinstance(view, Table)]

    assert "Số lượng: Xuất sắc" in columns_of(section, "table-levels")
    assert any("trong sạch, vững mạnh" in note for note in table.notes)


def test_headings_of_a_crowded_table_in_english_are_letters_that_a_note_explains(
    report_of: MakeReport,
) -> None:
    section = report_of(split(2018, "member,", 2, 7, 1, 0), year=2018, language="en").levels()
    [table] = [view for view in section.views if isinstance(view, Table)]

    assert columns_of(section, "table-levels")[1:4] == ["Counts: Rated", "Counts: E", "Counts: G"]
    assert any(note.startswith("E: excellent; G: good; C: ") for note in table.notes)


def test_the_alt_text_says_the_message_and_leaves_the_figures_to_the_table(report_of: MakeReport) -> None:
    rows = [*split(2018, "member,", 12, 70, 16, 2), *split(2018, "leader,", 10, 80, 8, 2)]
    [chart] = [view for view in report_of(rows, year=2018).levels().views if isinstance(view, StackedChart)]

    assert "hoàn thành tốt nhiệm vụ lớn nhất: từ 70,00% (đảng viên) đến 80,00%" in chart.alt
    assert "12,00%" not in chart.alt
    assert "trong bảng" in chart.alt


def test_years_of_all_stand_in_one_table_and_each_share_is_a_line(report_of: MakeReport) -> None:
    rows = [*split(2017, "member,", 10, 70, 15, 5), *split(2018, "member,", 12, 70, 16, 2)]
    rows += [*split(2017, "leader,", 1, 7, 2, 0), *split(2018, "leader,", 1, 7, 2, 0)]
    section = report_of(rows, year=2018, first_year=2017).changes()
    [chart] = [view for view in section.views if isinstance(view, LineChart)]

    assert [panel.title for panel in chart.panels] == [
        "Đảng viên: xuất sắc",
        "Đảng viên: không hoàn thành",
        "Cá nhân cán bộ lãnh đạo, quản lý: xuất sắc",
        "Cá nhân cán bộ lãnh đạo, quản lý: không hoàn thành",
    ]
    assert [line.first for line in chart.panels[0].lines] == ["10,00%"]
    [table] = [view for view in section.views if isinstance(view, Table)]
    assert [cells[0] for cells in table.cells()][:3] == ["Đảng viên", "Năm 2017", "Năm 2018"]
    assert table.cells()[2][1:6] == ["100", "12", "70", "16", "2"]


def test_a_change_of_the_rules_is_marked_between_the_years(report_of: MakeReport) -> None:
    rows = [*split(2016, "member,", 1, 7, 2, 0), *split(2018, "member,", 1, 7, 2, 0)]
    rows += split(2017, "member,", 1, 7, 2, 0)
    [chart] = [
        view
        for view in report_of(rows, year=2018, first_year=2016).changes().views
        if isinstance(view, LineChart)
    ]

    assert [(change.step, change.meaning[:11]) for change in chart.breaks] == [(2, "Từ năm 2018")]


def test_with_figures_of_one_year_there_is_nothing_to_compare(report_of: MakeReport) -> None:
    assert report_of(split(2018, "member,", 1, 7, 2, 0), year=2018, first_year=2017).changes().views == []
