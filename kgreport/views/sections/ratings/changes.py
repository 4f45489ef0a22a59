"""How ratings changed over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.choosing import Rules
from kgreport.terms.vocabulary import LEVELS, label_of
from kgreport.views import formats
from kgreport.views.charts.bars import Bar
from kgreport.views.sections.ratings.levels import bar_chart, scope_id, titled
from kgreport.views.sections.ratings.restated import (
    Originals,
    marks_of,
    names_note,
    restated_briefly,
    restated_note,
)
from kgreport.views.sections.wording import Edition, Row, rows_of, sources_of
from kgreport.views.tables import Column, Kind, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

FOLLOWED = ("rated", "excellent", "good", "good_or_better", "fulfilled", "fulfilled_or_better", "unfulfilled")
"""What is followed, in the order of the columns."""

_DRAWN = ("good_or_better", "fulfilled_or_better", "excellent", "unfulfilled")
"""What is drawn: the first whose share is known in two years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """Rows by year and measure, and what is shown of them."""

    rows: Mapping[tuple[int, str], Row]
    years: Sequence[int]
    shown: Sequence[str]
    scope: Scope
    edition: Edition

    def labels(self, codes: Sequence[str]) -> list[str]:
        return [self.edition.label(self.edition.measure(self.scope.subject, code)) for code in codes]

    def columns(self, codes: Sequence[str], kind: Kind) -> list[Column]:
        year = Column(self.edition.say("Năm", "Year"), "year")
        return [year, *(Column(label, kind) for label in self.labels(codes))]

    def known(self, codes: Sequence[str], value: str) -> list[int]:
        """Name the years in which something is known of any of the measures."""
        return [
            year for year in self.years if any(self.rows[year, code][value] is not None for code in codes)
        ]

    def cells(self, years: Sequence[int], codes: Sequence[str], value: str) -> list[list[object]]:
        return [[year, *(self.rows[year, code][value] for code in codes)] for year in years]

    def id(self, kind: str) -> str:
        return f"{kind}-{scope_id(self.scope)}"

    def titled(self, vi: str, en: str, **values: str) -> str:
        return titled(vi, en, self.scope, self.edition, **values)


def changes_section(
    series: pd.DataFrame, originals: Originals, rules: Mapping[int, Rules], scope: Scope, edition: Edition
) -> Section:
    """Show ratings year by year; left out where fewer than two years have figures.

    Parameters
    ----------
    series
        Shares of the measures in `FOLLOWED`, by year, as `kgreport.stats.shares.add_points` gives.
    originals
        What restated figures were before.
    rules
        The rules of each year.
    scope
        Who was rated.
    edition
        For whom.
    """
    title = edition.say(
        "So sánh qua các năm: {who}",
        "Over the years: {who}",
        who=label_of(scope.subject, scope.tier).say(edition.language),
    )
    rows: dict[tuple[int, str], Row] = {(row["year"], row["measure"]): row for row in rows_of(series)}
    years = list(dict.fromkeys(year for year, _ in rows))
    if len(years) < 2:
        return Section(f"changes-{scope_id(scope)}", title, [])
    of = _Followed(rows=rows, years=years, shown=_shown(rows, years), scope=scope, edition=edition)
    notes = names_note(
        scope.subject,
        [code for code in of.shown if code in LEVELS],
        {year: rules[year] for year in years if year in rules},
        edition,
    )
    said = _sentences(of)
    views: list[View] = [Note(said)] if said else []
    views += [
        _counts_table(of, originals, notes, sources_of(rows.values())),
        *_share_tables(of, originals),
        *_charts(of),
    ]
    return Section(f"changes-{scope_id(scope)}", title, views)


def _shown(rows: Mapping[tuple[int, str], Row], years: Sequence[int]) -> list[str]:
    """Choose the measures that are known of any year; a sum of levels where the levels are not enough."""
    known = {code for (_, code), row in rows.items() if row["count"] is not None}
    enough = all(rows[year, "fulfilled"]["count"] is not None for year in years)
    return [code for code in FOLLOWED if code in known and not (enough and code == "fulfilled_or_better")]


def _sentences(of: _Followed) -> list[str]:
    """Compare the year reported on with the one before it."""
    edition, year = of.edition, of.years[-1]
    followed = [code for code in of.shown if code != "rated" and of.rows[year, code]["points"] is not None]
    told = followed if set(LEVELS) - set(followed) else LEVELS
    compared = [of.rows[year, code] for code in told]
    if year != edition.year or not compared:
        return []
    return [
        edition.say(
            "So với năm {before}, trong số {who} được xếp loại năm {year}: {told}.",
            "Against {before}, among the {who} rated in {year}: {told}.",
            before=year - 1,
            year=year,
            who=label_of(of.scope.subject, of.scope.tier).say(edition.language),
            told="; ".join(_told(row, of) for row in compared),
        )
    ]


def _told(row: Row, of: _Followed) -> str:
    edition = of.edition
    points = formats.points(abs(row["points"]), edition.language).lstrip("+")
    given = {
        "measure": edition.term(edition.measure(of.scope.subject, str(row["measure"]))),
        "points": points,
        "before": edition.percent(of.rows[row["year"] - 1, str(row["measure"])]["share"]),
        "now": edition.percent(row["share"]),
    }
    if points == formats.points(0.0, edition.language):
        return edition.say("tỷ lệ {measure} không đổi ({now})", "{measure} unchanged ({now})", **given)
    if row["points"] > 0:
        return edition.say(
            "tỷ lệ {measure} tăng {points} (từ {before} lên {now})",
            "{measure} up {points} (from {before} to {now})",
            **given,
        )
    return edition.say(
        "tỷ lệ {measure} giảm {points} (từ {before} xuống {now})",
        "{measure} down {points} (from {before} to {now})",
        **given,
    )


def _counts_table(of: _Followed, originals: Originals, notes: Sequence[str], sources: Sequence[str]) -> Table:
    terms = [of.edition.term(of.edition.measure(of.scope.subject, code)) for code in of.shown]
    changed = {
        (position, n): originals[year, code]
        for position, year in enumerate(of.years)
        for n, code in enumerate(of.shown)
        if (year, code) in originals
    }
    told = [(of.years[position], terms[n], count) for (position, n), count in changed.items()]
    return Table(
        id=of.id("table-changes"),
        title=of.titled("{who}: kết quả xếp loại qua các năm", "{who}: ratings over the years"),
        unit=of.edition.unit_of(of.scope.subject),
        columns=of.columns(of.shown, "count"),
        rows=of.cells(of.years, of.shown, "count"),
        language=of.edition.language,
        notes=[*restated_note(told, of.edition), *notes],
        sources=sources,
        marks={(position, n + 1) for position, n in changed},
    )


def _share_tables(of: _Followed, originals: Originals) -> Iterator[View]:
    codes = [code for code in of.shown if code != "rated" and of.known([code], "share")]
    marks = marks_of(originals, of.years, codes)
    if codes:
        yield Table(
            id=of.id("table-changes-shares"),
            title=of.titled("{who}: tỷ lệ qua các năm", "{who}: shares over the years"),
            unit=of.edition.say("tính trên số được xếp loại", "of those rated"),
            columns=of.columns(codes, "percent"),
            rows=of.cells(of.years, codes, "share"),
            language=of.edition.language,
            notes=[restated_briefly(of.edition)] if marks else [],
            marks=marks,
        )
    followed = of.known(codes, "points")
    if followed:
        yield Table(
            id=of.id("table-changes-points"),
            title=of.titled(
                "{who}: tỷ lệ tăng, giảm so với năm trước", "{who}: shares against the year before"
            ),
            columns=of.columns(codes, "points"),
            rows=of.cells(followed, codes, "points"),
            language=of.edition.language,
            notes=[
                of.edition.say(
                    "Mức tăng, giảm tính từ tỷ lệ chưa làm tròn.",
                    "Differences are those of the shares before rounding.",
                )
            ],
        )


def _charts(of: _Followed) -> list[View]:
    drawn = next((code for code in _DRAWN if len(of.known([code], "share")) > 1), "")
    if not drawn:
        return []
    title = of.titled(
        "{who}: tỷ lệ {measure} qua các năm",
        "{who}: share rated {measure}, by year",
        measure=of.edition.term(of.edition.measure(of.scope.subject, drawn)),
    )
    shares = {year: of.rows[year, drawn]["share"] for year in of.known([drawn], "share")}
    bars = [
        Bar(str(year), share, of.edition.percent(share), "plain" if year == of.edition.year else "muted")
        for year, share in shares.items()
    ]
    return [bar_chart(of.id("chart-changes"), title, bars, of.edition)]
