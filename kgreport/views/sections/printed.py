"""Counts and shares in tables; where a count is not known, what was printed of it is repeated."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.rows import Row, is_printed
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import PRINTED_MARK, Column


def has_count(row: Row) -> bool:
    """Whether a count is known, or an approximate one printed."""
    return row["count"] is not None or row.get("printed_count") is not None


def has_share(row: Row) -> bool:
    """Whether a share is known or printed."""
    return row["share"] is not None or row.get("printed_share") is not None


def count_cell(row: Row, writer: Writer) -> object:
    """Give the count of a row, else the approximate one that was printed."""
    return row["count"] if row["count"] is not None else marked(row.get("printed_count"), writer)


def share_cell(row: Row, writer: Writer) -> object:
    """Give the share of a row, else the one that was printed."""
    return row["share"] if row["share"] is not None else marked(row.get("printed_share"), writer)


def share_columns(heading: str, writer: Writer) -> list[Column]:
    """Head a table of measures with their counts and shares."""
    return [
        Column(heading, "text"),
        Column(writer.say("Số lượng", "Count")),
        Column(writer.say("Tỷ lệ", "Share"), "percent"),
    ]


def share_cells(rows: Iterable[Row], scope: Scope, writer: Writer) -> list[list[object]]:
    """Give the cells of such a table."""
    return [
        [
            writer.measure_label(scope.subject, row["measure"]),
            count_cell(row, writer),
            share_cell(row, writer),
        ]
        for row in rows
    ]


def marked(printed: Phrase | None, writer: Writer) -> str | None:
    """Mark what was printed."""
    return printed.say(writer.language) + PRINTED_MARK if printed else None


def printed_note(rows: Iterable[Row], writer: Writer) -> list[str]:
    """Explain the mark, and name shares whose base is another than that of the column."""
    printed = [row for row in rows if is_printed(row)]
    others = dict.fromkeys((row["measure"], row["printed_base"]) for row in printed if row["printed_base"])
    bases = [
        writer.say(
            " {measure}: tỷ lệ tính trên “{base}”.",
            " {measure}: a share of “{base}”.",
            measure=writer.measure_label("member", measure),
            base=writer.measure_term("member", base),
        )
        for measure, base in others
    ]
    return mark_note(printed, writer, "".join(bases))


def mark_note(printed: object, writer: Writer, end: str = "") -> list[str]:
    """Explain the mark, where something was printed."""
    return writer.say_if(
        printed,
        "{mark} Ghi như nguồn đã in; chưa đủ số lượng để tính.{end}",
        "{mark} As printed in the source; the counts to compute it from are not known.{end}",
        mark=PRINTED_MARK,
        end=end,
    )


def printed_sentences(rows: Iterable[Row], scope: Scope, writer: Writer) -> list[str]:
    """Say what was printed of a subject of which no count is known."""
    said = [
        f"{writer.measure_term(scope.subject, row['measure'])} {text}"
        for row in rows
        for text in _said(row, scope, writer)
    ]
    return writer.say_if(
        said,
        "Năm {year}, đối với {subject}, nguồn chỉ ghi: {printed}; chưa có số lượng cụ thể.",
        "In {year}, of {subject}, only this was printed: {printed}; the counts are not known.",
        scope,
        printed=writer.listing(said),
    )


def _said(row: Row, scope: Scope, writer: Writer) -> list[str]:
    """Give what was printed of a row, a share with its base where that is not the usual one."""
    count, share = row.get("printed_count"), row.get("printed_share")
    base = row.get("printed_base") or ""
    return [
        *([count.say(writer.language)] if count else []),
        *writer.say_if(
            share,
            "{share} (trên “{base}”)" if base else "{share}",
            "{share} (of “{base}”)" if base else "{share}",
            share=share.say(writer.language) if share else "",
            base=writer.measure_term(scope.subject, base) if base else "",
        ),
    ]
