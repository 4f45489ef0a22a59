"""Units side by side: their values, and what was printed of those that are not known, in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.data.shares.prints import Print
from kgreport.terms.printed_numbers import say_printed
from kgreport.views.dots import Scale, scale_of
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import Originals, Restated, of_base, restated_note
from kgreport.views.sections.printed import mark_note, marked
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

Printed = Mapping[tuple[str, str], Print]
"""By unit and column, what was printed."""

NAMED = 3
"""If there are more units or sources than this, they are counted and not all named."""

WITH_SHARES = ("excellent", "unfulfilled")
"""Beside the main measure, those whose shares stand with their counts; of the others, only the counts."""

LONG_HEADING = 1.25
"""A column headed by the name of a level is so much wider in print than one headed by a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedUnits:
    """Units in their order and the whole, with what is shown of them.

    Attributes
    ----------
    units, whole
        A row each, with a ``name``.
    base, main, ranked, smallest
        See `kgreport.stats.units.compare_units`.
    shown
        The measures that are known of any unit.
    unknown
        Names of the units without figures, which have no row.
    sources
        Where the figures come from.
    printed
        What was printed of the units.
    """

    units: Sequence[Row]
    whole: Row
    base: str
    main: str
    ranked: bool
    smallest: int
    shown: Sequence[str]
    unknown: Sequence[str]
    sources: Sequence[str]
    printed: Printed
    scope: Scope
    writer: Writer

    @property
    def rows(self) -> list[Row]:
        """The units in their order, the whole last."""
        return [*self.units, self.whole]

    @property
    def share(self) -> str:
        """The column of the share that tells most."""
        return f"share_{self.main}"

    def cell(self, row: Row, name: str) -> object:
        """Give a value of a unit; where it is unknown, what was printed of it."""
        printed = self.printed.get((row["unit"], name))
        if row[name] is not None or printed is None:
            return row[name]
        return marked(say_printed(printed.number), self.writer)

    def is_known(self, name: str) -> bool:
        """Whether a value of any row is known or printed."""
        return any(self.cell(row, name) is not None for row in self.rows)


def units_table(of: ComparedUnits, originals: Mapping[str, Originals]) -> Table:
    """Lay the units out: counts of all levels, and the shares that tell most, with dots where they are ranked."""
    writer, subject = of.writer, of.scope.subject
    columns = dict(_columns(of))
    restated = _restated(of, originals, list(columns))
    shares = [writer.say("tỷ lệ {of}", "shares {of}", of=of_base(of.base, writer))]
    has_shares = any(name.startswith("share_") for name in columns)
    cells = [[of.cell(row, name) for name in columns] for row in of.rows]
    return Table(
        id=f"table-units-{scope_id(of.scope)}",
        title=writer.title("{subject} theo đơn vị, năm {year}", "{subject} by unit, {year}", of.scope),
        unit="; ".join([writer.unit_of(subject), *(shares if has_shares else [])]),
        columns=[Column(writer.say("Đơn vị", "Unit"), "text", 2.0), *columns.values()],
        rows=[[row["name"], *values] for row, values in zip(of.rows, cells, strict=True)],
        language=writer.language,
        totals=[len(of.units)],
        notes=[
            *restated_note(restated, writer),
            *mark_note(any(isinstance(value, str) for values in cells for value in values), writer),
        ],
        sources=of.sources,
        marks=set(restated),
    )


def _columns(of: ComparedUnits) -> Iterator[tuple[str, Column]]:
    """Choose the columns that hold anything: of a measure its count, of the main ones also the share.

    What tells most stands first, where a narrow screen shows it; the base stands last.
    """
    subject, writer = of.scope.subject, of.writer
    for code in sorted(of.shown, key=lambda code: (code == of.base, code != of.main)):
        label, share = writer.measure_label(subject, code), f"share_{code}"
        counted, shared = of.is_known(code), of.is_known(share) and code != of.base
        scale = _scale(of) if code == of.main else None
        if counted and shared and code in (of.main, *WITH_SHARES):
            yield code, Column(writer.say("Số lượng", "Count"), group=label)
            yield share, Column(writer.say("Tỷ lệ", "Share"), "percent", group=label, scale=scale)
        elif counted:
            yield code, Column(label, width=1.0 if code == of.base else LONG_HEADING)
        elif shared:
            yield share, Column(label, "percent", LONG_HEADING, scale=scale)


def _scale(of: ComparedUnits) -> Scale | None:
    return scale_of([unit[of.share] for unit in of.units], of.whole[of.share]) if of.ranked else None


def _restated(of: ComparedUnits, originals: Mapping[str, Originals], columns: Sequence[str]) -> Restated:
    year, subject = of.scope.year, of.scope.subject
    return {
        (position, column): (
            year,
            f"{row['name']}, {of.writer.measure_term(subject, code)}",
            originals[row["unit"]][year, code],
        )
        for position, row in enumerate(of.rows)
        for column, code in enumerate(columns, start=1)
        if (year, code) in originals.get(row["unit"], {})
    }


def is_unit_known(row: Row, codes: Iterable[str], printed: Printed) -> bool:
    """Whether any of some measures is known of a unit, or something was printed of it."""
    return any(
        row[code] is not None or {(row["unit"], code), (row["unit"], f"share_{code}")} & set(printed)
        for code in codes
    )


def printed_sources(rows: Iterable[Row], printed: Printed) -> list[str]:
    """Name the sources of what was printed of values that are not known, each once."""
    by_unit = {row["unit"]: row for row in rows}
    return list(
        dict.fromkeys(one.source for (unit, name), one in printed.items() if by_unit[unit][name] is None)
    )


def few_sources(named: Sequence[str], writer: Writer) -> list[str]:
    """Name a few sources; of many, count the rest."""
    named = list(dict.fromkeys(named))
    if len(named) <= NAMED + 1:
        return named
    more = writer.say("{more} nguồn khác", "{more} more", more=writer.count(len(named) - NAMED))
    return [*named[:NAMED], more]
