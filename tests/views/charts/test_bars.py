"""A chart is read by everyone: labelled, described, the same each time."""

from __future__ import annotations

import re

import pytest

from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.texts import Note
from kgreport.views.view import Section

BARS = [Bar("Hành chính", 2838, "2015: 2.838", "muted"), Bar("", 2706, "2018: 2.706")]


def chart(name: str = "chart-x", **given: str) -> BarChart:
    return BarChart(
        id=name, title=given.get("title", "Biên chế"), alt=given.get("alt", 'Giảm "132" <người>'), bars=BARS
    )


@pytest.mark.parametrize("missing", ["title", "alt"])
def test_a_chart_without_words_is_refused_by_name(missing: str) -> None:
    with pytest.raises(ValueError, match=f"chart 'chart-x' has no {missing}"):
        chart(**{missing: " "})


def test_names_and_values_are_text_in_the_drawing() -> None:
    svg = chart().svg()

    assert ">Hành chính</text>" in svg
    assert ">2015: 2.838</text>" in svg


def test_the_drawing_needs_no_style_id_or_script() -> None:
    """A strict page policy forbids styles, and two drawings must not share ids."""
    svg = chart().svg()

    assert not re.search(r"style|\bid=|<script|href|<metadata|Date", svg)


def test_the_alt_text_is_escaped() -> None:
    assert 'aria-label="Giảm &quot;132&quot; &lt;người&gt;"' in chart().html()


def test_text_takes_the_colour_of_the_page() -> None:
    assert 'fill="currentColor"' in chart().html()
    assert "currentColor" not in chart().typst()


def test_two_drawings_of_the_same_are_the_same() -> None:
    assert chart().svg() == chart().svg()


def test_bars_are_as_long_as_their_values() -> None:
    ends = [float(x) for x in re.findall(r"L ([\d.]+) \d", chart().svg())]
    first, second = max(ends), sorted(set(ends))[-2]

    assert second / first == pytest.approx(2706 / 2838, rel=1e-3)


def test_the_longest_label_stays_inside() -> None:
    wide = BarChart(id="c", title="t", alt="a", bars=[Bar("x", 53056, "53.056 (99,47%)")])
    [start] = re.findall(r'<text x="([\d.]+)"[^>]*font-weight', wide.svg())
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', wide.svg())[0])

    assert float(start) + 8 * len("53.056 (99,47%)") <= width


def test_a_chart_is_also_a_figure_of_matplotlib_with_the_same_bars_and_texts() -> None:
    figure = chart().figure
    [axes] = figure.axes

    lengths = [bar.get_path().get_extents(bar.get_transform()).width for bar in axes.patches]
    assert lengths[0] / lengths[1] == pytest.approx(2838 / 2706)
    assert [text.get_text() for text in axes.texts] == ["Hành chính", "2015: 2.838", "2018: 2.706"]


def test_a_section_gives_the_figure_of_its_chart_and_none_without_one() -> None:
    assert Section("x", "X", [Note(["Không có biểu đồ"]), chart()]).figure
    assert Section("x", "X", [Note(["Không có biểu đồ"])]).figure is None
