"""Tables with a column for each year and, under each subject, a row for each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kgreport.views.sections.notes import Originals, Restated
from kgreport.views.sections.trend.writer import TrendWriter
from kgreport.views.sections.years import YearlyRows
from kgreport.views.tables import Column, Table

Shown = Literal["count", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsRow:
    """One row: its label, its values by year, and how deep it stands under the row of its subject.

    Attributes
    ----------
    restated
        By year, the name and the first count of a restated figure.
    change
        The first and the last known share.
    """

    label: str
    values: Sequence[Any]
    depth: int
    restated: Mapping[int, tuple[str, int]]
    change: tuple[float, float] | None = None


def subject_rows(
    of: YearlyRows, codes: Sequence[str], value: Shown, originals: Originals, writer: TrendWriter
) -> list[YearsRow]:
    """Lay out a subject: how many were rated in each year, and below that the counts or shares of measures."""
    subject = of.scope.subject
    label = f"{writer.subject_label(of.scope)} {writer.measure_term(subject, of.base)}"
    whole = [_value(of, year, of.base, "count") for year in writer.years]
    if value == "share":
        whole = [None if count is None else writer.count(count) for count in whole]
    rows = [YearsRow(label=label, values=whole, depth=0, restated=_restated(of, of.base, originals, writer))]
    for code in codes:
        values = [_value(of, year, code, value) for year in writer.years]
        known = [one for one in values if one is not None]
        rows.append(
            YearsRow(
                label=writer.measure_label(subject, code),
                values=values,
                depth=1,
                change=(known[0], known[-1]) if value == "share" and len(known) > 1 else None,
                restated=_restated(of, code, originals, writer),
            )
        )
    return rows


def _value(of: YearlyRows, year: int, code: str, value: Shown) -> Any:
    """Give a value; None for a year in which nothing is known of the subject."""
    return of.rows[year, code][value] if (year, code) in of.rows else None


def _restated(
    of: YearlyRows, code: str, originals: Originals, writer: TrendWriter
) -> dict[int, tuple[str, int]]:
    name = f"{writer.subject(of.scope)} {writer.measure_term(of.scope.subject, code)}"
    return {year: (name, originals[year, code]) for year in writer.years if (year, code) in originals}


def restated_of(rows: Sequence[YearsRow], writer: TrendWriter) -> Restated:
    """Find the restated cells of rows."""
    return {
        (position, column): (year, *row.restated[year])
        for position, row in enumerate(rows)
        for column, year in enumerate(writer.years, start=1)
        if year in row.restated
    }


def years_table(
    name: str,
    title: str,
    rows: Sequence[YearsRow],
    kind: Literal["count", "percent"],
    writer: TrendWriter,
    *,
    unit: str = "",
    notes: Sequence[str],
    sources: Sequence[str] = (),
) -> Table:
    """Make a table of rows, of shares with their change from the first known year to the last."""
    columns = [
        Column(writer.say("Đối tượng và mức", "Subject and level"), "text", 3.0),
        *(Column(str(year), kind) for year in writer.years),
    ]
    cells = [[row.label, *row.values] for row in rows]
    if kind == "percent":
        columns.append(Column(writer.say("Thay đổi", "Change"), "points"))
        cells = [[*line, row.change if row.depth else ""] for line, row in zip(cells, rows, strict=True)]
    return Table(
        id=name,
        title=title,
        unit=unit,
        columns=columns,
        rows=cells,
        totals=[position for position, row in enumerate(rows) if not row.depth],
        indents={position: row.depth for position, row in enumerate(rows) if row.depth},
        language=writer.language,
        notes=notes,
        sources=sources,
        marks=set(restated_of(rows, writer)),
    )
