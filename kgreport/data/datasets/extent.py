"""Find the files of a dataset that the report of a unit reads.

Every report reads all tables. A unit's workbook is read for the unit itself and for the units above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgreport.data.datasets.folder import dataset_files
from kgreport.data.datasets.workbooks import workbook_files
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
        All files that are read, forms and tables.
    forms
        The forms among them.
    units
        The units, in their order; none where only the forms, all of which are read, say which there are.
    faults
        What is wrong with the table of units.
    inside
        The unit reported on and all below it, where forms of others are left out; None where all are read.
    """

    files: tuple[Path, ...]
    forms: tuple[Path, ...]
    units: tuple[Unit, ...]
    faults: tuple[Finding, ...]
    inside: frozenset[str] | None


def extent_of(folder: Path, unit: str = "") -> Extent:
    """Tell what of a dataset the report of a unit reads.

    Where the dataset has forms, those of other units than this one and all below it are left out. A form
    whose unit cannot be told is read by everyone, and so is everything where the table of units is faulty.

    Parameters
    ----------
    folder
        Where the files are.
    unit
        Code of the unit; empty for the whole, which reads everything.
    """
    forms = workbook_files(folder)
    units, faults = units_of_folder(folder)
    inside = None
    if unit and forms and not faults:
        heads = _heads(forms)
        units = units or _units_said(heads, unit)
        inside = frozenset(all_below(unit, units))
        told = _units_by_form(heads, units)
        forms = [path for path in forms if told[path] is None or told[path] in inside]
    return Extent(tuple(dataset_files(folder, forms)), tuple(forms), units, tuple(faults), inside)


def files_of(folder: Path, unit: str = "") -> list[Path]:
    """List the files of a dataset that the report of a unit reads; see `extent_of`.

    A unit of which these say nothing has no report: the error that says so looks at everything.
    """
    return list(extent_of(folder, unit).files)


def units_in(folder: Path) -> tuple[Unit, ...]:
    """Give the units of a dataset, in their order: those of its table, else those that handed in forms.

    Raises
    ------
    DatasetError
        The table of units cannot be used.
    """
    units, faults = units_of_folder(folder)
    if faults:
        raise DatasetError(faults)
    return units or _units_said(_heads(workbook_files(folder)))


def _heads(forms: list[Path]) -> dict[Path, Head | None]:
    return {path: head_of_file(path) for path in forms}


def _units_by_form(heads: Mapping[Path, Head | None], units: tuple[Unit, ...]) -> dict[Path, str | None]:
    known = {unit.id for unit in units} or {head.unit for head in heads.values() if head}
    return {path: head.unit if head and head.unit in known else None for path, head in heads.items()}


def _units_said(heads: Mapping[Path, Head | None], only: str = "") -> tuple[Unit, ...]:
    """Take the units that handed in a form for all there are; beside `only` one, they go by their codes."""
    names = {head.unit: head.name for head in heads.values() if head}
    return tuple(Unit(one, name if only in ("", one) else one, "", "", 0) for one, name in names.items())
