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


@pytest.fixture(scope="module")
def example(published_2018: Report) -> Report:
    return published_2018


def report_of(example: Report, values: dict[str, int], language: str) -> Report:
    parameters = Parameters.model_validate({"year": 2018, "dataset": "x", "language": language})
    return replace(with_figures(example, frame_of(values)), parameters=parameters)


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
def test_a_key_figure_always_says_of_whom(example: Report, values: dict[str, int], names: list[str]) -> None:
    """A part is named alone only below its whole."""
    [table] = [one for one in report_of(example, values, "vi").summary().views if isinstance(one, Table)]

    assert [row[0] for row in table.cells()] == names


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_sentences_stay_whole(example: Report, subset: tuple[str, ...], language: str) -> None:
    report = report_of(example, {code: TRUTH[code] for code in subset}, language)

    for text in sentences_of(report):
        assert not any(piece in text for piece in BROKEN), text


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_alone_makes_a_whole_sentence(example: Report, reason: str) -> None:
    for text in sentences_of(report_of(example, {reason: 3}, "vi")):
        assert not any(piece in text for piece in BROKEN), text


def test_nobody_unfulfilled_is_a_sentence(example: Report) -> None:
    report = report_of(example, dict.fromkeys(["unfulfilled", *REASONS], 0), "vi")

    assert "không có đảng viên nào bị xếp loại không hoàn thành nhiệm vụ" in report.reasons().plain()


@given(values=st.dictionaries(st.sampled_from(list(TRUTH)), st.integers(0, 100), min_size=1))
def test_without_a_contradiction_no_share_exceeds_its_base(values: dict[str, int]) -> None:
    figures = complete_figures(frame_of(values))
    if contradictions_in(figures):
        return

    known = by_scope(figures).of(Scope(year=2018, subject="member"))
    found = framed(share_rows(known, dict.fromkeys(RATED_MEASURES, "rated")))["share"].dropna()

    assert (found <= 1).all()


def test_ratings_by_tier_only_are_shown(example: Report) -> None:
    figures = frame_of(
        {"excellent": 12, "good": 48, "fulfilled": 0, "unfulfilled": 0, "reviewed": 60}
    ).assign(subject="leader", tier="province")
    report = with_figures(example, figures)

    assert "12 người hoàn thành xuất sắc nhiệm vụ" in report.levels("leader").plain()
    assert "60 cá nhân cán bộ lãnh đạo, quản lý thuộc diện cấp tỉnh quản lý" in report.reviews().plain()
