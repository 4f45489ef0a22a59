"""Charts of counts as labelled bars.

Every bar has its name above it and its value at its end, so no legend, axis or colour is needed to read it,
and it stays readable on a phone. Colours are of the palette of Okabe and Ito, safe for the colour-blind.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kgreport.views.charts.canvas import Canvas
from kgreport.views.charts.pictures import Picture

Tone = Literal["plain", "muted", "alert"]

_COLOURS: dict[Tone, str] = {"plain": "#0072b2", "muted": "#8a9ba8", "alert": "#d55e00"}
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
class BarChart(Picture):
    """A chart of bars, one below the other.

    Attributes
    ----------
    bars
        What is drawn, from top to bottom.
    """

    bars: Sequence[Bar]

    def drawing(self) -> Canvas:
        """Draw it."""
        rows = _rows(self.bars)
        canvas = Canvas(_WIDTH, rows[-1].bottom)
        scale = (_WIDTH - _label_width(self.bars)) / (max(bar.value for bar in self.bars) or 1)
        for row in rows:
            for number, line in enumerate(row.lines):
                canvas.text(0, row.top + _SIZE + number * _NAME, line, size=_SIZE)
            length, middle = max(row.bar.value * scale, 1.0), row.bottom - _BAR / 2
            canvas.bar(0, middle, length, _BAR, color=_COLOURS[row.bar.tone])
            canvas.text(length + 6, row.bottom - 2.6, row.bar.label, size=_SIZE, bold=True)
        return canvas


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
