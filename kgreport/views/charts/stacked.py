"""Charts of shares that make up a whole: one bar a row, all of the same scale, each segment labelled.

The label of a segment stands in it, or above its bar where it is too narrow. So a reader needs no colour or
axis; the key only explains the marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgreport.views.charts.bars import balanced
from kgreport.views.charts.canvas import ABOVE_BASELINE, SIZE, WIDTH, Canvas, text_width
from kgreport.views.charts.pictures import Picture
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.work import SEGMENTS
from kgreport.views.palette import TINTS

_LINE, _BAR, _BETWEEN, _WITHIN = 15.0, 15.0, 10.0, 5.0
_INDENT, _APART, _SWATCH = 12.0, 10.0, 9.0
_EDGE = 0.5
"""Keeps the outline of the outermost bars inside."""


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
        Its length, as a fraction of one; of zero, nothing is drawn.
    label
        The share as text.
    """

    code: str
    mark: str
    share: float
    label: str

    @property
    def text(self) -> str:
        """Its mark and its share."""
        return f"{self.mark} {self.label}"


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: its name, its segments from left to right, and whether it is part of the one above."""

    name: str
    segments: Sequence[Segment]
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
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

    @property
    def facts(self) -> Sequence[Facts]:
        """The segments that are drawn."""
        rows = [
            {"position": position, "name": stack.name, "is_part": stack.is_part}
            | {"code": one.code, "mark": one.mark, "share": one.share}
            for position, stack in enumerate(self.stacks, start=1)
            for one in stack.segments
        ]
        return [facts_of(SEGMENTS, rows)]

    def without_parts(self) -> StackedChart:
        """Give the same chart without the bars that are part of others."""
        return replace(self, stacks=[stack for stack in self.stacks if not stack.is_part])

    def drawing(self) -> Canvas:
        """Draw it: the key, then the bars."""
        meanings = list(_flow([f"{mark} {meaning}" for _, mark, meaning in self.key]))
        top = _LINE * (1 + max((line for _, line in meanings), default=-1)) + _WITHIN * bool(meanings)
        placed = list(_place(self.stacks, top))
        canvas = Canvas(placed[-1].middle + _BAR / 2 + _EDGE if placed else top)
        for (x, line), (code, mark, meaning) in zip(meanings, self.key, strict=True):
            baseline = line * _LINE + SIZE
            canvas.bar(x + _EDGE, baseline - ABOVE_BASELINE, _SWATCH, _SWATCH, fill=TINTS[code].fill)
            canvas.text(x + _SWATCH + 4, baseline, f"{mark} {meaning}")
        for row in placed:
            row.draw(canvas)
        return canvas


def _flow(texts: Sequence[str]) -> Iterator[tuple[float, int]]:
    """Set texts with their swatches one after the other into lines: where each begins, and in which line."""
    x, line = 0.0, 0
    for text in texts:
        width = _SWATCH + 4 + text_width(text)
        if x and x + width > WIDTH:
            x, line = 0.0, line + 1
        yield x, line
        x += width + _APART


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its place: the lines of its name, and the middle of the bar."""

    stack: Stack
    lines: Sequence[str]
    top: float
    middle: float

    @property
    def left(self) -> float:
        """Where its name begins."""
        return _INDENT * self.stack.is_part

    def draw(self, canvas: Canvas) -> None:
        for number, line in enumerate(self.lines):
            canvas.text(self.left, self.top + SIZE + number * _LINE, line)
        start = _EDGE
        for segment in self.stack.segments:
            length = segment.share * (WIDTH - 2 * _EDGE)
            if length:
                _draw_segment(canvas, segment, start, length, self.middle)
            start += length
        x = WIDTH
        for segment in reversed(_narrow(self.stack)):
            canvas.text(x, self.middle - _BAR / 2 - _LINE + SIZE, segment.text, anchor="end")
            x -= text_width(segment.text) + _APART


def _place(stacks: Sequence[Stack], top: float) -> Iterator[_Row]:
    """Place the bars from top to bottom; a part keeps close to the bar above."""
    for number, stack in enumerate(stacks):
        top += (_WITHIN if stack.is_part else _BETWEEN) * bool(number)
        free = WIDTH - _INDENT * stack.is_part
        lines = balanced(stack.name, free)
        labels = sum(text_width(segment.text) + _APART for segment in _narrow(stack))
        last = text_width(lines[-1]) if lines else 0.0
        rows = len(lines) + (last + labels > free)
        yield _Row(stack, lines, top, top + rows * _LINE + _BAR / 2)
        top += rows * _LINE + _BAR


def _narrow(stack: Stack) -> list[Segment]:
    """Pick the segments too narrow for their label; those of zero have none."""
    return [one for one in stack.segments if one.share and not _inside(one)]


def _inside(segment: Segment) -> str:
    """Give the label that fits in a segment: its mark and its share, or its share; else nothing."""
    room = segment.share * WIDTH - 4
    return next((text for text in (segment.text, segment.label) if text_width(text) <= room), "")


def _draw_segment(canvas: Canvas, segment: Segment, start: float, length: float, middle: float) -> None:
    fill, ink = TINTS[segment.code]
    canvas.bar(start, middle, length, _BAR, fill=fill)
    canvas.text(start + length / 2, middle + ABOVE_BASELINE, _inside(segment), color=ink, anchor="middle")
