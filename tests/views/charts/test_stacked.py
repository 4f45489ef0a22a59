"""A chart of shares is read without its colours: every part has its mark and its value at its bar."""

from __future__ import annotations

import re

from kgreport.views.charts.canvas import WIDTH
from kgreport.views.charts.stacked import Segment, Stack, StackedChart

PARTS = [
    Segment("excellent", "X", 0.2, "20,00%"),
    Segment("good", "T", 0.77, "77,00%"),
    Segment("fulfilled", "H", 0.0, "0,00%"),
    Segment("unfulfilled", "K", 0.03, "3,00%"),
]


def chart(*stacks: Stack) -> StackedChart:
    return StackedChart(
        id="chart-x",
        title="Cơ cấu",
        alt="Phần lớn tốt",
        stacks=stacks or [Stack("2018", PARTS)],
        key=[("excellent", "X", "Hoàn thành xuất sắc")],
    )


def texts(svg: str) -> dict[str, tuple[float, float]]:
    """Give where each text of a drawing stands."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)', svg)
    return {text: (float(x), float(y)) for x, y, text in found}


def bars(svg: str) -> list[tuple[float, float, float]]:
    """Give the left edge, the top and the length of each bar; the first one is of the key."""
    found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', svg)[1:]
    return [(float(x), float(y), float(width)) for x, y, width in found]


def test_every_part_is_labelled_with_its_mark_and_value_but_zero() -> None:
    said = texts(chart().svg())

    assert {"2018", "X 20,00%", "T 77,00%", "K 3,00%", "X Hoàn thành xuất sắc"} <= set(said)
    assert "H 0,00%" not in said


def test_parts_follow_one_another_and_make_up_the_whole_and_zero_has_no_bar() -> None:
    drawn = bars(chart().svg())

    assert len(drawn) == 3
    assert [round(width / (WIDTH - 1), 2) for _, _, width in drawn] == [0.2, 0.77, 0.03]
    assert [round(x - 0.5, 1) for x, _, _ in drawn] == [0, round(0.2 * 359, 1), round(0.97 * 359, 1)]


def test_a_label_stands_in_its_part_or_above_the_bar_where_that_is_too_narrow() -> None:
    svg = chart().svg()
    said, (_, top, _) = texts(svg), bars(svg)[0]

    assert said["T 77,00%"][1] > top
    assert said["K 3,00%"] == (WIDTH, said["2018"][1])


def test_labels_above_a_bar_have_a_line_of_their_own_where_the_name_leaves_no_room() -> None:
    name = "Cá nhân cán bộ lãnh đạo, quản lý các cấp của cả tỉnh"
    said = texts(chart(Stack(name, PARTS)).svg())

    assert said["K 3,00%"][1] > said[name][1]


def test_a_part_of_the_row_above_is_indented() -> None:
    said = texts(chart(Stack("Cơ sở", PARTS), Stack("Chi bộ", PARTS, is_part=True)).svg())

    assert said["Cơ sở"][0] == 0 < said["Chi bộ"][0]


def test_what_is_unknown_has_a_dashed_outline_and_no_fill() -> None:
    unknown = Segment("unknown_level", "?", 0.4, "40,00%")

    assert re.search(r'fill="none" stroke="#\w+" stroke-dasharray', chart(Stack("x", [unknown])).svg())


def test_the_drawing_is_the_same_each_time_and_needs_no_style_or_id() -> None:
    assert chart().svg() == chart().svg()
    assert not re.search(r"style|\bid=|<script|href|<metadata|Date", chart().svg())
