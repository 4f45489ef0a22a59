"""Give the figures of a document the headings that the same figures have in another one.

The report on 2017 has the heading *So với năm 2016* where that on 2018 has *So với năm 2017*, and a report in
English has it in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgreport.content.figures import Figures, PrintedTable

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def aligned(before: Figures, after: Figures, *, years: int = 0, translated: bool = False) -> Figures:
    """Give the figures of a document the headings of a later one.

    Parameters
    ----------
    before, after
        The documents.
    years
        How many years lie between what they are about.
    translated
        Whether they are in two languages; then headings are the same that stand at the same place.
    """
    known = {table.id: table for table in after.tables if table.id}
    tables = (
        _table(table, known[table.id], years, translated=translated) if table.id in known else table
        for table in before.tables
    )
    return replace(before, tables=tuple(tables))


def _table(table: PrintedTable, other: PrintedTable, years: int, *, translated: bool) -> PrintedTable:
    def named(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
        same_shape = translated and len(ours) == len(theirs)
        return tuple(theirs if same_shape else headings(ours, theirs, years))

    return replace(table, rows=named(table.rows, other.rows), columns=named(table.columns, other.columns))


def titles_moved_by(figures: Figures, years: int) -> Figures:
    """Name other years in the titles of tables, by which tables without fixed names are known."""
    tables = (replace(table, title=moved_by(table.title, years)) for table in figures.tables)
    return replace(figures, tables=tuple(tables))


def headings(ours: Sequence[str], theirs: Sequence[str], years: int) -> Iterator[str]:
    """Name our headings as theirs: those that they have, and those that name a year as far from the report's.

    >>> list(headings(["Năm 2017", "So với năm 2016"], ["Năm 2018", "So với năm 2017"], 1))
    ['Năm 2018', 'So với năm 2017']
    >>> list(headings(["2016", "2017"], ["2017", "2018"], 1))
    ['2016', '2017']
    """
    free = set(theirs) - set(ours)
    for name in ours:
        moved = moved_by(name, years)
        yield moved if name not in theirs and moved in free else name


def moved_by(text: str, years: int) -> str:
    """Name other years in a text.

    >>> moved_by("từ năm 2014 đến năm 2018", 1), moved_by("Quyết định 20181", 1)
    ('từ năm 2015 đến năm 2019', 'Quyết định 20181')
    """
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text)
