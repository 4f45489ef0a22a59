"""Take from a dataset what the report of one of its units speaks of, and leave out all that is of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.unread import inside_only, matched_only
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.reading import NO_REGISTERS
from kgreport.data.tables.unit_tree import all_below

_ANEW = "restatements"
_SUBJECT_OF = {table.name: table.subject for table in RECORD_TABLES}


def dataset_of_unit(dataset: Dataset, unit: str) -> Dataset:
    """Leave out figures, records and findings of other units.

    Parameters
    ----------
    dataset
        What was read.
    unit
        The unit reported on. Where it is the whole, or nothing is known of it, everything stays.

    Returns
    -------
    Dataset
        Figures of the unit and of all below it; all years of each organisation, collective and official that
        is or was in one of them, or that a register of them names; the restatements of these; the findings
        that are about them, or about no unit alone. Registers stay whole, for one above tells of them too.
    """
    if not unit or not dataset.completed["unit"].eq(unit).any():
        return dataset
    inside = all_below(unit, dataset.tree)
    named = _named(dataset.registers.values(), inside)
    records = {
        name: _records_of(of, inside, named[_SUBJECT_OF[name]]) for name, of in dataset.records.items()
    }
    anew = matched_only(dataset.registers.get(_ANEW, NO_REGISTERS[_ANEW]), records, inside)
    part = replace(
        dataset,
        figures=_of(dataset.figures, inside),
        counted=_of(dataset.counted, inside),
        findings=tuple(one for one in dataset.findings if one.unit is None or one.unit in inside),
        registers={**dataset.registers, _ANEW: anew},
        records=records,
        part_of=dataset,
    )
    # Nothing inside follows from what is outside, so it need not be completed once more.
    vars(part)["completed"] = _of(dataset.completed, inside)
    return part


def _of(rows: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    return inside_only(rows, units).reset_index(drop=True)


def _records_of(records: pd.DataFrame, units: Collection[str], named: Collection[str]) -> pd.DataFrame:
    """Keep the records of all years of who is or was in one of some units, or is named by them."""
    ids = {*records.loc[records["unit"].isin(units), "id"], *named}
    return records[records["id"].isin(list(ids))].reset_index(drop=True)


def _named(registers: Iterable[pd.DataFrame], units: Collection[str]) -> dict[str, set[str]]:
    """Name who the registers of some units speak of, by subject."""
    named: dict[str, set[str]] = {subject: set() for subject in _SUBJECT_OF.values()}
    for register in registers:
        here = (
            register[register["unit"].isin(units)] if "unit" in register and len(register) else register[:0]
        )
        if "subject" in here:
            for subject, one in zip(here["subject"], here["id"], strict=True):
                named[subject].add(one)
        elif "organization" in here:
            named["organization"].update(here["organization"])
    return named
