"""Charts of counts as labelled bars.

Every bar has its name above it and its value at its end, so no legend, axis or colour is needed to read it,
and it stays readable on a phone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from kgreport.views.charts.canvas import ABOVE_BASELINE, SIZE, WIDTH, Canvas, text_width
from kgreport.views.charts.pictures import Picture
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.work import BARS
from kgreport.views.palette import TINTS

_NAME, _BAR, _BETWEEN = 16.0, 13.0, 10.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes
    ----------
    name
        What it counts, written above it.
    value
        Its length; of zero, only the label is written.
    label
        The value as text, written at its end.
    """

    name: str
    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BarChart(Picture):
    """A chart of bars, one below the other.

    Attributes
    ----------
    bars
        What is drawn, from top to bottom.
    """

    bars: Sequence[Bar]

    @property
    def facts(self) -> Sequence[Facts]:
        """The bars that are drawn."""
        rows = [
            {"position": position, "name": bar.name, "value": bar.value, "label": bar.label}
            for position, bar in enumerate(self.bars, start=1)
        ]
        return [facts_of(BARS, rows)]

    def drawing(self) -> Canvas:
        """Draw it."""
        rows = _rows(self.bars)
        canvas = Canvas(rows[-1].bottom + 1)
        room = WIDTH - 8 - max(text_width(bar.label) * 1.1 for bar in self.bars)
        scale = room / (max(bar.value for bar in self.bars) or 1)
        for row in rows:
            for number, line in enumerate(row.lines):
                canvas.text(0, row.top + SIZE + number * _NAME, line)
            length, middle = row.bar.value * scale, row.bottom - _BAR / 2
            if length:
                canvas.bar(0.5, middle, length, _BAR, fill=TINTS["good"].fill)
            canvas.text(length + 6 * bool(length), middle + ABOVE_BASELINE, row.bar.label, bold=True)
        return canvas


@dataclass(frozen=True, slots=True)
class _Row:
    bar: Bar
    lines: list[str]
    top: float
    bottom: float


def balanced(name: str, room: float = WIDTH) -> list[str]:
    """Break a long name into lines of much the same length, none wider than there is room for.

    >>> balanced("Công chức, viên chức được xếp loại không hoàn thành nhiệm vụ")
    ['Công chức, viên chức được xếp loại', 'không hoàn thành nhiệm vụ']
    """
    words = len(name.split())
    for count in range(max(1, ceil(text_width(name) / room)), words + 1):
        lines = textwrap.wrap(name, len(name) // count + 6, break_long_words=False)
        if count == words or all(text_width(line) <= room for line in lines):
            return lines
    return []


def _rows(bars: Sequence[Bar]) -> list[_Row]:
    """Place the bars from top to bottom, each with its name above it."""
    rows: list[_Row] = []
    for bar in bars:
        lines = balanced(bar.name)
        top = rows[-1].bottom + _BETWEEN if rows else 0.0
        rows.append(_Row(bar, lines, top, top + _NAME * len(lines) + _BAR))
    return rows
