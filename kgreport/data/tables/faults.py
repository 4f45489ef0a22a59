"""Collect faults of many rows: name the first hundred of a kind one by one, and count the rest.

A locator names the cells they lie in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.places import place_in_table

SHOWN = 100
"""How many rows with the same fault are named; a column that is wrong throughout has one cause."""

UnitOf = Callable[[str, int], str | None]

REMOVE_ONE = Phrase("bỏ một trong hai", "remove one of the two")


class Locator:
    """Locates cells by row and column, and says what is wrong with them in the words of their file.

    A reader of another kind of file than a table with a header hands over its own locator with the rows.
    """

    def cell(self, file: str, row: int, column: str) -> str:  # noqa: ARG002 - other locators need them
        """Name a cell of a workbook, as ``rach-gia-2018.xlsx!Kiểm điểm!C17``; empty where it has no name."""
        return ""

    def row(self, file: str, row: int) -> str:
        """Name a row, as ``figures.csv:7``."""
        return f"{file}:{row}"

    def parts(self, file: str, row: int | str, column: str) -> Mapping[str, object]:
        """Give the parts of the finding about a cell."""
        return {"file": file, "row": row, "column": column}

    def reword(self, kind: str, column: str, wording: Wording) -> Wording:  # noqa: ARG002 - other locators need them
        """Say what is wrong with a cell in the words of the file."""
        return wording


BY_ROW = Locator()
"""The locator of tables."""

_NONE: Mapping[str, Locator] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fault:
    """The same thing wrong in one or more rows of a column.

    Attributes
    ----------
    kind, file, column
        What is wrong and where. `column` is empty if the whole row is wrong.
    rows
        The first rows it is wrong in, with what to say of each; rows count from 1, the header.
    total
        How many rows it is wrong in.
    acceptable
        Whether parameters may accept it.
    cell
        What is wrong with a single cell: the kind of its column, or ``blank``; `kind` where it is empty.
    """

    kind: str
    file: str
    column: str
    rows: tuple[tuple[int, Wording], ...]
    total: int
    acceptable: bool = False
    cell: str = ""

    def findings(self, unit_of: UnitOf, locator: Locator = BY_ROW) -> list[Finding]:
        """Make a finding of each row named, and one of all the others."""
        if self._is_wrong_year and self.total > 1:
            return [self._of_all_rows(unit_of, locator)]
        named = [self._of_row(row, wording, unit_of, locator) for row, wording in self.rows]
        if self.total == len(self.rows):
            return named
        last, wording = self.rows[-1]
        more = self.total - len(self.rows)
        found = Phrase(f"và {more} dòng nữa như vậy", f"and {more} more rows like these")
        rest = make_finding(
            self.kind,
            locator.parts(self.file, "more", self.column),
            place_in_table(self.file, f"> {last}", self.column),
            wording._replace(found=found),
            acceptable=self.acceptable,
        )
        return [*named, rest]

    @property
    def _is_wrong_year(self) -> bool:
        """Whether a year is wrong: rows of the same year then have one cause."""
        return "year" in (self.kind, self.cell)

    def _of_all_rows(self, unit_of: UnitOf, locator: Locator) -> Finding:
        row, wording = self.rows[0]
        more, found = self.total - 1, cast("Phrase", wording.found)
        told = Phrase(f"{found.vi} ở dòng này và {more} dòng nữa", f"{found.en} in this row and {more} more")
        cells = [locator.cell(self.file, number, self.column) for number, _ in self.rows]
        finding = self._of_row(row, wording._replace(found=told), unit_of, locator)
        return replace(finding, cells=tuple(cell for cell in cells if cell))

    def _of_row(self, row: int, wording: Wording, unit_of: UnitOf, locator: Locator) -> Finding:
        cell = locator.cell(self.file, row, self.column)
        return make_finding(
            self.kind,
            locator.parts(self.file, row, self.column),
            same(cell) if cell else place_in_table(self.file, row, self.column),
            locator.reword(self.cell or self.kind, self.column, wording),
            acceptable=self.acceptable,
            cells=(cell,) if cell else (),
            unit=unit_of(self.file, row),
        )


def fault_of(
    kind: str,
    file: str,
    column: str,
    rows: NDArray[np.int64] | list[int],
    say: Callable[[int], Wording],
    *,
    acceptable: bool = False,
) -> list[Fault]:
    """Make a fault of some row numbers, or nothing of none; `say(n)` gives the wording of the nth of them."""
    if not len(rows):
        return []
    shown = tuple((int(row), say(n)) for n, row in enumerate(rows[:SHOWN]))
    return [Fault(kind, file, column, shown, len(rows), acceptable)]


def always(wording: Wording) -> Callable[[int], Wording]:
    """Use the same wording for every row."""
    return lambda _: wording


def gather(
    faults: Iterable[Fault], unit_of: UnitOf = lambda *_: None, locators: Mapping[str, Locator] = _NONE
) -> list[Finding]:
    """Join the faults of one kind and column, found in different parts of a file, and make findings of them.

    `unit_of` names the unit that a row of a file is about. A file that has no locator uses that of tables.
    """
    joined: dict[tuple[str, ...], Fault] = {}
    for fault in faults:
        key: tuple[str, ...] = (fault.file, fault.column, fault.kind, fault.cell)
        if fault._is_wrong_year:
            key = (*key, str(fault.rows[0][1].found))
        before = joined.get(key)
        joined[key] = fault if before is None else _join(before, fault)
    return [
        finding
        for fault in joined.values()
        for finding in fault.findings(unit_of, locators.get(fault.file, BY_ROW))
    ]


def _join(one: Fault, other: Fault) -> Fault:
    rows = (one.rows + other.rows)[:SHOWN]
    return replace(one, rows=rows, total=one.total + other.total)
