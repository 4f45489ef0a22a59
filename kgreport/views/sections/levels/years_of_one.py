"""Ratings year by year: how many, what shares, and how the shares changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import LEVELS, UNKNOWN_LEVEL
from kgreport.views.frames.ratings import LEVELS_BY_YEAR
from kgreport.views.sections.facts import levels_by_year, tells
from kgreport.views.sections.levels.lines import ShareLine, line_chart
from kgreport.views.sections.levels.rated import ORDER
from kgreport.views.sections.notes import Originals, names_note, of_base, points_note
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.writer import Writer
from kgreport.views.sections.years import YearlyRows, yearly_rows
from kgreport.views.tables import Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

FOLLOWED = (*ORDER, UNKNOWN_LEVEL)
"""The measures followed, in the order of the columns; before them stands their base."""


def _year_rows(series: pd.DataFrame, scope: Scope, writer: Writer) -> Iterator[Row]:
    """Give the known levels in each year."""
    return levels_by_year(((replace(scope, year=row["year"]), [row]) for row in rows_of(series)), writer)


@tells((LEVELS_BY_YEAR, _year_rows))
def changes_section(
    series: pd.DataFrame, originals: Originals, rules: Mapping[int, Rules], scope: Scope, writer: Writer
) -> Section:
    """Show ratings year by year; left out where fewer than two years have figures.

    Parameters
    ----------
    series
        The measures in `FOLLOWED` and their base, by year, as `kgreport.stats.shares.add_points` gives:
        ``year, measure, count, share, points, source, derived``.
    originals
        Counts before records were rated anew.
    rules
        The rules of each year.
    scope
        Subject and tier that were rated.
    """
    of = yearly_rows(series, scope)
    title = writer.say("So sánh qua các năm: {subject}", "Over the years: {subject}", scope)
    if len(of.years) < 2:
        return Section(of.id("changes"), title, [])
    shown = _shown(of)
    levels = [code for code in shown if code in LEVELS]
    spanned = {year: rules[year] for year in of.years if year in rules}
    counts = of.table(
        "table-changes",
        writer.title("{subject}: kết quả xếp loại qua các năm", "{subject}: ratings over the years", scope),
        shown,
        "count",
        writer,
        unit=writer.unit_of(scope.subject),
        originals=originals,
        notes=names_note(scope.subject, levels, spanned, writer),
    )
    note = note_of(_sentences(of, shown, writer))
    chart = line_chart(
        of.id("chart-changes"),
        writer.title("{subject}: tỷ lệ qua các năm", "{subject}: shares by year", scope),
        [_line(of, code, writer) for code in shown if code not in (of.base, UNKNOWN_LEVEL)],
        rules,
        writer,
    )
    return Section(
        of.id("changes"), title, [*note, *chart, counts, *_share_tables(of, shown, originals, writer)]
    )


def _line(of: YearlyRows, code: str, writer: Writer) -> ShareLine:
    shares = {year: of.rows[year, code]["share"] for year in of.known_years([code], "share")}
    return ShareLine(writer.measure_label(of.scope.subject, code), code, shares)


def _shown(of: YearlyRows) -> list[str]:
    """Choose the measures that are known of any year; a sum of levels where the levels are not enough."""
    enough = of.known_years(["fulfilled"], "count") == of.years
    return [
        code
        for code in (of.base, *FOLLOWED)
        if of.known_years([code], "count") and not (enough and code == "fulfilled_or_better")
    ]


def _sentences(of: YearlyRows, shown: Sequence[str], writer: Writer) -> list[str]:
    """Compare the year reported on with the year before it."""
    year = of.years[-1]
    compared = (code for code in shown if code not in (of.base, UNKNOWN_LEVEL))
    known = [code for code in compared if of.rows[year, code]["points"] is not None]
    named = known if set(LEVELS) - set(known) else LEVELS
    vi = "So với {same}năm {before}, trong số {subject} được xếp loại năm {year}: {changes}."
    en = "Against {same}{before}, among the {subject} rated in {year}: {changes}."
    if of.base == "total":
        vi = "So với {same}năm {before}, trong tổng số {subject} năm {year}: {changes}."
        en = "Against {same}{before}, among all {subject} of {year}: {changes}."
    return writer.say_if(
        year == writer.year and named,
        vi,
        en,
        of.scope,
        same=writer.same_period,
        before=year - 1,
        changes="; ".join(_change(of, year, code, writer) for code in named),
    )


def _change(of: YearlyRows, year: int, code: str, writer: Writer) -> str:
    return writer.say(
        "tỷ lệ {measure} {change}",
        "{measure} {change}",
        measure=writer.measure_term(of.scope.subject, code),
        change=writer.change(of.rows[year - 1, code]["share"], of.rows[year, code]["share"]),
    )


def _share_tables(
    of: YearlyRows, shown: Sequence[str], originals: Originals, writer: Writer
) -> Iterator[Table]:
    codes = [code for code in shown if code != of.base and of.known_years([code], "share")]
    if codes:
        yield of.table(
            "table-changes-shares",
            writer.title("{subject}: tỷ lệ qua các năm", "{subject}: shares over the years", of.scope),
            codes,
            "share",
            writer,
            unit=of_base(of.base, writer),
            originals=originals,
        )
    compared = of.known_years(codes, "points")
    if compared:
        yield of.table(
            "table-changes-points",
            writer.title(
                "{subject}: tỷ lệ tăng, giảm so với năm trước",
                "{subject}: shares against the year before",
                of.scope,
            ),
            codes,
            "points",
            writer,
            years=compared,
            notes=points_note(
                (of.value(year, code, "points") for year in compared for code in codes), writer
            ),
        )
