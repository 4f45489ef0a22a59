"""A report is built from parameters: what stops it, what it accepts, in which language it speaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport import build_report
from kgreport.data.params.model import Parameters
from kgreport.errors import ParametersError, UnknownCodeError
from kgreport.report import Report
from kgreport.report.findings import findings_as_text
from kgreport.terms.findings import DatasetError

MakeDataset = Callable[..., Path]
SUM_ID = "sum-2018-member-rated"
CONTRADICTION = (
    "2018,,member,,fulfilled_or_better,90,s",
    "2018,,member,,unfulfilled,8,s",
    "2018,,member,,rated,100,s",
)


def test_a_contradiction_stops_the_build(make_dataset: MakeDataset) -> None:
    with pytest.raises(DatasetError) as caught:
        build_report(base=make_dataset(*CONTRADICTION).parent, year=2018, dataset="figures-of-a-test")

    [finding] = caught.value.findings
    assert finding.id == SUM_ID
    assert "= 98, chênh lệch 2" in str(caught.value)


def test_an_accepted_contradiction_is_printed_with_its_reason(make_dataset: MakeDataset) -> None:
    report = build_report(
        base=make_dataset(*CONTRADICTION).parent,
        year=2018,
        dataset="figures-of-a-test",
        accepted_findings=[{"id": SUM_ID, "reason": "Nguồn in như vậy."}],
    )

    assert "Chấp nhận: Nguồn in như vậy." in report.quality().plain()


def test_an_acceptance_of_nothing_is_a_warning(make_dataset: MakeDataset) -> None:
    report = build_report(
        base=make_dataset("2018,,member,,rated,100,s").parent,
        year=2018,
        dataset="figures-of-a-test",
        accepted_findings=[{"id": "sum-2018-member-ratde", "reason": "x"}],
    )

    assert [(f.severity, f.id) for f in report.all_findings()] == [("warning", "stale-sum-2018-member-ratde")]


def test_an_unreadable_cell_cannot_be_accepted_and_is_not_told_as_accepted(make_dataset: MakeDataset) -> None:
    given = {
        "year": 2018,
        "dataset": "figures-of-a-test",
        "accepted_findings": [{"id": "count-figures.csv-2-value", "reason": "x"}],
    }
    with pytest.raises(DatasetError) as caught:
        build_report(given, base=make_dataset("2018,,member,,rated,gần 120,s").parent)

    [told] = findings_as_text(caught.value.findings, Parameters.model_validate(given))
    assert told["id"] == "count-figures.csv-2-value"
    assert told["accepted"] is None


def test_a_unit_without_figures_is_refused_with_the_nearest() -> None:
    with pytest.raises(DatasetError, match="không có số liệu của 'rach-gia'"):
        build_report(year=2018, dataset="kien-giang-2018", first_year=2015, unit="rach-gia")


def test_what_is_asked_for_but_not_there_cannot_be_accepted(make_dataset: MakeDataset) -> None:
    with pytest.raises(DatasetError, match="2018"):
        build_report(
            base=make_dataset("2017,,member,,rated,100,s").parent,
            year=2018,
            dataset="figures-of-a-test",
            accepted_findings=[{"id": "no-year", "reason": "x"}],
        )


def test_a_draft_is_marked_in_the_notebook_too() -> None:
    def shown(status: str) -> str:
        report = build_report(
            year=2018,
            dataset="kien-giang-2018",
            first_year=2015,
            status=status,
            number="Số 12-BC/TU",
            issued="2019-04-01",
            signer="Trần Văn Bình",
            accepted_findings=[{"id": "cap-2018-organization-grassroots", "reason": "as published"}],
        )
        return str(report.head()._repr_mimebundle_()[0]["text/html"])

    assert "DỰ THẢO" in shown("draft")
    assert "DỰ THẢO" not in shown("final")


def test_a_unit_is_reported_on_by_itself(make_dataset: MakeDataset) -> None:
    report = build_report(
        base=make_dataset("2018,rach-gia,member,,rated,7,s", "2018,,member,,rated,100,s").parent,
        year=2018,
        dataset="figures-of-a-test",
        unit="rach-gia",
    )

    assert "có 7 đảng viên" in report.levels("member").plain()
    assert "rach-gia" in report.head().subject


def test_a_year_without_figures_is_refused() -> None:
    with pytest.raises(DatasetError, match="2014"):
        build_report(year=2014, dataset="kien-giang-2018", last_year=2018)


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(ParametersError, match="unknown parameter 'yaer'; did you mean 'year'"):
        build_report(yaer=2018, dataset="kien-giang-2018")


def test_an_alt_text_for_no_chart_is_refused() -> None:
    with pytest.raises(ParametersError, match="did you mean 'chart-reasons-member'"):
        build_report(
            year=2018, dataset="kien-giang-2018", first_year=2015, alt_texts={"chart-reason-member": "x"}
        )


def test_an_alt_text_can_be_given() -> None:
    report = build_report(
        year=2018,
        dataset="kien-giang-2018",
        first_year=2015,
        alt_texts={"chart-reasons-member": "Mô tả riêng."},
    )

    assert 'aria-label="Mô tả riêng."' in report.reasons().html()


def test_the_generated_alt_text_says_the_main_reason() -> None:
    report = build_report(year=2018, dataset="kien-giang-2018", first_year=2015)
    [alt] = re.findall('aria-label="([^"]*)"', report.reasons().html())

    assert "Lớn nhất: Bị xử lý kỷ luật, 193 (67,96%)" in alt


def test_another_year_is_compared_with_where_there_is_one(make_dataset: MakeDataset) -> None:
    rows = [
        f"{year},,member,,{measure},{count},s"
        for year, counts in ((2017, (90, 10)), (2018, (95, 5)))
        for measure, count in zip(("fulfilled_or_better", "unfulfilled"), counts, strict=True)
    ]
    report = build_report(base=make_dataset(*rows).parent, year=2018, dataset="figures-of-a-test")

    text = report.levels("member").plain()

    assert "Năm 2017" in text
    assert "Thay đổi tỷ lệ (điểm %)" in text
    assert "−5,00" in text


def test_the_report_speaks_english_too() -> None:
    report = build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")

    text = report.levels("organization", "grassroots").plain()

    assert "In 2018, 840 grassroots Party organisations were rated: 162 excellent (19.29%)" in text


def test_text_of_the_writers_is_escaped() -> None:
    report = build_report(
        year=2018,
        dataset="kien-giang-2018",
        first_year=2015,
        narrative={"tasks": "<script>alert(1)</script>\n\n**đậm**"},
    )

    html = report.narrative("tasks").html()

    assert "<script>" not in html
    assert "<strong>đậm</strong>" in html


def test_a_unit_is_called_by_its_name(make_dataset: MakeDataset) -> None:
    folder = make_dataset(
        "2018,rach-gia,member,,rated,7,s", units="id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\n"
    )

    report = build_report(base=folder.parent, year=2018, dataset="figures-of-a-test", unit="rach-gia")

    assert report.head().subject.endswith("năm 2018 của Thành ủy Rạch Giá")


def test_a_dataset_is_found_from_where_the_report_lies(make_dataset: MakeDataset, tmp_path: Path) -> None:
    """The delivered notebook names it relative to the parameters file, and runs again in outputs/."""
    make_dataset("2018,,member,,rated,7,s").rename(tmp_path / "data")
    for folder in ("params", "outputs/2018"):
        (tmp_path / folder).mkdir(parents=True)

    for base in ("params", "outputs/2018"):
        assert build_report(base=tmp_path / base, year=2018, dataset="../data").dataset.name == "data"


def test_a_chapter_has_its_sections_in_order_with_their_numbers(published_2018: Report) -> None:
    chapter = published_2018.chapter("review")

    assert list(chapter.sections) == [
        published_2018.narrative("assessment"),
        published_2018.reviews(),
        published_2018.preparation(),
        published_2018.suggested(),
    ]


def test_a_chapter_leaves_out_what_the_report_cannot_have(published_2018: Report) -> None:
    """The report of the whole is not compared with the whole."""
    assert "benchmark" not in {section.id for section in published_2018.chapter("ratings").sections}


def test_an_unknown_chapter_is_refused_with_the_nearest(published_2018: Report) -> None:
    with pytest.raises(UnknownCodeError, match="không có chapter 'rating'; có phải 'ratings'"):
        published_2018.chapter("rating")
