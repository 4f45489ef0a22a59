"""A chart is read by everyone: labelled, described, the same each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.charts.canvas import WIDTH, text_width
from kgreport.views.palette import ACCENT, ALERT, OUTLINE, TINTS
from kgreport.views.texts import Note
from kgreport.views.view import Section

BARS = [Bar("Năm 2015", 2838, "2.838"), Bar("Năm 2018", 2706, "2.706")]


def chart(name: str = "chart-x", **given: str) -> BarChart:
    return BarChart(
        id=name, title=given.get("title", "Biên chế"), alt=given.get("alt", 'Giảm "132" <người>'), bars=BARS
    )


def contrast(one: str, other: str) -> float:
    """Compare the luminance of two colours, as WCAG defines it."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    digits = color.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(whole[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("missing", ["title", "alt"])
def test_a_chart_without_words_is_refused_by_name(missing: str) -> None:
    with pytest.raises(ValueError, match=f"chart 'chart-x' has no {missing}"):
        chart(**{missing: " "})


def test_names_and_values_are_text_in_the_drawing() -> None:
    svg = chart().svg()

    assert ">Năm 2015</text>" in svg
    assert ">2.838</text>" in svg


def test_what_xml_cannot_hold_is_left_out_of_the_drawing() -> None:
    bars = [Bar("Rạch\x1b\ud800 Giá\uffff <b>", 1, "1\x00")]
    svg = BarChart(id="chart-x", title="t", alt="a\x07", bars=bars).svg()
    assert "Rạch Giá <b>" in "".join(ElementTree.fromstring(svg).itertext())


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
    first, second = (float(x) for x in re.findall(r'<rect [^>]* width="([\d.]+)"', chart().svg()))

    assert second / first == pytest.approx(2706 / 2838, rel=1e-3)


def test_zero_has_its_label_and_no_bar() -> None:
    svg = BarChart(id="c", title="t", alt="a", bars=[Bar("x", 5, "5"), Bar("y", 0, "0")]).svg()

    assert svg.count("<rect") == 1
    assert ">0</text>" in svg


def test_a_bar_has_an_outline_that_is_seen_on_a_white_and_on_a_dark_page() -> None:
    assert f'stroke="{OUTLINE}"' in chart().svg()
    for paper in ("#ffffff", "#16181c"):
        assert all(contrast(color, paper) >= 3 for color in (OUTLINE, ACCENT, ALERT))


def test_the_text_on_a_level_is_read_on_its_colour() -> None:
    for fill, ink in TINTS.values():
        if fill != "none":
            assert contrast(fill, ink) >= 4.5


def test_the_longest_label_stays_inside() -> None:
    wide = BarChart(id="c", title="t", alt="a", bars=[Bar("x", 53056, "53.056 (99,47%)")])
    [start] = re.findall(r'<text x="([\d.]+)"[^>]*font-weight', wide.svg())

    assert float(start) + text_width("53.056 (99,47%)") <= WIDTH


def test_a_chart_is_also_a_figure_of_matplotlib_with_the_same_bars_and_texts() -> None:
    figure = chart().figure
    [axes] = figure.axes

    lengths = [bar.get_path().get_extents(bar.get_transform()).width for bar in axes.patches]
    assert lengths[0] / lengths[1] == pytest.approx(2838 / 2706)
    assert [text.get_text() for text in axes.texts] == ["Năm 2015", "2.838", "Năm 2018", "2.706"]


def test_a_section_gives_the_figure_of_its_chart_and_none_without_one() -> None:
    assert Section("x", "X", [Note(["Không có biểu đồ"]), chart()]).figure
    assert Section("x", "X", [Note(["Không có biểu đồ"])]).figure is None
