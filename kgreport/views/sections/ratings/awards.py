"""Awards of the year: counts, recipients, and awards that a new rating cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import AWARDS
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.notes import names_note
from kgreport.views.sections.rows import Row, Rows, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section, View


def awards_section(
    counts: Mapping[Scope, Rows],
    recipients: pd.DataFrame,
    cancelled: pd.DataFrame,
    rules: Mapping[int, Rules],
    edition: Edition,
) -> Section:
    """Show the awards given: counts by kind and recipient, the recipients by name, awards cancelled.

    Parameters
    ----------
    counts
        By scope, the rows of each award: ``measure, count, source, derived``.
    recipients
        ``award, subject, name, unit`` of each award given; the unit by its name.
    cancelled
        Awards of earlier years that a new rating cancelled: the same, ``year`` and the year ``restated``.
    rules
        The rules of each year.
    """
    title = edition.say("Khen thưởng", "Awards")
    rows = [(scope, row) for scope, frame in counts.items() for row in rows_of(frame)]
    known = [(scope, row) for scope, row in rows if row["count"] is not None]
    given = [(scope, row) for scope, row in known if row["count"]]
    sentences = [_sentence(given, edition)] if given else []
    sentences += _cancelled_sentence(rows_of(cancelled), edition)
    views: list[View] = note_of(sentences)
    if known:
        views.append(_counts_table(known, sources_of(row for _, row in rows), rules, edition))
    if len(recipients):
        views.append(_recipients_table(rows_of(recipients), edition))
    return Section("awards", title, views)


def _sentence(given: list[tuple[Scope, Row]], edition: Edition) -> str:
    parts = [
        edition.say(
            "{award} cho {count} {subject}{merit}",
            "{award} to {count} {subject}{merit}",
            scope,
            award=edition.term(AWARDS[row["measure"]]),
            count=edition.count(row["count"]),
            merit=f" {merit}" if (merit := _merit(row["measure"], scope.subject, edition)) else "",
        )
        for scope, row in given
    ]
    return edition.say("Đã tặng {awards}.", "Awards given: {awards}.", awards=edition.listing(parts))


def _merit(award: str, subject: str, edition: Edition) -> str:
    """Name the merit that the rules of the year ask of an award; nothing where they do not mention it."""
    rule = edition.rules.awards.get(award) if edition.rules else None
    if rule is None:
        return ""
    if rule.years == 1:
        return edition.say("tiêu biểu trong năm {year}", "outstanding in {year}")
    return edition.say(
        "{level} {years} năm liền ({first}–{year})",
        "rated {level} {years} years running ({first}–{year})",
        level=edition.measure_term(subject, rule.level),
        years=rule.years,
        first=edition.year - rule.years + 1,
    )


def _counts_table(
    known: Sequence[tuple[Scope, Row]], sources: Sequence[str], rules: Mapping[int, Rules], edition: Edition
) -> Table:
    return Table(
        id="table-awards",
        title=edition.say("Hình thức khen thưởng năm {year}", "Awards of {year}"),
        columns=[
            Column(edition.say("Hình thức", "Award"), "text", 1.2),
            Column(edition.say("Đối tượng", "Recipients"), "text", 0.9),
            Column(edition.say("Thành tích", "For being"), "text", 1.2),
            Column(edition.say("Số lượng", "Count")),
        ],
        rows=[
            [
                edition.label(AWARDS[row["measure"]]),
                edition.subject_label(scope),
                formats.sentence(_merit(row["measure"], scope.subject, edition)) or None,
                row["count"],
            ]
            for scope, row in known
        ],
        language=edition.language,
        notes=_names_notes(known, rules, edition),
        sources=sources,
    )


def _names_notes(
    known: Sequence[tuple[Scope, Row]], rules: Mapping[int, Rules], edition: Edition
) -> list[str]:
    """Give the names of the level in the earlier years that an award is given for."""
    notes = []
    for scope, row in known:
        rule = edition.rules.awards.get(row["measure"]) if edition.rules else None
        if rule and rule.years > 1:
            window = range(edition.year - rule.years + 1, edition.year + 1)
            spanned = {year: rules[year] for year in window if year in rules}
            notes += names_note(scope.subject, [rule.level], spanned, edition)
    return list(dict.fromkeys(notes))


def _recipients_table(recipients: Sequence[Row], edition: Edition) -> Table:
    return Table(
        id="table-awards-recipients",
        title=edition.say("Danh sách được khen thưởng năm {year}", "Who was given an award, {year}"),
        columns=[
            Column(edition.say("Tên", "Name"), "text", 1.3),
            Column(edition.say("Đơn vị", "Unit"), "text", 1.0),
            Column(edition.say("Hình thức", "Award"), "text", 1.3),
        ],
        rows=[[row["name"], row["unit"] or None, edition.label(AWARDS[row["award"]])] for row in recipients],
        language=edition.language,
    )


def _cancelled_sentence(cancelled: Sequence[Row], edition: Edition) -> list[str]:
    if not cancelled:
        return []
    awards = [
        edition.say(
            "{award} năm {year} của {name} (năm {restated} đã xếp loại lại)",
            "the {award} of {year} given to {name} ({restated} was rated anew)",
            award=edition.term(AWARDS[row["award"]]),
            year=row["year"],
            name=row["name"],
            restated=row["restated"],
        )
        for row in cancelled
    ]
    return [
        edition.say(
            "Do xếp loại lại, không còn căn cứ khen thưởng đối với: {awards}.",
            "Rated anew, these awards are no longer earned: {awards}.",
            awards="; ".join(awards),
        )
    ]
