"""Tables of registers: headings as in their forms, a column of units where there are several, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from kgreport.data.registers.layout import REGISTERS
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.edition import Edition
from kgreport.views.tables import Column, Kind, Table

_HEADINGS = {
    (register.name, column.name): column.label for register in REGISTERS for column in register.columns
}


def column_of(register: str, name: str, edition: Edition, kind: Kind = "text", width: float = 1.0) -> Column:
    """Head a column as the register's form does."""
    return Column(edition.label(_HEADINGS[register, name]), kind, width)


def register_table(
    register: pd.DataFrame,
    *,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    name: str,
    title: str,
    edition: Edition,
) -> Table:
    """Lay out rows of a register; those of several units have a second column that names the unit.

    Parameters
    ----------
    register
        The rows as they were read: ``unit_name, source, place``.
    columns, rows
        The columns and cells without the unit.
    name, title
        Id of the table, and its title.
    """
    columns, cells = list(columns), [list(row) for row in rows]
    if register["unit_name"].nunique() > 1:
        columns.insert(1, Column(edition.say("Đơn vị", "Unit"), "text", 0.8))
        whole = edition.say("Toàn Đảng bộ", "The whole organisation")
        for row, unit in zip(cells, register["unit_name"], strict=True):
            row.insert(1, unit or whole)
    return Table(
        id=name,
        title=title,
        columns=columns,
        rows=cells,
        language=edition.language,
        sources=register_sources(register),
    )


def register_sources(register: pd.DataFrame) -> list[str]:
    """Name the sources of rows, each once; where a row names none, the file it stands in."""
    named = [
        source or re.split(r"!|:\d+$", place)[0]
        for source, place in zip(register["source"], register["place"], strict=True)
    ]
    return list(dict.fromkeys(named))


def states_listing(
    states: pd.Series[str], order: Sequence[str], names: Mapping[str, Phrase], edition: Edition
) -> str:
    """Count rows by state and list the counts, as ``2 overdue and 1 done``."""
    counts = states.value_counts()
    return edition.listing(
        [
            f"{edition.count(int(counts[code]))} {names[code].say(edition.language)}"
            for code in order
            if code in counts
        ]
    )
