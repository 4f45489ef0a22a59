"""A blank drawing in points, and its plain SVG: what charts of every kind are drawn on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

__all__ = ["Canvas", "blank_canvas"]


class Canvas:
    """A surface in points: the origin at the top left, down is positive.

    It has no axes: nothing here is measured along one, and making them takes as long as all that is drawn.
    """

    def __init__(self, figure: Figure, place: Transform) -> None:
        self._figure = figure
        self._place = place

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: float,
        color: str,
        weight: Literal["normal", "bold"] = "normal",
        ha: Literal["left", "center"] = "left",
    ) -> None:
        """Write a line of text on a baseline."""
        self._figure.text(
            x, y, said, size=size, color=color, weight=weight, ha=ha, va="baseline", transform=self._place
        )

    def bar(self, left: float, middle: float, length: float, height: float, *, color: str) -> None:
        """Draw a bar that lies on its side, without an edge."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        corner = (left, middle - height / 2)
        self._figure.add_artist(
            Rectangle(corner, length, height, facecolor=color, linewidth=0, transform=self._place)
        )

    def drawing(self, salt: str) -> str:
        """Write what was drawn as SVG, text kept as text; two drawings of one salt may share ids."""
        import matplotlib as mpl  # noqa: PLC0415
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

        drawing = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
            canvas: Any = FigureCanvasSVG(self._figure)  # matplotlib tells no types of it
            canvas.print_svg(drawing, metadata={"Date": None})
        return drawing.getvalue()


def blank_canvas(width: float, height: float) -> Canvas:
    """Give a surface of `width` by `height` points."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - a third of a second
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    return Canvas(figure, Affine2D().scale(1, -1).translate(0, height))
