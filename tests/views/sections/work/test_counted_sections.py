"""The sections that only count name the base of each share; covers work/counts and work/counted_sections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgreport import build_report
from kgreport.report import Report

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]
MakeReport = Callable[..., Report]
BROKEN = ("–/", "/–", ": .", "(–)", "chiếm –", "  ", "{")


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> MakeReport:
    def report(*rows: str, **parameters: Any) -> Report:
        lines = [f"2018,,{row},Báo cáo" for row in rows or ("member,,rated,1",)]
        folder = make_dataset(*lines)
        return build_report(base=folder.parent, year=2018, dataset=folder.name, **parameters)

    return report


def test_reviews_on_time_are_a_share_of_those_reviewed(report_of: MakeReport) -> None:
    text = report_of("collective,,reviewed,1977", "collective,,on_time,1950").preparation().plain()

    assert "kiểm điểm đúng thời hạn (trên số đã kiểm điểm): 1.950 tập thể" in text
    assert "(98,63%)" in text


def test_opinions_given_are_a_share_of_those_asked(report_of: MakeReport) -> None:
    rows = ("collective,,opinions_asked,12000", "collective,,opinions_given,11850")

    text = report_of(*rows).preparation().plain()

    assert "Đã nhận ý kiến góp ý (trên số lượt lấy ý kiến): 11.850 lượt đối với tập thể" in text
    assert "Số lượt lấy ý kiến" not in text


def test_opinions_asked_for_stand_alone_where_none_is_known_to_be_given(report_of: MakeReport) -> None:
    text = report_of("collective,,opinions_asked,12000").preparation().plain()

    assert "Đã lấy ý kiến góp ý: 12.000 lượt đối với tập thể lãnh đạo, quản lý." in text


def test_where_opinions_given_are_known_of_all_no_tier_is_said_to_be_asked(report_of: MakeReport) -> None:
    rows = [
        f"collective,{tier},{measure},100"
        for tier in ("province", "district", "grassroots")
        for measure in ("opinions_asked", "opinions_given")
    ]

    assert "Số lượt lấy ý kiến" not in report_of(*rows).preparation().plain()


def test_those_reviewed_alone_say_nothing_of_the_preparation(report_of: MakeReport) -> None:
    report = report_of("member,,reviewed,100", "member,,total,120")

    for section in (report.preparation(), report.commitments(), report.personnel(), report.suggested()):
        assert section.views == []


@pytest.mark.parametrize(
    "name", ["preparation", "suggested", "targets", "remediation", "personnel", "commitments"]
)
def test_a_text_of_the_writers_makes_its_section_alone(report_of: MakeReport, name: str) -> None:
    section = getattr(report_of(narrative={name: "Lời **người viết**."}), name)()

    assert "<strong>người viết</strong>" in section.html()
    assert "<table" not in section.html()


def test_the_text_stands_between_the_sentences_and_the_table(report_of: MakeReport) -> None:
    report = report_of("leader,,trained,5", narrative={"personnel": "Lời người viết."})

    assert [type(view).__name__ for view in report.personnel().views] == ["Note", "Markdown", "Table"]


def test_a_sentence_names_a_whole_without_its_tiers(report_of: MakeReport) -> None:
    """The table has them all."""
    tiers = ("province", "district", "grassroots")
    text = report_of(*(f"leader,{tier},trained,10" for tier in tiers)).personnel().plain()

    assert "Năm 2018, đã đào tạo, bồi dưỡng 30 cá nhân cán bộ lãnh đạo, quản lý." in text
    assert "\n  Thuộc diện cấp tỉnh quản lý" in text


def test_personnel_work_is_of_leaders_only(report_of: MakeReport) -> None:
    report = report_of("member,,trained,500", "leader,province,trained,5")

    assert "500" not in report.personnel().plain()


def test_a_commitment_is_a_share_of_all_and_else_of_those_reviewed(report_of: MakeReport) -> None:
    rows = (
        "member,,reviewed,95", "member,,committed,90",
        "collective,,total,20", "collective,,reviewed,19", "collective,,committed,20",
    )  # fmt: skip

    table = report_of(*rows).commitments().plain()

    assert "cam kết tu dưỡng, rèn luyện (trên số đã kiểm điểm): 90 đảng viên (94,74%)" in table
    assert "(trên tổng số): 20 tập thể lãnh đạo, quản lý (100,00%)" in table


def test_a_base_that_nothing_is_a_share_of_has_no_column(report_of: MakeReport) -> None:
    text = report_of("member,,total,100", "member,,reviewed,95", "member,,studied,90").commitments().plain()

    assert "Tổng số" in text
    assert "Đã kiểm điểm" not in text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("measure", ["on_time", "opinions_asked", "opinions_given", "studied", "committed"])
def test_a_count_alone_makes_whole_sentences(report_of: MakeReport, measure: str, language: str) -> None:
    report = report_of(f"collective,,{measure},3", language=language)

    for section in (report.preparation(), report.commitments()):
        for view in section.views[:1]:
            assert not any(piece in view.plain() for piece in BROKEN), view.plain()
