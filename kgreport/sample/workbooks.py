"""Write the made-up province as units would send it: a workbook of each, and the tables of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc

from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.records.reading import read_records
from kgreport.data.tables.cells.numbers import parse_decimal
from kgreport.data.workbooks.writing.workbook import Filled, write_workbook
from kgreport.sample.plan import LAST, UNITS, YEARS
from kgreport.sample.province import Province, write_tables

RECORDS = [table.name for table in RECORD_TABLES if table.name != "members"]
REGISTERS = ("suggested_reviews", "targets", "remediation", "awards")


def write_workbooks(province: Province, records: Path, folder: Path, on_step: Callable[[str], None]) -> None:
    """Write the workbooks of the last year into a new folder, with the tables that no workbook holds.

    The figures in the workbooks are counted from the folder `records`.
    """
    write_tables(_beside(province.tables), folder)
    figures = _figures(province, records)
    members = _members(province)
    for n, unit in enumerate(UNITS, start=1):
        file = f"{unit.id}-{LAST}.xlsx"
        on_step(f"writing {folder.name}/{file} ({n}/{len(UNITS)})")
        of_year = {name: _of(province.tables[name], unit.id) for name in (*RECORDS, *REGISTERS)}
        filled = Filled(
            figures=_of(figures, unit.id),
            records={**{name: of_year[name] for name in RECORDS}, "members": members[unit.id]},
            registers={name: _with_numbers(of_year[name]) for name in REGISTERS},
        )
        write_workbook(folder / file, year=LAST, unit=unit.id, name=unit.name, simulated=True, filled=filled)


def _beside(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Pick what no workbook holds: the units, earlier organisations, figures and targets of the whole."""
    earlier, targets, figures = tables["organizations"], tables["targets"], tables["figures"]
    return {
        "units": tables["units"],
        "organizations": earlier[earlier["year"] < LAST],
        "figures": figures[figures["unit"] == ""],
        "apparatus": tables["apparatus"],
        "targets": targets[targets["unit"] == ""],
    }


def _figures(province: Province, records: Path) -> pd.DataFrame:
    """Count the records of the units, beside what they counted themselves."""
    counted = read_records(records, YEARS).figures
    written = province.tables["figures"]
    return pd.concat([counted[counted["unit"] != ""], written[written["unit"] != ""]], ignore_index=True)


def _of(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    return frame[(frame["unit"] == unit) & (frame["year"] == LAST)]


def _members(province: Province) -> dict[str, pd.DataFrame]:
    of_year = province.members.filter(pc.equal(province.members["year"], LAST)).to_pandas()
    return {str(unit): rows for unit, rows in of_year.groupby("unit", observed=True)}


def _with_numbers(register: pd.DataFrame) -> pd.DataFrame:
    """Give the decimals of a register as numbers, which is what a workbook holds."""
    numbers = register.copy()
    for name in ("planned", "actual"):
        if name in numbers:
            read = [parse_decimal(text) if text else None for text in register[name]]
            numbers[name] = pd.Series(read, index=register.index, dtype=object)
    return numbers
