"""Units over the years: which rose and fell most, lines of those, and the first and last share of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.stats.series import UnitSeries
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.charts.lines import Line, LineChart, Panel
from kgreport.views.frames.ratings import UNITS_BY_YEAR
from kgreport.views.sections.facts import tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.trend.unit_tables import (
    UnitsOverTime,
    ends_table,
    every_year_file,
    every_year_table,
    unit_rows,
)
from kgreport.views.sections.trend.writer import TrendWriter
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_ALL_DRAWN, _ENDS_DRAWN = 9, 3
"""So many units are all drawn; of more, so many that rose most and that fell most."""

_WEIGHTY = 0.02
"""If one case is at least so much of the smallest unit, a note says so."""


@tells((UNITS_BY_YEAR, unit_rows))
def units_section(
    name: str,
    found: Sequence[UnitsOverTime],
    names: Mapping[str, str],
    writer: TrendWriter,
    *,
    title: str,
    by_year: bool,
) -> Section:
    """Show one share of each unit over the years; left out where two years are not known.

    Parameters
    ----------
    name, title
        Id and heading of the section.
    found
        The subjects, in their order.
    names
        Names of the units below, by code.
    by_year
        Whether the table has all years, and not the first and the last only.
    """
    shown = [one for one in found if one.changed]
    if not shown:
        return Section(name, title, [])
    sentences = [
        sentence
        for one in shown
        for sentence in (unit_sentence(one, names, writer), *_weight(one, names, writer))
    ]
    views: list[View] = [Note(sentences), *(_chart(one, names, writer) for one in shown)]
    if by_year:
        return Section(name, title, [*views, every_year_table(name, shown[0], names, writer)])
    return Section(
        name, title, [*views, ends_table(name, shown, names, writer), every_year_file(shown, names, writer)]
    )


def unit_sentence(of: UnitsOverTime, names: Mapping[str, str], writer: TrendWriter) -> str:
    """Say how many units rose and fell, and which of them most."""
    changed = of.changed
    fell = [unit for unit in changed if _direction(unit) < 0]
    rose = [unit for unit in reversed(changed) if _direction(unit) > 0]
    stayed = len(changed) - len(fell) - len(rose)
    parts = [
        *_most(fell, Phrase("giảm", "fell"), names, writer),
        *_most(rose, Phrase("tăng", "rose"), names, writer),
        *writer.say_if(stayed, "{count} giữ nguyên", "{count} stayed", count=writer.count(stayed)),
    ]
    return writer.say(
        "Tỷ lệ {subject} {level} theo {units} đơn vị, {span}: {parts}.",
        "Share of {subject} rated {level} in {units} units, {span}: {parts}.",
        of.scope,
        level=writer.measure_term(of.scope.subject, of.measure),
        units=writer.count(len(changed)),
        parts="; ".join(parts),
    )


def _most(
    units: Sequence[UnitSeries], verb: Phrase, names: Mapping[str, str], writer: TrendWriter
) -> list[str]:
    """Count units, and name the first with its shares."""
    if not units:
        return []
    most = writer.say(", nhiều nhất là", ", most of all") if len(units) > 1 else ":"
    count, first = writer.count(len(units)), _with_ends(units[0], names, writer)
    return [f"{count} {verb.say(writer.language)}{most} {first}"]


def _direction(unit: UnitSeries) -> int:
    return formats.compare(*unit.change).direction if unit.change else 0


def _with_ends(unit: UnitSeries, names: Mapping[str, str], writer: TrendWriter) -> str:
    """Name a unit with its first and last share, as `kgreport.views.formats.compare` prints them."""
    compared = formats.compare(*unit.change, writer.language) if unit.change else None
    return f"{names[unit.unit]} ({compared.before} → {compared.now})" if compared else names[unit.unit]


def _weight(of: UnitsOverTime, names: Mapping[str, str], writer: TrendWriter) -> list[str]:
    """Say how much one case is of the smallest unit, where that is much."""
    sized = {unit.unit: [*unit.bases.values()][-1] for unit in of.units if unit.bases}
    unit, count = min(sized.items(), key=lambda one: one[1])
    if 1 / count < _WEIGHTY:
        return []
    return [
        writer.say(
            "Số {subject} của từng đơn vị ít: ở {unit} ({count} {counted}), một trường hợp bằng {share} điểm phần trăm.",
            "Units have few {subject}: in {unit} ({count} {counted}), one case is {share} percentage points.",
            of.scope,
            unit=names[unit],
            count=writer.count(count),
            counted=writer.counted_in(of.scope.subject),
            share=writer.percent(1 / count).rstrip("%"),
        )
    ]


def _chart(of: UnitsOverTime, names: Mapping[str, str], writer: TrendWriter) -> LineChart:
    """Draw the whole, then the units that fell most and those that rose most."""
    changed = of.changed
    some = len(changed) > _ALL_DRAWN
    drawn = [*changed[:_ENDS_DRAWN], *changed[-_ENDS_DRAWN:]] if some else changed
    panels = [
        _panel(of.whole, formats.sentence(writer.whole), writer, strong=True),
        *(_panel(unit, names[unit.unit], writer) for unit in drawn),
    ]
    name = f"chart-trend-units-{scope_id(of.scope)}"
    ends = writer.say(
        "; {n} đơn vị giảm nhiều nhất, {n} đơn vị tăng nhiều nhất",
        "; the {n} that fell most, the {n} that rose most",
        n=_ENDS_DRAWN,
    )
    title = writer.say(
        "Tỷ lệ {subject} {level} theo đơn vị, {span}",
        "Share of {subject} rated {level}, by unit, {span}",
        of.scope,
        level=writer.measure_term(of.scope.subject, of.measure),
    )
    alt = writer.say(
        "Biểu đồ đường. {sentence} Bảng bên dưới có mọi đơn vị.",
        "Line charts. {sentence} The table below has all units.",
        sentence=unit_sentence(of, names, writer),
    )
    return LineChart(
        id=name,
        title=title + (ends if some else ""),
        alt=writer.alt(name, alt),
        steps=[str(year) for year in writer.span],
        panels=panels,
        breaks=writer.breaks(),
        height=20.0,
    )


def _panel(unit: UnitSeries, name: str, writer: TrendWriter, *, strong: bool = False) -> Panel:
    values = [unit.shares.get(year) for year in writer.span]
    known = [value for value in values if value is not None]
    first, last = (writer.percent(known[0]), writer.percent(known[-1])) if known else ("", "")
    line = Line(values, first, last, alert=_direction(unit) < 0 and not strong)
    return Panel(name, [line], strong=strong)
