"""Ratings on four levels, the reasons for the lowest, the cap on the highest."""

from __future__ import annotations

import pandas as pd

from kgreport.data.layout import Scope
from kgreport.data.vocabulary import LEVELS, label_of, measure_label
from kgreport.views import formats
from kgreport.views.charts import Bar, Chart
from kgreport.views.sections.wording import (
    Edition,
    Row,
    derived_note,
    rounding_note,
    rows_of,
    sources_of,
)
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View


def scope_id(scope: Scope) -> str:
    """Name a scope in the ids of sections, tables and charts."""
    return "-".join(word for word in (scope.subject, scope.tier) if word)


def levels_section(
    shares: pd.DataFrame, changes: pd.DataFrame | None, split: list[str], scope: Scope, edition: Edition
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
    """
    who = label_of(scope.subject, scope.tier)
    name = scope_id(scope)
    title = edition.say("Kết quả xếp loại {who}", "Ratings of {who}", who=who.say(edition.language))
    views: list[View] = []
    rows = {str(row["measure"]): row for row in rows_of(shares)}
    if any(rows[level]["count"] is not None for level in rows):
        views.append(Note(_levels_sentences(rows, split, who.say(edition.language), edition)))
        views.append(_levels_table(shares, changes, scope, edition))
        views += _levels_chart(rows, split, scope, edition)
    return Section(f"levels-{name}", title, views)


def _levels_sentences(rows: dict[str, Row], split: list[str], who: str, edition: Edition) -> list[str]:
    known = split or [code for code in LEVELS if rows[code]["count"] is not None]
    shares = [edition.share(rows[code], edition.term(measure_label("member", code))) for code in known]
    said = [_rated_sentence(rows["rated"]["count"], shares, who, edition)]
    unknown = [edition.term(label) for code, label in LEVELS.items() if rows[code]["count"] is None]
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
    shares: pd.DataFrame, changes: pd.DataFrame | None, scope: Scope, edition: Edition
) -> Table:
    columns = [
        Column(edition.say("Mức xếp loại", "Level"), "text"),
        Column(edition.say("Số lượng", "Count")),
        Column(edition.say("Tỷ lệ", "Share"), "percent"),
    ]
    rows = [
        [edition.label(measure_label("member", str(row["measure"]))), row["count"], row["share"]]
        for row in rows_of(shares)
    ]
    if changes is not None:
        columns += [
            Column(edition.say("Năm {year}", "{year}", year=changes.attrs["against"])),
            Column(edition.say("Tăng, giảm", "Change"), "change"),
            Column(edition.say("Thay đổi tỷ lệ", "Change of share"), "points"),
        ]
        for cells, row in zip(rows, rows_of(changes), strict=True):
            cells += [row["count_before"], row["difference"], row["points"]]
    levels = shares[shares["measure"].isin(list(LEVELS))]
    notes = rounding_note(list(levels["share"]), edition) if levels["share"].notna().all() else []
    return Table(
        id=f"table-levels-{scope_id(scope)}",
        title=_titled("{who} theo mức xếp loại, năm {year}", "{who} by level, {year}", scope, edition),
        unit=edition.unit_of(scope.subject),
        columns=columns,
        rows=rows,
        language=edition.language,
        totals=[position for position, code in enumerate(shares["measure"]) if code == "rated"],
        notes=[*notes, *derived_note(shares, "member", edition)],
        sources=sources_of(shares),
    )


def _levels_chart(rows: dict[str, Row], split: list[str], scope: Scope, edition: Edition) -> list[View]:
    if not split:
        return []
    bars = [_share_bar(rows[code], edition, alert=code == "unfulfilled") for code in split]
    title = _titled(
        "{who}: cơ cấu xếp loại năm {year}", "{who}: shares of the levels, {year}", scope, edition
    )
    return [_chart(f"chart-levels-{scope_id(scope)}", title, bars, edition)]


def reasons_section(shares: pd.DataFrame, scope: Scope, edition: Edition) -> Section:
    """Show why members were rated unfulfilled.

    Parameters
    ----------
    shares
        Counts of the reasons, as shares of the unfulfilled.
    scope
        Who was rated.
    edition
        For whom.
    """
    who = label_of(scope.subject, scope.tier)
    title = edition.say(
        "Lý do {who} không hoàn thành nhiệm vụ",
        "Why {who} were rated not fulfilled",
        who=who.say(edition.language),
    )
    known = shares[shares["count"].notna()]
    told = known[~(known["derived"] & (known["count"] == 0))].sort_values(
        "count", ascending=False, kind="stable"
    )
    if told.empty:
        return Section(f"reasons-{scope_id(scope)}", title, [])
    views = [
        Note(_reasons_sentences(told, who.say(edition.language), edition)),
        _reasons_table(shares, told, scope, edition),
        _reasons_chart(told, scope, edition),
    ]
    return Section(f"reasons-{scope_id(scope)}", title, views)


def _reasons_sentences(told: pd.DataFrame, who: str, edition: Edition) -> list[str]:
    rows = rows_of(told)
    shares = [edition.share(row, edition.term(measure_label("member", str(row["measure"])))) for row in rows]
    given = {"who": who, "shares": formats.listing(shares, edition.language)}
    total = rows[0]["base_count"]
    if total is None:
        return [
            edition.say(
                "Lý do {who} không hoàn thành nhiệm vụ: {shares}.",
                "Reasons why {who} were rated not fulfilled: {shares}.",
                **given,
            )
        ]
    return [
        edition.say(
            "Trong {total} {who} không hoàn thành nhiệm vụ có: {shares}.",
            "Of the {total} {who} rated not fulfilled: {shares}.",
            total=edition.count(total),
            **given,
        )
    ]


def _reasons_chart(told: pd.DataFrame, scope: Scope, edition: Edition) -> Chart:
    title = _titled(
        "{who}: các lý do không hoàn thành nhiệm vụ, năm {year}",
        "{who}: reasons for not fulfilled, {year}",
        scope,
        edition,
    )
    bars = [_share_bar(row, edition, alert=False) for row in rows_of(told)]
    return _chart(f"chart-reasons-{scope_id(scope)}", title, bars, edition)


def _reasons_table(shares: pd.DataFrame, told: pd.DataFrame, scope: Scope, edition: Edition) -> Table:
    columns = [
        Column(edition.say("Lý do", "Reason"), "text"),
        Column(edition.say("Số lượng", "Count")),
        Column(edition.say("Tỷ lệ", "Share"), "percent"),
    ]
    rows = [
        [edition.label(measure_label("member", str(row["measure"]))), row["count"], row["share"]]
        for row in rows_of(told)
    ]
    whole = rows_of(told)[0]["base_count"]
    total = [edition.label(LEVELS["unfulfilled"]), whole, None if whole is None else 1.0]
    complete = told["count"].sum() == whole
    return Table(
        id=f"table-reasons-{scope_id(scope)}",
        title=_titled(
            "{who} không hoàn thành nhiệm vụ theo lý do, năm {year}",
            "{who} rated not fulfilled, by reason, {year}",
            scope,
            edition,
        ),
        unit=edition.unit_of(scope.subject),
        columns=columns,
        rows=[*rows, total],
        language=edition.language,
        totals=[len(rows)],
        notes=[
            *(rounding_note(list(told["share"]), edition) if complete else []),
            *_none_notes(shares, whole, edition),
            *derived_note(told, "member", edition),
        ],
        sources=sources_of(told),
    )


def _none_notes(shares: pd.DataFrame, whole: int | None, edition: Edition) -> list[str]:
    """Say so where a reason applies to nobody, as follows from the others."""
    none = shares[shares["derived"] & (shares["count"] == 0)]
    return [
        edition.say(
            "Không có trường hợp nào vì lý do: {reason} (suy ra, vì các lý do khác đã đủ {whole}).",
            "None for this reason: {reason} (derived, as the others make up all {whole}).",
            reason=edition.term(measure_label("member", str(code))),
            whole=edition.count(whole),
        )
        for code in none["measure"]
    ]


def _share_bar(row: Row, edition: Edition, *, alert: bool) -> Bar:
    share = f" ({edition.percent(row['share'])})" if row["share"] is not None else ""
    label = edition.count(row["count"]) + share
    name = edition.label(measure_label("member", str(row["measure"])))
    return Bar(name, row["count"], label, "alert" if alert else "plain")


def _chart(chart: str, title: str, bars: list[Bar], edition: Edition) -> Chart:
    parts = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    generated = edition.say(
        "Biểu đồ thanh. {title}: {parts}.", "Bar chart. {title}: {parts}.", title=title, parts=parts
    )
    return Chart(id=chart, title=title, alt=edition.alt(chart, generated), bars=bars)


def _titled(vi: str, en: str, scope: Scope, edition: Edition) -> str:
    who = edition.label(label_of(scope.subject, scope.tier))
    return edition.say(vi, en, who=who, year=edition.year)
