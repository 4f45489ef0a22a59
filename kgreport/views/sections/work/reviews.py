"""The review: how many were reviewed, and the reviews that the upper level suggested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.frames.ratings import COUNTS
from kgreport.views.frames.work import REVIEWS
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.printed import has_share, printed_sentences
from kgreport.views.sections.rows import Row, Rows, is_known
from kgreport.views.sections.work.counted_sections import counted_rows, counted_section
from kgreport.views.sections.work.counts import (
    Counts,
    broadest,
    count_column,
    counts_table,
    known_counts,
    share_column,
)
from kgreport.views.sections.work.facts import count_rows
from kgreport.views.sections.work.registers import Cases, column_of, in_section, units_named
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

REVIEW_ROWS = ("reviewed", "total", "exempt", "pending")
"""The measures of the table of reviews."""


@tells((COUNTS, count_rows))
def reviews_section(counts: Mapping[Scope, Rows], writer: Writer) -> Section:
    """Show how many were reviewed, and of how many; where nothing of a review is known, how many there are.

    Parameters
    ----------
    counts
        By scope, the rows of ``reviewed`` and of the measures beside it, each as a share of ``total``:
        ``measure, count, base, base_count, share, source, derived``.
    """
    title = writer.say("Kiểm điểm tự phê bình và phê bình", "Reviews carried out")
    known = known_counts(counts)
    if not known:
        return Section("reviews", title, [])
    if not _is_reviewed(known):
        title = writer.say("Số lượng tổ chức đảng, đảng viên", "Party organisations and members")
        return Section("reviews", title, [_table(known, writer)])
    return Section("reviews", title, [*note_of(_sentences(known, writer)), _table(known, writer)])


def _is_reviewed(known: Counts) -> bool:
    """Whether it is known of anybody how many were reviewed."""
    return any(row["measure"] == "reviewed" and is_known(row) for of in known.values() for row in of)


def _sentences(known: Counts, writer: Writer) -> list[str]:
    groups = [
        f"{writer.count(row['count'])} {writer.subject(scope)}" for scope, row in broadest(known, "reviewed")
    ]
    counted = writer.say_if(
        groups,
        "Năm {year}, đã tiến hành kiểm điểm tự phê bình và phê bình đối với {groups}.",
        "In {year}, {groups} carried out self-criticism and criticism.",
        groups=writer.listing(groups),
    )
    silent = {scope: rows for scope, rows in known.items() if all(row["count"] is None for row in rows)}
    return [*counted, *(said for of in silent.items() for said in printed_sentences(of[1], of[0], writer))]


def _table(known: Counts, writer: Writer) -> Table:
    everything = [row for rows in known.values() for row in rows]
    counted = [row["measure"] for row in everything if is_known(row)]
    measures = [row["measure"] for row in next(iter(known.values())) if row["measure"] in counted]
    columns = {(measure, ""): count_column(measure, writer) for measure in measures}
    if any(has_share(row) for row in everything if row["measure"] == "reviewed"):
        columns["reviewed", "total"] = share_column(writer.say("kiểm điểm", "reviewed"), writer)
    for row in everything:
        if row["measure"] != "reviewed" and row.get("printed_share"):
            measure = writer.measure_term("member", row["measure"])
            columns[row["measure"], "total"] = share_column(measure, writer)
    vi, en = "Số lượng theo đối tượng, năm {year}", "Counts by subject, {year}"
    if _is_reviewed(known):
        vi, en = "Số đã kiểm điểm theo đối tượng, năm {year}", "Reviews carried out, by subject, {year}"
    title = writer.say(vi, en)
    return counts_table("table-reviews", title, known, columns, writer)


EXPLANATIONS = {
    "unexplained": Phrase("chưa giải trình", "not explained"),
    "explained": Phrase("đã giải trình", "explained"),
}
"""How a suggested review stands."""


_RECIPIENTS = {
    "organization": Phrase("Tổ chức đảng", "Organisation"),
    "member": Phrase("Đảng viên", "Member"),
    "collective": Phrase("Tập thể", "Collective"),
    "leader": Phrase("Cán bộ", "Official"),
}
"""What stands before the code of a recipient without a name."""


def _suggested_rows(counts: Mapping[Scope, Rows], writer: Writer) -> Iterable[Row]:
    return counted_rows("suggested", counts, writer)


def _review_rows(reviews: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    return labels(reviews, {"subject": SUBJECTS}, writer)


@tells((COUNTS, _suggested_rows), (REVIEWS, _review_rows))
def suggested_section(
    counts: Mapping[Scope, Rows],
    reviews: pd.DataFrame,
    by_unit: pd.DataFrame,
    writer: Writer,
    *,
    text: str,
    annex: str,
) -> Section:
    """Show the suggested reviews: counts, by unit, and one by one those that are not explained.

    Parameters
    ----------
    counts
        By scope, the rows of ``suggested``, and of ``explained`` as a share of it.
    reviews
        Rows of the register: ``subject, id, name, content, cause, standing, remedy, result, source, place,
        unit_name``.
    by_unit
        The reviews by unit, as `kgreport.stats.registers.count_by_unit` gives.
    text
        What the writers say of them.
    annex
        Title of the annex with the reviews that are explained.
    """
    tables = in_section(reviews_as_cases(reviews, writer), by_unit, annex, writer)
    return counted_section(
        "suggested", counts, text, writer, more=_unexplained(reviews, writer), after=tables
    )


def reviews_as_cases(reviews: pd.DataFrame, writer: Writer) -> Cases:
    """Say how suggested reviews are shown; those not explained stand first."""
    return Cases(
        rows=reviews.sort_values("standing", ascending=False, kind="stable"),
        states=EXPLANATIONS,
        layout=REVIEWS,
        names={"subject": SUBJECTS},
        columns=[
            (Column(writer.say("Được gợi ý", "Who"), "text", 0.9), lambda row: _recipient(row, writer)),
            (column_of("suggested_reviews", "content", writer, width=1.4), lambda row: row["content"]),
            (column_of("suggested_reviews", "cause", writer), lambda row: row["cause"] or None),
            (
                Column(writer.say("Giải trình", "Explanation"), "text", 0.7),
                lambda row: writer.label(EXPLANATIONS[row["standing"]]),
            ),
            (column_of("suggested_reviews", "remedy", writer, width=1.2), lambda row: row["remedy"] or None),
            (column_of("suggested_reviews", "result", writer), lambda row: row["result"] or None),
        ],
        name="table-suggested-reviews",
        titles=(
            writer.say("Nội dung gợi ý kiểm điểm năm {year}", "Reviews suggested in {year}"),
            writer.say(
                "Gợi ý kiểm điểm chưa giải trình, năm {year}", "Suggested reviews not explained, {year}"
            ),
            writer.say("Gợi ý kiểm điểm đã giải trình, năm {year}", "Suggested reviews explained, {year}"),
            writer.say("Gợi ý kiểm điểm theo đơn vị, năm {year}", "Suggested reviews by unit, {year}"),
        ),
        counted=writer.say("Được gợi ý", "Suggested"),
    )


def _unexplained(reviews: pd.DataFrame, writer: Writer) -> list[str]:
    """Say whose the reviews that are not explained are, where there are several units."""
    found = reviews[reviews["standing"] == "unexplained"]
    return writer.say_if(
        len(found) and reviews["unit_name"].nunique() > 1,
        "Còn {count} trường hợp chưa giải trình, thuộc {units}.",
        "Not explained ({count}): of {units}.",
        count=writer.count(len(found)),
        units=units_named(found, writer),
    )


def _recipient(row: Row, writer: Writer) -> str:
    """Name the person or body to be reviewed; by subject and id where no name is known."""
    return row["name"] or f"{_RECIPIENTS[row['subject']].say(writer.language)} {row['id']}".strip()
