"""Ratings of all subjects over the years: what changed, drawn as lines, and one table of all years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.formats import uncapitalized
from kgreport.views.frames.ratings import LEVELS_BY_YEAR
from kgreport.views.sections.facts import levels_by_year, tells
from kgreport.views.sections.levels.compared import headlines
from kgreport.views.sections.levels.lines import ShareLine, line_chart
from kgreport.views.sections.levels.rated import ORDER, RatedRow, Ratings
from kgreport.views.sections.levels.short_names import short_label
from kgreport.views.sections.levels.table import ratings_table
from kgreport.views.sections.notes import names_note
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import note_of
from kgreport.views.view import Section


@dataclass(frozen=True, slots=True)
class Followed:
    """A subject or tier, and how it was rated in each year with figures, ascending."""

    scope: Scope
    years: Sequence[Ratings]

    def shares(self, code: str) -> dict[int, float]:
        """Give a share by year, where known."""
        found = {ratings.scope.year: ratings.of[code]["share"] for ratings in self.years}
        return {year: share for year, share in found.items() if share is not None}

    @property
    def compared(self) -> list[str]:
        """The headline and the lowest level, where two years are known."""
        return headlines([code for code in ORDER if len(self.shares(code)) > 1])


def _year_rows(found: Sequence[Followed], writer: Writer) -> Iterator[Row]:
    """Give the known levels of all subjects in each year."""
    years = (ratings for one in found for ratings in one.years)
    return levels_by_year(((ratings.scope, ratings.of.values()) for ratings in years), writer)


@tells((LEVELS_BY_YEAR, _year_rows))
def all_changes_section(found: Sequence[Followed], rules: Mapping[int, Rules], writer: Writer) -> Section:
    """Show ratings year by year; left out where nobody has figures of two years.

    Parameters
    ----------
    found
        Subjects in the order of the field.
    rules
        The rules of each year.
    """
    title = writer.say("Kết quả xếp loại qua các năm", "Ratings over the years")
    shown = [one for one in found if len(one.years) > 1]
    if not shown:
        return Section("changes", title, [])
    sentences = [sentence for one in shown for sentence in _sentences(one, writer)]
    lines = [_line(one, code, writer) for one in shown for code in one.compared]
    chart = line_chart("chart-changes", title, lines, rules, writer)
    table = ratings_table(
        "table-changes",
        writer.say("Kết quả xếp loại từng năm", "Ratings by year"),
        writer.say("Đối tượng, năm", "Who, year"),
        list(_rows(shown, writer)),
        writer,
        notes=[note for one in shown for note in _names_notes(one, rules, writer)],
    )
    return Section("changes", title, [*note_of(sentences), *chart, table])


def _sentences(one: Followed, writer: Writer) -> Iterator[str]:
    """Compare the first and the last year of which a share is known, once for each pair of years."""
    changes: dict[tuple[int, int], list[str]] = {}
    for code in one.compared:
        shares = one.shares(code)
        first, last = min(shares), max(shares)
        change = writer.change(shares[first], shares[last])
        changes.setdefault((first, last), []).append(
            f"{writer.measure_term(one.scope.subject, code)} {change}"
        )
    for (first, last), parts in changes.items():
        yield writer.say(
            "Từ năm {first} đến năm {last}, tỷ lệ {subject} {parts}.",
            "From {first} to {last}, the share of {subject} rated {parts}.",
            one.scope,
            first=first,
            last=last,
            parts="; ".join(parts),
        )


def _line(one: Followed, code: str, writer: Writer) -> ShareLine:
    name = f"{writer.subject_label(one.scope)}: {uncapitalized(short_label(code, writer))}"
    return ShareLine(name, code, one.shares(code))


def _rows(shown: Sequence[Followed], writer: Writer) -> Iterator[RatedRow]:
    """Head each subject, and set its years below it."""
    for one in shown:
        yield RatedRow(name=writer.subject_label(one.scope), ratings=None)
        for ratings in one.years:
            year = writer.say("Năm {of}", "{of}", of=ratings.scope.year)
            named = writer.say("{subject} năm {of}", "{subject} in {of}", one.scope, of=ratings.scope.year)
            yield RatedRow(name=year, ratings=ratings, depth=1, said=named)


def _names_notes(one: Followed, rules: Mapping[int, Rules], writer: Writer) -> list[str]:
    """Give the names that levels had in years under other rules."""
    years = [ratings.scope.year for ratings in one.years]
    levels = [code for code in LEVELS if any(ratings.of[code]["count"] is not None for ratings in one.years)]
    notes = names_note(
        one.scope.subject, levels, {year: rules[year] for year in years if year in rules}, writer
    )
    return [f"{writer.subject_label(one.scope)}: {uncapitalized(note)}" for note in notes]
