"""Mark the cells of tables that the edition before had otherwise, with a note under the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kgreport.content import blocks
from kgreport.content.changes import Change, changes_of_table
from kgreport.content.figures import PrintedTable, own_name, printed_table
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import UNKNOWN, uncapitalized
from kgreport.views.tables import CHANGED_MARK, Table
from kgreport.views.view import Section, View

FEW = 6
"""A note under a table gives the earlier values of so many cells; of more, it says how many there are."""

LONGEST = 320
"""So does a note that would have more letters than this."""

OF_CHANGES = "table-edition-"
"""How the names of the tables begin that list the changes."""

OF_MAKING = ("table-provenance", "table-sources", "table-trace")
"""Tables that say what a report was made from, and not what it reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The edition before a report, as its tables are compared with it.

    Attributes
    ----------
    number
        Which edition it is.
    tables
        Its tables by their fixed names.
    see
        Where all changes are listed, as ``Phụ lục 1``.
    """

    number: int
    tables: Mapping[str, PrintedTable]
    see: str


def with_changes_marked(section: Section, before: Before) -> Section:
    """Mark what differs in the tables of a section."""
    return replace(section, views=[_marked(view, before) for view in section.views])


def _marked(view: View, before: Before) -> View:
    if not isinstance(view, Table) or view.id.startswith((OF_CHANGES, *OF_MAKING)):
        return view
    known = before.tables.get(view.id)
    if known is None:
        is_new = view.number  # one that the contents do not list was not printed before either
        return (
            view
            if not is_new
            else replace(view, notes=[*view.notes, _NEW_TABLE.say(view.language, number=before.number)])
        )
    printed = next(printed_table(one) for one in view.content() if isinstance(one, blocks.Table))
    found = list(changes_of_table(known, printed))
    if not found:
        return view
    rows = {name: place for place, name in enumerate(printed.rows)}
    columns = {name: place for place, name in enumerate(printed.columns, start=1)}
    changed = {(rows[one.row], columns[one.column]) for one in found if one.new is not None}
    return replace(view, changed=changed, notes=[*view.notes, _note(found, before, view.language)])


def _note(changes: Sequence[Change], before: Before, language: Language) -> str:
    """Give the earlier values, or say how many there are and where they stand."""
    said = {"number": before.number, "see": before.see, "count": len(changes)}
    by_row = groupby(changes, key=lambda one: one.row)
    values = [f"{own_name(row)}: {', '.join(_value(one, language) for one in of)}" for row, of in by_row]
    told = _FEW.say(language, **said, values="; ".join(values))
    return told if len(changes) <= FEW and len(told) <= LONGEST else _MANY.say(language, **said)


def _value(change: Change, language: Language) -> str:
    """Give what stood in a cell; what had no such cell is told so, and so is a cell that is gone."""
    told = _NOT_THERE if change.old is None else _GONE if change.new is None else _WAS
    return told.say(language, column=uncapitalized(change.column), old=change.old or UNKNOWN)


_NEW_TABLE = Phrase(
    f"{CHANGED_MARK} Lần ban hành {{number}} không có bảng này.",
    f"{CHANGED_MARK} Edition {{number}} does not have this table.",
)
_MANY = Phrase(
    f"{CHANGED_MARK} Khác lần ban hành {{number}}: {{count}} chỗ; từng chỗ ghi ở {{see}}.",
    f"{CHANGED_MARK} Otherwise in edition {{number}}, in {{count}} places; {{see}} lists them.",
)
_FEW = Phrase(
    f"{CHANGED_MARK} Khác lần ban hành {{number}}. Lần đó: {{values}}.",
    f"{CHANGED_MARK} Otherwise in edition {{number}}. There: {{values}}.",
)
_WAS = Phrase("{column} {old}", "{column} {old}")
_GONE = Phrase("{column} {old} (nay không còn)", "{column} {old} (not here any more)")
_NOT_THERE = Phrase("{column} chưa có", "{column} not there")
