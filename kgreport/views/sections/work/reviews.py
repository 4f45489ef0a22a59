"""The review: how many were reviewed, and the reviews that the upper level suggested."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import label_of
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.printed import has_share, printed_sentences
from kgreport.views.sections.rows import Row, Rows, is_known, rows_of
from kgreport.views.sections.work.counted_sections import counted_section
from kgreport.views.sections.work.counts import Counts, broadest, count_column, counts_table, known_counts
from kgreport.views.sections.work.registers import column_of, register_table
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

REVIEW_ROWS = ("reviewed", "total", "exempt", "pending", "suggested", "explained")
"""The measures of the table of reviews."""


def reviews_section(counts: Mapping[Scope, Rows], edition: Edition) -> Section:
    """Show how many were reviewed, and of how many; where nothing of a review is known, how many there are.

    Parameters
    ----------
    counts
        By scope, the rows of ``reviewed`` and of the measures beside it, each as a share of ``total``:
        ``measure, count, base, base_count, share, source, derived``.
    """
    title = edition.say("Kiểm điểm tự phê bình và phê bình", "Reviews carried out")
    known = known_counts(counts)
    if not known:
        return Section("reviews", title, [])
    if not _is_known(known, _OF_REVIEWS):
        title = edition.say("Số lượng tổ chức đảng, đảng viên", "Party organisations and members")
        return Section("reviews", title, [_table(known, edition)])
    return Section("reviews", title, [*note_of(_sentences(known, edition)), _table(known, edition)])


_OF_REVIEWS = ("reviewed", "suggested", "explained")


def _is_known(known: Counts, measures: Collection[str]) -> bool:
    """Whether any of some measures is known of anybody."""
    rows = (row for of in known.values() for row in of)
    return any(row["measure"] in measures and is_known(row) for row in rows)


def _sentences(known: Counts, edition: Edition) -> list[str]:
    groups = [
        f"{edition.count(row['count'])} {edition.subject(scope)}"
        for scope, row in broadest(known, "reviewed")
    ]
    counted = edition.say_if(
        groups,
        "Năm {year}, đã tiến hành kiểm điểm tự phê bình và phê bình đối với {groups}.",
        "In {year}, {groups} reviewed themselves.",
        groups=edition.listing(groups),
    )
    silent = {scope: rows for scope, rows in known.items() if all(row["count"] is None for row in rows)}
    return [*counted, *(said for of in silent.items() for said in printed_sentences(of[1], of[0], edition))]


def _table(known: Counts, edition: Edition) -> Table:
    everything = [row for rows in known.values() for row in rows]
    counted = [row["measure"] for row in everything if is_known(row)]
    measures = [row["measure"] for row in next(iter(known.values())) if row["measure"] in counted]
    columns = {(measure, ""): count_column(measure, edition) for measure in measures}
    if any(has_share(row) for row in everything if row["measure"] == "reviewed"):
        share = Column(edition.say("Tỷ lệ kiểm điểm", "Share reviewed"), "percent")
        columns["reviewed", "total"] = share
    for row in everything:
        if row["measure"] != "reviewed" and row.get("printed_share"):
            measure = edition.measure_term("member", row["measure"])
            share = Column(edition.say("Tỷ lệ {measure}", "Share {measure}", measure=measure), "percent")
            columns[row["measure"], "total"] = share
    vi, en = "Số lượng theo đối tượng, năm {year}", "Counts by subject, {year}"
    if _is_known(known, ["reviewed"]):
        vi, en = "Số đã kiểm điểm theo đối tượng, năm {year}", "Reviews carried out, by subject, {year}"
    title = edition.say(vi, en)
    return counts_table("table-reviews", title, known, columns, edition)


def suggested_section(
    counts: Mapping[Scope, Rows], reviews: pd.DataFrame, text: str, edition: Edition
) -> Section:
    """Show the suggested reviews; those not explained first.

    Parameters
    ----------
    counts
        By scope, the rows of ``suggested``, and of ``explained`` as a share of it.
    reviews
        Rows of the register: ``subject, id, name, content, explained, remedy, source, place, unit_name``.
    text
        What the writers say of them.
    """
    after = [_reviews_table(reviews, edition)] if len(reviews) else []
    return counted_section("suggested", counts, text, edition, after=after)


def _reviews_table(reviews: pd.DataFrame, edition: Edition) -> Table:
    in_order = reviews.sort_values("explained", kind="stable")
    return register_table(
        in_order,
        columns=[
            Column(edition.say("Được gợi ý", "Who"), "text", 0.9),
            column_of("suggested_reviews", "content", edition, width=1.4),
            Column(edition.say("Giải trình", "Explanation"), "text", 0.7),
            column_of("suggested_reviews", "remedy", edition, width=1.2),
        ],
        rows=[
            [_recipient(row, edition), row["content"], _explained(row, edition), row["remedy"] or None]
            for row in rows_of(in_order)
        ],
        name="table-suggested-reviews",
        title=edition.say(
            "Nội dung gợi ý kiểm điểm năm {year}", "What the reviews suggested in {year} are about"
        ),
        edition=edition,
    )


def _recipient(row: Row, edition: Edition) -> str:
    """Name the person or body to be reviewed; by subject and id where no name is known."""
    return row["name"] or f"{edition.label(label_of(row['subject']))} {row['id']}".strip()


def _explained(row: Row, edition: Edition) -> str:
    return (
        edition.say("Đã giải trình", "Explained")
        if row["explained"]
        else edition.say("Chưa giải trình", "Not explained")
    )
