"""Read the tables of records of a dataset: checked in every way, and counted into figures.

The parts of a file are read side by side, and of each part nothing is kept but small numbers and ids.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.data.datasets.folder import record_files
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.records.cells import Rows, read_rows
from kgreport.data.records.checks import Ruled, check_rows
from kgreport.data.records.collectives import (
    collective_is_not_above_its_organization,
    led,
    led_organization_exists,
)
from kgreport.data.records.columns import check_columns
from kgreport.data.records.counting import Tally, count_rows, figures_of
from kgreport.data.records.duplicates import find_duplicates, hash_ids
from kgreport.data.records.frames import frame_of
from kgreport.data.records.layout import (
    REASONS_OF,
    RECORD_TABLES,
    UNITS,
    RecordTable,
    Terms,
    YearRules,
)
from kgreport.data.tables.faults import Fault, UnitOf, gather
from kgreport.data.tables.files import OpenTable, Part, open_table
from kgreport.data.tables.units import Unit, read_units
from kgreport.terms.findings import Finding

NO_RULES: YearRules = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Records:
    """What the tables of records of a dataset say.

    Attributes
    ----------
    figures
        Frame with the columns of `figures.layout.COLUMNS`; empty if something could not be read.
    units
        The units, in their order.
    findings
        Everything that is wrong; what cannot be read is not `acceptable`.
    frames
        By table, its records as `kgreport.data.records.frames.frame_of` gives; of members only those asked
        for, as there may be millions.
    """

    figures: pd.DataFrame
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """One part of a table, read, checked and counted."""

    rows: Rows
    faults: list[Fault]
    hashes: NDArray[np.uint32]
    tally: Tally | None


def read_records(
    folder: Path,
    years: range,
    rules: YearRules = NO_RULES,
    *,
    units: Sequence[Unit] | None = None,
    members: Iterable[str] = (),
    opened: Mapping[str, Sequence[OpenTable]] = MappingProxyType({}),
) -> Records:
    """Read, check and count every table of records in a folder.

    Parameters
    ----------
    folder
        Where the tables are.
    years
        The years a row may be of.
    rules
        The rules of each year; see `kgreport.data.records.layout.RecordRules`.
    units
        The units, where they are known already; else they are read from the folder.
    members
        Ids of the members whose records are to be told one by one.
    opened
        By table, further rows of it, as those in forms.
    """
    files = {path.stem: path for path in record_files(folder)}
    findings: list[Finding] = []
    if units is None:
        units, findings = read_units_of(folder)
    frames, tables, told = [], {}, {}
    for table in (table for table in RECORD_TABLES if table.name in files or opened.get(table.name)):
        terms = _terms(table, years, units, rules)
        here = [open_table(files[table.name])] if table.name in files else []
        parts, found = _read_table([*here, *opened.get(table.name, ())], table, terms, Ruled(years, rules))
        tables[table.name] = [part.rows for part in parts]
        findings += found
        if not any(not finding.acceptable for finding in findings):
            frames.append(_figures(parts, table, terms, units))
            only = list(members) if table.subject == "member" else None
            told[table.name] = frame_of([part.rows for part in parts], terms, only)
    findings += _check_collectives(tables, _ids_of(units), Ruled(years, rules))
    figures = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=list(COLUMNS))])
    return Records(figures, tuple(units), tuple(findings), told)


def read_units_of(folder: Path) -> tuple[tuple[Unit, ...], list[Finding]]:
    """Read the units of a folder, if it says any, with everything that is wrong with them."""
    files = [path for path in record_files(folder) if path.stem == UNITS.name]
    return read_units(files[0]) if files else ((), [])


def _terms(table: RecordTable, years: range, units: Sequence[Unit], rules: YearRules) -> Terms:
    """Name the codes of a table; its reasons are those of any year's rules, else those of the vocabulary."""
    named = [reason for year in sorted(rules) for reason in rules[year].reasons.get(table.subject, ())]
    counted = [*(REASONS_OF["member"] if table.subject == "member" else ()), *named]
    known = counted or list(REASONS_OF[table.subject])
    return Terms(years, _ids_of(units), tuple(dict.fromkeys(known)), counted=frozenset(counted))


def _ids_of(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.id for unit in units))


def _read_table(
    files: Sequence[OpenTable], table: RecordTable, terms: Terms, ruled: Ruled
) -> tuple[list[_Read], list[Finding]]:
    problems = [problem for opened in files for problem in opened.problems]
    faults = [fault for opened in files if not opened.problems for fault in check_columns(opened, table)]
    if problems or any(fault.kind != "cells" for fault in faults):
        return [], [*problems, *gather(faults)]
    parts = [(part, opened) for opened in files for part in opened.parts]
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        reads = list(pool.map(lambda one: _read_part(one[0](), table, one[1], terms, ruled), parts))
    faults += [fault for read in reads for fault in read.faults]
    faults += find_duplicates([read.rows for read in reads], [read.hashes for read in reads])
    return reads, gather(faults, _unit_of((read.rows for read in reads), terms.units))


def _unit_of(parts: Iterable[Rows], units: Sequence[str]) -> UnitOf:
    """Name the unit that a row of a file is about."""
    known, names = list(parts), ["", *units]

    def unit_of(file: str, row: int) -> str | None:
        for rows in known:
            at = np.flatnonzero((rows.numbers == row) & (rows.file == file))
            if len(at):
                return names[max(int(rows.codes["unit"][at[0]]), 0)]
        return None

    return unit_of


def _read_part(part: Part, table: RecordTable, opened: OpenTable, terms: Terms, ruled: Ruled) -> _Read:
    rows, faults = read_rows(part, table, opened.file, terms)
    tally = None if faults else count_rows(rows, terms)
    return _Read(rows, [*faults, *check_rows(rows, ruled)], hash_ids(rows), tally)


def _figures(parts: Sequence[_Read], table: RecordTable, terms: Terms, units: Sequence[Unit]) -> pd.DataFrame:
    tallies = [part.tally for part in parts if part.tally is not None]
    if not tallies:
        return pd.DataFrame(columns=list(COLUMNS))
    truths = set.intersection(*(set(part.rows.truths) for part in parts))
    figures = figures_of(reduce(add, tallies), table, terms, units, truths=truths, place=parts[0].rows.file)
    if len({part.rows.file for part in parts}) == 1:
        return figures
    files = _files_of(parts, terms)
    return figures.assign(place=[files.get(unit, "") for unit in figures["unit"]])


def _files_of(parts: Iterable[_Read], terms: Terms) -> dict[str, str]:
    """Name the file of each unit whose rows stand in one; where a unit is in several, none is named."""
    files: dict[int, set[str]] = {}
    for part in parts:
        for unit in np.unique(part.rows.codes["unit"]).tolist():
            files.setdefault(unit, set()).add(part.rows.file)
    return {terms.units[unit - 1]: min(of) for unit, of in files.items() if unit and len(of) == 1}


def _check_collectives(
    tables: Mapping[str, Iterable[Rows]], units: Sequence[str], ruled: Ruled
) -> list[Finding]:
    collectives = list(tables.get("collectives", []))
    organizations = list(tables.get("organizations", []))
    if not collectives:
        return []
    pairs = led(collectives, organizations, ruled)
    known = dict.fromkeys(name for rows in organizations for name in rows.ids.to_pylist())
    return gather(
        [
            *led_organization_exists(pairs, list(known)),
            *collective_is_not_above_its_organization(pairs),
        ],
        _unit_of(collectives, units),
    )
