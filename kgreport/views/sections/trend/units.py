"""Units side by side over the years, by one share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.views import formats
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.trend.wording import TrendEdition
from kgreport.views.sections.wording import rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section


def trend_units_section(
    series: pd.DataFrame, names: Mapping[str, str], measure: str, scope: Scope, edition: TrendEdition
) -> Section:
    """Show one share of each unit and year.

    Parameters
    ----------
    series
        As `kgreport.stats.series.unit_series` gives; the unit reported on comes last.
    names
        Name by code of the units, in the order of their rows.
    measure
        What the share is of those rated.
    scope
        Who was rated.
    edition
        For whom.
    """
    title = edition.say(
        "Các đơn vị qua các năm: {who}", "Units over the years: {who}", who=edition.who(scope)
    )
    name = f"trend-units-{scope_id(scope)}"
    shares = {(row["unit"], row["year"]): row["share"] for row in rows_of(series)}
    years = [year for year in edition.years if any(shares[unit, year] is not None for unit in names)]
    below = [
        unit for unit in names if unit != scope.unit and any(shares[unit, year] is not None for year in years)
    ]
    if len(years) < 2 or not below:
        return Section(name, title, [])
    shown = [unit for unit in names if unit in below or unit == scope.unit]
    rows = [_row(names[unit], [shares[unit, year] for year in years]) for unit in shown]
    return Section(name, title, [_table(rows, years, measure, scope, edition)])


def _row(name: str, shares: Sequence[float | None]) -> list[object]:
    known = [share for share in shares if share is not None]
    return [name, *shares, known[-1] - known[0] if len(known) > 1 else None]


def _table(
    rows: list[list[object]], years: list[int], measure: str, scope: Scope, edition: TrendEdition
) -> Table:
    return Table(
        id=f"table-trend-units-{scope_id(scope)}",
        title=edition.say(
            "Tỷ lệ {who} xếp loại {level} theo đơn vị, {span}",
            "Share of {who} rated {level}, by unit, {span}",
            who=edition.who(scope),
            level=edition.term(edition.measure(scope.subject, measure)),
            span=edition.span,
        ),
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
            *edition.rules_notes(),
        ],
    )


def whole_name(edition: TrendEdition) -> str:
    """Name the unit reported on as the last row of a table of units."""
    return (
        formats.sentence(edition.unit)
        if edition.unit
        else edition.say("Toàn đảng bộ", "The whole organisation")
    )
