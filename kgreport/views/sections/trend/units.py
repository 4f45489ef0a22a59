"""Units over the years: which rose and fell most, lines of those, and the first and last share of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.stats.series import UnitSeries
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.charts.lines import Line, LineChart, Panel
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import of_base, points_note
from kgreport.views.sections.trend.edition import TrendEdition
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_ALL_DRAWN, _ENDS_DRAWN = 9, 3
"""So many units are all drawn; of more, so many that rose most and that fell most."""

_WEIGHTY = 0.02
"""If one case is at least so much of the smallest unit, a note says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOverTime:
    """One share of each unit by year.

    Attributes
    ----------
    scope
        Subject and tier that were rated, and the unit reported on.
    measure
        The measure whose share it is.
    base
        What it is a share of: ``rated`` or ``total``.
    units
        The units below that have figures, the largest fall first.
    whole
        The unit reported on.
    """

    scope: Scope
    measure: str
    base: str
    units: Sequence[UnitSeries]
    whole: UnitSeries

    @property
    def changed(self) -> list[UnitSeries]:
        """The units whose share is known in two years."""
        return [unit for unit in self.units if unit.change is not None]


def units_section(
    name: str,
    found: Sequence[UnitsOverTime],
    names: Mapping[str, str],
    edition: TrendEdition,
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
        for sentence in (unit_sentence(one, names, edition), *_weight(one, names, edition))
    ]
    views: list[View] = [Note(sentences), *(_chart(one, names, edition) for one in shown)]
    if by_year:
        return Section(name, title, [*views, _years_table(name, shown[0], names, edition)])
    return Section(
        name, title, [*views, _ends_table(name, shown, names, edition), _attached(shown, names, edition)]
    )


def unit_sentence(of: UnitsOverTime, names: Mapping[str, str], edition: TrendEdition) -> str:
    """Say how many units rose and fell, and which of them most."""
    changed = of.changed
    fell = [unit for unit in changed if _direction(unit) < 0]
    rose = [unit for unit in reversed(changed) if _direction(unit) > 0]
    stayed = len(changed) - len(fell) - len(rose)
    parts = [
        *_most(fell, Phrase("giảm", "fell"), names, edition),
        *_most(rose, Phrase("tăng", "rose"), names, edition),
        *edition.say_if(stayed, "{count} giữ nguyên", "{count} stayed", count=edition.count(stayed)),
    ]
    return edition.say(
        "Tỷ lệ {subject} {level} theo {units} đơn vị, {span}: {parts}.",
        "Share of {subject} rated {level} in {units} units, {span}: {parts}.",
        of.scope,
        level=edition.measure_term(of.scope.subject, of.measure),
        units=edition.count(len(changed)),
        parts="; ".join(parts),
    )


def _most(
    units: Sequence[UnitSeries], verb: Phrase, names: Mapping[str, str], edition: TrendEdition
) -> list[str]:
    """Count units, and name the first with its shares."""
    if not units:
        return []
    most = edition.say(", nhiều nhất là", ", most of all") if len(units) > 1 else ":"
    count, first = edition.count(len(units)), _with_ends(units[0], names, edition)
    return [f"{count} {verb.say(edition.language)}{most} {first}"]


def _direction(unit: UnitSeries) -> int:
    return formats.compare(*unit.change).direction if unit.change else 0


def _with_ends(unit: UnitSeries, names: Mapping[str, str], edition: TrendEdition) -> str:
    return f"{names[unit.unit]} ({_ends(unit, edition)})"


def _ends(unit: UnitSeries, edition: TrendEdition) -> str:
    """Write the first and the last share.

    The shares are printed as `kgreport.views.formats.compare` prints them.
    """
    compared = formats.compare(*unit.change, edition.language) if unit.change else None
    return f"{compared.before} → {compared.now}" if compared else ""


def _weight(of: UnitsOverTime, names: Mapping[str, str], edition: TrendEdition) -> list[str]:
    """Say how much one case is of the smallest unit, where that is much."""
    sized = {unit.unit: [*unit.bases.values()][-1] for unit in of.units if unit.bases}
    unit, count = min(sized.items(), key=lambda one: one[1])
    if 1 / count < _WEIGHTY:
        return []
    return [
        edition.say(
            "Số {subject} của từng đơn vị ít: ở {unit} ({count} {counted}), một trường hợp bằng {share} điểm phần trăm.",
            "Units have few {subject}: in {unit} ({count} {counted}), one case is {share} percentage points.",
            of.scope,
            unit=names[unit],
            count=edition.count(count),
            counted=edition.counted_in(of.scope.subject),
            share=edition.percent(1 / count).rstrip("%"),
        )
    ]


def _chart(of: UnitsOverTime, names: Mapping[str, str], edition: TrendEdition) -> LineChart:
    """Draw the whole, then the units that fell most and those that rose most."""
    changed = of.changed
    some = len(changed) > _ALL_DRAWN
    drawn = [*changed[:_ENDS_DRAWN], *changed[-_ENDS_DRAWN:]] if some else changed
    panels = [
        _panel(of.whole, formats.sentence(edition.whole), edition, strong=True),
        *(_panel(unit, names[unit.unit], edition) for unit in drawn),
    ]
    name = f"chart-trend-units-{scope_id(of.scope)}"
    ends = edition.say(
        "; {n} đơn vị giảm nhiều nhất, {n} đơn vị tăng nhiều nhất",
        "; the {n} that fell most, the {n} that rose most",
        n=_ENDS_DRAWN,
    )
    title = edition.say(
        "Tỷ lệ {subject} {level} theo đơn vị, {span}",
        "Share of {subject} rated {level}, by unit, {span}",
        of.scope,
        level=edition.measure_term(of.scope.subject, of.measure),
    )
    alt = edition.say(
        "Biểu đồ đường. {sentence} Bảng bên dưới có mọi đơn vị.",
        "Line charts. {sentence} The table below has all units.",
        sentence=unit_sentence(of, names, edition),
    )
    return LineChart(
        id=name,
        title=title + (ends if some else ""),
        alt=edition.alt(name, alt),
        steps=[str(year) for year in edition.span],
        panels=panels,
        breaks=edition.breaks(),
        height=20.0,
    )


def _panel(unit: UnitSeries, name: str, edition: TrendEdition, *, strong: bool = False) -> Panel:
    values = [unit.shares.get(year) for year in edition.span]
    known = [value for value in values if value is not None]
    first, last = (edition.percent(known[0]), edition.percent(known[-1])) if known else ("", "")
    line = Line(values, first, last, alert=_direction(unit) < 0 and not strong)
    return Panel(name, [line], strong=strong)


def _ends_table(
    name: str, found: Sequence[UnitsOverTime], names: Mapping[str, str], edition: TrendEdition
) -> Table:
    """Lay out the first and the last share of each subject, the units in the order of the first subject."""
    order = dict.fromkeys(unit.unit for one in found for unit in one.units)
    wholes = found[0].whole
    by_unit = [{unit.unit: unit for unit in (*one.units, one.whole)} for one in found]
    rows = [
        [
            names.get(code) or _name(wholes, names, edition),
            *(cell for series in by_unit for cell in _end_cells(series.get(code))),
        ]
        for code in (*order, wholes.unit)
    ]
    columns = [column for one in found for column in _end_columns(one, edition)]
    return _table(name, rows, columns, found, edition)


def _end_cells(unit: UnitSeries | None) -> list[object]:
    if unit is None or unit.change is None:
        return [None, None, None]
    return [*unit.change, unit.change]


def _end_columns(of: UnitsOverTime, edition: TrendEdition) -> Iterator[Column]:
    group = edition.subject_label(of.scope)
    years = edition.years
    yield Column(str(years[0]), "percent", group=group)
    yield Column(str(years[-1]), "percent", group=group)
    yield Column(edition.say("Thay đổi", "Change"), "points", group=group)


def _years_table(name: str, of: UnitsOverTime, names: Mapping[str, str], edition: TrendEdition) -> Table:
    """Lay out the shares of one subject by year."""
    years = edition.years
    rows = [
        [_name(unit, names, edition), *(unit.shares.get(year) for year in years), unit.change]
        for unit in (*of.units, of.whole)
    ]
    change = Column(edition.say("Thay đổi", "Change"), "points")
    columns = [*(Column(str(year), "percent") for year in years), change]
    return _table(name, rows, columns, [of], edition)


def _attached(
    found: Sequence[UnitsOverTime], names: Mapping[str, str], edition: TrendEdition
) -> AttachedTable:
    """Give the share of each unit in every year as a file, which a page shows folded."""
    years, title = (
        edition.years,
        edition.say("Tỷ lệ từng năm của từng đơn vị", "The share of each unit in every year"),
    )
    lines = [
        (_name(unit, names, edition), edition.subject_label(of.scope), unit)
        for of in found
        for unit in (*of.units, of.whole)
    ]
    heads = [edition.say("Đơn vị", "Unit"), edition.say("Đối tượng", "Subject")]
    return AttachedTable(
        name="units.csv",
        title=title,
        columns=[
            *heads,
            edition.say("Năm", "Year"),
            edition.measure_label(found[0].scope.subject, found[0].base),
            edition.say("Tỷ lệ", "Share"),
        ],
        rows=[
            [unit_name, subject, year, unit.bases[year], share]
            for unit_name, subject, unit in lines
            for year, share in unit.shares.items()
        ],
        shown=Table(
            id="table-trend-units-by-year",
            title=title,
            columns=[
                *(Column(head, "text") for head in heads),
                *(Column(str(year), "percent") for year in years),
            ],
            rows=[
                [unit_name, subject, *(unit.shares.get(year) for year in years)]
                for unit_name, subject, unit in lines
            ],
            language=edition.language,
        ),
    )


def _name(unit: UnitSeries, names: Mapping[str, str], edition: TrendEdition) -> str:
    """Name a unit below, or the unit reported on."""
    return names.get(unit.unit) or formats.sentence(edition.whole)


def _table(
    name: str,
    rows: Sequence[Sequence[object]],
    columns: Sequence[Column],
    found: Sequence[UnitsOverTime],
    edition: TrendEdition,
) -> Table:
    return Table(
        id=f"table-{name}",
        title=edition.say(
            "Tỷ lệ {level} theo đơn vị, {span}",
            "Share rated {level}, by unit, {span}",
            level=edition.measure_term(found[0].scope.subject, found[0].measure),
        ),
        unit="; ".join(dict.fromkeys(of_base(one.base, edition) for one in found)),
        columns=[Column(edition.say("Đơn vị", "Unit"), "text", 1.6), *columns],
        rows=rows,
        totals=[len(rows) - 1],
        language=edition.language,
        notes=[
            edition.say(
                "Đơn vị giảm nhiều nhất đứng đầu. Thay đổi tính từ năm đầu đến năm cuối có số liệu của đơn vị.",
                "The largest fall comes first. The change is from the first to the last year known of the unit.",
            ),
            *points_note((unit.change for one in found for unit in (*one.units, one.whole)), edition),
        ],
    )
