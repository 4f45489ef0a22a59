"""Figures of one subject year by year, and the tables that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import Originals, restated_cells, restated_note, restated_shares_note
from kgreport.views.sections.rows import Row, rows_of, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Kind, Table

Value = Literal["count", "share", "points"]

_KINDS: Mapping[Value, Kind] = {"count": "count", "share": "percent", "points": "points"}
_NONE: Originals = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class YearlyRows:
    """Rows of one subject by year and measure.

    Attributes
    ----------
    rows
        ``year, measure, count, base, share, source, derived``, by year and measure.
    years
        The years, ascending.
    scope
        Subject and tier.
    """

    rows: Mapping[tuple[int, str], Row]
    years: Sequence[int]
    scope: Scope

    def known_years(self, codes: Sequence[str], value: Value) -> list[int]:
        """Name the years in which a value of any of the measures is known."""
        return [
            year for year in self.years if any(self.rows[year, code][value] is not None for code in codes)
        ]

    def value(self, year: int, code: str, value: Value) -> Any:
        """Give a value of a measure in a year; of ``points``, the shares of the year before and of the year."""
        row = self.rows[year, code]
        if value != "points" or row["points"] is None:
            return row[value]
        return self.rows[year - 1, code]["share"], row["share"]

    @property
    def base(self) -> str:
        """What the shares are of: ``rated``, or ``total``."""
        return next((str(row["base"]) for row in self.rows.values()), "rated")

    def id(self, kind: str) -> str:
        """Name a section, table or chart."""
        return f"{kind}-{scope_id(self.scope)}"

    def table(
        self,
        kind: str,
        title: str,
        codes: Sequence[str],
        value: Value,
        writer: Writer,
        *,
        years: Sequence[int] | None = None,
        unit: str = "",
        originals: Originals = _NONE,
        notes: Sequence[str] = (),
    ) -> Table:
        """Lay out one value of the measures: a row for each year, a column for each measure.

        Parameters
        ----------
        kind, title
            First part of the id, and the title.
        codes, value
            The measures, and what is shown of them. A table of counts names its sources.
        years
            The years shown; all if None.
        unit
            What the values are counted in or shares of.
        originals
            Counts before records were rated anew; the cells of restated figures are marked.
        notes
            Notes below that on the marked cells.
        """
        subject, years = self.scope.subject, self.years if years is None else years
        restated = restated_cells(originals, years, codes, subject, writer)
        explain = restated_note if value == "count" else restated_shares_note
        labels = [writer.measure_label(subject, code) for code in codes]
        return Table(
            id=self.id(kind),
            title=title,
            unit=unit,
            columns=[
                Column(writer.say("Năm", "Year"), "year"),
                *(Column(label, _KINDS[value]) for label in labels),
            ],
            rows=[[year, *(self.value(year, code, value) for code in codes)] for year in years],
            language=writer.language,
            notes=[*explain(restated, writer), *notes],
            sources=sources_of(self.rows.values()) if value == "count" else (),
            marks=set(restated),
        )


def yearly_rows(series: pd.DataFrame, scope: Scope) -> YearlyRows:
    """Find the rows of a series by year and measure."""
    rows: dict[tuple[int, str], Row] = {(row["year"], row["measure"]): row for row in rows_of(series)}
    return YearlyRows(rows, sorted({year for year, _ in rows}), scope)
