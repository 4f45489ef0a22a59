"""Reasons stand in a sorted table; a chart is drawn only where it shows more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kgreport.data.figures.layout import Scope
from kgreport.views.charts.bars import BarChart
from kgreport.views.sections.ratings.reasons import reasons_section
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section

CODES = ("unfulfilled_degradation", "unfulfilled_targets", "unfulfilled_official", "unfulfilled_disciplined")


def section_of(*counts: int) -> Section:
    whole = sum(counts)
    rows = [
        {
            "measure": code,
            "count": count,
            "base": "unfulfilled",
            "base_count": whole,
            "share": count / whole,
            "source": "s",
            "derived": False,
        }
        for code, count in zip(CODES, counts, strict=False)
    ]
    return reasons_section(rows, Scope(year=2018, subject="member"), Writer(language="vi", year=2018))


@pytest.mark.parametrize(
    ("counts", "is_drawn"),
    [
        ((3, 33, 55, 193), True),
        ((30, 30, 30), False),
        ((33, 193), False),
        ((1, 1, 2), False),
    ],
)
def test_a_chart_is_drawn_of_several_reasons_that_differ_and_of_many_cases(
    counts: Sequence[int], is_drawn: bool
) -> None:
    assert any(isinstance(view, BarChart) for view in section_of(*counts).views) is is_drawn


def test_the_alt_text_names_the_main_reason_and_the_table_has_the_rest() -> None:
    [chart] = [view for view in section_of(3, 33, 55, 193).views if isinstance(view, BarChart)]

    assert "193 (67,96%)" in chart.alt
    assert "55" not in chart.alt
    assert "trong bảng" in chart.alt
