"""The levels over the years: how each share changed, the counts, the shares, and a chart of the shares."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, UNKNOWN_LEVEL
from kgreport.views.charts.stacked import Segment, Stack, StackedChart
from kgreport.views.sections.notes import Originals
from kgreport.views.sections.trend.edition import TrendEdition
from kgreport.views.sections.years import YearlyRows, yearly_rows
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

COUNTED = (*LEVELS, UNKNOWN_LEVEL, *LEVEL_SUMS)
"""The measures of the tables, where known."""

_COMPARED = ("excellent", "good_or_better", "fulfilled_or_better", "unfulfilled")
"""The measures of the sentences."""


def levels_section(
    series: pd.DataFrame, split: list[str], scope: Scope, edition: TrendEdition, originals: Originals
) -> Section:
    """Show how a subject was rated over the years; left out where fewer than two years have figures.

    Parameters
    ----------
    series
        `COUNTED` and their base by year, as `kgreport.stats.series.share_series` gives:
        ``year, measure, count, share, source, derived``.
    split
        The measures that make up all rated, as `kgreport.stats.series.common_split` gives.
    scope
        Subject and tier that were rated.
    edition
        Language, years and rules of the report.
    originals
        Counts before records were rated anew.
    """
    title = edition.say("Xếp loại {subject}, {span}", "Ratings of {subject}, {span}", scope)
    of = yearly_rows(series, scope)
    if len(of.years) < 2:
        return Section(of.id("trend-levels"), title, [])
    views: list[View] = [Note(_sentences(of, edition))]
    views += [_chart(of, split, edition)] if split else []
    views += [_counts_table(of, edition, originals), *_shares_table(of, edition, originals)]
    return Section(of.id("trend-levels"), title, views)


def _sentences(of: YearlyRows, edition: TrendEdition) -> list[str]:
    """Compare the first and the last known share of each measure, one sentence for each pair of years."""
    changes: dict[tuple[int, int], list[str]] = {}
    for code in _COMPARED:
        known = of.known_years([code], "share")
        if len(known) > 1:
            first, last = known[0], known[-1]
            change = edition.change(of.rows[first, code]["share"], of.rows[last, code]["share"])
            level = edition.measure_term(of.scope.subject, code)
            changes.setdefault((first, last), []).append(f"{level} {change}")
    return [
        edition.say(
            "Từ năm {first} đến năm {last}, tỷ lệ {all}{subject} xếp loại {parts}.",
            "From {first} to {last}, the share of {all}{subject} rated {parts}.",
            of.scope,
            first=first,
            last=last,
            parts="; ".join(parts),
            all=edition.say("trên tổng số ", "all ") if of.base == "total" else "",
        )
        for (first, last), parts in changes.items()
    ] or [edition.say("Chưa đủ số liệu để so sánh tỷ lệ giữa các năm.", "The shares known do not compare.")]


def _chart(of: YearlyRows, split: Sequence[str], edition: TrendEdition) -> StackedChart:
    shares = {
        year: {code: of.rows[year, code]["share"] for code in split}
        for year in of.years
        if all(of.rows[year, code]["share"] is not None for code in split)
    }
    stacks = [
        Stack(
            str(year),
            [
                Segment(code, edition.letter(code), share, edition.percent(share))
                for code, share in of_year.items()
            ],
        )
        for year, of_year in shares.items()
    ]
    title = edition.say(
        "Cơ cấu xếp loại {subject}, {span}", "Shares of the levels of {subject}, {span}", of.scope
    )
    name = of.id("chart-trend-levels")
    key = [(code, edition.letter(code), edition.level(of.scope.subject, code)) for code in split]
    alt = edition.alt(name, _alt(title, stacks, key, edition))
    return StackedChart(id=name, title=title, alt=alt, stacks=stacks, key=key)


def _alt(
    title: str, stacks: Sequence[Stack], key: Sequence[tuple[str, str, str]], edition: TrendEdition
) -> str:
    meanings = "; ".join(f"{mark}: {meaning}" for _, mark, meaning in key)
    bars = "; ".join(
        f"{stack.name}: " + ", ".join(f"{segment.mark} {segment.label}" for segment in stack.segments)
        for stack in stacks
    )
    return edition.say(
        "Biểu đồ thanh xếp chồng. {title}. {bars}. {meanings}.",
        "Stacked bar chart. {title}. {bars}. {meanings}.",
        title=title,
        bars=bars,
        meanings=meanings,
    )


def _counts_table(of: YearlyRows, edition: TrendEdition, originals: Originals) -> Table:
    levels = [level for level in COUNTED[: len(LEVELS) + 1] if of.known_years([level], "count")]
    sums = [code for code in COUNTED[len(LEVELS) + 1 :] if of.known_years([code], "count")]
    title = edition.say("Số {subject} theo mức xếp loại, {span}", "{heading} by level, {span}", of.scope)
    return of.table(
        "table-trend-counts",
        title,
        [of.base, *levels, *(sums if set(LEVELS) - set(levels) else [])],
        "count",
        edition,
        unit=edition.unit_of(of.scope.subject),
        originals=originals,
        notes=edition.rules_notes(of.scope.subject),
    )


def _shares_table(of: YearlyRows, edition: TrendEdition, originals: Originals) -> list[Table]:
    title = edition.say(
        *_OF_BASE[of.base],
        of.scope,
    )
    shown = [code for code in COUNTED if of.known_years([code], "share")]
    table = of.table("table-trend-shares", title, shown, "share", edition, originals=originals)
    return [table] if shown else []


_OF_BASE = {
    "rated": Phrase(
        "Tỷ lệ các mức trên số {subject} được xếp loại, {span}",
        "Shares of the levels among the {subject} rated, {span}",
    ),
    "total": Phrase(
        "Tỷ lệ các mức trên tổng số {subject}, {span}", "Shares of the levels among all {subject}, {span}"
    ),
}
"""The title of the shares, by what they are of."""
