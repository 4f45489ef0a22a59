"""Charts of counts as labelled bars, and the text that stands for them.

Every bar has its name above it and its value at its end, so no legend, axis or colour is needed to read it,
and it stays readable on a phone. Colours are of the palette of Okabe and Ito, safe for the colour-blind.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kgreport.views.markup import escape_html, escape_typst, typst_string
from kgreport.views.svg import INK, plain_svg
from kgreport.views.view import View

Tone = Literal["plain", "muted", "alert"]

_COLOURS: dict[Tone, str] = {"plain": "#0072B2", "muted": "#8A9BA8", "alert": "#D55E00"}
_WIDTH, _CHARACTER = 380.0, 8.6
_NAME, _BAR, _SIZE = 17.0, 14.0, 12.5
_BETWEEN, _WITHIN = 11.0, 3.0
_CHARACTERS = 58


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes
    ----------
    name
        What it counts, written above it; empty for a further bar of the one before.
    value
        Its length.
    label
        The value as text, written at its end.
    tone
        ``plain``, ``muted`` (what was before) or ``alert`` (what calls for attention).
    """

    name: str
    value: float
    label: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(View):
    """A picture with its caption and alt text.

    Attributes
    ----------
    id
        Fixed name, such as ``chart-reasons``.
    title
        Its caption.
    alt
        What it shows, in words and figures.
    bars
        What is drawn, from top to bottom.

    Raises
    ------
    ValueError
        The title or the alt text is empty: it could not be read by everyone.
    """

    id: str
    title: str
    alt: str
    bars: Sequence[Bar]

    def __post_init__(self) -> None:
        for name in ("title", "alt"):
            if not getattr(self, name).strip():
                msg = f"chart '{self.id}' has no {name}; every figure needs one, give it in words"
                raise ValueError(msg)

    def svg(self) -> str:
        """Draw it."""
        return plain_svg(_draw(self.bars, self.id), self.alt)

    def html(self) -> str:
        """Write a figure with the drawing inline and its caption below."""
        caption = f"<figcaption>{escape_html(self.title)}</figcaption>"
        return f'<figure class="kg-chart" id="{self.id}">{self.svg()}{caption}</figure>'

    def typst(self) -> str:
        """Write a figure with the drawing inline, its text in the font of the page."""
        drawing = self.svg().replace("currentColor", "#1a1a1a")
        drawing = drawing.replace("<svg ", '<svg font-family="Libertinus Serif" ', 1)
        picture = (
            f'image(bytes({typst_string(drawing)}), format: "svg", width: 92%, alt: {typst_string(self.alt)})'
        )
        return f"#figure(kind: image, caption: [{escape_typst(self.title)}], {picture}) <{self.id}>"

    def plain(self) -> str:
        """Write the alt text."""
        return f"{self.title}: {self.alt}"


def _draw(bars: Sequence[Bar], salt: str) -> str:
    import matplotlib as mpl  # noqa: PLC0415 - a third of a second, only where something is drawn
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    rows = _rows(bars)
    height = rows[-1].bottom
    figure = Figure(figsize=(_WIDTH / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, _WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    scale = (_WIDTH - _label_width(bars)) / (max(bar.value for bar in bars) or 1)
    for row in rows:
        for number, line in enumerate(row.lines):
            axes.text(0, row.top + _SIZE + number * _NAME, line, size=_SIZE, color=INK)
        length, middle = max(row.bar.value * scale, 1.0), row.bottom - _BAR / 2
        axes.barh(middle, length, _BAR, color=_COLOURS[row.bar.tone], clip_on=False)
        axes.text(length + 6, row.bottom - 2.6, row.bar.label, size=_SIZE, color=INK, weight="bold")
    drawing = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        figure.savefig(drawing, format="svg", metadata={"Date": None})
    return drawing.getvalue()


def _label_width(bars: Sequence[Bar]) -> float:
    """Keep room at the end of the longest bar for the longest label, in whatever font it will be set."""
    return 6 + _CHARACTER * max(len(bar.label) for bar in bars)


@dataclass(frozen=True, slots=True)
class _Row:
    bar: Bar
    lines: list[str]
    top: float
    bottom: float


def _balanced(name: str) -> list[str]:
    """Break a long name into lines of much the same length.

    >>> _balanced("Công chức, viên chức được xếp loại không hoàn thành nhiệm vụ")
    ['Công chức, viên chức được xếp loại', 'không hoàn thành nhiệm vụ']
    """
    lines = -(-len(name) // _CHARACTERS)
    return textwrap.wrap(name, len(name) // lines + 6, break_long_words=False) if lines else []


def _rows(bars: Sequence[Bar]) -> list[_Row]:
    """Place the bars from top to bottom; a bar without a name keeps close to the one before."""
    rows: list[_Row] = []
    for bar in bars:
        lines = _balanced(bar.name)
        top = rows[-1].bottom + (_BETWEEN if lines else _WITHIN) if rows else 0.0
        rows.append(_Row(bar, lines, top, top + _NAME * len(lines) + _BAR))
    return rows
