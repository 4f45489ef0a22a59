"""What differs between the printed figures of two documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from kgreport.content.figures import Figures, PrintedTable, PrintedText, each_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that differs.

    Attributes
    ----------
    id, title
        The table that it stands in, or the section whose sentences it stands in.
    in_table
        Whether it stands in a table.
    row, column
        Where it stands in the table; empty in sentences.
    old, new
        What is printed; None where the figure is not there.
    """

    id: str
    title: str
    in_table: bool
    row: str = ""
    column: str = ""
    old: str | None
    new: str | None


def changes(before: Figures, after: Figures) -> list[Change]:
    """List the figures that were added, removed or changed, in the order of the later document.

    Tables are matched by their fixed names, rows and columns by their headings, sentences by section.
    """
    tables, texts = _matched(before.tables, after.tables), _matched(before.texts, after.texts)
    return [
        *(change for pair in tables for change in changes_of_table(*pair)),
        *(change for pair in texts for change in _of_text(*pair)),
    ]


_Printed = TypeVar("_Printed", PrintedTable, PrintedText)


def _matched(
    before: Sequence[_Printed], after: Sequence[_Printed]
) -> Iterator[tuple[_Printed | None, _Printed | None]]:
    """Match tables or texts by their fixed names, or else their titles; of one name, by number."""
    old, new = (
        dict(zip(each_once(one.id or one.title for one in printed), printed, strict=True))
        for printed in (before, after)
    )
    yield from ((old.get(name), new.get(name)) for name in {**new, **old})


def changes_of_table(before: PrintedTable | None, after: PrintedTable | None) -> Iterator[Change]:
    """List the cells of a table that differ; all of them where one of the two is None."""
    shown = after or before
    if shown is None:
        return
    old, new = (one.by_place if one else {} for one in (before, after))
    for row, column in {**new, **old}:
        was, now = old.get((row, column)), new.get((row, column))
        if was != now:
            yield Change(
                id=shown.id, title=shown.title, in_table=True, row=row, column=column, old=was, new=now
            )


def _of_text(before: PrintedText | None, after: PrintedText | None) -> Iterator[Change]:
    shown = after or before
    if shown is None:
        return
    old, new = (one.numbers if one else () for one in (before, after))
    matched = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, first, last, start, end in matched.get_opcodes():
        if kind != "equal":
            for was, now in zip_longest(old[first:last], new[start:end]):
                yield Change(id=shown.id, title=shown.title, in_table=False, old=was, new=now)
