"""The levels over the years: a sentence on each, how many, what shares, and a picture of the shares."""

from __future__ import annotations

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.charts.stacked import Part, Stack, StackedChart
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.ratings.restated import Originals, marks_of, restated_briefly, restated_note
from kgreport.views.sections.trend.wording import TrendEdition, change_of_share
from kgreport.views.sections.wording import Row, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

COUNTED = (*LEVELS, "good_or_better", "fulfilled_or_better")
"""The measures of the tables, where known."""

_TOLD = ("excellent", "good_or_better", "fulfilled_or_better", "unfulfilled")

Series = dict[tuple[int, str], Row]


def trend_levels_section(
    series: pd.DataFrame, split: list[str], scope: Scope, edition: TrendEdition, originals: Originals
) -> Section:
    """Show how a subject was rated over the years.

    Parameters
    ----------
    series
        As `kgreport.stats.series.share_series` gives, of `COUNTED` and ``rated``.
    split
        The measures that make up all rated, as `kgreport.stats.series.common_split` gives.
    scope
        Who was rated.
    edition
        For whom.
    originals
        What restated figures were before.
    """
    title = edition.say(
        "Xếp loại {who}, {span}", "Ratings of {who}, {span}", who=edition.who(scope), span=edition.span
    )
    name = f"trend-levels-{scope_id(scope)}"
    years = sorted(set(series["year"]))
    if len(years) < 2:
        return Section(name, title, [])
    rows = {(row["year"], row["measure"]): row for row in rows_of(series)}
    views: list[View] = [Note(_sentences(rows, years, scope, edition))]
    if split:
        views.append(_chart(rows, years, split, scope, edition))
    views.append(_counts_table(rows, years, scope, edition, originals))
    views.append(_shares_table(rows, years, scope, edition, originals))
    return Section(name, title, views)


def _sentences(rows: Series, years: list[int], scope: Scope, edition: TrendEdition) -> list[str]:
    """Say how each share changed; one sentence for all those known from and to the same year."""
    told: dict[tuple[int, int], list[str]] = {}
    for code in _TOLD:
        known = [(year, rows[year, code]["share"]) for year in years if rows[year, code]["share"] is not None]
        if len(known) > 1:
            level = edition.term(edition.measure(scope.subject, code))
            change = change_of_share(known[0][1], known[-1][1], edition)
            told.setdefault((known[0][0], known[-1][0]), []).append(f"{level} {change}")
    return [
        edition.say(
            "Từ năm {first} đến năm {last}, tỷ lệ {who} xếp loại {parts}.",
            "From {first} to {last}, the share of {who} rated {parts}.",
            first=first,
            last=last,
            who=edition.who(scope),
            parts="; ".join(parts),
        )
        for (first, last), parts in told.items()
    ] or [edition.say("Chưa đủ số liệu để so sánh tỷ lệ giữa các năm.", "The shares known do not compare.")]


def _chart(
    rows: Series, years: list[int], split: list[str], scope: Scope, edition: TrendEdition
) -> StackedChart:
    whole = [year for year in years if all(rows[year, code]["share"] is not None for code in split)]
    stacks = [
        Stack(
            str(year),
            [
                Part(
                    code,
                    edition.letter(code),
                    rows[year, code]["share"],
                    edition.percent(rows[year, code]["share"]),
                )
                for code in split
            ],
        )
        for year in whole
    ]
    title = edition.say(
        "Cơ cấu xếp loại {who}, {span}",
        "Shares of the levels of {who}, {span}",
        who=edition.who(scope),
        span=edition.span,
    )
    name = f"chart-trend-levels-{scope_id(scope)}"
    key = [(code, edition.letter(code), edition.level(scope.subject, code)) for code in split]
    alt = edition.alt(name, _alt(title, stacks, key, edition))
    return StackedChart(id=name, title=title, alt=alt, stacks=stacks, key=key)


def _alt(title: str, stacks: list[Stack], key: list[tuple[str, str, str]], edition: TrendEdition) -> str:
    meanings = "; ".join(f"{mark}: {meaning}" for _, mark, meaning in key)
    bars = "; ".join(
        f"{stack.name}: " + ", ".join(f"{part.mark} {part.label}" for part in stack.parts) for stack in stacks
    )
    return edition.say(
        "Biểu đồ thanh xếp chồng. {title}. {bars}. {meanings}.",
        "Stacked bar chart. {title}. {bars}. {meanings}.",
        title=title,
        bars=bars,
        meanings=meanings,
    )


def _counts_table(
    rows: Series, years: list[int], scope: Scope, edition: TrendEdition, originals: Originals
) -> Table:
    shown = ["rated", *(level for level in LEVELS if _known(rows, years, level, "count"))]
    shown += [
        code
        for code in COUNTED
        if len(shown) < 5 and code not in LEVELS and _known(rows, years, code, "count")
    ]
    return Table(
        id=f"table-trend-counts-{scope_id(scope)}",
        title=edition.say(
            "Số {who} theo mức xếp loại, {span}",
            "{who} by level, {span}",
            who=_who_heads(scope, edition),
            span=edition.span,
        ),
        unit=edition.unit_of(scope.subject),
        columns=[_year_column(edition), *(Column(_heading(scope, code, edition)) for code in shown)],
        rows=[[year, *(rows[year, code]["count"] for code in shown)] for year in years],
        language=edition.language,
        notes=[
            *restated_note(_restated(originals, years, shown, scope, edition), edition),
            *edition.rules_notes(scope.subject),
        ],
        sources=sources_of(rows.values()),
        marks=marks_of(originals, years, shown),
    )


def _restated(
    originals: Originals, years: list[int], shown: list[str], scope: Scope, edition: TrendEdition
) -> list[tuple[int, str, int]]:
    return [
        (year, edition.term(edition.measure(scope.subject, code)), originals[year, code])
        for year in years
        for code in shown
        if (year, code) in originals
    ]


def _shares_table(
    rows: Series, years: list[int], scope: Scope, edition: TrendEdition, originals: Originals
) -> Table:
    shown = [code for code in COUNTED if _known(rows, years, code, "share")]
    marks = marks_of(originals, years, shown)
    return Table(
        id=f"table-trend-shares-{scope_id(scope)}",
        title=edition.say(
            "Tỷ lệ các mức trên số {who} được xếp loại, {span}",
            "Shares of the levels among the {who} rated, {span}",
            who=edition.who(scope),
            span=edition.span,
        ),
        columns=[
            _year_column(edition),
            *(Column(_heading(scope, code, edition), "percent") for code in shown),
        ],
        rows=[[year, *(rows[year, code]["share"] for code in shown)] for year in years],
        language=edition.language,
        notes=[restated_briefly(edition)] if marks else [],
        marks=marks,
    )


def _known(rows: Series, years: list[int], code: str, what: str) -> bool:
    return any(rows[year, code][what] is not None for year in years)


def _year_column(edition: TrendEdition) -> Column:
    return Column(edition.say("Năm", "Year"), "year")


def _heading(scope: Scope, code: str, edition: TrendEdition) -> str:
    return edition.label(edition.measure(scope.subject, code))


def _who_heads(scope: Scope, edition: TrendEdition) -> str:
    who = edition.who(scope)
    return who if edition.language == "vi" else who[:1].upper() + who[1:]
