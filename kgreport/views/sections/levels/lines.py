"""Shares over the years, drawn as small lines of one scale, with the changes of the regulation marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgreport.data.rules.model import Rules
from kgreport.views.charts.lines import Break, Line, LineChart, Panel
from kgreport.views.sections.writer import Writer

_LEAST_YEARS = 2


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A share by year.

    Attributes
    ----------
    name
        What it is a share of, as the heading of its panel.
    measure
        The level, or sum of levels.
    shares
        The share by year, where known.
    """

    name: str
    measure: str
    shares: Mapping[int, float]

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last share."""
        return self.shares[min(self.shares)], self.shares[max(self.shares)]


def line_chart(
    name: str, title: str, lines: Sequence[ShareLine], rules: Mapping[int, Rules], writer: Writer
) -> list[LineChart]:
    """Draw shares over the years, one panel each; nothing of a share known in fewer than two years.

    Parameters
    ----------
    name, title
        Id and title of the chart.
    lines
        The shares.
    rules
        The rules of each year.
    """
    drawn = [line for line in lines if len(line.shares) >= _LEAST_YEARS]
    if not drawn:
        return []
    known = [year for line in drawn for year in line.shares]
    years = range(min(known), max(known) + 1)
    return [
        LineChart(
            id=name,
            title=title,
            alt=writer.alt(name, _alt(drawn, writer)),
            steps=[str(year) for year in years],
            panels=[_panel(line, years, writer) for line in drawn],
            breaks=_breaks(years, rules, writer),
        )
    ]


def _panel(line: ShareLine, years: Sequence[int], writer: Writer) -> Panel:
    first, last = map(writer.percent, line.ends)
    values = [line.shares.get(year) for year in years]
    return Panel(line.name, [Line(values, first, last, alert=line.measure == "unfulfilled")])


def _breaks(years: Sequence[int], rules: Mapping[int, Rules], writer: Writer) -> list[Break]:
    """Find the years from which other rules hold."""
    return [
        Break(
            step,
            writer.say(
                "Từ năm {first} theo {sources}",
                "From {first} by {sources}",
                first=year,
                sources=rules[year].say_sources(writer.language),
            ),
        )
        for step, (before, year) in enumerate(pairwise(years), start=1)
        if before in rules and year in rules and rules[before].id != rules[year].id
    ]


def _alt(drawn: Sequence[ShareLine], writer: Writer) -> str:
    """Say the message in words: what changed most; and that the table has the figures."""
    most = max(drawn, key=lambda line: abs(line.ends[1] - line.ends[0]))
    return writer.say(
        "Biểu đồ đường, mỗi ô một tỷ lệ qua các năm, cùng thang. Thay đổi nhiều nhất: {name}, {change}. "
        "Số liệu có trong bảng kèm theo.",
        "Line charts of one scale, one share over the years in each. The largest change: {name}, which "
        "{change}. The table that follows has the figures.",
        name=most.name,
        change=writer.change(*most.ends),
    )
