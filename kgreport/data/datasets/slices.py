"""Select from a dataset what the report of one unit needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.partial_reading import figures_inside, matched_restatements
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.reading import NO_REGISTERS
from kgreport.data.tables.unit_tree import all_below

_RESTATEMENTS = "restatements"
_SUBJECT_OF = {table.name: table.subject for table in RECORD_TABLES}


def dataset_of_unit(dataset: Dataset, unit: str) -> Dataset:
    """Select the figures, records and findings of one unit and of all units below it.

    For the whole, and for a unit without figures, the dataset is returned as it is.

    Returns
    -------
    Dataset
        Figures of these units; all years of each organisation, collective and official that is or was in one
        of them, or that their registers name; the restatements of these; findings about these units or about
        no single unit. Registers are complete, because the report of a unit also uses those of units above.
    """
    if not unit or not dataset.completed["unit"].eq(unit).any():
        return dataset
    inside = all_below(unit, dataset.tree)
    named = _named(dataset.registers.values(), inside)
    records = {
        name: _records_of(of, inside, named[_SUBJECT_OF[name]]) for name, of in dataset.records.items()
    }
    restatements = dataset.registers.get(_RESTATEMENTS, NO_REGISTERS[_RESTATEMENTS])
    part = replace(
        dataset,
        figures=_of(dataset.figures, inside),
        counted=_of(dataset.counted, inside),
        findings=tuple(one for one in dataset.findings if one.unit is None or one.unit in inside),
        registers={**dataset.registers, _RESTATEMENTS: matched_restatements(restatements, records, inside)},
        records=records,
        part_of=dataset,
    )
    # No figure of these units follows from one of another, so they need not be completed again.
    vars(part)["completed"] = _of(dataset.completed, inside)
    return part


def _of(rows: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    return figures_inside(rows, units).reset_index(drop=True)


def _records_of(records: pd.DataFrame, units: Collection[str], named: Collection[str]) -> pd.DataFrame:
    """Keep all years of the subjects that are or were in these units, or that their registers name."""
    ids = {*records.loc[records["unit"].isin(units), "id"], *named}
    return records[records["id"].isin(list(ids))].reset_index(drop=True)


def _named(registers: Iterable[pd.DataFrame], units: Collection[str]) -> dict[str, set[str]]:
    """The ids in the registers of some units, by subject."""
    named: dict[str, set[str]] = {subject: set() for subject in _SUBJECT_OF.values()}
    for register in registers:
        own = register[register["unit"].isin(units)] if "unit" in register and len(register) else register[:0]
        if {"subject", "id"} <= set(own):
            for subject, one in zip(own["subject"], own["id"], strict=True):
                named[subject].add(one)
        elif "organization" in own:
            named["organization"].update(own["organization"])
    return named
