"""Reviews suggested by the upper level: how many, how many explained, and what each is about."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of
from kgreport.views.sections.counted import Found, counts_table, known_of, text_of, told
from kgreport.views.sections.wording import Edition, Row, rows_of
from kgreport.views.sections.work.registers import column_of, say_unit, sources_of_rows, unit_column
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SUGGESTED = Phrase(
    "Năm {year}, cấp ủy cấp trên đã gợi ý kiểm điểm đối với {known}.",
    "In {year}, the upper level suggested reviews of {known}.",
)
_EXPLAINED = Phrase("Đã có báo cáo giải trình{base}: {known}.", "Explained{base}: {known}.")


def suggested_section(found: Found, reviews: pd.DataFrame, text: str, edition: Edition) -> Section:
    """Show the suggested reviews; those not explained first.

    Parameters
    ----------
    found
        By scope, ``suggested``, and ``explained`` as a share of them.
    reviews
        Rows of the register ``suggested_reviews``, with ``unit_name``.
    text
        What the writers say of them.
    edition
        For whom.
    """
    title = edition.say("Gợi ý kiểm điểm và giải trình", "Suggested reviews and explanations")
    known = known_of(found)
    views: list[View] = []
    if known:
        sentences = [
            *told(known, "suggested", _SUGGESTED, edition),
            *told(known, "explained", _EXPLAINED, edition),
        ]
        views.append(Note(sentences))
    views += text_of(text)
    if known:
        views.append(counts_table("table-suggested", _heading(edition), known, edition))
    if len(reviews):
        views.append(_reviews_table(reviews.sort_values("explained", kind="stable"), edition))
    return Section("suggested", title, views)


def _heading(edition: Edition) -> str:
    return edition.say(
        "Gợi ý kiểm điểm theo đối tượng, năm {year}",
        "Suggested reviews, by subject, {year}",
        year=edition.year,
    )


def _reviews_table(reviews: pd.DataFrame, edition: Edition) -> Table:
    units = unit_column(reviews, edition)
    return Table(
        id="table-suggested-reviews",
        title=edition.say(
            "Nội dung gợi ý kiểm điểm năm {year}",
            "What the reviews suggested in {year} are about",
            year=edition.year,
        ),
        columns=[
            Column(edition.say("Được gợi ý", "Who"), "text", 0.9),
            *units,
            column_of("suggested_reviews", "content", edition, width=1.4),
            Column(edition.say("Giải trình", "Explanation"), "text", 0.7),
            column_of("suggested_reviews", "remedy", edition, width=1.2),
        ],
        rows=[
            [
                _who(row, edition),
                *([say_unit(row["unit_name"], edition)] if units else []),
                row["content"],
                _explained(row, edition),
                row["remedy"] or None,
            ]
            for row in rows_of(reviews)
        ],
        language=edition.language,
        sources=sources_of_rows(reviews),
    )


def _who(row: Row, edition: Edition) -> str:
    """Name who it is about; by subject and id where no name is known."""
    return row["name"] or f"{edition.label(label_of(row['subject']))} {row['id']}".strip()


def _explained(row: Row, edition: Edition) -> str:
    return (
        edition.say("Đã giải trình", "Explained")
        if row["explained"]
        else edition.say("Chưa giải trình", "Not explained")
    )
