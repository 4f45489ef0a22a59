"""Tell of each unit whether its workbook was received, what it lacks, and how much is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kgreport.data.datasets.workbooks import units_of_heads, workbooks_in
from kgreport.data.figures.coverage import lacking_measures
from kgreport.data.own_terms.reading import read_terms
from kgreport.data.tables.folders import AnyFolders, Folders
from kgreport.data.tables.unit_tree import all_below
from kgreport.data.tables.units import units_of_folder
from kgreport.data.workbooks.reading.heads import Head, head_of_file
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of, measure_label


@dataclass(frozen=True, slots=True)
class Received:
    """A workbook of a unit in the folder of a dataset, and the day its file was last changed."""

    head: Head
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStatus:
    """How far the figures of a unit have been collected for one year.

    Attributes
    ----------
    unit, name
        Code and name of the unit.
    workbooks
        Its workbooks of the year: the name of the file, and the day it was last changed.
    has_figures
        Whether any figure of it is known, from a workbook, a table, or the units below it.
    complete
        Whether it has every figure that a unit beside it has; None where no figures could be read.
    lacking
        The figures it lacks.
    errors, warnings
        How many findings about it the parameters do not accept.
    """

    unit: str
    name: str
    workbooks: Mapping[str, date]
    has_figures: bool
    complete: bool | None
    lacking: tuple[Phrase, ...]
    errors: int
    warnings: int

    @property
    def is_missing(self) -> bool:
        """Whether nothing was received."""
        return not (self.workbooks or self.has_figures)


def received_workbooks(given: AnyFolders) -> tuple[Received, ...]:
    """List the workbooks of a dataset whose year and unit can be read."""
    folders = Folders.of(given)
    heads = ((path, head_of_file(path, folders.name_of(path))) for path in workbooks_in(folders))
    return tuple(
        Received(head, date.fromtimestamp(path.stat().st_mtime)) for path, head in heads if head is not None
    )


def collection_of(
    folders: AnyFolders,
    received: Iterable[Received],
    *,
    unit: str,
    year: int,
    figures: pd.DataFrame | None,
    findings: Iterable[Finding],
) -> tuple[UnitStatus, ...]:
    """Tell how far the figures of a unit and of all units below it have been collected.

    Units from which nothing was received come first, the others in their order. The whole is no unit.

    Parameters
    ----------
    folders
        The folder of the dataset, or its folders.
    received
        The workbooks in it.
    unit, year
        The unit and year reported on.
    figures
        All figures, completed; None where they cannot be read.
    findings
        What was found, without what is accepted.
    """
    of_year = [one for one in received if one.head.year == year]
    units = units_of_folder(folders)[0] or units_of_heads(one.head for one in received)
    by_code = {one.id: one for one in units}
    inside = [by_code[code] for code in all_below(unit, units) if code in by_code]
    counted = _findings_by_unit(findings, of_year)
    known = None if figures is None else set(figures.loc[figures["year"] == year, "unit"])
    lacking = {} if figures is None else lacking_measures(figures, units, unit, year)
    own = read_terms(folders) if lacking else NO_TERMS
    statuses = [
        UnitStatus(
            unit=one.id,
            name=one.name,
            workbooks={book.head.file: book.day for book in of_year if book.head.unit == one.id},
            has_figures=known is not None and one.id in known,
            complete=None if known is None else one.id in known and one.id not in lacking,
            lacking=tuple(_label(*missing, own) for missing in lacking.get(one.id, ())),
            errors=counted.get((one.id, "error"), 0),
            warnings=counted.get((one.id, "warning"), 0),
        )
        for one in inside
    ]
    return tuple(sorted(statuses, key=lambda status: not status.is_missing))


def _label(subject: str, measure: str, own: OwnTerms) -> Phrase:
    who = label_of(subject)
    if not measure:
        return who
    what = measure_label(subject, measure, own)
    return Phrase(f"{who.vi}: {what.vi}", f"{who.en}: {what.en}")


def _findings_by_unit(
    findings: Iterable[Finding], received: Iterable[Received]
) -> Mapping[tuple[str, str], int]:
    """Count findings by unit and severity; those that name no unit, by the workbook they lie in."""
    unit_of = {one.head.file: one.head.unit for one in received}
    counted: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        files = {cell.partition("!")[0] for cell in finding.cells}
        in_books = {unit_of[file] for file in files if file in unit_of}
        for unit in in_books if finding.unit is None else {finding.unit}:
            counted[unit, finding.severity] += 1
    return counted
