"""Read the tables of records of a dataset, check them, and count them into figures.

The blocks of a file are read side by side, and of each block only small numbers and ids are kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.data.figures.comparison import as_figures
from kgreport.data.records.cells import Rows, read_rows
from kgreport.data.records.checks import RulesByYear, check_rows
from kgreport.data.records.collectives import (
    collective_is_not_above_its_organization,
    organization_exists,
    pair_with_organizations,
)
from kgreport.data.records.counting import Tally, count_rows, figures_of
from kgreport.data.records.duplicates import find_duplicates, hash_ids
from kgreport.data.records.frames import frame_of
from kgreport.data.records.layout import REASONS_OF, RECORD_TABLES, RecordCodes, RecordTable
from kgreport.data.records.points import check_points
from kgreport.data.rules.model import NO_RULES, YearRules, own_terms_of
from kgreport.data.tables.columns import check_columns
from kgreport.data.tables.faults import Fault, Locator, UnitOf, gather
from kgreport.data.tables.files import OpenTable, RowBlock, open_table
from kgreport.data.tables.folders import AnyFolders, Folders, files_by_table
from kgreport.data.tables.units import Unit, units_of_folder
from kgreport.data.tables.unreadable import UnreadableTableError
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import MEASURES


@dataclass(frozen=True, slots=True)
class Records:
    """What the tables of records of a dataset say.

    Attributes
    ----------
    figures
        Frame with the columns of `figures.layout.COLUMNS`; empty if something could not be read.
    findings
        Everything that is wrong; what cannot be read is not `acceptable`.
    frames
        By table, its records as `kgreport.data.records.frames.frame_of` gives; of members only those
        named in `members`, as there may be millions.
    """

    figures: pd.DataFrame
    findings: tuple[Finding, ...]
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _ReadBlock:
    """One block of a table, read, checked and counted."""

    rows: Rows
    faults: list[Fault]
    hashes: NDArray[np.uint32]
    tally: Tally | None


def read_records(
    folder: AnyFolders,
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
        Where the tables are: a folder, or several.
    years
        The years a row may be of.
    rules
        The rules of each year.
    units
        The units, where they are known already; else they are read from the folder.
    members
        Ids of the members whose records a report names one by one.
    opened
        By table, further rows of it, as those in workbooks.
    """
    folders = Folders.of(folder)
    files = files_by_table(folders, RECORD_TABLES)
    findings: list[Finding] = []
    if units is None:
        units, findings = units_of_folder(folder)
    figures, read, frames = [], {}, {}
    ruled = RulesByYear(years, rules)
    for table in (table for table in RECORD_TABLES if table.name in files or opened.get(table.name)):
        codes = _codes(table, years, units, rules)
        own = [open_table(path, folders.name_of(path)) for path in files.get(table.name, ())]
        blocks, found = _read_table([*own, *opened.get(table.name, ())], table, codes, ruled)
        read[table.name] = [block.rows for block in blocks]
        findings += found
        if all(finding.acceptable for finding in findings):
            figures.append(_figures(blocks, table, codes, units))
            only = list(members) if table.subject == "member" else None
            frames[table.name] = frame_of(read[table.name], codes, only)
    locators = {one.file: one.locator for some in opened.values() for one in some}
    findings += _check_collectives(read, _ids_of(units), ruled, locators)
    return Records(as_figures(figures), tuple(findings), frames)


def _codes(table: RecordTable, years: range, units: Sequence[Unit], rules: YearRules) -> RecordCodes:
    """Name the codes of a table; its reasons are those of any year's rules, else those of the vocabulary."""
    named = [reason for year in sorted(rules) for reason in rules[year].reasons.get(table.subject, ())]
    own = own_terms_of(rules)
    added = own.reasons_of(table.subject)
    counted = [*((*REASONS_OF["member"], *added) if table.subject == "member" else ()), *named]
    known = counted or [*REASONS_OF[table.subject], *added]
    figures = frozenset(counted) & {*MEASURES, *own.names}
    return RecordCodes(years, _ids_of(units), tuple(dict.fromkeys(known)), counted=figures)


def _ids_of(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.id for unit in units))


def _read_table(
    files: Sequence[OpenTable], table: RecordTable, codes: RecordCodes, ruled: RulesByYear
) -> tuple[list[_ReadBlock], list[Finding]]:
    problems = [problem for opened in files for problem in opened.problems]
    wrong = [fault for opened in files if not opened.problems for fault in check_columns(opened, table)]
    faults = [*wrong, *(fault for opened in files for fault in opened.faults)]
    if problems or any(fault.kind != "cells" for fault in faults):
        return [], [*problems, *gather(faults)]
    blocks = [(block, opened) for opened in files for block in opened.blocks]
    try:
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            reads = list(pool.map(lambda one: _read_block(one[0](), table, one[1], codes, ruled), blocks))
    except UnreadableTableError as error:
        return [], [error.finding, *gather(faults)]
    faults += [fault for read in reads for fault in read.faults]
    faults += find_duplicates([read.rows for read in reads], [read.hashes for read in reads])
    locators = {opened.file: opened.locator for opened in files}
    warnings = [warning for opened in files for warning in opened.warnings]
    found = gather(faults, _unit_of((read.rows for read in reads), codes.units), locators)
    return reads, [*warnings, *found]


def _unit_of(blocks: Iterable[Rows], units: Sequence[str]) -> UnitOf:
    """Name the unit that a row of a file is about."""
    known, names = list(blocks), ["", *units]

    def unit_of(file: str, row: int) -> str | None:
        for rows in known:
            at = np.flatnonzero((rows.numbers == row) & (rows.file == file))
            if len(at):
                return names[max(int(rows.codes["unit"][at[0]]), 0)]
        return None

    return unit_of


def _read_block(
    block: RowBlock, table: RecordTable, opened: OpenTable, codes: RecordCodes, ruled: RulesByYear
) -> _ReadBlock:
    rows, faults = read_rows(block, table, opened.file, codes)
    tally = None if faults else count_rows(rows, codes)
    faults += [*check_rows(rows, ruled), *check_points(rows, ruled)]
    return _ReadBlock(rows, faults, hash_ids(rows), tally)


def _figures(
    blocks: Sequence[_ReadBlock], table: RecordTable, codes: RecordCodes, units: Sequence[Unit]
) -> pd.DataFrame:
    tallies = [block.tally for block in blocks if block.tally is not None]
    if not tallies:
        return as_figures([])
    truths = set.intersection(*(set(block.rows.truths) for block in blocks))
    place = blocks[0].rows.file
    figures = figures_of(reduce(add, tallies), table, codes, units, truths=truths, place=place)
    if len({block.rows.file for block in blocks}) == 1:
        return figures
    files = _files_of(blocks, codes)
    return figures.assign(place=[files.get(unit, "") for unit in figures["unit"]])


def _files_of(blocks: Iterable[_ReadBlock], codes: RecordCodes) -> dict[str, str]:
    """Name the file of each unit whose rows stand in one; where a unit is in several, none is named."""
    files: dict[int, set[str]] = {}
    for block in blocks:
        for unit in np.unique(block.rows.codes["unit"]).tolist():
            files.setdefault(unit, set()).add(block.rows.file)
    return {codes.units[unit - 1]: min(of) for unit, of in files.items() if unit and len(of) == 1}


def _check_collectives(
    tables: Mapping[str, Sequence[Rows]],
    units: Sequence[str],
    ruled: RulesByYear,
    locators: Mapping[str, Locator],
) -> list[Finding]:
    collectives, organizations = tables.get("collectives", []), tables.get("organizations", [])
    if not collectives:
        return []
    pairs = pair_with_organizations(collectives, organizations, ruled)
    known = list(dict.fromkeys(name for rows in organizations for name in rows.ids.to_pylist()))
    faults = [*organization_exists(pairs, known), *collective_is_not_above_its_organization(pairs)]
    return gather(faults, _unit_of(collectives, units), locators)
