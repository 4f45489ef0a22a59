"""Read the registers of a dataset, from tables and from workbooks, and count those that figures count too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.registers.layout import REGISTERS, Register
from kgreport.data.tables.files import OpenTable, open_table
from kgreport.data.tables.layout import files_of_tables
from kgreport.data.tables.rows import read_small_table
from kgreport.data.tables.unit_tree import add_up
from kgreport.data.tables.units import Unit
from kgreport.data.tables.values import Allowed
from kgreport.terms.findings import Finding

_NUMERIC = {"year": "int64", "decimal": "float64", "truth": "bool"}


def _frame(rows: list[dict[str, object]], register: Register) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*register.names, "place"], dtype=object)
    kinds = {column.name: _NUMERIC[column.kind] for column in register.columns if column.kind in _NUMERIC}
    return frame.astype(kinds)


NO_REGISTERS: Mapping[str, pd.DataFrame] = {register.name: _frame([], register) for register in REGISTERS}
"""Each register without a row."""


def read_registers(
    folder: Path, allowed: Allowed, opened: Mapping[str, Sequence[OpenTable]] = MappingProxyType({})
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Read every register of a dataset, and find everything that cannot be read.

    `opened` are further rows by register, such as those of workbooks. Each register has a frame, empty where
    nothing is known, with the columns of the register and ``place``: years int, decimals float, days
    `datetime.date` or None, truths bool, anything else text, "" where blank.
    """
    files = {path.stem: path for path in files_of_tables(folder, REGISTERS)}
    frames, findings = {}, []
    for register in REGISTERS:
        tables = [open_table(files[register.name], strict=True)] if register.name in files else []
        rows, found = read_small_table([*tables, *opened.get(register.name, ())], register, allowed)
        read = [{**row.values, "place": row.place} for row in rows if row.is_readable]
        frames[register.name] = _frame(read, register) if read else NO_REGISTERS[register.name].copy()
        findings += found
    return frames, findings


def figures_of(registers: Mapping[str, pd.DataFrame], units: Sequence[Unit]) -> pd.DataFrame:
    """Count suggested reviews and awards as figures, summed up the tree of units.

    Returns
    -------
    DataFrame
        Frame with the columns of `figures.layout.COLUMNS`; the tiers are not known.
    """
    if all(registers[name].empty for name in ("suggested_reviews", "awards")):
        return _nothing_counted().copy()
    return _counted(registers, units)


@cache
def _nothing_counted() -> pd.DataFrame:
    """Count registers without a row: the same for every dataset, and most have none."""
    return _counted(NO_REGISTERS, ())


def _counted(registers: Mapping[str, pd.DataFrame], units: Sequence[Unit]) -> pd.DataFrame:
    counted = [add_up(counts, units).assign(source=name) for name, counts in _counts(registers)]
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
