"""A blank drawing in points, and its plain SVG: what charts of every kind are drawn on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Canvas

__all__ = ["Canvas", "blank_canvas", "drawing_of"]


def blank_canvas(width: float, height: float) -> Canvas:
    """Give a surface of `width` by `height` points: the origin at the top left, down is positive."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - a third of a second
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    axes: Canvas = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def drawing_of(axes: Canvas, salt: str) -> str:
    """Write what was drawn as SVG, text kept as text; two drawings of one salt may share ids."""
    import matplotlib as mpl  # noqa: PLC0415

    drawing = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        axes.get_figure(root=True).savefig(drawing, format="svg", metadata={"Date": None})  # type: ignore[union-attr]
    return drawing.getvalue()
