"""Back test: the report of 2018 prints the figures that were published, and nothing that was not."""

from __future__ import annotations

import pytest

from kgreport.report import Report
from kgreport.views.tables import Table
from kgreport.views.view import Section
from tests.traces import trace_of


def table_of(section: Section, position: int = 0) -> Table:
    return [view for view in section.views if isinstance(view, Table)][position]


def row_of(section: Section, label: str, position: int = 0) -> list[str]:
    return next(row[1:] for row in table_of(section, position).cells() if row[0] == label)


@pytest.mark.parametrize(
    ("label", "count"), [("Tập thể lãnh đạo, quản lý", "1.977"), ("Đảng viên", "53.340")]
)
def test_reviews_are_as_published(published_2018: Report, label: str, count: str) -> None:
    assert row_of(published_2018.reviews(), label) == [count]


@pytest.mark.parametrize(
    ("level", "count", "share"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ", "162", "19,29%"),
        ("Hoàn thành tốt nhiệm vụ", "596", "70,95%"),
        ("Hoàn thành nhiệm vụ", "58", "6,90%"),
        ("Không hoàn thành nhiệm vụ", "24", "2,86%"),
        ("Được xếp loại", "840", "100,00%"),
    ],
)
def test_grassroots_organisations_are_rated_as_published(
    published_2018: Report, level: str, count: str, share: str
) -> None:
    assert row_of(published_2018.levels("organization", "grassroots"), level) == [count, share]


@pytest.mark.parametrize(
    ("level", "count", "share"),
    [
        ("Hoàn thành nhiệm vụ trở lên", "53.056", "99,47%"),
        ("Không hoàn thành nhiệm vụ", "284", "0,53%"),
        ("Được xếp loại", "53.340", "100,00%"),
    ],
)
def test_members_are_rated_as_published(published_2018: Report, level: str, count: str, share: str) -> None:
    assert row_of(published_2018.levels("member"), level) == [count, share]


def test_unknown_levels_stay_unknown(published_2018: Report) -> None:
    """Only the split that was published of members is printed; beside organisations the rest is a dash."""
    [table] = [view for view in published_2018.levels().views if isinstance(view, Table)]
    [members] = [
        dict(zip(table.columns, cells, strict=True)) for cells in table.cells() if cells[0] == "Đảng viên"
    ]
    known = {column.name: cell for column, cell in members.items() if cell != "–"}

    assert known == {
        "Đối tượng": "Đảng viên",
        "Số lượng: Được xếp loại": "53.340",
        "Số lượng: Hoàn thành trở lên": "53.056",
        "Số lượng: Không hoàn thành": "284",
        "Tỷ lệ: Hoàn thành trở lên": "99,47%",
        "Tỷ lệ: Không hoàn thành": "0,53%",
    }


@pytest.mark.parametrize(
    ("reason", "count", "share"),
    [
        ("Có biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống", "3", "1,06%"),
        ("Hoàn thành dưới 50% chỉ tiêu", "33", "11,62%"),
        ("Là cán bộ, công chức, viên chức bị xếp loại không hoàn thành nhiệm vụ", "55", "19,37%"),
        ("Bị xử lý kỷ luật", "193", "67,96%"),
        ("Không hoàn thành nhiệm vụ", "284", "100,00%"),
    ],
)
def test_reasons_are_as_published(published_2018: Report, reason: str, count: str, share: str) -> None:
    assert row_of(published_2018.reasons(), reason) == [count, share]


def test_percentages_that_do_not_add_up_are_said_not_forced(published_2018: Report) -> None:
    notes = table_of(published_2018.reasons()).notes

    assert "Từng tỷ lệ được làm tròn riêng nên cộng lại là 100,01%." in notes


@pytest.mark.parametrize(
    ("base", "row"),
    [
        ("Hoàn thành tốt nhiệm vụ trở lên", ["758", "162", "21,37%", "152", "+10"]),
        ("Hoàn thành tốt nhiệm vụ", ["596", "162", "27,18%", "120", "+42"]),
        ("Được xếp loại", ["840", "162", "19,29%", "168", "−6"]),
    ],
)
def test_the_cap_is_read_three_ways(published_2018: Report, base: str, row: list[str]) -> None:
    assert row_of(published_2018.cap("organization", "grassroots"), base) == row


def test_awards_are_as_published(published_2018: Report) -> None:
    rows = table_of(published_2018.awards()).cells()

    assert rows == [
        ["Cờ của Ban Thường vụ Tỉnh ủy: tổ chức cơ sở đảng", "3"],
        ["Bằng khen của Ban Thường vụ Tỉnh ủy: tập thể", "8"],
    ]
    text = published_2018.awards().plain()
    assert "5 năm liền (2014–2018)" in text
    assert "cho 8 tập thể hoàn thành xuất sắc nhiệm vụ năm 2018." in text


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Được giao năm 2015", ["35.580", "2.838", "32.742"]),
        ("Đã giảm lũy kế đến năm 2018", ["1.440", "132", "1.308"]),
        ("Tỷ lệ giảm", ["4,05%", "4,65%", "3,99%"]),
        ("Còn lại năm 2018", ["34.140", "2.706", "31.434"]),
        ("Mục tiêu giảm đến năm 2021", ["3.602", "284", "3.318"]),
        ("Tỷ lệ đạt mục tiêu", ["39,98%", "46,48%", "39,42%"]),
        ("năm 2016", ["–", "55", "–"]),
        ("năm 2017", ["672", "34", "638"]),
        ("năm 2018", ["713", "43", "670"]),
    ],
)
def test_staff_is_as_published(published_2018: Report, line: str, row: list[str]) -> None:
    assert row_of(published_2018.apparatus("staff"), line) == row


def test_the_cut_of_staff_is_behind_a_straight_line_to_its_goal(published_2018: Report) -> None:
    text = published_2018.apparatus("staff").plain()

    assert "đã đạt 39,98%, chậm so với tiến độ 361 biên chế" in text
    assert "nếu giảm đều từ năm 2015 thì đến năm 2018 cần đạt 50,00%, bằng 1.801 biên chế" in text


def test_associations_lie_outside_the_total(published_2018: Report) -> None:
    assert "Ngoài tổng số còn có 149 biên chế của các hội." in table_of(published_2018.apparatus()).notes


def test_the_sentence_uses_the_idiom_of_such_reports(published_2018: Report) -> None:
    text = published_2018.levels("organization", "grassroots").plain()

    assert "162 tổ chức hoàn thành xuất sắc nhiệm vụ (19,29%)" in text


def test_sections_without_figures_are_left_out(published_2018: Report) -> None:
    for section in (published_2018.levels("leader"), published_2018.apparatus("deputy")):
        assert section.views == []
        assert section.metadata() == {"left_out": True}


def test_the_report_says_what_it_leaves_out(published_2018: Report) -> None:
    assert "Gợi ý kiểm điểm" in published_2018.quality().plain()


def test_the_figures_of_2018_do_not_contradict_each_other(published_2018: Report) -> None:
    """The excess over the cap in the aggregate is the one thing to note."""
    assert [(f.severity, f.id) for f in published_2018.all_findings()] == [
        ("warning", "cap-2018-organization-grassroots")
    ]


def test_every_figure_has_its_source(published_2018: Report) -> None:
    trace = trace_of(published_2018)

    assert len(trace) == len(published_2018.figures)
    assert all(row["Nguồn"] for row in trace)


def test_a_derived_figure_says_from_what_in_words(published_2018: Report) -> None:
    sources = [row["Nguồn"] for row in trace_of(published_2018)]

    assert "Suy ra: hoàn thành nhiệm vụ trở lên + không hoàn thành nhiệm vụ" in sources
    assert not any("derived" in source for source in sources)
