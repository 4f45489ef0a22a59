"""Registers: how many rows each unit has, the open ones one by one, the others in an annex."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from kgreport.data.registers.layout import REGISTERS
from kgreport.terms.phrases import Phrase
from kgreport.views.frames.layout import Facts, FrameLayout
from kgreport.views.sections.facts import labels
from kgreport.views.sections.rows import Row, file_of, rows_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Kind, Table

SHORT = 10
"""A register with no more rows stands whole in its section, and needs no counts by unit."""

FEW_UNITS = 8
"""A sentence names so many units; of more it says how many they are."""

_HEADINGS = {
    (register.name, column.name): column.label for register in REGISTERS for column in register.columns
}

Cell = Callable[[Row], object]


def column_of(register: str, name: str, writer: Writer, kind: Kind = "text", width: float = 1.0) -> Column:
    """Head a column as the register's form does."""
    return Column(writer.label(_HEADINGS[register, name]), kind, width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The rows of a register with how each stands, and how they are shown.

    Attributes
    ----------
    rows
        The rows, those that need attention first: ``unit_name, standing, source, place`` and what `columns` show.
    states
        By state, its name; the first needs attention most, the last is done with.
    columns
        Each column with the value that it shows of a row.
    name
        Id of the table of the rows.
    titles
        Titles of the tables: of all rows, of the open ones, of the others, of the counts by unit.
    counted
        What all rows are called, as a heading.
    layout, names
        The frame of the rows, and by column of codes the name of each code.
    """

    rows: pd.DataFrame
    states: Mapping[str, Phrase]
    columns: Sequence[tuple[Column, Cell]]
    name: str
    titles: tuple[str, str, str, str]
    counted: str
    layout: FrameLayout
    names: Mapping[str, Mapping[str, Phrase]]

    @property
    def short(self) -> bool:
        """Whether all rows stand in the section."""
        return len(self.rows) <= SHORT

    @property
    def open(self) -> pd.DataFrame:
        """The rows that are not done with."""
        return self.rows[self.rows["standing"] != list(self.states)[-1]]

    @property
    def done(self) -> pd.DataFrame:
        """The rows that are done with."""
        return self.rows[self.rows["standing"] == list(self.states)[-1]]


def in_section(cases: Cases, counts: pd.DataFrame, annex: str, writer: Writer) -> list[Table]:
    """Show a short register whole; of another, the counts by unit and the open rows.

    Parameters
    ----------
    counts
        The rows by unit, as `kgreport.stats.registers.count_by_unit` gives.
    annex
        Title of the annex that has the other rows.
    """
    every, of_open, _, _ = cases.titles
    if cases.rows.empty:
        return []
    if cases.short:
        return [_table(cases, cases.rows, every, writer)]
    others = writer.say_if(
        len(cases.done),
        "{count} trường hợp {state}: xem phụ lục “{annex}”.",
        "{count} cases ({state}): see the annex “{annex}”.",
        count=writer.count(len(cases.done)),
        state=list(cases.states.values())[-1].say(writer.language),
        annex=annex,
    )
    by_unit = [_by_unit(cases, counts, writer)] if len(counts) > 1 else []
    if cases.open.empty:
        return by_unit
    return [*by_unit, _table(cases, cases.open, of_open, writer, notes=others)]


def in_annex(cases: Cases, writer: Writer) -> list[Table]:
    """Show the rows of a register that its section leaves out."""
    if cases.short or cases.done.empty:
        return []
    return [_table(cases, cases.done, cases.titles[2], writer, end="-done")]


def units_named(rows: pd.DataFrame, writer: Writer) -> str:
    """Name the units of rows, each once with its number of rows where it has several; of many, their number."""
    counts = rows["unit_name"].map(lambda name: name or writer.whole).value_counts(sort=False)
    if len(counts) > FEW_UNITS:
        return writer.say("{count} đơn vị", "{count} units", count=writer.count(len(counts)))
    return writer.listing(
        [f"{name} ({writer.count(number)})" if number > 1 else str(name) for name, number in counts.items()]
    )


def register_sources(register: pd.DataFrame) -> list[str]:
    """Name the sources of rows, each once; where a row names none, the file it stands in."""
    return list(dict.fromkeys(row["source"] or file_of(row) for row in rows_of(register)))


def states_listing(
    states: pd.Series[str], order: Sequence[str], names: Mapping[str, Phrase], writer: Writer
) -> str:
    """Count rows by state and list the counts, as ``2 overdue and 1 done``."""
    counts = states.value_counts()
    return writer.listing(
        [
            f"{writer.count(int(counts[code]))} {names[code].say(writer.language)}"
            for code in order
            if code in counts
        ]
    )


def _table(
    cases: Cases,
    rows: pd.DataFrame,
    title: str,
    writer: Writer,
    *,
    end: str = "",
    notes: Sequence[str] = (),
) -> Table:
    """Lay out rows; those of several units have a second column that names the unit.

    A column that is empty, or that says of each row only how all of them stand, is left out.
    """
    columns = [column for column, _ in cases.columns]
    states = set(rows["standing"])
    told = writer.label(cases.states[states.pop()]) if len(states) == 1 else None
    cells = [[cell(row) for _, cell in cases.columns] for row in rows_of(rows)]
    if cases.rows["unit_name"].nunique() > 1:
        columns.insert(1, Column(writer.say("Đơn vị", "Unit"), "text", 0.8))
        for row, unit in zip(cells, rows["unit_name"], strict=True):
            row.insert(1, unit or writer.whole)
    known = [n for n in range(len(columns)) if {row[n] for row in cells} - {None, told}]
    return Table(
        id=f"{cases.name}{end}",
        title=title,
        columns=[columns[n] for n in known],
        rows=[[row[n] for n in known] for row in cells],
        language=writer.language,
        notes=notes,
        sources=register_sources(rows),
        told=_told(cases, rows, writer),
    )


def _by_unit(cases: Cases, counts: pd.DataFrame, writer: Writer) -> Table:
    shown = [state for state in cases.states if counts[state].any()]
    return Table(
        id=f"{cases.name}-units",
        title=cases.titles[3],
        columns=[
            Column(writer.say("Đơn vị", "Unit"), "text"),
            Column(cases.counted),
            *(Column(writer.label(cases.states[state])) for state in shown),
        ],
        rows=[
            *(
                [row["unit_name"] or writer.whole, row["all"], *(row[state] for state in shown)]
                for row in rows_of(counts)
            ),
            [writer.say("Tổng số", "Total"), *(int(counts[name].sum()) for name in ("all", *shown))],
        ],
        totals=[len(counts)],
        language=writer.language,
        sources=register_sources(cases.rows),
        told=_told(cases, cases.rows, writer),
    )


def _told(cases: Cases, rows: pd.DataFrame, writer: Writer) -> list[Facts]:
    return [Facts(cases.layout, partial(labels, rows, cases.names, writer))]
