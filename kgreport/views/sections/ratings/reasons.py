"""The reasons for the lowest level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import UNKNOWN_REASON, measure_label
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.frames.ratings import REASONS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import derived_note, rounding_note
from kgreport.views.sections.printed import printed_note, printed_sentences, share_cells, share_columns
from kgreport.views.sections.ratings.facts import reason_rows
from kgreport.views.sections.rows import Row, Rows, is_known, rows_of, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_LEAST_REASONS, _LEAST_CASES = 3, 30
"""A chart of fewer reasons, or of fewer cases, says no more than the table."""


@tells((REASONS, reason_rows))
def reasons_section(shares: Rows, scope: Scope, writer: Writer) -> Section:
    """Show why some were rated unfulfilled: the reasons, the most frequent first.

    Parameters
    ----------
    shares
        The reasons, and what is unknown, as shares of ``unfulfilled``: ``measure, count, base_count, share, source, derived``.
    scope
        Subject and tier that were rated.
    """
    name = f"reasons-{scope_id(scope)}"
    title = writer.say(
        "Lý do {subject} không hoàn thành nhiệm vụ", "Why {subject} were rated “tasks not completed”", scope
    )
    rows = rows_of(shares)
    known = [row for row in rows if is_known(row)]
    if known and all(row["base_count"] == 0 for row in known):
        none = writer.say(
            "Năm {year}, không có {subject} nào bị xếp loại không hoàn thành nhiệm vụ.",
            "In {year}, no {subject} were rated “tasks not completed”.",
            scope,
        )
        return Section(name, title, [Note([none])])
    shown = sorted(
        (row for row in known if not _is_excluded(row)),
        key=lambda row: (row["measure"] == UNKNOWN_REASON, -(row["count"] or 0)),
    )
    if not shown:
        return Section(name, title, [])
    counted = [row for row in shown if row["count"] is not None]
    said = [_sentence(counted, scope, writer)] if counted else printed_sentences(shown, scope, writer)
    views: list[View] = [Note(said), _table(rows, shown, scope, writer)]
    if _is_telling(shown):
        views.append(_chart(shown, scope, writer))
    return Section(name, title, views)


def _is_excluded(row: Row) -> bool:
    """Whether it follows from the other reasons that this one applies to nobody."""
    return bool(row["derived"]) and row["count"] == 0


def _is_telling(shown: Sequence[Row]) -> bool:
    """Whether a chart says more than the table: of several reasons and many cases, not all alike."""
    counts: list[int] = [row["count"] for row in shown if row["count"]]
    if any(row["share"] is None for row in shown) or len(counts) < _LEAST_REASONS:
        return False
    return sum(counts) >= _LEAST_CASES and max(counts) >= 2 * min(counts)


def _sentence(shown: Sequence[Row], scope: Scope, writer: Writer) -> str:
    rows = [row for row in shown if row["count"]] or shown
    unit = writer.say("{unit}", "", scope)
    shares = [writer.share(row, unit, _applied(row["measure"], scope.subject, writer)) for row in rows]
    total = rows[0]["base_count"]
    colon = ":" if len(rows) > 1 else ""
    vi = f"Trong {{total}} {{subject}} không hoàn thành nhiệm vụ có{colon} {{shares}}."
    en = "Of the {total} {subject} rated “tasks not completed”, {shares}."
    if total is None:
        vi = "Lý do {subject} không hoàn thành nhiệm vụ: {shares}."
        en = "Of the {subject} rated “tasks not completed”, {shares}."
    return writer.say(vi, en, scope, total=writer.count(total), shares=writer.listing(shares))


def _applied(code: str, subject: str, writer: Writer) -> str:
    """Say a reason after a number of those it applies to, as in ``55 were officials who …``."""
    if writer.language == "vi" or code in writer.own.names:
        return writer.measure_term(subject, code)
    named = writer.measure(subject, code) == measure_label(subject, code)
    return _APPLIED.get(code, "") if named else writer.measure_term(subject, code)


_APPLIED: Mapping[str, str] = {
    "unfulfilled_below_level": "were below the level of “tasks completed”",
    "unfulfilled_degradation": "showed signs of degradation in political thought, morality or way of life",
    "unfulfilled_targets": "completed under 50% of their targets",
    "unfulfilled_official": "were officials or employees whose tasks were not completed",
    "unfulfilled_disciplined": "were disciplined in the year",
    "unfulfilled_disunity": "were disunited or had a degraded member",
    "unfulfilled_main_targets": "completed under 50% of their targets and missed main targets",
    "unfulfilled_collective_disciplined": "were disciplined as collectives",
    "unfulfilled_member_disciplined": "had a member disciplined at warning or above",
    "unfulfilled_units_disciplined": "had over 20% of their subordinate units disciplined",
}
"""How English says each reason after a number of those it applies to."""


def _chart(shown: Sequence[Row], scope: Scope, writer: Writer) -> BarChart:
    """Draw the reasons that apply to anybody; the alt text is the author's, or else names the main reason."""
    name = f"chart-reasons-{scope_id(scope)}"
    bars = [
        Bar(
            writer.measure_label(scope.subject, row["measure"]),
            row["count"],
            f"{writer.count(row['count'])} ({writer.percent(row['share'])})",
        )
        for row in shown
        if row["count"]
    ]
    longest = max(bars, key=lambda bar: bar.value)
    generated = writer.say(
        "Biểu đồ thanh. Lớn nhất: {name}, {label}. Số liệu có trong bảng kèm theo.",
        "Bar chart. The largest: {name}, {label}. The table beside it has the figures.",
        name=longest.name,
        label=longest.label,
    )
    title = writer.title(
        "{subject}: các lý do không hoàn thành nhiệm vụ, năm {year}",
        "{subject}: reasons for “tasks not completed”, {year}",
        scope,
    )
    return BarChart(id=name, title=title, alt=writer.alt(name, generated), bars=bars)


def _table(shares: Sequence[Row], shown: Sequence[Row], scope: Scope, writer: Writer) -> Table:
    rows = share_cells(shown, scope, writer)
    whole = shown[0]["base_count"]
    total = [
        writer.measure_label(scope.subject, "unfulfilled"),
        whole,
        None if whole is None else 1.0,
    ]
    complete = sum(row["count"] or 0 for row in shown) == whole
    return Table(
        id=f"table-reasons-{scope_id(scope)}",
        title=writer.title(
            "{subject} không hoàn thành nhiệm vụ theo lý do, năm {year}",
            "{subject} rated “tasks not completed”, by reason, {year}",
            scope,
        ),
        unit=writer.unit_of(scope.subject),
        columns=share_columns(writer.say("Lý do", "Reason"), writer),
        rows=[*rows, total],
        language=writer.language,
        totals=[len(rows)],
        notes=[
            *(rounding_note([row["share"] for row in shown], writer) if complete else []),
            *_excluded_notes(shares, whole, scope, writer),
            *derived_note(shown, scope.subject, writer),
            *printed_note(shown, writer),
        ],
        sources=sources_of(shown),
    )


def _excluded_notes(shares: Sequence[Row], whole: int | None, scope: Scope, writer: Writer) -> list[str]:
    """Name each reason that applies to nobody, as follows from the others."""
    return [
        writer.say(
            "Không có trường hợp nào vì lý do: {reason} (suy ra, vì các lý do khác đã đủ {whole}).",
            "None for this reason: {reason} (derived, as the others make up all {whole}).",
            reason=writer.measure_term(scope.subject, row["measure"]),
            whole=writer.count(whole),
        )
        for row in shares
        if _is_excluded(row)
    ]
