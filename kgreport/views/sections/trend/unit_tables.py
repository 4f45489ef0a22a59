"""Tables of units over the years: the first and last share of each, every year of one subject, and a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgreport.data.figures.layout import Scope
from kgreport.stats.series import UnitSeries
from kgreport.views import formats
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.sections.facts import based, measured, scope_values
from kgreport.views.sections.notes import of_base, points_note
from kgreport.views.sections.rows import Row
from kgreport.views.sections.trend.writer import TrendWriter
from kgreport.views.tables import Column, Table


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


def unit_rows(found: Sequence[UnitsOverTime], names: Mapping[str, str], writer: TrendWriter) -> Iterator[Row]:
    """Give the known share of each unit in each year, the whole last."""
    for of in found:
        for unit in (*of.units, of.whole):
            for year, share in unit.shares.items():
                scope = replace(of.scope, year=year, unit=unit.unit)
                row = {"base": of.base, "base_count": unit.bases[year], "share": share}
                yield {
                    **scope_values(scope, writer, _name(unit, names, writer)),
                    "is_whole": unit is of.whole,
                    **measured("level", of.measure, scope, writer),
                    **based(row, scope, writer),
                }


def ends_table(
    name: str, found: Sequence[UnitsOverTime], names: Mapping[str, str], writer: TrendWriter
) -> Table:
    """Lay out the first and the last share of each subject, the units in the order of the first subject."""
    order = dict.fromkeys(unit.unit for one in found for unit in one.units)
    wholes = found[0].whole
    by_unit = [{unit.unit: unit for unit in (*one.units, one.whole)} for one in found]
    rows = [
        [
            names.get(code) or _name(wholes, names, writer),
            *(cell for series in by_unit for cell in _end_cells(series.get(code))),
        ]
        for code in (*order, wholes.unit)
    ]
    columns = [column for one in found for column in _end_columns(one, writer)]
    return _table(name, rows, columns, found, writer)


def _end_cells(unit: UnitSeries | None) -> list[object]:
    if unit is None or unit.change is None:
        return [None, None, None]
    return [*unit.change, unit.change]


def _end_columns(of: UnitsOverTime, writer: TrendWriter) -> Iterator[Column]:
    group = writer.subject_label(of.scope)
    years = writer.years
    yield Column(str(years[0]), "percent", group=group)
    yield Column(str(years[-1]), "percent", group=group)
    yield Column(writer.say("Thay đổi", "Change"), "points", group=group)


def every_year_table(name: str, of: UnitsOverTime, names: Mapping[str, str], writer: TrendWriter) -> Table:
    """Lay out the shares of one subject by year."""
    years = writer.years
    rows = [
        [_name(unit, names, writer), *(unit.shares.get(year) for year in years), unit.change]
        for unit in (*of.units, of.whole)
    ]
    change = Column(writer.say("Thay đổi", "Change"), "points")
    columns = [*(Column(str(year), "percent") for year in years), change]
    return _table(name, rows, columns, [of], writer)


def every_year_file(
    found: Sequence[UnitsOverTime], names: Mapping[str, str], writer: TrendWriter
) -> AttachedTable:
    """Give the share of each unit in every year as a file, which a page shows folded."""
    years, title = (
        writer.years,
        writer.say("Tỷ lệ từng năm của từng đơn vị", "The share of each unit in every year"),
    )
    lines = [
        (_name(unit, names, writer), writer.subject_label(of.scope), unit)
        for of in found
        for unit in (*of.units, of.whole)
    ]
    heads = [writer.say("Đơn vị", "Unit"), writer.say("Đối tượng", "Subject")]
    numbers = [writer.say("Năm", "Year"), writer.measure_label(found[0].scope.subject, found[0].base)]
    return AttachedTable(
        name="units.csv",
        title=title,
        columns=[*heads, *numbers, writer.say("Tỷ lệ", "Share")],
        rows=[
            [*named, year, unit.bases[year], share]
            for *named, unit in lines
            for year, share in unit.shares.items()
        ],
        shown=Table(
            id="table-trend-units-by-year",
            title=title,
            columns=[
                *(Column(head, "text") for head in heads),
                *(Column(str(year), "percent") for year in years),
            ],
            rows=[[*named, *(unit.shares.get(year) for year in years)] for *named, unit in lines],
            language=writer.language,
        ),
    )


def _name(unit: UnitSeries, names: Mapping[str, str], writer: TrendWriter) -> str:
    """Name a unit below, or the unit reported on."""
    return names.get(unit.unit) or formats.sentence(writer.whole)


def _table(
    name: str,
    rows: Sequence[Sequence[object]],
    columns: Sequence[Column],
    found: Sequence[UnitsOverTime],
    writer: TrendWriter,
) -> Table:
    return Table(
        id=f"table-{name}",
        title=writer.say(
            "Tỷ lệ {level} theo đơn vị, {span}",
            "Share rated {level}, by unit, {span}",
            level=writer.measure_term(found[0].scope.subject, found[0].measure),
        ),
        unit="; ".join(dict.fromkeys(of_base(one.base, writer) for one in found)),
        columns=[Column(writer.say("Đơn vị", "Unit"), "text", 1.6), *columns],
        rows=rows,
        totals=[len(rows) - 1],
        language=writer.language,
        notes=[
            writer.say(
                "Đơn vị giảm nhiều nhất đứng đầu. Thay đổi tính từ năm đầu đến năm cuối có số liệu của đơn vị.",
                "The largest fall comes first. The change is from the first to the last year known of the unit.",
            ),
            *points_note((unit.change for one in found for unit in (*one.units, one.whole)), writer),
        ],
    )
