"""One share of each unit, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.views import formats
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import of_base, points_note
from kgreport.views.sections.rows import rows_of
from kgreport.views.sections.trend.edition import TrendEdition
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section


def units_section(
    series: pd.DataFrame, names: Mapping[str, str], measure: str, scope: Scope, edition: TrendEdition
) -> Section:
    """Show one share of each unit and year, the unit reported on last; left out where two years are not known.

    Parameters
    ----------
    series
        ``unit, year, base, share`` of the units below and of the unit reported on, as
        `kgreport.stats.series.unit_series` gives.
    names
        Name by code of the units below, in the order of their rows.
    measure
        The measure whose share of those rated is shown.
    scope
        Subject and tier that were rated.
    """
    title = edition.say("Các đơn vị qua các năm: {subject}", "Units over the years: {subject}", scope)
    name = f"trend-units-{scope_id(scope)}"
    found = rows_of(series)
    shares = {(row["unit"], row["year"]): row["share"] for row in found}
    base = next((row["base"] for row in found), "rated")
    named = {**names, scope.unit: formats.sentence(edition.whole)}
    years = [year for year in edition.years if any(shares[unit, year] is not None for unit in named)]
    below = [unit for unit in names if any(shares[unit, year] is not None for year in years)]
    if len(years) < 2 or not below:
        return Section(name, title, [])
    rows = [_row(named[unit], [shares[unit, year] for year in years]) for unit in (*below, scope.unit)]
    return Section(name, title, [_table(rows, years, measure, scope, edition, base=base)])


def _row(name: str, shares: Sequence[float | None]) -> list[Any]:
    known = [share for share in shares if share is not None]
    return [name, *shares, (known[0], known[-1]) if len(known) > 1 else None]


def _table(
    rows: list[list[Any]], years: list[int], measure: str, scope: Scope, edition: TrendEdition, *, base: str
) -> Table:
    return Table(
        id=f"table-trend-units-{scope_id(scope)}",
        title=edition.say(
            "Tỷ lệ {subject} xếp loại {level} theo đơn vị, {span}",
            "Share of {subject} rated {level}, by unit, {span}",
            scope,
            level=edition.measure_term(scope.subject, measure),
        ),
        unit=of_base(base, edition),
        columns=[
            Column(edition.say("Đơn vị", "Unit"), "text", 1.6),
            *(Column(str(year), "percent") for year in years),
            Column(edition.say("Thay đổi", "Change"), "points"),
        ],
        rows=rows,
        totals=[len(rows) - 1],
        language=edition.language,
        notes=[
            edition.say(
                "Thay đổi tính từ năm đầu đến năm cuối có số liệu của đơn vị, bằng {points}.",
                "The change is from the first to the last year known of the unit, in {points}.",
                points=edition.say("điểm phần trăm", "percentage points"),
            ),
            *points_note((row[-1] for row in rows), edition),
            *edition.rules_notes(),
        ],
    )
