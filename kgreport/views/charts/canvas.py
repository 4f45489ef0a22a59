"""The surface that charts are drawn on, in points, and the plain SVG that it becomes.

The SVG has no styles, ids or dates, and its text stays text: a strict page policy forbids style attributes,
two drawings on a page must not share ids, and the colour of the text follows the page from light to dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from kgreport.hidden_letters import without_controls
from kgreport.views.markup import escape_html
from kgreport.views.palette import OUTLINE
from kgreport.views.sizes.print_sizes import width_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "currentColor"
"""The colour of the text of the page."""

WIDTH = 360.0
"""The width of every chart: about that of a page on a phone, so that no text shrinks there."""

SIZE = 11.5
"""The size of all text."""

WIDER, WIDER_DIGITS = 1.16, 1.32
"""How much wider than in print letters and digits may be on a page, whatever font they will be set in."""

ABOVE_BASELINE = 4.1
"""How far the middle of a line of text is above its baseline."""

PRINTED = 310
"""The width of every chart in print, in points, which makes its text about as small as that of tables."""

NATURAL = 1.3
"""CSS pixels to a point of a drawing, where no style sheet sets another size."""

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def text_width(line: str) -> float:
    """Tell how much room to keep for a line of text.

    >>> round(text_width("X 19,29%"))
    56
    """
    return SIZE * sum(width_of(letter) * (WIDER_DIGITS if letter.isdigit() else WIDER) for letter in line)


@dataclass(frozen=True, slots=True)
class _Bar:
    left: float
    middle: float
    length: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class _Line:
    points: Sequence[Point]
    color: str
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    radius: float
    color: str


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    line: str
    color: str
    bold: bool
    anchor: Anchor


class Canvas:
    """A surface of `WIDTH` by `height` points: the origin at the top left, down is positive.

    What is drawn on it becomes a plain SVG, or a figure of matplotlib that an analyst can restyle.
    """

    def __init__(self, height: float) -> None:
        self._height = height
        self._shapes: list[_Bar | _Line | _Dot] = []
        self._texts: list[_Text] = []

    def text(
        self,
        x: float,
        baseline: float,
        line: str,
        *,
        color: str = INK,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """Write a line of text; nothing if it is empty."""
        if line:
            self._texts.append(_Text(x, baseline, line, color, bold, anchor))

    def bar(self, left: float, middle: float, length: float, height: float, *, fill: str) -> None:
        """Draw a bar that lies on its side, with an outline; dashed where it has no fill."""
        self._shapes.append(_Bar(left, middle, length, height, fill))

    def line(
        self, points: Sequence[Point], *, color: str = OUTLINE, width: float = 1, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        self._shapes.append(_Line(points, color, width, dashed))

    def dot(self, x: float, y: float, radius: float, *, color: str) -> None:
        """Draw a dot."""
        self._shapes.append(_Dot(x, y, radius, color))

    def figure(self) -> Figure:
        """Make a figure of matplotlib with the same shapes and texts, the ink black."""
        from matplotlib.figure import Figure  # noqa: PLC0415 - a third of a second, and no report needs it

        figure = Figure(figsize=(WIDTH / 72, self._height / 72))
        axes = figure.add_axes((0, 0, 1, 1))
        for shape in self._shapes:
            _add_shape(axes, shape)
        for one in self._texts:
            axes.text(
                one.x,
                one.y,
                one.line,
                size=SIZE,
                color="black" if one.color == INK else one.color,
                weight="bold" if one.bold else "normal",
                ha={"start": "left", "middle": "center", "end": "right"}[one.anchor],
                parse_math=False,
            )
        axes.set(xlim=(0, WIDTH), ylim=(self._height, 0))
        axes.set_axis_off()
        return figure

    def svg(self, alt: str) -> str:
        """Write the drawing as SVG, all text over all shapes.

        Parameters
        ----------
        alt
            What the chart shows, for readers who do not see it.
        """
        box = f"0 0 {_number(WIDTH)} {_number(self._height)}"
        width, height = round(WIDTH * NATURAL), round(self._height * NATURAL)
        size = f'viewBox="{box}" width="{width}" height="{height}"'
        named = f'{size} role="img" aria-label="{escape_html(alt)}"'
        shapes = "".join(map(_svg_shape, self._shapes))
        texts = "".join(map(_svg_text, self._texts))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{shapes}'
            f'<g font-size="{_number(SIZE)}" fill="{INK}">{texts}</g></svg>'
        )


def _add_shape(axes: Axes, shape: _Bar | _Line | _Dot) -> None:
    """Draw a shape with matplotlib."""
    if isinstance(shape, _Bar):
        axes.barh(
            shape.middle,
            shape.length,
            shape.height,
            left=shape.left,
            color=shape.fill,
            edgecolor=OUTLINE,
            linestyle=_dashes(dashed=shape.fill == "none"),
        )
    elif isinstance(shape, _Line):
        xs, ys = zip(*shape.points, strict=True)
        axes.plot(xs, ys, color=shape.color, linewidth=shape.width, linestyle=_dashes(dashed=shape.dashed))
    else:
        axes.plot([shape.x], [shape.y], "o", color=shape.color, markersize=2 * shape.radius)


def _dashes(*, dashed: bool) -> str:
    return "--" if dashed else "-"


def _svg_shape(shape: _Bar | _Line | _Dot) -> str:
    if isinstance(shape, _Dot):
        x, y, radius = _number(shape.x), _number(shape.y), _number(shape.radius)
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{shape.color}"/>'
    if isinstance(shape, _Line):
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
        look = (
            f'stroke="{shape.color}" stroke-width="{_number(shape.width)}"{_svg_dashes(dashed=shape.dashed)}'
        )
        return f'<polyline points="{points}" fill="none" {look}/>'
    place = f'x="{_number(shape.left)}" y="{_number(shape.middle - shape.height / 2)}"'
    size = f'width="{_number(shape.length)}" height="{_number(shape.height)}"'
    dashes = _svg_dashes(dashed=shape.fill == "none")
    return f'<rect {place} {size} fill="{shape.fill}" stroke="{OUTLINE}"{dashes}/>'


def _svg_dashes(*, dashed: bool) -> str:
    return ' stroke-dasharray="3 2"' if dashed else ""


def _svg_text(one: _Text) -> str:
    anchor = f' text-anchor="{one.anchor}"' if one.anchor != "start" else ""
    weight = ' font-weight="700"' if one.bold else ""
    color = f' fill="{one.color}"' if one.color != INK else ""
    place = f'x="{_number(one.x)}" y="{_number(one.y)}"'
    return f"<text {place}{anchor}{weight}{color}>{escape(without_controls(one.line), quote=False)}</text>"


def _number(value: float) -> str:
    """Write a number of points, to the tenth.

    >>> _number(12.50), _number(331.0), _number(0.1 + 0.2)
    ('12.5', '331', '0.3')
    """
    return f"{value:.1f}".removesuffix(".0")
