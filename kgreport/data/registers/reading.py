"""Read the registers of a dataset, from tables and from workbooks, and count those that figures count too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.comparison import as_figures
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


_COUNTED_BY = ["year", "unit", "subject"]


def _types_of(register: Register) -> tuple[tuple[str, str], ...]:
    types = [(column.name, _NUMERIC.get(column.kind, "object")) for column in register.columns]
    return (*types, ("place", "object"))


def _frame(rows: Sequence[Mapping[str, object]], register: Register) -> pd.DataFrame:
    """Make each column with its type; to change the types of a frame takes longer than to make it."""
    types = _types_of(register)
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in types})


@cache
def _without_rows(types: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types})


NO_REGISTERS: Mapping[str, pd.DataFrame] = {one.name: _without_rows(_types_of(one)) for one in REGISTERS}
"""Each register without a row."""


def rows_without(register: Register) -> pd.DataFrame:
    """Give the frame of a register without a row; most are, and making one takes a millisecond."""
    return _without_rows(_types_of(register)).copy(deep=False)


def read_registers(
    folder: AnyFolders,
    allowed: Allowed,
    own: OwnTerms = NO_TERMS,
    opened: Mapping[str, Sequence[OpenTable]] = MappingProxyType({}),
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Read every register of a dataset, and find everything that cannot be read.

    `own` terms add registers and codes; `opened` are further rows by register, such as those of workbooks.
    Each register has a frame, empty where nothing is known, with its columns and ``place``: years int,
    decimals float, days `datetime.date` or None, truths bool, anything else text, "" where blank.
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
        frames[register.name] = _frame(read, register) if read else rows_without(register)
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
    return as_figures(
        [
            add_up(rows, units).assign(source=source, tier="", place="")[list(COLUMNS)]
            for source, rows in _counts(registers, own)
        ]
    )


def _counts(registers: Mapping[str, pd.DataFrame], own: OwnTerms) -> Iterator[tuple[str, pd.DataFrame]]:
    """Count the rows of each register by year, unit, subject and measure."""
    if len(suggested := registers["suggested_reviews"]):
        counted = suggested.groupby(_COUNTED_BY, as_index=False).agg(
            suggested=("content", "size"), explained=("explained", "sum")
        )
        yield "suggested_reviews", counted.melt(_COUNTED_BY, var_name="measure", value_name="value")
    if len(awards := registers["awards"]):
        yield "awards", _sizes(awards.rename(columns={"award": "measure"}))
    for one in own.registers:
        if one.counts and len(rows := registers[one.code]):
            yield "registers", _sizes(rows.assign(measure=one.counts))


def _sizes(rows: pd.DataFrame) -> pd.DataFrame:
    counted = rows.groupby([*_COUNTED_BY, "measure"], as_index=False).size()
    return counted.rename(columns={"size": "value"})
