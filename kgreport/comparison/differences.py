"""What differs between the printed figures of two documents, and by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

from kgreport.comparison.aligned import aligned, moved_by, titles_moved_by
from kgreport.comparison.amounts import Amount, amount_of, value_of
from kgreport.comparison.published import PublishedDocument
from kgreport.comparison.sentences import differing_sentences
from kgreport.content.changes import Change, changes
from kgreport.content.figures import Figures
from kgreport.printed.files import Kind
from kgreport.verification.matching import may_lack, named_as
from kgreport.views.formats import POINTS, POINTS_IN_TEXT

Fate = Literal["added", "removed", "changed"]
FATES: tuple[Fate, ...] = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that differs.

    Attributes
    ----------
    change
        Where it stands, and what is printed before and after.
    amount
        By how much it differs; None where one of the two is no number.
    sentence
        The sentence that it stands in, where that is known.
    """

    change: Change
    amount: Amount | None
    sentence: str = ""

    @property
    def kind(self) -> Fate:
        """Whether the figure was added, removed or changed."""
        if self.change.old is None:
            return "added"
        return "removed" if self.change.new is None else "changed"

    def as_dict(self) -> dict[str, Any]:
        """Give it as data for JSON."""
        change = self.change
        place = {"row": change.row, "column": change.column, "sentence": self.sentence}
        return {
            "kind": self.kind,
            **{name: said for name, said in place.items() if said},
            "before": change.old,
            "after": change.new,
            **(self.amount.as_dict() if self.amount else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What differs in a table, or in the sentences of a section.

    Attributes
    ----------
    id, number, title
        Fixed name, number and title of the table, or id and title of the section.
    in_table
        Whether it is a table.
    whole
        ``added`` or ``removed`` where only one of the documents has the table; else ``changed``.
    differences
        What differs in it.
    """

    id: str
    number: str = ""
    title: str
    in_table: bool
    whole: Fate = "changed"
    differences: tuple[Difference, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give it as data for JSON."""
        return {
            "in": "table" if self.in_table else "text",
            "kind": self.whole,
            "id": self.id,
            "number": self.number,
            "title": self.title,
            "differences": [one.as_dict() for one in self.differences],
        }


@dataclass(frozen=True)
class Comparison:
    """Two documents, and all that differs between their printed figures.

    Attributes
    ----------
    before, after
        The documents.
    parts
        What differs, by table and section, in the order of the later document.
    """

    before: PublishedDocument
    after: PublishedDocument
    parts: tuple[Part, ...]

    @cached_property
    def counts(self) -> dict[Fate, int]:
        """How many figures were added, removed and changed."""
        found = Counter(one.kind for part in self.parts for one in part.differences)
        return {kind: found[kind] for kind in FATES}

    @property
    def translated(self) -> bool:
        """Whether the documents are in two languages; then their sentences are not compared."""
        return self.before.language != self.after.language

    def as_dict(self) -> dict[str, Any]:
        """Give it as data for JSON."""
        return {
            "before": _told(self.before),
            "after": _told(self.after),
            **{kind: self.counts[kind] for kind in FATES},
            "parts": [part.as_dict() for part in self.parts],
        }


def compare(before: PublishedDocument, after: PublishedDocument) -> Comparison:
    """Compare the printed figures of two documents.

    Documents on two years are compared figure by figure, though their headings name other years; so are the
    tables of documents in two languages, by the value of what is printed. What print leaves out is compared
    only where both have it.
    """
    years = after.year - before.year if before.year and after.year else 0
    translated = before.language != after.language
    old, new = _named(before, after, years)
    old, new = _printed(old, new, after.kind), _printed(new, old, before.kind)
    old = aligned(old, new, years=years, translated=translated)
    found = [_difference(one, before, after) for one in changes(old, new) if one.in_table]
    differing = [one for one in found if not _is_same(one, years, translated=translated)]
    if before.has_sentences and after.has_sentences and not translated:
        in_sentences = differing_sentences(before.texts, after.texts, years)
        differing += [_difference(one, before, after, sentence) for sentence, one in in_sentences]
    return Comparison(before, after, tuple(_parts(differing, old, new)))


def _told(document: PublishedDocument) -> dict[str, Any]:
    return {
        "name": document.name,
        "file": document.file.as_posix(),
        "title": document.title,
        "figures": document.figures.hash,
    }


def _named(before: PublishedDocument, after: PublishedDocument, years: int) -> tuple[Figures, Figures]:
    """Give the figures of both with the same names, where only one of them has the fixed names."""
    old, new = before.figures, after.figures
    if before.kind != after.kind and not before.is_named:
        return named_as(new, titles_moved_by(old, years), before.kind, before.language), new
    if before.kind != after.kind and not after.is_named:
        return old, named_as(titles_moved_by(old, years), new, after.kind, after.language)
    return old, new


def _printed(figures: Figures, others: Figures, kind: Kind) -> Figures:
    """Leave out the tables that the other document does not have as its format, or print, leaves them out."""
    known = {table.id for table in others.tables}
    kept = (one for one in figures.tables if one.id in known or not (one.folded or may_lack(one, kind)))
    return replace(figures, tables=tuple(kept))


def _difference(
    change: Change, before: PublishedDocument, after: PublishedDocument, sentence: str = ""
) -> Difference:
    old, new = value_of(change.old or "", before.notation), value_of(change.new or "", after.notation)
    in_points = any(unit in change.column for unit in POINTS)
    in_points = in_points or any(f"{change.new} {unit}" in sentence for unit in (*POINTS, *POINTS_IN_TEXT))
    amount = amount_of(old, new, in_points=in_points) if old and new else None
    return Difference(change=change, amount=amount, sentence=sentence)


def _is_same(one: Difference, years: int, *, translated: bool) -> bool:
    """Whether a figure says the same: nothing, the same in another language, or the same years later."""
    old, new = one.change.old or "", one.change.new or ""
    if translated and one.amount and not one.amount.difference:
        return True
    return moved_by(old, years) == new


def _parts(differing: Sequence[Difference], before: Figures, after: Figures) -> Iterator[Part]:
    """Group what differs by table and section."""
    tables = {one.id: one for one in (*before.tables, *after.tables)}
    known_before, known_after = ({one.id for one in figures.tables} for figures in (before, after))
    for (in_table, name, title), found in groupby(differing, key=_place):
        whole: Fate = "changed"
        if in_table and name not in known_before & known_after:
            whole = "removed" if name in known_before else "added"
        yield Part(
            id=name,
            number=tables[name].number if in_table else "",
            title=title,
            in_table=in_table,
            whole=whole,
            differences=tuple(found),
        )


def _place(one: Difference) -> tuple[bool, str, str]:
    return one.change.in_table, one.change.id, one.change.title
