"""Units side by side: their values, and what was printed of those that are not known, in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.data.shares.prints import Print
from kgreport.terms.printed_numbers import say_printed
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import restated_note
from kgreport.views.sections.printed import mark_note, marked
from kgreport.views.sections.rows import Row
from kgreport.views.tables import Column, Table

Printed = Mapping[tuple[str, str], Print]
"""By unit and column, what was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedUnits:
    """The units in their order, then the whole: what is shown of them, of what base the shares are, and what ranks them."""

    units: Sequence[Row]
    whole: Row
    base: str
    ranked_by: str
    shown: Sequence[str]
    sources: Sequence[str]
    printed: Printed
    scope: Scope
    edition: Edition

    @property
    def rows(self) -> list[Row]:
        """The units in their order, the whole last."""
        return [*self.units, self.whole]

    @property
    def share(self) -> str:
        """The column that ranks the units."""
        return f"share_{self.ranked_by}"

    def table(
        self,
        kind: str,
        title: str,
        columns: Sequence[Column],
        cells: Sequence[str],
        *,
        unit: str,
        restated: Mapping[tuple[int, int], tuple[int, str, int]],
    ) -> Table:
        """Lay out values of the units, a row for each, the whole last."""
        return Table(
            id=f"{kind}-{scope_id(self.scope)}",
            title=title,
            unit=unit,
            columns=[Column(self.edition.say("Đơn vị", "Unit"), "text", 2.0), *columns],
            rows=[[row["name"], *(self.cell(row, cell) for cell in cells)] for row in self.rows],
            language=self.edition.language,
            totals=[len(self.units)],
            notes=[
                *restated_note(restated, self.edition),
                *mark_note(
                    any(isinstance(self.cell(row, cell), str) for row in self.rows for cell in cells),
                    self.edition,
                ),
            ],
            sources=self.sources,
            marks=set(restated),
        )

    def cell(self, row: Row, name: str) -> object:
        """Give a value of a unit; where it is unknown, what was printed of it."""
        printed = self.printed.get((row["unit"], name))
        if row[name] is not None or printed is None:
            return row[name]
        return marked(say_printed(printed.number), self.edition)


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
