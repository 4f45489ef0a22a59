"""Describe a sheet that has a fixed cell for every figure, and the sums in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

GROUP_ROW, HEADING_ROW, FIRST_ROW = 7, 8, 9
"""The row of headings over several columns, the row of headings, and the first row to fill in."""

GOAL_YEAR = "B6"
"""Where the sheet of the apparatus says of which year its goals are."""


class Key(NamedTuple):
    """What a cell counts."""

    subject: str
    tier: str
    measure: str


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A cell for one figure.

    Attributes
    ----------
    key
        What it counts.
    formula
        The sum that stands in it; empty where it is filled in.
    parts
        The cells it is the sum of.
    repeats
        Whether another sheet has the same figure, which is then the one that is read.
    """

    key: Key
    formula: str = ""
    parts: tuple[str, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a row or column, how far a row is indented, and the heading over several columns."""

    label: str
    depth: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """A sheet with a fixed place for every figure.

    Attributes
    ----------
    name, title, note
        Its name, what stands over it, and how to fill it in.
    rows, columns
        Its headings; the first row is `FIRST_ROW`, the first column B.
    cells
        Its cells by place; what is not among them is not filled in.
    """

    name: str
    title: str
    note: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: Mapping[str, FigureCell] = field(repr=False)

    @property
    def last_row(self) -> int:
        """The last row of the layout."""
        return FIRST_ROW + len(self.rows) - 1

    @property
    def last_column(self) -> int:
        """The last column of the layout, counted from 1."""
        return len(self.columns) + 1


def sum_formula(parts: Sequence[str], *, span: bool = False) -> str:
    """Write a sum that stays blank until all its parts are known.

    >>> sum_formula(["D8", "E8", "F8"], span=True)
    '=IF(COUNT(D8:F8)=3,SUM(D8:F8),"")'
    >>> sum_formula(["C10", "C11", "C14"])
    '=IF(COUNT(C10,C11,C14)=3,SUM(C10,C11,C14),"")'
    """
    cells = f"{parts[0]}:{parts[-1]}" if span else ",".join(parts)
    return f'=IF(COUNT({cells})={len(parts)},SUM({cells}),"")'
