"""The surface that charts are drawn on, in points, and the plain SVG that it becomes.

The SVG has no styles, ids or dates, and its text stays text: a strict page policy forbids style attributes,
two drawings on a page must not share ids, and the colour of the text follows the page from light to dark.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from kgreport.views.markup import escape_html

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

INK = "#000001"
"""The colour of text in a drawing; the page replaces it by the colour of its own text."""

NATURAL = 1.3
"""CSS pixels to a point of a drawing, where no style sheet sets another size."""

_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = {"metadata", "style"}
_FONT_PART = {"font", "font-family", "font-style", "font-stretch", "font-variant"}


class Canvas:
    """A surface in points: the origin at the top left, down is positive.

    It has no axes: they are not needed, and making them takes as long as all the drawing.
    """

    def __init__(self, figure: Figure, place: Transform) -> None:
        self._figure = figure
        self._place = place

    def text(
        self,
        x: float,
        y: float,
        line: str,
        *,
        size: float,
        color: str,
        weight: Literal["normal", "bold"] = "normal",
        ha: Literal["left", "center"] = "left",
    ) -> None:
        """Write a line of text on a baseline."""
        self._figure.text(
            x, y, line, size=size, color=color, weight=weight, ha=ha, va="baseline", transform=self._place
        )

    def bar(self, left: float, middle: float, length: float, height: float, *, color: str) -> None:
        """Draw a bar that lies on its side, without an edge."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        corner = (left, middle - height / 2)
        self._figure.add_artist(
            Rectangle(corner, length, height, facecolor=color, linewidth=0, transform=self._place)
        )

    def svg(self, name: str, alt: str) -> str:
        """Write the drawing as plain SVG.

        Parameters
        ----------
        name
            Id of the chart; matplotlib makes its own ids from it, always the same ones.
        alt
            What the chart shows, for readers who do not see it.
        """
        import matplotlib as mpl  # noqa: PLC0415
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

        drawing = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
            canvas: Any = FigureCanvasSVG(self._figure)  # matplotlib has no types for it
            canvas.print_svg(drawing, metadata={"Date": None})
        return _plain_svg(drawing.getvalue(), alt)


def blank_canvas(width: float, height: float) -> Canvas:
    """Make a surface of `width` by `height` points."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - a third of a second
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    return Canvas(figure, Affine2D().scale(1, -1).translate(0, height))


def _plain_svg(drawing: str, alt: str) -> str:
    """Reduce an SVG of matplotlib to plain elements and attributes."""
    source = ET.fromstring(drawing)
    _reduce(source)
    inner = "".join(ET.tostring(child, encoding="unicode") for child in source)
    inner = re.sub(r"\s*\n\s*", "", inner).replace(INK, "currentColor")
    box = source.attrib["viewBox"]
    width, height = (round(float(side) * NATURAL) for side in box.split()[2:])
    size = f'viewBox="{box}" width="{width}" height="{height}"'
    named = f'{size} role="img" aria-label="{escape_html(alt)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{inner}</svg>'


def _reduce(node: ET.Element) -> None:
    node.tag = node.tag.removeprefix(_SVG)
    for name in [name for name in node.attrib if name == "id" or name.startswith("{")]:
        del node.attrib[name]
    for part in node.attrib.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        if value:
            _set_attribute(node, name.strip(), value.strip())
    for child in list(node):
        _reduce(child)
        if child.tag in _DROPPED or (child.tag in ("defs", "g") and not len(child)):
            node.remove(child)


def _set_attribute(node: ET.Element, name: str, value: str) -> None:
    if name == "font":  # 600 and not 700: the printed page's bold face misplaces Vietnamese marks
        bold = re.search(r"\b(bold|[6-9]00)\b", value)
        size = re.search(r"([\d.]+)px", value)
        node.attrib |= {"font-weight": "600"} if bold else {}
        node.attrib |= {"font-size": size[1]} if size else {}
    elif name == "font-size":
        node.set(name, value.removesuffix("px"))
    elif name not in _FONT_PART:
        node.set(name, value)
