"""Charts over time: a line with its first and last value written at its ends, alone or as small multiples.

The scale does not begin at zero, as a line shows changes; all panels of a chart have the same scale, so that
the same change is as steep in each. A dashed line stands where the rules changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgreport.views.charts.bars import balanced
from kgreport.views.charts.canvas import ABOVE_BASELINE, SIZE, WIDTH, Canvas, Point, text_width
from kgreport.views.charts.pictures import Picture
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.work import LINES
from kgreport.views.palette import ACCENT, ALERT

_LINE, _GUTTER, _BETWEEN = 15.0, 14.0, 12.0
_DOT, _YEARS, _BREAK = 2.4, 20.0, 14.0
_COLUMNS = 2
_LEAST_SPAN = 0.05
"""The scale of a panel spans at least so much, so that small changes look small."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel.

    Attributes
    ----------
    values
        One value a step, None where it is unknown: the line has a gap there.
    first, last
        The first and the last known value as text, written at its ends.
    alert
        Whether it calls for attention.
    """

    values: Sequence[float | None]
    first: str
    last: str
    alert: bool = False

    @property
    def known(self) -> list[tuple[int, float]]:
        """Its known values by step."""
        return [(step, value) for step, value in enumerate(self.values) if value is not None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines with a heading; in bold where `strong`, as for the whole among its parts."""

    title: str
    lines: Sequence[Line]
    strong: bool = False

    @property
    def labels(self) -> list[str]:
        """The texts at the ends of its lines."""
        return [text for line in self.lines for text in (line.first, line.last)]


@dataclass(frozen=True, slots=True)
class Break:
    """A change of the rules: the first step under the new ones, and what changed."""

    step: int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LineChart(Picture):
    """Panels of lines over the same steps.

    Attributes
    ----------
    steps
        Names of the steps from left to right, such as years.
    panels
        The panels, row by row.
    breaks
        Where the rules changed.
    height
        Height of the lines of a panel, in points.
    """

    steps: Sequence[str]
    panels: Sequence[Panel]
    breaks: Sequence[Break] = ()
    height: float = 30.0

    @property
    def facts(self) -> Sequence[Facts]:
        """The points that are drawn."""
        rows = [
            {"position": position, "name": panel.title, "step": step, "value": value}
            for position, panel in enumerate(self.panels, start=1)
            for line in panel.lines
            for step, value in zip(self.steps, line.values, strict=True)
        ]
        return [facts_of(LINES, rows)]

    def drawing(self) -> Canvas:
        """Draw it: the panels row by row, then what the dashed lines mean."""
        frames = list(self._frames())
        bottom = frames[-1].bottom + _YEARS
        meanings = [line for change in self.breaks for line in balanced(change.meaning, WIDTH - _BREAK)]
        canvas = Canvas(bottom + (_LINE * len(meanings) + 8 if meanings else 4))
        for frame in frames:
            self._draw_panel(canvas, frame)
        for number, meaning in enumerate(meanings):
            baseline = bottom + 4 + SIZE + number * _LINE
            canvas.text(_BREAK, baseline, meaning)
            middle = baseline - ABOVE_BASELINE
            canvas.line([(4, middle - 6), (4, middle + 6)], dashed=True)
        return canvas

    def _frames(self) -> Iterator[_Frame]:
        """Place the panels; those side by side have their lines at the same height."""
        width = (WIDTH - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
        margin = max(text_width(text) for panel in self.panels for text in panel.labels) + 7
        span = max(_LEAST_SPAN, *(high - low for low, high in map(_range, self.panels)))
        top = 0.0
        for start in range(0, len(self.panels), _COLUMNS):
            row = self.panels[start : start + _COLUMNS]
            titles = [balanced(panel.title, width) for panel in row]
            begin = top + _LINE * max(map(len, titles)) + _DOT + 3
            for number, (panel, lines) in enumerate(zip(row, titles, strict=True)):
                left, head = number * (width + _GUTTER), begin - _LINE * len(lines) - _DOT - 3
                sides = (left + margin, left + width - margin)
                yield _Frame(panel, lines, left, head, *sides, begin, begin + self.height, span)
            top = begin + self.height + _BETWEEN

    def _draw_panel(self, canvas: Canvas, frame: _Frame) -> None:
        for number, title in enumerate(frame.titles):
            canvas.text(frame.edge, frame.head + SIZE + number * _LINE, title, bold=frame.panel.strong)
        gaps = max(len(self.steps) - 1, 1)
        xs = [frame.left + (frame.right - frame.left) * step / gaps for step in range(len(self.steps))]
        for change in self.breaks:
            between = (xs[change.step - 1] + xs[change.step]) / 2
            canvas.line([(between, frame.top - 4), (between, frame.bottom + 4)], dashed=True)
        drawn = [(line, frame.points(line, xs)) for line in frame.panel.lines if line.known]
        for line, points in drawn:
            _draw_line(canvas, line, points)
        lowest = frame.bottom + 2
        _draw_labels(canvas, [(*points[0], line.first) for line, points in drawn], lowest, side=-1)
        ends = [(*points[-1], line.last) for line, points in drawn if len(points) > 1]
        _draw_labels(canvas, ends, lowest, side=1)
        if frame.panel in self.panels[-_COLUMNS:]:
            for x, step in zip((xs[0], xs[-1]), (self.steps[0], self.steps[-1]), strict=True):
                canvas.text(x, frame.bottom + _YEARS, step, anchor="middle")


@dataclass(frozen=True, slots=True)
class _Frame:
    """A panel with its place: of its heading, and of its lines."""

    panel: Panel
    titles: Sequence[str]
    edge: float
    head: float
    left: float
    right: float
    top: float
    bottom: float
    span: float

    def points(self, line: Line, xs: Sequence[float]) -> list[Point]:
        """Place the known values of a line."""
        low, high = _range(self.panel)
        scale = (self.bottom - self.top) / self.span
        middle = (self.top + self.bottom) / 2
        return [(xs[step], middle - (value - (low + high) / 2) * scale) for step, value in line.known]


def _range(panel: Panel) -> tuple[float, float]:
    """Give the least and the greatest value of a panel."""
    values = [value for line in panel.lines for _, value in line.known]
    return min(values, default=0.0), max(values, default=0.0)


def _draw_line(canvas: Canvas, line: Line, points: Sequence[Point]) -> None:
    """Draw a line with a dot at each known value; no line crosses a gap."""
    color = ALERT if line.alert else ACCENT
    steps = [step for step, _ in line.known]
    for (before, start), (after, end) in pairwise(zip(steps, points, strict=True)):
        if after == before + 1:
            canvas.line([start, end], color=color, width=1.8)
    for x, y in points:
        canvas.dot(x, y, _DOT, color=color)


def _draw_labels(
    canvas: Canvas, ends: Sequence[tuple[float, float, str]], lowest: float, *, side: int
) -> None:
    """Write the values at one end of the lines."""
    placed = sorted(ends, key=lambda end: end[1])
    for (x, _, label), y in zip(placed, _apart([y for _, y, _ in placed], lowest), strict=True):
        canvas.text(x + 6 * side, y + ABOVE_BASELINE, label, anchor="end" if side < 0 else "start")


def _apart(heights: Sequence[float], lowest: float) -> list[float]:
    """Move labels apart that would run into each other, none below the lowest place.

    >>> _apart([5, 60, 70, 75], lowest=80)
    [5, 50.0, 65.0, 80]
    """
    moved: list[float] = []
    for y in heights:
        moved.append(max(y, moved[-1] + _LINE) if moved else y)
    free = lowest
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], free)
        free = moved[place] - _LINE
    return moved
