"""Find a dataset, read all its tables, and say what it is by name and hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from kgreport.data import dataset_file
from kgreport.data.comparison import compare_listed, compare_published, unlisted, without
from kgreport.data.contradictions import find_contradictions
from kgreport.data.dataset_file import read_dataset_file
from kgreport.data.findings import DatasetError, Finding
from kgreport.data.folders import check_folder, folder_finding
from kgreport.data.form_folder import (
    check_forms,
    check_twice,
    form_files,
    read_forms_of,
    units_of,
    without_strangers,
)
from kgreport.data.identities import complete_figures
from kgreport.data.layout import COLUMNS, KEY, TABLES
from kgreport.data.partial_records import check_direct, leave_out, partial_wholes
from kgreport.data.phrases import Language, Phrase
from kgreport.data.record_layout import YearRules
from kgreport.data.records import NO_RULES, read_records, read_units_of, record_files
from kgreport.data.register_values import Allowed
from kgreport.data.registers import Registers, figures_of, read_registers, register_files
from kgreport.data.tables import read_table
from kgreport.data.units import Unit
from kgreport.data.vocabulary import did_you_mean, nearest

PACKAGED = Path(__file__).parents[1] / "datasets"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The figures of a folder of tables.

    Attributes
    ----------
    name
        Packaged name, or name of the folder.
    sha256
        Hash over the names and contents of its tables.
    tables
        SHA-256 of each table, by file name.
    folder
        Where its tables are.
    figures
        Frame with the columns of `kgreport.data.layout.COLUMNS`, as read, and as counted from records.
    findings
        What is wrong with the records, and where they and the published figures differ.
    counted
        The figures that are counted from records, published or not.
    tree
        The units, in their order.
    registers
        By name, the matters a report tells one by one; see `kgreport.data.registers.Registers`.
    records
        By table, the records of organisations, collectives and officials, and of the members rated anew;
        see `kgreport.data.record_frames.frame_of`.
    title
        What the dataset holds, in its own words.
    simulated
        Whether its details are made up.
    """

    name: str
    sha256: str
    tables: Mapping[str, str]
    folder: Path
    figures: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    counted: pd.DataFrame = field(default_factory=lambda: _joined([]))
    tree: tuple[Unit, ...] = ()
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    title: str = ""
    simulated: bool = False

    @property
    def units(self) -> dict[str, str]:
        """Names of the units by id, in their order."""
        return {unit.id: unit.name for unit in self.tree}


def packaged_datasets() -> list[str]:
    """Name the datasets that come with the library."""
    return sorted(folder.name for folder in PACKAGED.iterdir() if (folder / TABLES[0].file).is_file())


def find_dataset(name: str, base: Path) -> Path:
    """Find the folder of a dataset: a packaged name, or a path relative to `base`.

    A path that is not found from there is looked for from the ``params`` folder of the project around it, so
    that a report's own notebook runs again where it lies.

    Raises
    ------
    DatasetError
        There is no such dataset.
    """
    if name in packaged_datasets():
        return PACKAGED / name
    around = [base, *(folder / "params" for folder in base.absolute().parents)]
    for folder in around:
        if (folder / name).is_dir():
            return folder / name
    raise DatasetError([_no_dataset(name)])


def read_dataset(
    folder: Path, years: range, language: Language = "en", rules: YearRules = NO_RULES
) -> Dataset:
    """Read every table of a dataset.

    Parameters
    ----------
    folder
        Where its tables are.
    years
        The years a figure may be of.
    language
        Language of the error, if there is one.
    rules
        The rules of each year, which records are held against.

    Raises
    ------
    DatasetError
        Some of it cannot be read; all findings of all tables are in it.
    """
    about, forms = read_dataset_file(folder), read_forms_of(folder)
    written, findings = _read_tables(folder, years)
    findings += [*forms.findings, *check_twice(written, forms.figures)]
    written = _joined([written, forms.figures])
    units, found = read_units_of(folder)
    strange = list(check_forms(forms, years, units))
    findings += strange
    forms = without_strangers(forms, strange)
    units = units or units_of(forms)
    registers = read_registers(folder, Allowed(years, [unit.id for unit in units]), forms.registers)
    records = read_records(
        folder, years, rules, units=None if found else units, members=_anew(registers), opened=forms.tables
    )
    counted, direct = _of_all_units(records.figures, written, units)
    findings += direct
    unreadable = [*check_folder(folder), *findings, *registers.findings]
    if not all(finding.acceptable for finding in (*unreadable, *records.findings)):
        contradictions = find_contradictions(_told_once(written), () if found else units, counted)
        raise DatasetError([*unreadable, *records.findings, *contradictions], language)
    listed, tables = figures_of(registers, units), table_hashes(folder)
    figures = _joined([written, without(counted, written)])
    return Dataset(
        name=folder.resolve().name,
        sha256=_hash(tables),
        tables=tables,
        folder=folder,
        figures=_joined([figures, unlisted(listed, figures)]),
        findings=(
            *unreadable,
            *records.findings,
            *compare_published(written, counted),
            *compare_listed(figures, listed),
        ),
        counted=counted,
        tree=units,
        registers=registers.frames,
        records=records.frames,
        title=about.title,
        simulated=about.simulated or forms.simulated,
    )


def _anew(registers: Registers) -> list[str]:
    """Name the members that are rated anew."""
    anew = registers.frames["restatements"]
    return list(anew.loc[anew["subject"] == "member", "id"])


def _of_all_units(
    counted: pd.DataFrame, written: pd.DataFrame, units: Sequence[Unit]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Keep what was counted of a whole only where the records of every unit are in it."""
    partial = partial_wholes(counted, written, units)
    return leave_out(counted, partial), list(check_direct(counted, partial, units))


def _told_once(written: pd.DataFrame) -> pd.DataFrame:
    """Complete what could be read, to find what contradicts in it too; of a figure told twice, the first."""
    return complete_figures(written.drop_duplicates(KEY))


def _read_tables(folder: Path, years: range) -> tuple[pd.DataFrame, list[Finding]]:
    """Read the tables of counts."""
    frames, findings = [], []
    for table in TABLES:
        if (folder / table.file).is_file():
            frame, found = read_table(folder / table.file, table, years)
            frames.append(frame)
            findings += found
    return _joined(frames), findings


def _joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    figures = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=list(COLUMNS))])
    return figures.astype({"year": int, "value": int})


def table_hashes(folder: Path) -> dict[str, str]:
    """Hash each table of a dataset with SHA-256."""
    counted = [folder / table.file for table in TABLES]
    listed = [*record_files(folder), *register_files(folder), *form_files(folder)]
    paths = [*counted, *listed, folder / dataset_file.NAME]
    return {path.name: hash_file(path) for path in paths if path.is_file()}


def hash_file(path: Path) -> str:
    """Hash a file with SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash(tables: dict[str, str]) -> str:
    """Hash all tables as one: the same names and bytes give the same hash anywhere."""
    lines = "".join(f"{content}  {name}\n" for name, content in tables.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def _no_dataset(name: str) -> Finding:
    packaged = packaged_datasets()
    near, names = nearest(name, packaged), ", ".join(packaged)
    return folder_finding(
        "no-dataset",
        name,
        Phrase("không có bộ số liệu này", "there is no such dataset"),
        Phrase(
            f"cần một bộ kèm theo ({names}) hoặc một thư mục, tính từ tệp tham số",
            f"expected a packaged one ({names}) or a folder, relative to the parameters file",
        ),
        did_you_mean(near, Phrase("kiểm tra đường dẫn", "check the path")),
    )
