"""Read all tables and workbooks of a dataset."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from kgreport.data.datasets.as_frames import AsFrames
from kgreport.data.datasets.checks import check_folders, tables_without_rows
from kgreport.data.datasets.description import read_dataset_files
from kgreport.data.datasets.extent import Extent, extent_of
from kgreport.data.datasets.folder import hash_as_one, read_unchanged
from kgreport.data.datasets.partial_reading import certain_findings, figures_inside, matched_restatements
from kgreport.data.datasets.workbooks import check_twice, check_workbooks, units_of_heads, without_refused
from kgreport.data.figures.comparison import (
    WITHOUT_TIER,
    as_figures,
    compare_listed,
    compare_published,
    join_folders,
)
from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import KEY, tables_with
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope, drop_known
from kgreport.data.figures.reading import read_table
from kgreport.data.figures.unit_sums import complete_with_units
from kgreport.data.own_terms.reading import read_terms
from kgreport.data.plausibility.advice import explained_contradictions
from kgreport.data.records.partial import check_direct, leave_out, partial_wholes
from kgreport.data.records.reading import read_records
from kgreport.data.registers.reading import figures_of, read_registers
from kgreport.data.rules.model import NO_RULES, YearRules, own_terms_of, with_terms
from kgreport.data.tables.folders import AnyFolders, Folders, folder_of
from kgreport.data.tables.layout import files_of_tables
from kgreport.data.tables.units import Unit
from kgreport.data.tables.values import Allowed
from kgreport.data.workbooks.reading.workbook import Workbooks, read_workbooks
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Language
from kgreport.whole_files import hash_file


@dataclass(frozen=True, repr=False)
class Dataset(AsFrames):
    """The figures of a folder of tables.

    ``dataset[name]`` gives a DataFrame: ``figures``, ``completed`` (with all that follows from them), each
    register, each table of records, and ``units``. `keys` lists the names, ``dict(dataset)`` gives all.

    Attributes
    ----------
    name
        Name of the packaged dataset, or of the folder.
    sha256
        Hash of the names and contents of all files that were read.
    tables
        SHA-256 of each file that was read, by file name.
    folders
        The folders of the files.
    figures
        Frame with the columns of `figures.layout.COLUMNS`, as read, and as counted from records.
    findings
        What is wrong with the records, and where they differ from published figures.
    counted
        The figures that are counted from records and registers, published or not.
    tree
        The units, in their order.
    registers
        The registers by name; see `kgreport.data.registers.reading.read_registers`.
    records
        The records of organisations, collectives and officials, and of members with a restatement, by table;
        see `kgreport.data.records.frames.frame_of`.
    title
        Title of the dataset, from ``dataset.yml``.
    simulated
        Whether its figures are made up.
    awarded_by
        Who gives the awards, from ``dataset.yml``; empty where it does not say.
    places
        Whose figures they are, from ``dataset.yml``; empty where it does not say.
    own
        The terms beside those of the vocabulary: those of the files ``terms.yml``.
    part_of
        Where this dataset is the part of one unit: the whole dataset.

    Examples
    --------
    >>> dataset = kgreport.read_dataset("kien-giang-2018", first_year=2015, last_year=2021)
    >>> dataset.name, len(dataset.figures)
    ('kien-giang-2018', 28)
    >>> dataset["targets"].dtypes["planned"]
    Float64Dtype()
    """

    name: str
    sha256: str
    tables: Mapping[str, str]
    folders: tuple[Path, ...]
    figures: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    counted: pd.DataFrame = field(default_factory=lambda: as_figures([]))
    tree: tuple[Unit, ...] = ()
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    title: str = ""
    simulated: bool = False
    awarded_by: str = ""
    places: tuple[str, ...] = ()
    own: OwnTerms = NO_TERMS
    part_of: Dataset | None = None

    @property
    def whole(self) -> Dataset:
        """The dataset with all units."""
        return self.part_of or self

    @cached_property
    def recorded(self) -> Mapping[str, pd.DataFrame]:
        """The years and tiers with records of any unit, by table: ``year, tier``."""
        return {name: rows[["year", "tier"]].drop_duplicates() for name, rows in self.whole.records.items()}

    @property
    def units(self) -> dict[str, str]:
        """Names of the units by id, in their order."""
        return {unit.id: unit.name for unit in self.tree}

    @cached_property
    def completed(self) -> pd.DataFrame:
        """The figures and all that follow from them; see `complete_with_units`."""
        return complete_with_units(self.figures, self.tree, self.own)


def read_dataset(
    given: AnyFolders, years: range, language: Language = "en", rules: YearRules = NO_RULES, unit: str = ""
) -> Dataset:
    """Read every table and workbook of a dataset.

    Parameters
    ----------
    given
        The folder of the files, or several that are read as one.
    years
        The years that a figure may have.
    language
        Language of the error.
    rules
        The rules of each year; records are checked against them.
    unit
        The unit reported on. Of the workbooks, only those of this unit and of all units below it are read,
        and nothing is counted for the units above. Where they have no figure of the unit, all are read.

    Raises
    ------
    DatasetError
        A table or workbook cannot be read; the error has all findings.
    """
    folders = Folders.of(given)
    return read_unchanged(folders, lambda: _read_unit(folders, years, language, rules, unit))


def _read_unit(folders: Folders, years: range, language: Language, rules: YearRules, unit: str) -> Dataset:
    extent = extent_of(folders, unit)
    dataset = _read(folders, years, language, rules, extent)
    if extent.inside is not None and unit not in set(dataset.completed["unit"]):
        return _read(folders, years, language, rules, extent_of(folders))
    return dataset


def _read(folders: Folders, years: range, language: Language, rules: YearRules, extent: Extent) -> Dataset:
    (about, places), inside, own = read_dataset_files(folders), extent.inside, read_terms(folders)
    workbooks = read_workbooks(extent.workbooks, folders.name_of)
    rules = with_terms(rules, own)
    written, findings, differing = _written(folders, years, workbooks, rules)
    refused = list(check_workbooks(workbooks, years, extent.units))
    workbooks = without_refused(workbooks, refused)
    units = extent.units or units_of_heads(workbooks.heads)
    known = None if extent.faults else units
    lists = workbooks.tables
    allowed = Allowed(years, [unit.id for unit in units])
    registers, not_read = read_registers(folders, allowed, own, lists)
    members = _restated_members(registers)
    records = read_records(folders, years, rules, units=known, members=members, opened=lists)
    counted, direct = _of_all_units(records.figures, written, units, inside)
    findings = [*check_folders(folders), *findings, *refused, *direct, *not_read]
    findings += certain_findings(records.findings, inside)
    if not all(finding.acceptable for finding in findings):
        contradictions = _contradictions(written, counted, known or (), rules)
        raise DatasetError([*findings, *differing, *contradictions], language)
    listed = figures_inside(figures_of(registers, units, own), inside)
    figures, found = _joined_sources(written, counted, listed, rules)
    restatements = matched_restatements(registers["restatements"], records.frames, inside)
    tables = {folders.name_of(path): hash_file(path) for path in extent.files}
    return Dataset(
        name=folders.name,
        sha256=hash_as_one(tables),
        tables=tables,
        folders=folders.paths,
        figures=figures,
        findings=(*findings, *differing, *found, *tables_without_rows(folders)),
        counted=as_figures([counted, listed]),
        tree=units,
        registers={**registers, "restatements": restatements},
        records=records.frames,
        title=about.title,
        simulated=about.simulated or workbooks.simulated,
        awarded_by=about.awarded_by,
        places=places,
        own=own,
    )


def _contradictions(
    written: pd.DataFrame, counted: pd.DataFrame, units: Sequence[Unit], rules: YearRules
) -> list[Finding]:
    """Find the contradictions of the figures that could be read."""
    readable = by_scope(complete_figures(written.drop_duplicates(KEY), own_terms_of(rules)))
    return explained_contradictions(KnownFigures(readable, units, rules), counted)


def _joined_sources(
    written: pd.DataFrame, counted: pd.DataFrame, listed: pd.DataFrame, rules: YearRules
) -> tuple[pd.DataFrame, list[Finding]]:
    """Take each figure as written, else as counted, else as listed; find where these differ."""
    figures = as_figures([written, drop_known(counted, written)])
    differing = [*compare_published(written, counted, rules), *compare_listed(figures, listed, rules)]
    return as_figures([figures, drop_known(listed, figures, WITHOUT_TIER)]), differing


def _restated_members(registers: Mapping[str, pd.DataFrame]) -> list[str]:
    """List the ids of members with a restatement."""
    restatements = registers["restatements"]
    return list(restatements.loc[restatements["subject"] == "member", "id"])


def _of_all_units(
    counted: pd.DataFrame, written: pd.DataFrame, units: Sequence[Unit], inside: Collection[str] | None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Keep the counts of a whole only where every unit has records."""
    partial = partial_wholes(counted, written, units)
    partial = {one for one in partial if inside is None or one[2] in inside}
    direct = list(check_direct(counted, partial, units))
    return figures_inside(leave_out(counted, partial), inside), direct


def _written(
    folders: Folders, years: range, workbooks: Workbooks, rules: YearRules
) -> tuple[pd.DataFrame, list[Finding], list[Finding]]:
    """Read the counts that tables and workbooks state; find what is wrong, and where folders differ."""
    findings, by_folder = list(workbooks.findings), list[pd.DataFrame]()
    layouts = tables_with(own_terms_of(rules))
    in_folder = [folder_of(str(place)) for place in workbooks.figures["place"]]
    for folder in folders.paths:
        label = folders.label_of(folder).removesuffix("/")
        files = [(path, layout) for layout in layouts for path in files_of_tables(folder, [layout])]
        read = [read_table(path, layout, years, folders.name_of(path)) for path, layout in files]
        tables = as_figures([frame for frame, _ in read])
        in_books = workbooks.figures[[one == label for one in in_folder]]
        findings += [*(one for _, found in read for one in found), *check_twice(tables, in_books)]
        by_folder.append(as_figures([tables, in_books]))
    joined, differing = join_folders(by_folder, rules)
    return joined, findings, differing
