"""Charts of shares that make up a whole: one bar a year, each segment labelled with its mark and its value.

The labels stand above the segments, and each wide segment carries its mark. So a reader needs no colour, axis
or legend; the key below only explains the marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.views.charts.canvas import Canvas
from kgreport.views.charts.pictures import Picture
from kgreport.views.palette import TINTS

_WIDTH, _LEFT = 380.0, 42.0
_SIZE, _CHARACTER = 12.5, 7.3
_LABELS, _BAR, _BETWEEN = 17.0, 17.0, 11.0
_APART = 8.0
_KEY, _SWATCH, _FOOT = 19.0, 13.0, 4.0
_ROOM = 15.0
"""A segment narrower than this does not carry its mark."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a bar.

    Attributes
    ----------
    code
        What it is, by the codes of `kgreport.views.palette.TINTS`.
    mark
        One letter or a few that stand for it.
    share
        Its length, as a fraction of one.
    label
        The share as text.
    """

    code: str
    mark: str
    share: float
    label: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: its name, and its segments from left to right."""

    name: str
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedChart(Picture):
    """Bars of equal length, each split into segments.

    Attributes
    ----------
    stacks
        The bars, from top to bottom.
    key
        By code and mark, what the marks mean: ``(code, mark, meaning)``.
    """

    stacks: Sequence[Stack]
    key: Sequence[tuple[str, str, str]]

    def drawing(self) -> Canvas:
        """Draw it."""
        step = _LABELS + _BAR + _BETWEEN
        canvas = Canvas(_WIDTH, len(self.stacks) * step + len(self.key) * _KEY + _FOOT)
        for number, stack in enumerate(self.stacks):
            _draw_stack(canvas, stack, number * step)
        for number, (code, mark, meaning) in enumerate(self.key):
            _draw_meaning(canvas, code, (mark, meaning), len(self.stacks) * step + number * _KEY)
        return canvas


def _draw_stack(canvas: Canvas, stack: Stack, top: float) -> None:
    scale, start, starts = _WIDTH - _LEFT, _LEFT, []
    middle = top + _LABELS + _BAR / 2
    canvas.text(0, middle + 4.5, stack.name, size=_SIZE, bold=True)
    for segment in stack.segments:
        length = segment.share * scale
        starts.append(start)
        _draw_segment(canvas, segment, start, length, middle)
        start += length
    labels = [f"{segment.mark} {segment.label}" for segment in stack.segments]
    for x, label in zip(_spread(starts, labels), labels, strict=True):
        canvas.text(x, top + _SIZE, label, size=_SIZE)


def _draw_segment(canvas: Canvas, segment: Segment, start: float, length: float, middle: float) -> None:
    tint = TINTS[segment.code]
    canvas.bar(start, middle, max(length - 1, 0.5), _BAR, color=tint.fill)
    if length >= max(_ROOM, _CHARACTER * len(segment.mark) + 4):
        centre, ink = start + length / 2, tint.ink
        canvas.text(centre, middle + 4.5, segment.mark, size=_SIZE, color=ink, bold=True, anchor="middle")


def _spread(starts: Sequence[float], labels: Sequence[str]) -> list[float]:
    """Set each label where its segment starts, or as near as its neighbours and the edge leave it.

    >>> _spread([42, 350, 370], ["X 90,00%", "T 5,00%", "K 5,00%"])
    [42, 269.8, 328.9]
    """
    widths = [_CHARACTER * len(label) for label in labels]
    placed: list[float] = []
    edge = _WIDTH
    for start, width in zip(reversed(starts), reversed(widths), strict=True):
        placed.insert(0, min(start, edge - width))
        edge = placed[0] - _APART
    return [round(x, 1) for x in _pushed(placed, widths)]


def _pushed(placed: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Push labels to the right of one another where the left edge has run out of room."""
    pushed: list[float] = []
    free = _LEFT
    for x, width in zip(placed, widths, strict=True):
        pushed.append(max(x, free))
        free = pushed[-1] + width + _APART
    return pushed


def _draw_meaning(canvas: Canvas, code: str, explained: tuple[str, str], top: float) -> None:
    mark, meaning = explained
    width = max(_SWATCH, _CHARACTER * len(mark) + 4)
    middle = top + _KEY - _SWATCH / 2
    tint, centre = TINTS[code], _LEFT + width / 2
    canvas.bar(_LEFT, middle, width, _SWATCH, color=tint.fill)
    canvas.text(centre, middle + 4, mark, size=_SIZE - 1.5, color=tint.ink, bold=True, anchor="middle")
    canvas.text(_LEFT + width + 7, middle + 4.5, meaning, size=_SIZE)
