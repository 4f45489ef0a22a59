"""The surface that charts are drawn on, in points, and the plain SVG that it becomes.

The SVG has no styles, ids or dates, and its text stays text: a strict page policy forbids style attributes,
two drawings on a page must not share ids, and the colour of the text follows the page from light to dark.
"""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from kgreport.views.markup import escape_html

INK = "currentColor"
"""The colour of the text of the page."""

NATURAL = 1.3
"""CSS pixels to a point of a drawing, where no style sheet sets another size."""


class Canvas:
    """A surface of `width` by `height` points: the origin at the top left, down is positive.

    The elements and attributes are those that matplotlib gave drawings before, so that published pages stay
    the same to the byte.
    """

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._bars: list[str] = []
        self._texts: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        line: str,
        *,
        size: float,
        color: str = INK,
        bold: bool = False,
        anchor: Literal["start", "middle"] = "start",
    ) -> None:
        """Write a line of text on a baseline."""
        weight = 'font-weight="700" ' if bold else ""
        at = f'x="{_number(x)}" y="{_number(y)}" transform="rotate(-0 {_number(x)} {_number(y)})"'
        look = f'{weight}font-size="{_number(size)}" text-anchor="{anchor}" fill="{_colour(color)}"'
        self._texts.append(f"<g><text {at} {look}>{escape(line, quote=False)}</text></g>")

    def bar(self, left: float, middle: float, length: float, height: float, *, color: str) -> None:
        """Draw a bar that lies on its side, without an edge."""
        right, top, bottom = map(_number, (left + length, middle - height / 2, middle + height / 2))
        start = _number(left)
        path = f"M {start} {top}  L {right} {top}  L {right} {bottom}  L {start} {bottom}  z "
        self._bars.append(f'<g><path d="{path}" fill="{color}" /></g>')

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
        inner = "".join([*self._bars, *self._texts])
        return f'<svg xmlns="http://www.w3.org/2000/svg" {named}><g>{inner}</g></svg>'


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
