"""Ratings on four levels, by the names the rules of the year give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVELS, label_of
from kgreport.views import formats
from kgreport.views.charts.bars import Bar, Chart
from kgreport.views.sections.ratings.restated import Originals, restated_note
from kgreport.views.sections.wording import (
    Edition,
    Row,
    Rows,
    derived_note,
    rounding_note,
    rows_of,
    sources_of,
)
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_NONE: Originals = MappingProxyType({})
_IN_ORDER = ("excellent", "good", "good_or_better", "fulfilled", "fulfilled_or_better", "unfulfilled")


def scope_id(scope: Scope) -> str:
    """Name a scope in the ids of sections, tables and charts."""
    return "-".join(word for word in (scope.subject, scope.tier) if word)


def levels_section(
    shares: Rows,
    changes: pd.DataFrame | None,
    split: list[str],
    scope: Scope,
    edition: Edition,
    *,
    originals: Originals = _NONE,
) -> Section:
    """Show how a subject was rated.

    Parameters
    ----------
    shares
        Counts and shares of those rated, by measure: the levels, ``rated``, and the sums of levels.
    changes
        The same against another year, or None.
    split
        The measures that together make up all rated, as finely as is known.
    scope
        Who was rated.
    edition
        For whom.
    originals
        What restated figures were before.
    """
    who = label_of(scope.subject, scope.tier)
    name = scope_id(scope)
    title = edition.say("Kết quả xếp loại {who}", "Ratings of {who}", who=who.say(edition.language))
    views: list[View] = []
    rows = {row["measure"]: row for row in rows_of(shares)}
    if any(rows[level]["count"] is not None for level in rows):
        views.append(Note(_levels_sentences(rows, split, scope, edition)))
        views.append(_levels_table(list(rows.values()), changes, scope, edition, originals))
        views += _levels_chart(rows, split, scope, edition)
    return Section(f"levels-{name}", title, views)


def _levels_sentences(rows: dict[str, Row], split: list[str], scope: Scope, edition: Edition) -> list[str]:
    subject = scope.subject
    known = split or [code for code in _IN_ORDER if rows[code]["count"] is not None]
    shares = [edition.share(rows[code], edition.term(edition.measure(subject, code))) for code in known]
    said = [
        _rated_sentence(
            rows["rated"]["count"], shares, label_of(subject, scope.tier).say(edition.language), edition
        )
    ]
    unknown = [edition.term(edition.measure(subject, code)) for code in LEVELS if rows[code]["count"] is None]
    if unknown:
        said.append(
            edition.say(
                "Chưa có số liệu riêng của các mức: {levels}; trong bảng ghi “–”.",
                "No separate figures are known for: {levels}; the table shows “–”.",
                levels=formats.listing(unknown, edition.language),
            )
        )
    return said


def _rated_sentence(rated: int | None, shares: list[str], who: str, edition: Edition) -> str:
    given = {"year": edition.year, "who": who, "shares": formats.listing(shares, edition.language)}
    if rated is None:
        return edition.say(
            "Năm {year}, kết quả xếp loại {who} có: {shares}.", "In {year}, among {who}: {shares}.", **given
        )
    if not shares:
        return edition.say(
            "Năm {year}, có {rated} {who} được xếp loại.",
            "In {year}, {rated} {who} were rated.",
            rated=edition.count(rated),
            **given,
        )
    return edition.say(
        "Năm {year}, có {rated} {who} được xếp loại, gồm: {shares}.",
        "In {year}, {rated} {who} were rated: {shares}.",
        rated=edition.count(rated),
        **given,
    )


def _levels_table(
    shares: Sequence[Row],
    changes: pd.DataFrame | None,
    scope: Scope,
    edition: Edition,
    originals: Originals,
) -> Table:
    columns = share_columns(edition.say("Mức xếp loại", "Level"), edition)
    rows = share_rows(shares, scope, edition)
    if changes is not None:
        columns += [
            Column(edition.say("Năm {year}", "{year}", year=changes.attrs["against"])),
            Column(edition.say("Tăng, giảm", "Change"), "change"),
            Column(edition.say("Thay đổi tỷ lệ", "Change of share"), "points"),
        ]
        for cells, row in zip(rows, rows_of(changes), strict=True):
            cells += [row["count_before"], row["difference"], row["points"]]
    levels = [row["share"] for row in shares if row["measure"] in LEVELS]
    notes = rounding_note(levels, edition) if None not in levels else []
    marks, told = _restated(shares, changes, originals, scope, edition)
    return Table(
        id=f"table-levels-{scope_id(scope)}",
        title=titled("{who} theo mức xếp loại, năm {year}", "{who} by level, {year}", scope, edition),
        unit=edition.unit_of(scope.subject),
        columns=columns,
        rows=rows,
        language=edition.language,
        totals=[position for position, row in enumerate(shares) if row["measure"] == "rated"],
        notes=[
            *restated_note(told, edition),
            *notes,
            *derived_note(shares, scope.subject, edition),
            *_regulation_notes(scope, edition),
        ],
        sources=sources_of(shares),
        marks=marks,
    )


def _restated(
    shares: Sequence[Row], changes: pd.DataFrame | None, originals: Originals, scope: Scope, edition: Edition
) -> tuple[set[tuple[int, int]], list[tuple[int, str, int]]]:
    """Find the cells of the table that are restated, and what they were."""
    columns = {scope.year: 1} | ({} if changes is None else {int(changes.attrs["against"]): 3})
    marks, told = set(), []
    for year, column in columns.items():
        for position, code in enumerate(row["measure"] for row in shares):
            if (year, code) in originals:
                marks.add((position, column))
                what = edition.term(edition.measure(scope.subject, code))
                told.append((year, what, originals[year, code]))
    return marks, told


def share_columns(heading: str, edition: Edition) -> list[Column]:
    """Head a table of measures with their counts and shares."""
    return [
        Column(heading, "text"),
        Column(edition.say("Số lượng", "Count")),
        Column(edition.say("Tỷ lệ", "Share"), "percent"),
    ]


def share_rows(shares: Iterable[Row], scope: Scope, edition: Edition) -> list[list[object]]:
    """Give the rows of such a table."""
    return [
        [edition.label(edition.measure(scope.subject, str(row["measure"]))), row["count"], row["share"]]
        for row in shares
    ]


def _regulation_notes(scope: Scope, edition: Edition) -> list[str]:
    """Name the regulation the subject was rated by, and parts of levels it lets be told apart."""
    if edition.rules is None:
        return []
    notes = [
        edition.say(
            "Xếp loại theo {sources}.",
            "Rated by {sources}.",
            sources=edition.rules.say_sources(edition.language),
        )
    ]
    for level, part in edition.rules.level_parts.get(scope.subject, {}).items():
        notes.append(
            edition.say(
                "Mức {level} gồm cả phần “{part}”, nếu có.",
                "The level “{level}” includes its part “{part}”, if any.",
                level=edition.term(edition.measure(scope.subject, level)),
                part=part.phrase.say(edition.language),
            )
        )
    return notes


def _levels_chart(rows: dict[str, Row], split: list[str], scope: Scope, edition: Edition) -> list[View]:
    if not split:
        return []
    bars = [share_bar(rows[code], scope, edition, alert=code == "unfulfilled") for code in split]
    title = titled("{who}: cơ cấu xếp loại năm {year}", "{who}: shares of the levels, {year}", scope, edition)
    return [bar_chart(f"chart-levels-{scope_id(scope)}", title, bars, edition)]


def share_bar(row: Row, scope: Scope, edition: Edition, *, alert: bool) -> Bar:
    """Make a bar of a count, labelled with the count and its share."""
    share = f" ({edition.percent(row['share'])})" if row["share"] is not None else ""
    label = edition.count(row["count"]) + share
    name = edition.label(edition.measure(scope.subject, str(row["measure"])))
    return Bar(name, row["count"], label, "alert" if alert else "plain")


def bar_chart(chart: str, title: str, bars: list[Bar], edition: Edition) -> Chart:
    """Make a chart of bars, with an alt text that tells them unless a writer gave one."""
    parts = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    generated = edition.say(
        "Biểu đồ thanh. {title}: {parts}.", "Bar chart. {title}: {parts}.", title=title, parts=parts
    )
    return Chart(id=chart, title=title, alt=edition.alt(chart, generated), bars=bars)


def titled(vi: str, en: str, scope: Scope, edition: Edition, **values: object) -> str:
    """Give a title of who is spoken of, in what year."""
    who = edition.label(label_of(scope.subject, scope.tier))
    return edition.say(vi, en, who=who, year=edition.year, **values)
