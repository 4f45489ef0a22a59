"""The surface that charts are drawn on, in points, and the plain SVG that it becomes.

The SVG has no styles, ids or dates, and its text stays text: a strict page policy forbids style attributes,
two drawings on a page must not share ids, and the colour of the text follows the page from light to dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from kgreport.views.markup import escape_html

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "currentColor"
"""The colour of the text of the page."""

NATURAL = 1.3
"""CSS pixels to a point of a drawing, where no style sheet sets another size."""


Anchor = Literal["start", "middle"]


@dataclass(frozen=True, slots=True)
class _Bar:
    left: float
    middle: float
    length: float
    height: float
    color: str


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    line: str
    size: float
    color: str
    bold: bool
    anchor: Anchor


class Canvas:
    """A surface of `width` by `height` points: the origin at the top left, down is positive.

    What is drawn on it becomes a plain SVG, or a figure of matplotlib that an analyst can restyle. The SVG
    has the elements and attributes that matplotlib gave drawings before, so that published pages stay the
    same to the byte.
    """

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._bars: list[_Bar] = []
        self._texts: list[_Text] = []

    def text(
        self,
        x: float,
        y: float,
        line: str,
        *,
        size: float,
        color: str = INK,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """Write a line of text on a baseline."""
        self._texts.append(_Text(x, y, line, size, color, bold, anchor))

    def bar(self, left: float, middle: float, length: float, height: float, *, color: str) -> None:
        """Draw a bar that lies on its side, without an edge."""
        self._bars.append(_Bar(left, middle, length, height, color))

    def figure(self) -> Figure:
        """Make a figure of matplotlib with the same bars and texts, the ink black."""
        from matplotlib.figure import Figure  # noqa: PLC0415 - a third of a second, and no report needs it

        figure = Figure(figsize=(self._width / 72, self._height / 72))
        axes = figure.add_axes((0, 0, 1, 1))
        for bar in self._bars:
            axes.barh(bar.middle, bar.length, bar.height, left=bar.left, color=bar.color)
        for one in self._texts:
            axes.text(
                one.x,
                one.y,
                one.line,
                size=one.size,
                color="black" if one.color == INK else one.color,
                weight="bold" if one.bold else "normal",
                ha="center" if one.anchor == "middle" else "left",
                parse_math=False,
            )
        axes.set(xlim=(0, self._width), ylim=(self._height, 0))
        axes.set_axis_off()
        return figure

    def svg(self, alt: str) -> str:
        """Write the drawing as SVG, all text over all bars.

        Parameters
        ----------
        alt
            What the chart shows, for readers who do not see it.
        """
        box = f"0 0 {_number(self._width)} {_number(self._height)}"
        width, height = round(self._width * NATURAL), round(self._height * NATURAL)
        size = f'viewBox="{box}" width="{width}" height="{height}"'
        named = f'{size} role="img" aria-label="{escape_html(alt)}"'
        inner = "".join([*map(_svg_bar, self._bars), *map(_svg_text, self._texts)])
        return f'<svg xmlns="http://www.w3.org/2000/svg" {named}><g>{inner}</g></svg>'


def _svg_text(one: _Text) -> str:
    weight = 'font-weight="700" ' if one.bold else ""
    x, y = _number(one.x), _number(one.y)
    look = f'{weight}font-size="{_number(one.size)}" text-anchor="{one.anchor}" fill="{_colour(one.color)}"'
    line = escape(one.line, quote=False)
    return f'<g><text x="{x}" y="{y}" transform="rotate(-0 {x} {y})" {look}>{line}</text></g>'


def _svg_bar(bar: _Bar) -> str:
    left, right = _number(bar.left), _number(bar.left + bar.length)
    top, bottom = _number(bar.middle - bar.height / 2), _number(bar.middle + bar.height / 2)
    path = f"M {left} {top}  L {right} {top}  L {right} {bottom}  L {left} {bottom}  z "
    return f'<g><path d="{path}" fill="{bar.color}" /></g>'


def _number(value: float) -> str:
    """Write a number of points.

    >>> _number(12.50), _number(331.0), _number(0.1 + 0.2)
    ('12.5', '331', '0.3')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _colour(color: str) -> str:
    """Write a colour with all its digits.

    >>> _colour("#fff"), _colour("currentColor")
    ('#ffffff', 'currentColor')
    """
    return re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", color)
