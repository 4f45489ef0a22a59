"""Whatever part of the figures is known, the sentences stay whole and no share exceeds its base."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.data.params.model import Parameters
from kgreport.report import Report
from kgreport.stats.shares import framed, share_rows
from kgreport.terms.phrases import LANGUAGES
from kgreport.terms.vocabulary import REASONS
from kgreport.views.sections.levels.rated import RATED_MEASURES
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from tests.contradictions import contradictions_in

TRUTH = {
    "excellent": 10, "good": 50, "fulfilled": 30, "unfulfilled": 10, "good_or_better": 60,
    "fulfilled_or_better": 90, "rated": 100, "total": 120,
}  # fmt: skip
SUBSETS = [subset for size in range(1, 4) for subset in combinations(TRUTH, size)]
BROKEN = ("–/", "/–", "có – ", "in –", ": .", "– were", "(–)", "chiếm –", "  ")


def frame_of(values: dict[str, int]) -> pd.DataFrame:
    rows = [(2018, "", "member", "", code, count, "s", "figures.csv:2") for code, count in values.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def report_of(example: Report, values: dict[str, int], language: str = "vi") -> Report:
    return in_language(with_figures(example, frame_of(values)), language)


def in_language(report: Report, language: str) -> Report:
    parameters = Parameters.model_validate({"year": 2018, "dataset": "x", "language": language})
    return replace(report, parameters=parameters)


def with_figures(report: Report, figures: pd.DataFrame) -> Report:
    dataset = replace(report.dataset, figures=figures)
    return replace(report, year_figures=replace(report.year_figures, dataset=dataset))


def sentences_of(report: Report) -> list[str]:
    sections = (report.summary(), report.levels("member"), report.reasons())
    return [
        text
        for section in sections
        for view in section.views
        if isinstance(view, Note)
        for text in view.paragraphs
    ]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"excellent": 10}, ["Đảng viên: hoàn thành xuất sắc nhiệm vụ"]),
        ({"rated": 100, "excellent": 10}, ["Đảng viên được xếp loại", "Hoàn thành xuất sắc nhiệm vụ"]),
    ],
)
def test_a_key_figure_always_says_of_whom(
    published_2018: Report, values: dict[str, int], names: list[str]
) -> None:
    """A part is named alone only below its whole."""
    [table] = [one for one in report_of(published_2018, values).summary().views if isinstance(one, Table)]

    assert [row[0] for row in table.cells()] == names


@pytest.mark.usefixtures("without_numbers")
@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_sentences_stay_whole(
    published_2018: Report, subset: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found in the figures is not looked for: the sentence on it knows no figure but their number."""
    monkeypatch.setattr("kgreport.report.front.doubtful_findings", lambda _: [])
    report = report_of(published_2018, {code: TRUTH[code] for code in subset})

    assert_whole([text for language in LANGUAGES for text in sentences_of(in_language(report, language))])


@pytest.mark.parametrize("measure", [*TRUTH, *REASONS])
def test_one_figure_alone_makes_a_whole_report(published_2018: Report, measure: str) -> None:
    """All sections are made, to be numbered."""
    assert_whole(sentences_of(report_of(published_2018, {measure: TRUTH.get(measure, 3)})))


def assert_whole(texts: list[str]) -> None:
    assert [text for text in texts for piece in BROKEN if piece in text] == []


def test_nobody_unfulfilled_is_a_sentence(published_2018: Report) -> None:
    report = report_of(published_2018, dict.fromkeys(["unfulfilled", *REASONS], 0))

    assert "không có đảng viên nào bị xếp loại không hoàn thành nhiệm vụ" in report.reasons().plain()


@given(values=st.dictionaries(st.sampled_from(list(TRUTH)), st.integers(0, 100), min_size=1))
def test_without_a_contradiction_no_share_exceeds_its_base(values: dict[str, int]) -> None:
    figures = complete_figures(frame_of(values))
    if contradictions_in(figures):
        return

    known = by_scope(figures).of(Scope(year=2018, subject="member"))
    found = framed(share_rows(known, dict.fromkeys(RATED_MEASURES, "rated")))["share"].dropna()

    assert (found <= 1).all()


def test_ratings_by_tier_only_are_shown(published_2018: Report) -> None:
    figures = frame_of(
        {"excellent": 12, "good": 48, "fulfilled": 0, "unfulfilled": 0, "reviewed": 60}
    ).assign(subject="leader", tier="province")
    report = with_figures(published_2018, figures)

    assert "12 người hoàn thành xuất sắc nhiệm vụ" in report.levels("leader").plain()
    assert "60 cá nhân cán bộ lãnh đạo, quản lý thuộc diện cấp tỉnh quản lý" in report.reviews().plain()
