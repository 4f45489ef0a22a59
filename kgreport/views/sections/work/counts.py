"""Counts by subject and tier: which of them are known, and the table that shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import measure_label, parts_of, tiers_of
from kgreport.views.sections.notes import derived_note
from kgreport.views.sections.printed import count_cell, printed_note, share_cell
from kgreport.views.sections.rows import Row, Rows, is_known, is_printed, rows_of, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

Counts = Mapping[Scope, Sequence[Row]]
"""By scope, rows of ``measure, count, base, base_count, share, source, derived``."""

BASES = {
    "total": Phrase("trên tổng số", "of all"),
    "reviewed": Phrase("trên số đã kiểm điểm", "of those reviewed"),
    "suggested": Phrase("trên số được gợi ý", "of those suggested"),
    "opinions_asked": Phrase("trên số lượt lấy ý kiến", "of those asked"),
    "training_plan": Phrase("trên kế hoạch", "of the plan"),
}
"""How the base of a share is named after it."""

ONLY_BASES = ("total", "reviewed")
"""Measures that `columns_by_base` shows only where others are a share of them."""


def known_counts(counts: Mapping[Scope, Rows], beside: Collection[str] = ()) -> Counts:
    """Keep the scopes of which a measure is known.

    Tiers that have nobody, all their counts being zero, are left out.

    Parameters
    ----------
    counts
        Rows by scope.
    beside
        Measures that do not count as something known.
    """
    rows = {scope: rows_of(frame) for scope, frame in counts.items()}
    return {
        scope: of
        for scope, of in rows.items()
        if any(is_known(row) and row["measure"] not in beside for row in of)
        and (not scope.tier or any(row["count"] or is_printed(row) for row in of))
    }


def broadest(counts: Counts, measure: str) -> list[tuple[Scope, Row]]:
    """Choose the rows that a sentence names: each subject as a whole, its tiers where the whole is not known."""
    known = [
        (scope, row)
        for scope, rows in counts.items()
        for row in rows
        if row["measure"] == measure and row["count"] is not None
    ]
    whole = {scope.subject for scope, _ in known if not scope.tier}
    return [(scope, row) for scope, row in known if not scope.tier or scope.subject not in whole]


def columns_by_base(counts: Counts, writer: Writer) -> dict[tuple[str, str], Column]:
    """Order the columns by measure and base: each known count, then its shares of each base."""
    known = [row for rows in counts.values() for row in rows if is_known(row)]
    measures = {row["measure"] for row in known}
    bases: dict[str, list[str]] = {
        row["measure"]: [] for rows in counts.values() for row in rows if row["measure"] in measures
    }
    for row in known:
        if row["base"] and row["base"] not in bases[row["measure"]]:
            bases[row["measure"]].append(row["base"])
    used = {base for of_measure in bases.values() for base in of_measure}
    return {
        (measure, base): share_column(say_base(base, writer), writer)
        if base
        else count_column(measure, writer)
        for measure, of_measure in bases.items()
        if measure not in ONLY_BASES or measure in used
        for base in ("", *of_measure)
    }


def count_column(measure: str, writer: Writer) -> Column:
    """Head a column of counts."""
    return Column(writer.label(measure_label("member", measure, writer.own)))


def say_base(base: str, writer: Writer) -> str:
    """Name what a share is of, after it."""
    if base in BASES:
        return BASES[base].say(writer.language)
    return writer.say("trên “{name}”", "of “{name}”", name=writer.measure_term("member", base))


def share_column(what: str, writer: Writer) -> Column:
    """Head a column of shares."""
    return Column(writer.say("Tỷ lệ {what}", "Share {what}", what=what), "percent")


def counts_table(
    name: str, title: str, counts: Counts, columns: Mapping[tuple[str, str], Column], writer: Writer
) -> Table:
    """Lay out counts and shares, one row for each subject and tier.

    Parameters
    ----------
    name, title
        Id of the table, and its title.
    counts
        What is known.
    columns
        By measure and base, the columns of shares; with an empty base, of counts.
    """
    everything = [row for rows in counts.values() for row in rows]
    return Table(
        id=name,
        title=title,
        columns=[Column(writer.say("Đối tượng", "Who"), "text", 2.0), *columns.values()],
        rows=[
            [_row_label(scope, counts, writer), *_cells(rows, columns, writer)]
            for scope, rows in counts.items()
        ],
        indents={n: depth for n, scope in enumerate(counts) if (depth := _depth(scope, counts))},
        language=writer.language,
        notes=[
            *writer.say_if(
                len(counts) >= 2,
                "Các loại đối tượng là riêng, không cộng với nhau.",
                "Each row is a population of its own; the rows are not to be added.",
            ),
            *derived_note(everything, "member", writer),
            *printed_note(everything, writer),
        ],
        sources=sources_of(everything),
    )


def _depth(scope: Scope, shown: Iterable[Scope]) -> int:
    """Count the rows shown that a row is a part of: its whole subject, and a tier made up of tiers."""
    wholes = [other.tier for other in shown if other.subject == scope.subject]
    return sum(
        scope.tier in parts_of(scope.subject, tier) or bool(scope.tier and not tier) for tier in wholes
    )


def _row_label(scope: Scope, shown: Iterable[Scope], writer: Writer) -> str:
    """Head a row: the tier alone under a row of its subject; organisations have names in each tier."""
    if _depth(scope, shown) and scope.subject != "organization":
        return writer.label(tiers_of(scope.subject, writer.own)[scope.tier])
    return writer.subject_label(scope)


def _cells(rows: Sequence[Row], columns: Iterable[tuple[str, str]], writer: Writer) -> list[object]:
    by_measure = {row["measure"]: row for row in rows}
    return [
        (share_cell if base else count_cell)(by_measure[measure], writer)
        if base in ("", by_measure[measure]["base"])
        else None
        for measure, base in columns
    ]
