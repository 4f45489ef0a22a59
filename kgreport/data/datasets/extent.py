"""Find the files of a dataset that the report of a unit reads.

Every report reads all tables. A unit's workbook is read for the unit itself and for the units above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgreport.data.datasets.folder import dataset_files
from kgreport.data.datasets.workbooks import units_of_heads, workbooks_in
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.data.tables.unit_tree import all_below
from kgreport.data.tables.units import Unit, units_of_folder
from kgreport.data.workbooks.reading.heads import Head, head_of_file
from kgreport.terms.findings import DatasetError, Finding


@dataclass(frozen=True, slots=True)
class Extent:
    """What of a dataset is read.

    Attributes
    ----------
    files
        All files that are read, workbooks and tables.
    workbooks
        The workbooks among them.
    units
        The units, in their order; none where only the workbooks, all of which are read, name the units.
    faults
        What is wrong with the table of units.
    inside
        The unit reported on and all below it, if others' workbooks are left out; None where all are read.
    """

    files: tuple[Path, ...]
    workbooks: tuple[Path, ...]
    units: tuple[Unit, ...]
    faults: tuple[Finding, ...]
    inside: frozenset[str] | None


def extent_of(given: AnyFolders, unit: str = "") -> Extent:
    """Find what of a dataset the report of a unit reads; the report of the whole (``""``) reads everything.

    The report of a unit leaves out the workbooks of units that are not below it. A workbook whose unit is
    unknown is always read, and so are all workbooks where the table of units is faulty.
    """
    folders = Folders.of(given)
    workbooks = workbooks_in(folders)
    units, faults = units_of_folder(folders)
    inside = None
    if unit and workbooks and not faults:
        heads = _heads(workbooks)
        units = units or units_of_heads(heads.values(), unit)
        inside = frozenset(all_below(unit, units))
        known = {one.id for one in units}
        others = {path for path, head in heads.items() if head.unit in known - inside}
        workbooks = [path for path in workbooks if path not in others]
    return Extent(tuple(dataset_files(folders, workbooks)), tuple(workbooks), units, tuple(faults), inside)


def files_of(folders: AnyFolders, unit: str = "") -> list[Path]:
    """List the files of a dataset that the report of a unit reads; see `extent_of`.

    A unit without figures has no report; to say so, kgreport reads everything.
    """
    return list(extent_of(folders, unit).files)


def units_in(given: AnyFolders) -> tuple[Unit, ...]:
    """Give the units of a dataset, in their order: those of its table, else those that handed in workbooks.

    Raises
    ------
    DatasetError
        The table of units cannot be used.
    """
    folders = Folders.of(given)
    units, faults = units_of_folder(folders)
    if faults:
        raise DatasetError(faults)
    return units or units_of_heads(_heads(workbooks_in(folders)).values())


def _heads(workbooks: list[Path]) -> dict[Path, Head]:
    """Read the heads of those that can be read."""
    return {path: head for path in workbooks if (head := head_of_file(path))}
