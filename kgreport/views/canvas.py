"""A blank drawing in points, and its plain, self-contained SVG: what charts of every kind are drawn on.

No styles, no ids, no dates, and text that stays text: a strict page policy forbids style attributes, two
drawings on a page must not share ids, and the colour of the text follows the page from light to dark.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kgreport.views.markup import escape_html

INK = "currentColor"
"""The colour of the page's own text."""

NATURAL = 1.3
"""CSS pixels to a unit of a drawing, where no style sheet says otherwise."""

_BOLD = ' font-weight="700"'


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface of `width` by `height` points: the origin at the top left, down is positive.

    Attributes
    ----------
    width, height
        Its size.
    bars, texts
        What was drawn on it, in its order; texts lie over bars.
    """

    width: float
    height: float
    bars: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def bar(self, left: float, middle: float, length: float, thickness: float, colour: str) -> None:
        """Draw a bar from `left` to the right, `middle` being that of its thickness."""
        start, end = _number(left), _number(left + length)
        top, bottom = _number(middle - thickness / 2), _number(middle + thickness / 2)
        outline = f"M {start} {top}  L {end} {top}  L {end} {bottom}  L {start} {bottom}  z "
        self.bars.append(f'<g><path d="{outline}" fill="{colour.lower()}" /></g>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        colour: str = INK,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write words on the line `y`, from `x` to the right, or about it where the anchor is ``middle``."""
        if words:
            at = f'x="{_number(x)}" y="{_number(y)}" transform="rotate(-0 {_number(x)} {_number(y)})"'
            look = f'{_BOLD if bold else ""} font-size="{_number(size)}" text-anchor="{anchor}"'
            self.texts.append(f'<g><text {at}{look} fill="{colour}">{escape_html(words)}</text></g>')

    def svg(self, alt: str) -> str:
        """Give what was drawn, with what it shows in words for those who do not see it."""
        box = f"0 0 {_number(self.width)} {_number(self.height)}"
        size = f'width="{round(self.width * NATURAL)}" height="{round(self.height * NATURAL)}"'
        named = f'viewBox="{box}" {size} role="img" aria-label="{escape_html(alt)}"'
        drawn = "".join([*self.bars, *self.texts])
        return f'<svg xmlns="http://www.w3.org/2000/svg" {named}><g><g>{drawn}</g></g></svg>'


def _number(value: float) -> str:
    """Write a length in points, to a millionth.

    >>> _number(12.50), _number(146.5709199999), _number(0)
    ('12.5', '146.57092', '0')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")
