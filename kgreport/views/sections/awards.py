"""Awards given for the year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kgreport.data.layout import Scope
from kgreport.data.phrases import Phrase
from kgreport.data.vocabulary import AWARDS, label_of
from kgreport.views import formats
from kgreport.views.sections.wording import Edition, Row, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section

_FOR = {
    "flag": Phrase(
        "hoàn thành xuất sắc nhiệm vụ 5 năm liền ({first}–{year})",
        "excellent five years running ({first}–{year})",
    ),
    "merit_certificate": Phrase("tiêu biểu trong năm {year}", "outstanding in {year}"),
}


def awards_section(counts: Mapping[Scope, pd.DataFrame], edition: Edition) -> Section:
    """Show the awards given, by kind and recipient.

    Parameters
    ----------
    counts
        By scope, the counts of each award.
    edition
        For whom.
    """
    title = edition.say("Khen thưởng", "Awards")
    given = [
        (scope, row) for scope, frame in counts.items() for row in rows_of(frame) if row["count"] is not None
    ]
    if not given:
        return Section("awards", title, [])
    sources = [source for frame in counts.values() for source in sources_of(frame)]
    table = Table(
        id="table-awards",
        title=edition.say("Hình thức khen thưởng năm {year}", "Awards of {year}", year=edition.year),
        columns=[
            Column(edition.say("Hình thức", "Award"), "text", 1.2),
            Column(edition.say("Đối tượng", "Recipients"), "text", 0.9),
            Column(edition.say("Thành tích", "For being"), "text", 1.2),
            Column(edition.say("Số lượng", "Count")),
        ],
        rows=[
            [
                edition.label(AWARDS[row["measure"]]),
                edition.label(label_of(scope.subject, scope.tier)),
                formats.sentence(_for(row, edition)),
                row["count"],
            ]
            for scope, row in given
        ],
        language=edition.language,
        sources=list(dict.fromkeys(sources)),
    )
    said = [(scope, row) for scope, row in given if row["count"]]
    return Section("awards", title, [*([Note([_sentence(said, edition)])] if said else []), table])


def _sentence(given: list[tuple[Scope, Row]], edition: Edition) -> str:
    parts = [
        edition.say(
            "{award} cho {count} {who} {merit}",
            "{award} to {count} {who} {merit}",
            award=edition.term(AWARDS[row["measure"]]),
            count=edition.count(row["count"]),
            who=label_of(scope.subject, scope.tier).say(edition.language),
            merit=_for(row, edition),
        )
        for scope, row in given
    ]
    return edition.say(
        "Đã tặng {awards}.", "Awards given: {awards}.", awards=formats.listing(parts, edition.language)
    )


def _for(row: Row, edition: Edition) -> str:
    return _FOR[row["measure"]].say(edition.language, first=edition.year - 4, year=edition.year)
