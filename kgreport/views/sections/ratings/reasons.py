"""The reasons for the lowest level."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import label_of
from kgreport.views import formats
from kgreport.views.charts.bars import Chart
from kgreport.views.sections.ratings.levels import (
    bar_chart,
    scope_id,
    share_bar,
    share_columns,
    share_rows,
    titled,
)
from kgreport.views.sections.wording import (
    Edition,
    Row,
    Rows,
    derived_note,
    rounding_note,
    rows_of,
    sources_of,
)
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View


def reasons_section(shares: Rows, scope: Scope, edition: Edition) -> Section:
    """Show why some were rated unfulfilled.

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
    rows = rows_of(shares)
    known = [row for row in rows if row["count"] is not None]
    told = sorted((row for row in known if not _is_none(row)), key=lambda row: -row["count"])
    if known and all(row["base_count"] == 0 for row in known):
        return Section(f"reasons-{scope_id(scope)}", title, [_nobody(who.say(edition.language), edition)])
    if not told:
        return Section(f"reasons-{scope_id(scope)}", title, [])
    views: list[View] = [
        Note(_reasons_sentences(told, scope, edition)),
        _reasons_table(rows, told, scope, edition),
    ]
    if all(row["share"] is not None for row in told) and any(row["count"] for row in told):
        views.append(_reasons_chart(told, scope, edition))
    return Section(f"reasons-{scope_id(scope)}", title, views)


def _is_none(row: Row) -> bool:
    """Tell whether it follows that a reason applies to nobody."""
    return bool(row["derived"]) and row["count"] == 0


def _nobody(who: str, edition: Edition) -> Note:
    return Note(
        [
            edition.say(
                "Năm {year}, không có {who} nào bị xếp loại không hoàn thành nhiệm vụ.",
                "In {year}, no {who} were rated not fulfilled.",
                year=edition.year,
                who=who,
            )
        ]
    )


def _reasons_sentences(told: Sequence[Row], scope: Scope, edition: Edition) -> list[str]:
    rows = [row for row in told if row["count"]] or told
    shares = [
        edition.share(row, edition.term(edition.measure(scope.subject, str(row["measure"])))) for row in rows
    ]
    given = {
        "who": label_of(scope.subject, scope.tier).say(edition.language),
        "shares": formats.listing(shares, edition.language),
    }
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


def _reasons_chart(told: Sequence[Row], scope: Scope, edition: Edition) -> Chart:
    title = titled(
        "{who}: các lý do không hoàn thành nhiệm vụ, năm {year}",
        "{who}: reasons for not fulfilled, {year}",
        scope,
        edition,
    )
    bars = [share_bar(row, scope, edition, alert=False) for row in told if row["count"]]
    return bar_chart(f"chart-reasons-{scope_id(scope)}", title, bars, edition)


def _reasons_table(shares: Sequence[Row], told: Sequence[Row], scope: Scope, edition: Edition) -> Table:
    rows = share_rows(told, scope, edition)
    whole = told[0]["base_count"]
    total = [
        edition.label(edition.measure(scope.subject, "unfulfilled")),
        whole,
        None if whole is None else 1.0,
    ]
    complete = sum(row["count"] for row in told) == whole
    return Table(
        id=f"table-reasons-{scope_id(scope)}",
        title=titled(
            "{who} không hoàn thành nhiệm vụ theo lý do, năm {year}",
            "{who} rated not fulfilled, by reason, {year}",
            scope,
            edition,
        ),
        unit=edition.unit_of(scope.subject),
        columns=share_columns(edition.say("Lý do", "Reason"), edition),
        rows=[*rows, total],
        language=edition.language,
        totals=[len(rows)],
        notes=[
            *(rounding_note([row["share"] for row in told], edition) if complete else []),
            *_none_notes(shares, whole, scope, edition),
            *derived_note(told, scope.subject, edition),
        ],
        sources=sources_of(told),
    )


def _none_notes(shares: Sequence[Row], whole: int | None, scope: Scope, edition: Edition) -> list[str]:
    """Say so where a reason applies to nobody, as follows from the others."""
    return [
        edition.say(
            "Không có trường hợp nào vì lý do: {reason} (suy ra, vì các lý do khác đã đủ {whole}).",
            "None for this reason: {reason} (derived, as the others make up all {whole}).",
            reason=edition.term(edition.measure(scope.subject, row["measure"])),
            whole=edition.count(whole),
        )
        for row in shares
        if _is_none(row)
    ]
