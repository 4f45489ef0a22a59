"""Members and officials are no more than running numbers in a report, unless it is asked for their ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.report.findings import unprinted_findings
from kgreport.report.trend import trend_of
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeReport = Callable[..., Report]

UNITS = "id,name\nrach-gia,Rạch Giá\nha-tien,Hà Tiên\n"
REVIEWS = """year,unit,subject,id,name,content,explained
2018,rach-gia,leader,cb-077,,Nêu gương,0
2018,ha-tien,member,dv-8,,Kê khai tài sản,1
2018,ha-tien,leader,cb-012,,Đôn đốc,0
2018,ha-tien,leader,,,Chỉ đạo,0
2018,rach-gia,organization,o-1,Chi bộ Chợ,Quản lý,0
"""
AWARDS = """year,unit,award,subject,id,name
2018,rach-gia,merit_certificate,member,dv-9,
2018,ha-tien,merit_certificate,leader,cb-900,
2018,ha-tien,merit_certificate,leader,cb-012,
"""
LEADERS = "year,id,unit,tier,status,level,reason\n" + "".join(
    f"{year},{one},ha-tien,district,rated,{level},\n"
    for year in (2016, 2017, 2018)
    for one, level in (("cb-900", "excellent"), ("cb-012", "good"), ("cb-555", "excellent"))
)
IDS = ("cb-", "dv-")


@pytest.fixture
def report_of(make_dataset: Callable[..., Path]) -> MakeReport:
    """Give a maker of reports on two units, whose registers list persons."""

    def report(*figures: str, **given: Any) -> Report:
        rows = figures or ("2018,,member,,rated,100,s",)
        tables = {"units": UNITS, "suggested_reviews": REVIEWS, "awards": AWARDS, "leaders": LEADERS}
        folder = make_dataset(*rows, **tables)
        values = {"year": 2018, "dataset": folder.name, **given}
        return read_report(Parameters.model_validate(values), folder.parent)

    return report


def all_text_of(section: Section) -> str:
    """Give all that a section shows or gives: page, PDF, plain text and frames."""
    frames = "".join(frame.to_csv() for frame in section.frames.values())
    return section.html() + section.typst() + section.plain() + frames


def test_no_section_and_no_finding_has_the_id_of_a_person(report_of: MakeReport) -> None:
    report = report_of()
    trend = trend_of(report)
    sections = [
        report.suggested(),
        report.cases(),
        report.awards(),
        report.quality(),
        trend.streaks("leader", ""),
    ]

    texts = "".join(all_text_of(section) for section in sections)

    assert "Chi bộ Chợ" in texts
    assert "Cán bộ số 4" in sections[-1].plain()
    assert "merit_certificate" in report.findings.to_csv()
    assert [one for one in IDS if one in texts + report.findings.to_csv()] == []


def test_a_person_has_one_number_in_all_lists(report_of: MakeReport) -> None:
    report = report_of(language="en")

    assert report.suggested().frames["reviews"].set_index("content")["name"].to_dict() == {
        "Nêu gương": "Official 1", "Kê khai tài sản": "Member 1", "Đôn đốc": "Official 2", "Chỉ đạo": "",
        "Quản lý": "Chi bộ Chợ",
    }  # fmt: skip
    assert report.awards().frames["recipients"]["name"].tolist() == ["Member 2", "Official 3", "Official 2"]
    assert trend_of(report).streaks("leader", "").frame["id"].tolist() == ["4", "3", "2"]


def test_a_report_of_a_unit_numbers_its_own_persons(report_of: MakeReport) -> None:
    rows = ("2018,ha-tien,member,,rated,100,s",)

    assert "Cán bộ số 1" in report_of(*rows, unit="ha-tien").suggested().plain()


def test_ids_are_shown_where_it_is_asked_for(report_of: MakeReport) -> None:
    report = report_of(show_ids=True)

    text = all_text_of(report.suggested()) + all_text_of(report.awards())

    for shown in ("Cán bộ cb-077", "Đảng viên dv-8", "cb-900 (Hà Tiên)", "dv-9"):
        assert shown in text


def test_an_award_to_a_person_is_accepted_by_a_name_that_does_not_tell_who(report_of: MakeReport) -> None:
    [wrong] = [one for one in report_of().all_findings() if one.kind == "award"]

    accepted = report_of(accepted_findings=[{"id": wrong.id, "reason": "Đã đối chiếu"}])

    assert wrong.place.say("en").endswith("of 2018: an official (awards.csv:4)")
    assert wrong.id not in [one.id for one in accepted.stopping_findings()]


FEW = (
    *(f"2018,{unit},member,,{row},s" for unit in ("", "ha-tien") for row in ("rated,100", "unfulfilled,2")),
    "2018,ha-tien,member,,unfulfilled_disciplined,1,s",
    "2018,ha-tien,organization,,rated,2,s",
)


def test_a_final_report_of_a_unit_is_warned_where_it_counts_one_person_or_two(report_of: MakeReport) -> None:
    report = report_of(*FEW, unit="ha-tien", status="final")

    [members] = [one for one in unprinted_findings(report) if one.parts["subject"] == "member"]

    assert members.id == "small-2018-ha-tien-member"
    assert members.severity == "warning"
    assert members.found.say("en") == (
        "one or two persons: Explained 1; Suggested for review 1; "
        "Tasks not completed 2; Disciplined in the year 1"
    )
    assert [
        one for one in report.all_findings() if one.kind == "small" or "small" in one.found.say("en")
    ] == []


@pytest.mark.parametrize("given", [{"unit": "ha-tien"}, {"status": "final"}])
def test_neither_a_draft_nor_the_report_of_the_whole_is_warned_of_small_counts(
    report_of: MakeReport, given: dict[str, str]
) -> None:
    assert unprinted_findings(report_of(*FEW, **given)) == []
