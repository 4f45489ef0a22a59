"""The section that lists what changed since the edition before: figures, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kgreport.content.changes import Change
from kgreport.content.figures import NUMBER, numbers_in
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import UNKNOWN, date_in_text
from kgreport.views.frames.layout import facts_of
from kgreport.views.frames.ratings import EDITION_FIGURES, EDITION_PLACES
from kgreport.views.sections.facts import with_facts
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import CHANGED_MARK, Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

ID = "edition-changes"

LONG = 30
"""Of a text of more letters, only the numbers are listed that differ, if nothing else does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A figure that the edition before had otherwise.

    Attributes
    ----------
    year, unit, subject, measure
        What it is of, in words.
    old, new
        What it was and is: digits, or as it was printed; None where it was or is not known.
    places
        Where it stands in the report, as ``mục II.1``.
    """

    year: str
    unit: str
    subject: str
    measure: str
    old: str | None
    new: str | None
    places: Sequence[str]

    @property
    def values(self) -> list[object]:
        """The two values and their difference: counts where they are."""
        old, new = (int(one) if one and one.isdecimal() else one for one in (self.old, self.new))
        return [old, new, new - old if isinstance(old, int) and isinstance(new, int) else None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An edition as it was or is issued: which it is, why, and the number and day of its document."""

    number: int
    reason: str
    document: str
    issued: str

    def say(self, writer: Writer) -> str:
        """Name it: ``lần ban hành 1 (Số 12-BC/TU, ngày 01/4/2019)``."""
        day = [writer.say("ngày {day}", "{day}", day=self.issued)] if self.issued else []
        told = ", ".join([*filter(None, [self.document]), *day])
        name = writer.say("lần ban hành {n}", "edition {n}", n=self.number)
        return f"{name} ({told})" if told else name


def replacing(issue: Issue, before: Issue, writer: Writer, see: str = "") -> str:
    """Say which edition a report replaces, why, and where the changes are listed."""
    more = writer.say_if(see, "Những thay đổi: {see}.", "What changed: {see}.", see=see)
    return " ".join(
        [
            writer.say("Thay thế {before}.", "Replaces {before}.", before=before.say(writer)),
            writer.say("Lý do: {reason}.", "Reason: {reason}.", reason=issue.reason.rstrip(". ")),
            *more,
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since the edition before.

    Attributes
    ----------
    figures
        The figures that changed, in the order of the report.
    printed
        What is printed otherwise, in tables and sentences.
    labels
        By fixed name of a table or section, how the report refers to it.
    """

    figures: Sequence[ChangedFigure]
    printed: Sequence[Change]
    labels: Mapping[str, str]


def changes_section(issue: Issue, before: Issue, changes: Changes, writer: Writer) -> Section:
    """List the figures that changed, and where the report prints them."""
    printed = _printed_rows(changes)
    views: list[View] = [Note([replacing(issue, before, writer), _counted(changes, writer)])]
    views += [_figures_table(changes.figures, before, issue, writer)] if changes.figures else []
    views += [_places_table(printed, writer)] if printed else []
    told = [
        facts_of(EDITION_FIGURES, [_figure_row(one) for one in changes.figures]),
        facts_of(EDITION_PLACES, printed),
    ]
    return with_facts(Section(ID, title(writer), views), told)


def not_found_section(before: int, why: Phrase, writer: Writer) -> Section:
    """Say that the edition before was not found, and why."""
    note = writer.say(
        "Không so được với lần ban hành {n}: {why}.",
        "There is no comparison with edition {n}: {why}.",
        n=before,
        why=why.say(writer.language),
    )
    told = [facts_of(EDITION_FIGURES, []), facts_of(EDITION_PLACES, [])]
    return with_facts(Section(ID, title(writer), [Note([note])]), told)


def title(writer: Writer) -> str:
    """Head the list of changes."""
    return writer.say("Những thay đổi so với lần ban hành trước", "Changes since the edition before")


def _counted(changes: Changes, writer: Writer) -> str:
    """Say how many figures changed, and how they are marked."""
    figures = changes.figures
    if not figures and not changes.printed:
        return writer.say("Không số liệu nào thay đổi.", "No figure has changed.")
    new, gone = (sum(getattr(one, name) is None for one in figures) for name in ("old", "new"))
    counts = [
        *writer.say_if(new, "{n} số thêm", "{n} added", n=writer.count(new)),
        *writer.say_if(gone, "{n} số bỏ", "{n} removed", n=writer.count(gone)),
    ]
    return writer.say(
        "Số liệu khác lần trước, kể cả số suy ra: {all}{which}. Trong các bảng, chỗ khác có dấu {mark}.",
        "Figures that differ, those derived included: {all}{which}. In the tables, {mark} marks what differs.",
        all=writer.count(len(figures)),
        which=f" ({', '.join(counts)})" if counts else "",
        mark=CHANGED_MARK,
    )


def _figure_row(one: ChangedFigure) -> Row:
    return {
        "year": int(one.year),
        "unit_name": one.unit,
        "subject_label": one.subject,
        "measure_label": one.measure,
        "old": one.old,
        "new": one.new,
        "difference": one.values[-1],
        "places": "; ".join(one.places),
    }


def _figures_table(figures: Sequence[ChangedFigure], before: Issue, issue: Issue, writer: Writer) -> Table:
    units = len({one.unit for one in figures}) > 1
    years = len({one.year for one in figures}) > 1
    columns = [
        Column(writer.say("Số liệu", "Figure"), "text", 2.4),
        *([Column(writer.say("Đơn vị", "Unit"), "text", 1.2)] if units else []),
        *([Column(writer.say("Năm", "Year"), "year")] if years else []),
        *(Column(writer.say("Lần {n}", "Edition {n}", n=one.number)) for one in (before, issue)),
        Column(writer.say("Tăng, giảm", "Change"), "change"),
        Column(writer.say("Nêu ở", "Stands in"), "text", 1.4),
    ]
    rows = [
        [
            f"{one.subject}: {writer.term(Phrase(one.measure, one.measure))}",
            *([one.unit] if units else []),
            *([int(one.year)] if years else []),
            *one.values,
            "; ".join(one.places) or None,
        ]
        for one in figures
    ]
    named = writer.say(
        "Số liệu khác lần ban hành {n}", "Figures that differ from edition {n}", n=before.number
    )
    return Table(
        id="table-edition-figures", title=named, columns=columns, rows=rows, language=writer.language
    )


def _printed_rows(changes: Changes) -> list[Row]:
    return [
        {
            "id": one.id,
            "place": changes.labels.get(one.id) or one.title,
            "in_table": one.in_table,
            "row": one.row,
            "column": one.column,
            "old": one.old,
            "new": one.new,
        }
        for one in changes.printed
    ]


def _places_table(printed: Sequence[Row], writer: Writer) -> Table:
    """Show what is printed otherwise: a line for each row of a table, or for the sentences of a section."""
    grouped = groupby(printed, key=lambda row: (row["place"], row["in_table"], row["row"]))
    return Table(
        id="table-edition-places",
        title=writer.say("Những chỗ in khác lần trước", "What is printed otherwise"),
        columns=[
            Column(writer.say("Bảng, mục", "Table, section"), "text"),
            Column(writer.say("Dòng", "Row"), "text", 1.2),
            Column(writer.say("Lần trước → lần này", "Before → now"), "text", 2.4),
        ],
        rows=[
            [place, row if in_table else writer.say("lời văn", "text"), "; ".join(_cells(of))]
            for (place, in_table, row), of in grouped
        ],
        language=writer.language,
    )


def _cells(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        change = _change(row["old"] or UNKNOWN, row["new"] or UNKNOWN)
        yield f"{row['column']}: {change}" if row["column"] else change


def _change(old: str, new: str) -> str:
    """Write what was and is; of long texts that differ in numbers alone, only these.

    >>> _change("162", "165")
    '162 → 165'
    >>> _change("một nội dung khắc phục quá hạn (4 ngày)", "một nội dung khắc phục quá hạn (39 ngày)")
    '4 → 39'
    """
    if len(old) > LONG and NUMBER.sub("0", old) == NUMBER.sub("0", new):
        pairs = zip(numbers_in(old), numbers_in(new), strict=True)
        return "; ".join(f"{was} → {now}" for was, now in pairs if was != now)
    return f"{old} → {new}"


def issue_of(parameters: Mapping[str, object], language: Language) -> Issue:
    """Name the edition of a report by its parameters, as its manifest has them."""
    issued = str(parameters.get("issued") or "")
    return Issue(
        number=int(str(parameters.get("edition") or 1)),
        reason=str(parameters.get("reason") or ""),
        document=str(parameters.get("number") or ""),
        issued=date_in_text(date.fromisoformat(issued), language) if issued else "",
    )
