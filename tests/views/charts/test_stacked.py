"""A chart of shares is read without its colours: every part has its mark and its value beside it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from kgreport.views.charts.stacked import Segment, Stack, StackedChart

PARTS = [
    Segment("excellent", "X", 0.2, "20,00%"),
    Segment("good", "T", 0.77, "77,00%"),
    Segment("unfulfilled", "K", 0.03, "3,00%"),
]


def chart(**given: str) -> StackedChart:
    return StackedChart(
        id="chart-x",
        title="Cơ cấu",
        alt=given.get("alt", "X 20%"),
        stacks=[Stack("2017", PARTS), Stack("2018", PARTS)],
        key=[("excellent", "X", "Hoàn thành xuất sắc")],
    )


def test_every_part_is_labelled_with_its_mark_and_value() -> None:
    svg = chart().svg()

    for label in ("2017", "2018", "X 20,00%", "T 77,00%", "K 3,00%", "Hoàn thành xuất sắc"):
        assert f">{label}</text>" in svg


def test_labels_of_narrow_parts_do_not_run_into_each_other() -> None:
    starts = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>[XTK] \d', chart().svg())][:3]

    assert starts == sorted(starts)
    assert all(b - a > 8 * 6 for a, b in pairwise(starts))


def test_a_part_too_narrow_for_its_mark_goes_without() -> None:
    svg = chart().svg()

    assert svg.count(">T</text>") == 2
    assert ">K</text>" not in svg


def test_it_needs_words() -> None:
    with pytest.raises(ValueError, match="chart 'chart-x' has no alt"):
        chart(alt=" ")


def test_the_drawing_is_the_same_each_time_and_needs_no_style_or_id() -> None:
    assert chart().svg() == chart().svg()
    assert not re.search(r"style|\bid=|<script|href|<metadata|Date", chart().svg())
