"""A line shows how a share changed: its ends are labelled, and the same change is as steep in each panel."""

from __future__ import annotations

import re

import pytest

from kgreport.views.charts.lines import Break, Line, LineChart, Panel

RISES = Line([0.10, 0.15, 0.20], "10,00%", "20,00%")
STAYS = Line([0.90, 0.90, 0.91], "90,00%", "91,00%", alert=True)
BROKEN = Line([0.10, None, 0.20], "10,00%", "20,00%")


def chart(*lines: Line, **given: object) -> LineChart:
    panels = [Panel(f"Đơn vị {number}", [line]) for number, line in enumerate(lines, start=1)]
    options = {"steps": ["2016", "2017", "2018"], **given}
    return LineChart(id="chart-x", title="Qua các năm", alt="Tăng", panels=panels, **options)  # type: ignore[arg-type]


def strokes(svg: str) -> list[tuple[float, float]]:
    """Give the height of both ends of each stroke of the lines."""
    found = re.findall(r'points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"[^>]*stroke-width="1.8"', svg)
    return [(float(start), float(end)) for start, end in found]


def test_each_end_of_a_line_has_its_value_and_each_panel_its_name() -> None:
    svg = chart(RISES, STAYS).svg()

    for text in ("Đơn vị 1", "Đơn vị 2", "10,00%", "20,00%", "90,00%", "91,00%", "2016", "2018"):
        assert f">{text}</text>" in svg


def test_the_same_change_is_as_steep_in_each_panel() -> None:
    rises, _, _, stays = strokes(chart(RISES, STAYS).svg())

    assert rises[0] - rises[1] == pytest.approx(5 * (stays[0] - stays[1]), abs=0.3)


def test_a_small_change_looks_small() -> None:
    [_, (before, after)] = strokes(chart(STAYS, height=50).svg())

    assert before - after == pytest.approx(10)


def test_a_line_has_a_gap_where_a_year_is_unknown_and_a_dot_where_it_is_known() -> None:
    svg = chart(BROKEN).svg()

    assert strokes(svg) == []
    assert svg.count("<circle") == 2


def test_a_dashed_line_stands_in_each_panel_where_the_rules_changed_and_is_explained_once() -> None:
    svg = chart(RISES, STAYS, breaks=[Break(2, "Từ năm 2018: Quy định 132-QĐ/TW")]).svg()

    assert svg.count("stroke-dasharray") == 3
    assert svg.count("132-QĐ/TW") == 1


def test_values_that_are_close_are_written_apart() -> None:
    close = [Line([0.5, 0.5], "a", "50,00%"), Line([0.501, 0.501], "b", "50,10%")]
    svg = LineChart(id="c", title="t", alt="a", steps=["1", "2"], panels=[Panel("x", close)]).svg()
    heights = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>50,', svg)]

    assert abs(heights[0] - heights[1]) >= 15


def test_it_is_also_a_figure_of_matplotlib() -> None:
    [axes] = chart(RISES).figure.axes

    assert "20,00%" in [text.get_text() for text in axes.texts]
    assert len(axes.lines) == 5
