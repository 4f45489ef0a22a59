"""Awards of the year: counts, recipients, and awards that a new rating cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import AWARDS, SUBJECTS, TIERS, parts_of, recipient_label
from kgreport.views.frames.ratings import AWARDS as AWARD_FRAME
from kgreport.views.frames.ratings import RECIPIENTS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.notes import names_note
from kgreport.views.sections.ratings.facts import award_rows, recipient_rows
from kgreport.views.sections.rows import Row, Rows, rows_of, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section, View


@tells((AWARD_FRAME, award_rows), (RECIPIENTS, recipient_rows))
def awards_section(
    counts: Mapping[Scope, Rows],
    recipients: pd.DataFrame,
    cancelled: pd.DataFrame,
    rules: Mapping[int, Rules],
    writer: Writer,
) -> Section:
    """Show the awards given, their recipients by name where they are known, and awards cancelled.

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
    title = writer.say("Khen thưởng", "Awards")
    awards = (*AWARDS, *writer.own.award_names)
    given = [found for award in awards for subject in SUBJECTS if (found := _given(award, subject, counts))]
    sentences = [_sentence(award, given, writer) for award in dict.fromkeys(one.award for one in given)]
    sentences += _cancelled_sentence(rows_of(cancelled), writer)
    views: list[View] = note_of(sentences)
    if given:
        views.append(_table(given, rows_of(recipients), rules, writer))
    return Section("awards", title, views)


@dataclass(frozen=True, slots=True)
class _Given:
    """How many of a subject were given an award: in all or of a tier, and of the tiers that are part of it.

    The first of several tiers whose sum is unknown has no row of its own.
    """

    award: str
    scope: Scope
    row: Row | None
    parts: Sequence[_Given]

    @property
    def key(self) -> tuple[str, str]:
        """The award, and the subject that was given it."""
        return self.award, self.scope.subject

    @property
    def count(self) -> int:
        return self.row["count"] if self.row else sum(part.count for part in self.parts)

    def rows(self, depth: int = 0) -> Iterator[tuple[int, Row]]:
        """Go through the known counts, each with how deep it lies in the others."""
        if self.row:
            yield depth, {**self.row, "scope": self.scope}
        for part in self.parts:
            yield from part.rows(depth + bool(self.row))


def _given(award: str, subject: str, counts: Mapping[Scope, Rows]) -> _Given | None:
    """Lay out who of a subject was given an award; None where nobody was."""
    known = {
        scope.tier: (scope, row)
        for scope, frame in counts.items()
        for row in rows_of(frame)
        if scope.subject == subject and row["measure"] == award and row["count"]
    }
    if not known:
        return None
    [(any_scope, _), *_] = known.values()
    return _of_tier(award, replace(any_scope, tier=""), {tier: row for tier, (_, row) in known.items()})


def _of_tier(award: str, scope: Scope, known: Mapping[str, Row]) -> _Given | None:
    """Lay out a tier with its parts; a part that is all of it stands for it."""
    inner = (replace(scope, tier=part) for part in parts_of(scope.subject, scope.tier))
    parts = [found for one in inner if (found := _of_tier(award, one, known))]
    row = known.get(scope.tier)
    if len(parts) == 1 and (row is None or row["count"] == parts[0].count):
        return parts[0]
    return _Given(award, scope, row, parts) if row or parts else None


def _sentence(award: str, given: Sequence[_Given], writer: Writer) -> str:
    of_award = [one for one in given if one.award == award]
    recipients = [_recipients(one, writer) for one in of_award]
    nested = any(one.row and one.parts for one in of_award)
    return writer.say(
        "Đã tặng {award} cho {recipients}.",
        "{heading} given to {recipients}.",
        award=writer.term(writer.award(award)),
        heading=writer.label(writer.award(award)),
        recipients="; ".join(recipients) if nested else writer.listing(recipients),
    )


def _recipients(given: _Given, writer: Writer) -> str:
    """Name those who were given an award, for what, and the tiers they are of."""
    parts = writer.listing([_counted(part.scope, part.count, writer) for part in given.parts])
    merit = _merit(given.award, given.scope.subject, writer)
    merit = f" {merit}" if merit else ""
    if given.row is None:
        return parts + merit
    whole = _counted(given.scope, given.count, writer) + merit
    if not given.parts:
        return whole
    complete = sum(part.count for part in given.parts) == given.count
    vi, en = ("gồm", "made up of") if complete else ("trong đó", "of them")
    return f"{whole}, {writer.say(vi, en)} {parts}"


def _counted(scope: Scope, count: int, writer: Writer) -> str:
    return f"{writer.count(count)} {recipient_label(scope.subject, scope.tier).say(writer.language)}"


def _merit(award: str, subject: str, writer: Writer) -> str:
    """Name the merit that the rules of the year ask of an award; nothing where they do not mention it."""
    rule = writer.rules.awards.get(award) if writer.rules else None
    if rule is None:
        return ""
    level = writer.measure_term(subject, rule.level)
    if rule.years == 1:
        return writer.say("{level} năm {year}", "{level} in {year}", level=level)
    return writer.say(
        "{level} {years} năm liền ({first}–{year})",
        "{level} {years} years running ({first}–{year})",
        level=level,
        years=rule.years,
        first=writer.year - rule.years + 1,
    )


def _table(
    given: Sequence[_Given], recipients: Sequence[Row], rules: Mapping[int, Rules], writer: Writer
) -> Table:
    """Count the awards, and name the recipients of each in its first row."""
    known = [(one, depth, row) for one in given for depth, row in one.rows()]
    first = {one.key: position for position, (one, _, _) in reversed([*enumerate(known)])}
    names = {one.key: _names(one, recipients, writer) for one in given}
    columns = [
        Column(writer.say("Hình thức, đối tượng", "Award and recipients"), "text", 1.3),
        Column(writer.say("Số lượng", "Count")),
        Column(writer.say("Tên", "Names"), "text", 2.4),
    ]
    rows = [
        [
            _row_label(one.award, depth, row["scope"], writer),
            row["count"],
            names[one.key] or None if first[one.key] == position else "",
        ]
        for position, (one, depth, row) in enumerate(known)
    ]
    shown = len(columns) if any(names.values()) else len(columns) - 1
    return Table(
        id="table-awards",
        title=writer.say("Hình thức khen thưởng năm {year}", "Awards of {year}"),
        columns=columns[:shown],
        rows=[row[:shown] for row in rows],
        indents={position: depth for position, (_, depth, _) in enumerate(known) if depth},
        language=writer.language,
        notes=_names_notes(given, rules, writer),
        sources=sources_of(row for _, _, row in known),
    )


def _names(given: _Given, recipients: Sequence[Row], writer: Writer) -> str:
    """Name the recipients of an award, each with the unit it is of; empty where nobody is named."""
    return "; ".join(
        writer.with_unit(row["name"], row["unit"])
        for row in recipients
        if (row["award"], row["subject"]) == given.key
    )


def _row_label(award: str, depth: int, scope: Scope, writer: Writer) -> str:
    """Head a row: the tier alone under the row that it is part of, else the award and who was given it."""
    if depth:
        return writer.label(TIERS[scope.subject][scope.tier])
    recipients = recipient_label(scope.subject, scope.tier).say(writer.language)
    return f"{writer.label(writer.award(award))}: {recipients}"


def _names_notes(given: Sequence[_Given], rules: Mapping[int, Rules], writer: Writer) -> list[str]:
    """Give the names of the level in the earlier years that an award is given for."""
    notes = []
    for one in given:
        rule = writer.rules.awards.get(one.award) if writer.rules else None
        if rule and rule.years > 1:
            window = range(writer.year - rule.years + 1, writer.year + 1)
            spanned = {year: rules[year] for year in window if year in rules}
            notes += names_note(one.scope.subject, [rule.level], spanned, writer)
    return list(dict.fromkeys(notes))


def _cancelled_sentence(cancelled: Sequence[Row], writer: Writer) -> list[str]:
    awards = [
        writer.say(
            "{award} năm {year} của {name} (năm {restated} đã xếp loại lại)",
            "the {award} of {year} given to {name} ({restated} was rated anew)",
            award=writer.term(writer.award(row["award"])),
            year=row["year"],
            name=row["name"],
            restated=row["restated"],
        )
        for row in cancelled
    ]
    return writer.say_if(
        awards,
        "Do xếp loại lại, không còn căn cứ khen thưởng đối với: {awards}.",
        "Rated anew, these awards are no longer earned: {awards}.",
        awards="; ".join(awards),
    )
