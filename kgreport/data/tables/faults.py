"""Gather what is wrong with many rows: the first of a kind row by row, the rest as a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kgreport.data.workbooks.record_faults import in_words_of_the_form, place_of_record
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.places import place_in_table

SHOWN = 100
"""How many rows with the same fault are named; a column that is wrong throughout has one cause."""

UnitOf = Callable[[str, int], str | None]

CORRECT_CELL = Phrase("sửa ô này", "correct the cell")


@dataclass(frozen=True, slots=True)
class Fault:
    """The same thing wrong in one or more rows of a column.

    Attributes
    ----------
    kind, file, column
        What is wrong, and where; no column where it is all of a row.
    rows
        The first rows it is wrong in, with what to say of each; rows count from 1, the header.
    total
        How many rows it is wrong in.
    acceptable
        Whether parameters may accept it.
    """

    kind: str
    file: str
    column: str
    rows: tuple[tuple[int, Wording], ...]
    total: int
    acceptable: bool = False

    def findings(self, unit_of: UnitOf) -> list[Finding]:
        """Make a finding of each row named, and one of all the others."""
        named = [
            replace(self._finding(str(row), said), unit=unit_of(self.file, row)) for row, said in self.rows
        ]
        if self.total == len(self.rows):
            return named
        more = self.total - len(self.rows)
        found = Phrase(f"và {more} dòng nữa như vậy", f"and {more} more rows like these")
        return [*named, self._finding("more", self.rows[-1][1]._replace(found=found))]

    def _finding(self, row: str, said: Wording) -> Finding:
        cells = self._cells(row)
        if cells:
            said = in_words_of_the_form(self.kind, self.file, self.column, said)
        return make_finding(
            self.kind,
            {"file": self.file, "row": row, "column": self.column},
            Phrase(*cells, *cells) if cells else self._place(row),
            said,
            acceptable=self.acceptable,
            cells=cells,
        )

    def _place(self, row: str) -> Message:
        shown = row if row != "more" else f"> {self.rows[-1][0]}"
        return place_in_table(self.file, shown, self.column)

    def _cells(self, row: str) -> tuple[str, ...]:
        """Name the cell, where the file is a sheet of a form; all the others have none."""
        if "!" not in self.file or row == "more":
            return ()
        return (place_of_record(self.file, int(row), self.column),)


def fault_of(
    kind: str,
    file: str,
    column: str,
    rows: NDArray[np.int64],
    say: Callable[[int], Wording],
    *,
    acceptable: bool = False,
) -> list[Fault]:
    """Make a fault of some row numbers, or nothing of none; `say` is asked for the nth of them."""
    if not len(rows):
        return []
    shown = tuple((int(row), say(n)) for n, row in enumerate(rows[:SHOWN]))
    return [Fault(kind, file, column, shown, len(rows), acceptable)]


def always(said: Wording) -> Callable[[int], Wording]:
    """Say the same of every row."""
    return lambda _: said


def gather(faults: Iterable[Fault], unit_of: UnitOf = lambda *_: None) -> list[Finding]:
    """Join the faults of one kind and column, found in different parts of a file, and say them all.

    Parameters
    ----------
    faults
        What is wrong.
    unit_of
        Names the unit that a row of a file is about, if it is about one.
    """
    joined: dict[tuple[str, str, str], Fault] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.kind)
        before = joined.get(key)
        joined[key] = fault if before is None else _join(before, fault)
    return [finding for fault in joined.values() for finding in fault.findings(unit_of)]


def _join(one: Fault, other: Fault) -> Fault:
    rows = (one.rows + other.rows)[:SHOWN]
    return Fault(one.kind, one.file, one.column, rows, one.total + other.total, one.acceptable)
