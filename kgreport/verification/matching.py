"""Find the figures of a manifest in what a file prints, whatever its format makes of names and layouts.

A PDF has no fixed names of tables and no parts of rows, a workbook has no sentences, and a CSV file writes
numbers as programs do. What says the same gets the names that it has in the manifest; the rest differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kgreport.content.changes import Change, changes
from kgreport.content.figures import Figures, PrintedTable, PrintedText, not_numbered, own_name
from kgreport.printed.files import IN_PRINT, TABLES_ONLY, Kind
from kgreport.publish.open_data.files import names_of_files
from kgreport.terms.phrases import Language
from kgreport.verification.tidy_cells import as_known_from_csv
from kgreport.views.titles import numbered

_SCALE = re.compile(r"(?:\s+[+−]?[\d.,]+%?){2}")
_GROUPING = {"vi": re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))"), "en": re.compile(r"(?<=\d),(?=\d{3}(?!\d))")}
"""What groups the digits of a number: a workbook in which somebody chose another format may lack it."""

_SIGNS = str.maketrans({"−": "-", "\u00ad": None, "\u200b": None})
_OF_WORKBOOKS = ("contents", "notes")
"""Tables that only a workbook has: the lists of its sheets and of its notes."""

One = TypeVar("One", PrintedTable, PrintedText)


def figures_changed(known: Figures, read: Figures, kind: Kind, language: Language) -> list[Change]:
    """List the figures that a file prints otherwise than a manifest says, each with its place.

    Parameters
    ----------
    known
        The figures of the manifest.
    read
        Those of the file.
    kind
        The format of the file; it says what the file may leave out.
    language
        The language of the report.
    """
    paired = _paired(known, read, kind)
    named = _named(known, read, paired, kind, language)
    expected = tuple(one for one in known.tables if one in paired or not may_lack(one, kind))
    if kind in TABLES_ONLY:
        return changes(Figures(expected), replace(named, texts=()))
    return changes(Figures(expected, known.texts), named)


def named_as(known: Figures, read: Figures, kind: Kind, language: Language) -> Figures:
    """Give the figures of a file the names of the known ones, where they say the same."""
    return _named(known, read, _paired(known, read, kind), kind, language)


Paired = Mapping[PrintedTable, PrintedTable]
"""The tables of a manifest, each with the same table of a file."""


def _named(known: Figures, read: Figures, paired: Paired, kind: Kind, language: Language) -> Figures:
    as_known = as_known_from_csv if kind == "csv" else _as_known
    added = [one for one in read.tables if one not in paired.values() and _is_figures(one, kind)]
    tables = (as_known(one, other, language) for one, other in paired.items())
    return Figures((*tables, *added), _texts_as_known(known, read))


def _paired(known: Figures, read: Figures, kind: Kind) -> Paired:
    """Pair the same tables; a CSV file is named after its table, an untitled sheet after its section."""
    if kind == "csv":
        files = dict(zip(names_of_files(known.tables), known.tables, strict=True))
        return {files[one.id]: one for one in read.tables if one.id in files}

    def is_same(one: PrintedTable, other: PrintedTable) -> bool:
        is_unnamed = kind == "xlsx" and not (one.id or one.title or other.id)
        return is_unnamed or _is_same_table(one, other)

    return dict(_pairs(known.tables, read.tables, is_same))


def _pairs(
    known: Sequence[One], read: Sequence[One], is_same: Callable[[One, One], bool]
) -> list[tuple[One, One]]:
    """Pair each of the known with the first of the others that is the same and is not taken."""
    left, pairs = list(read), list[tuple[One, One]]()
    for one in known:
        other = next((other for other in left if is_same(one, other)), None)
        if other is not None:
            left.remove(other)
            pairs.append((one, other))
    return pairs


def _is_same_table(known: PrintedTable, read: PrintedTable) -> bool:
    """Whether a table has the fixed name of another, or else its number and title, with a unit or without."""
    if known.id and read.id:
        return known.id == read.id
    titles = {letters(known.title), letters(numbered(known.number, known.title))} - {""}
    shown = letters(numbered(read.number, read.title))
    return (not titles and not shown) or any(
        re.fullmatch(f"{re.escape(one)}(\\(.*\\))?", shown) for one in titles
    )


def may_lack(table: PrintedTable, kind: Kind) -> bool:
    """Whether a format may leave a table out."""
    if kind == "csv":
        return True
    return (table.folded and kind in IN_PRINT) or (kind == "xlsx" and table.is_layout)


def _is_figures(table: PrintedTable, kind: Kind) -> bool:
    """Whether a table that the manifest does not know is more than a layout, or a list of a workbook."""
    if kind == "xlsx":
        return table.id not in _OF_WORKBOOKS
    return bool(table.title) or kind not in IN_PRINT


def _as_known(known: PrintedTable, read: PrintedTable, language: Language) -> PrintedTable:
    """Give a table the names of the known one, and its cells where they say the same."""
    grouping = _GROUPING[language]

    def said_by(cell: str) -> str:
        return grouping.sub("", letters(cell))

    rows, columns = _names(read.rows, known.rows), _names(_unscaled(read, known), known.columns)
    said = known.by_place
    cells = (
        tuple(
            said[row, column] if said_by(said.get((row, column), "\0")) == said_by(cell) else cell
            for column, cell in zip(columns, line, strict=True)
        )
        for row, line in zip(rows, read.cells, strict=True)
    )
    return replace(known, rows=rows, columns=columns, cells=tuple(cells))


def _unscaled(read: PrintedTable, known: PrintedTable) -> Sequence[str]:
    """Name columns without the ends of the scale that print puts under a heading over bars."""
    if len(read.columns) != len(known.columns):
        return read.columns
    return [
        their if _SCALE.fullmatch(our.removeprefix(their)) else our
        for our, their in zip(read.columns, known.columns, strict=True)
    ]


def _names(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Call rows or columns as the known ones: those at the same place first, then wherever they stand."""
    left, named = dict.fromkeys(theirs), list(ours)
    for place, (our, their) in enumerate(zip(ours, theirs, strict=False)):
        if tail(our) == tail(their):
            named[place] = their
            left.pop(their, None)
    for place, our in enumerate(ours):
        if named[place] in left or place >= len(theirs) or tail(our) != tail(theirs[place]):
            same = next((their for their in left if tail(their) == tail(our)), None)
            if same is not None:
                named[place] = same
                left.pop(same)
    return tuple(named)


def tail(name: str) -> str:
    """Give the name of a row without those above it and without its number among equal ones."""
    return letters(not_numbered(own_name(name)))


def letters(text: str) -> str:
    """Give the letters of a text, composed, without blanks and whatever minus it has."""
    return "".join(unicodedata.normalize("NFC", text).translate(_SIGNS).split())


def _texts_as_known(known: Figures, read: Figures) -> tuple[PrintedText, ...]:
    """Give the numbers of sentences the sections that the manifest has."""

    def is_same(one: PrintedText, other: PrintedText) -> bool:
        return one.id == other.id if one.id and other.id else letters(one.title) == letters(other.title)

    names = {other: one for one, other in _pairs(known.texts, read.texts, is_same)}
    named = ((text, names.get(text, text)) for text in read.texts)
    return tuple(replace(text, id=one.id, title=one.title) for text, one in named)
