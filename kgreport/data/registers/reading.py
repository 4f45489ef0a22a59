"""Read the registers of a dataset, from tables and from workbooks, and count those that figures count too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.registers.layout import REGISTERS, Register
from kgreport.data.registers.own import registers_with
from kgreport.data.tables.files import OpenTable, open_table
from kgreport.data.tables.folders import AnyFolders, Folders, files_by_table
from kgreport.data.tables.rows import read_small_table
from kgreport.data.tables.unit_tree import add_up
from kgreport.data.tables.units import Unit
from kgreport.data.tables.values import Allowed
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms

_NUMERIC = {"year": "int64", "decimal": "float64", "truth": "bool"}


_Kinds = tuple[tuple[str, str], ...]
"""The columns of a register, and of which kind each is."""


def _kinds_of(register: Register) -> _Kinds:
    return tuple((column.name, column.kind) for column in register.columns)


def _frame(rows: list[dict[str, object]], kinds: _Kinds) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*(name for name, _ in kinds), "place"], dtype=object)
    return frame.astype({name: _NUMERIC[kind] for name, kind in kinds if kind in _NUMERIC})


def rows_without(register: Register) -> pd.DataFrame:
    """Give the frame of a register without a row."""
    return _without_rows(_kinds_of(register)).copy()


@cache
def _without_rows(kinds: _Kinds) -> pd.DataFrame:
    """Make the frame of columns without a row: of most registers, most datasets have none."""
    return _frame([], kinds)


NO_REGISTERS: Mapping[str, pd.DataFrame] = {register.name: rows_without(register) for register in REGISTERS}
"""Each register without a row."""


def read_registers(
    folder: AnyFolders,
    allowed: Allowed,
    own: OwnTerms = NO_TERMS,
    opened: Mapping[str, Sequence[OpenTable]] = MappingProxyType({}),
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Read every register of a dataset, and find everything that cannot be read.

    `own` terms add registers and codes; `opened` are further rows by register, such as those of workbooks.
    Each register has a frame, empty where nothing is known, with its columns and ``place``: years int,
    decimals float, days
    `datetime.date` or None, truths bool, anything else text, "" where blank.
    """
    registers = registers_with(own)
    folders = Folders.of(folder)
    files = files_by_table(folders, registers)
    frames, findings = {}, []
    for register in registers:
        there = files.get(register.name, ())
        tables = [open_table(path, folders.name_of(path), strict=True) for path in there]
        rows, found = read_small_table([*tables, *opened.get(register.name, ())], register, allowed)
        read = [{**row.values, "place": row.place} for row in rows if row.is_readable]
        frames[register.name] = _frame(read, _kinds_of(register)) if read else rows_without(register)
        findings += found
    return frames, findings


def figures_of(
    registers: Mapping[str, pd.DataFrame], units: Sequence[Unit], own: OwnTerms = NO_TERMS
) -> pd.DataFrame:
    """Count suggested reviews, awards and own registers as figures, summed up the tree of units.

    Returns
    -------
    DataFrame
        Frame with the columns of `figures.layout.COLUMNS`; the tiers are not known.
    """
    counted_here = {one.code: one.counts for one in own.registers if one.counts}
    if all(registers[name].empty for name in ("suggested_reviews", "awards", *counted_here)):
        return _nothing_counted().copy()
    return _counted(registers, units, counted_here)


@cache
def _nothing_counted() -> pd.DataFrame:
    """Count registers without a row: the same for every dataset, and most have none."""
    return _counted(NO_REGISTERS, (), {})


def _counted(
    registers: Mapping[str, pd.DataFrame], units: Sequence[Unit], own: Mapping[str, str]
) -> pd.DataFrame:
    counts = [*_counts(registers), *(("registers", rows) for rows in _own_counts(registers, own))]
    counted = [add_up(rows, units).assign(source=name) for name, rows in counts]
    return pd.concat(counted).assign(tier="", place="")[list(COLUMNS)]


def _counts(registers: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Count the rows of each register by year, unit, subject and measure."""
    suggested = registers["suggested_reviews"]
    by = ["year", "unit", "subject"]
    counted = suggested.groupby(by, as_index=False).agg(
        suggested=("content", "size"), explained=("explained", "sum")
    )
    yield "suggested_reviews", counted.melt(by, var_name="measure", value_name="value")
    awards = registers["awards"].rename(columns={"award": "measure"})
    yield "awards", awards.groupby([*by, "measure"], as_index=False).size().rename(columns={"size": "value"})


def _own_counts(registers: Mapping[str, pd.DataFrame], own: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    """Count the rows of each own register, by the measure that it counts."""
    by = ["year", "unit", "subject"]
    for name, measure in own.items():
        rows = registers[name]
        if len(rows):
            counted = rows.groupby(by, as_index=False).size().rename(columns={"size": "value"})
            yield counted.assign(measure=measure)
