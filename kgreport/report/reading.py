"""Read the figures of one report, by its parameters."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from os import PathLike
from pathlib import Path

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.folder import find_folders
from kgreport.data.datasets.reading import FIRST_YEAR, LAST_YEAR
from kgreport.data.datasets.slices import dataset_of_unit
from kgreport.data.datasets.snapshots import SnapshotError, SnapshotKey, key_of, read_snapshot, write_snapshot
from kgreport.data.datasets.workbooks import workbooks_in
from kgreport.data.figures.coverage import check_coverage
from kgreport.data.own_terms.added_sections import installed_sections
from kgreport.data.params.checks.issuing import check_final
from kgreport.data.params.given import given_parameters
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import said_in
from kgreport.data.params.signature import with_parameters
from kgreport.data.rules.choosing import cap_of, check_period, rules_by_year, rules_for
from kgreport.data.rules.model import Rules
from kgreport.data.tables.folders import Folders
from kgreport.environment import PREPARED
from kgreport.errors import ParametersError
from kgreport.report.editions.earlier import FindEarlier, find_earlier
from kgreport.report.findings import record
from kgreport.report.report import Report
from kgreport.stats.year_figures import YearFigures
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.marks import leave_in_cell, marks_of_report
from kgreport.views.sections.ids import check_alt_texts
from kgreport.whole_files import hash_file

__all__ = ["PREPARED", "build_report", "prepare_dataset", "read_report"]


@with_parameters
def build_report(
    params: str | PathLike[str] | Mapping[str, object] | None = None,
    *,
    base: str | PathLike[str] | None = None,
    **parameters: object,
) -> Report:
    """Read, complete and check the figures of one report.

    Parameters
    ----------
    params
        A parameters file, as ``2018.yml``, or the mapping of its values. A file is looked for as it is named,
        in ``params/`` and in ``../params/``. Without it, the values given by name are all there are.
    **parameters
        The fields of `Parameters`.
    base
        Folder a relative dataset is looked for in; that of the parameters file, or else the current one.

    Raises
    ------
    ParametersError
        There is no such file, or with everything that is wrong with the parameters.
    DatasetError
        With everything that cannot be read, or every contradiction the parameters do not accept.

    Examples
    --------
    >>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> report.levels("member").title
    'Ratings of Party members'

    A parameters file, here the values of one, with another language:

    >>> values = {"year": 2018, "dataset": "kien-giang-2018", "first_year": 2015, "language": "en"}
    >>> kgreport.build_report(values, language="vi").levels("member").title
    'Kết quả xếp loại đảng viên'
    """
    return sound_report(*asked_parameters(params, parameters, base))


def asked_parameters(
    params: str | PathLike[str] | Mapping[str, object] | None,
    named: Mapping[str, object],
    base: str | PathLike[str] | None,
) -> tuple[Parameters, Path]:
    """Give the parameters as `given_parameters`; of a year without figures, say which years there are.

    Raises
    ------
    ParametersError, DatasetError
        The parameters are wrong; the year is outside those that the dataset may speak of.
    """
    try:
        return given_parameters(params, named, base)
    except ParametersError:
        if named.get("year") is not None:
            with suppress(ParametersError):
                given, folder = given_parameters(params, {**named, **_ANY_YEAR}, base)
                if found := _no_figures_of_year(given, folder):
                    raise DatasetError(found, given.language) from None
        raise


def sound_report(parameters: Parameters, base: Path, find: FindEarlier = find_earlier) -> Report:
    """Read the figures of one report, refuse those that contradict each other, and record the report."""
    report = read_report(parameters, base, find=find)
    refuse_stopping(report)
    record(report)
    leave_in_cell(marks_of_report(report))
    return report


def refuse_stopping(report: Report) -> None:
    """Raise a `DatasetError` with the errors that the parameters do not accept, if there are any."""
    stopping = report.stopping_findings()
    if stopping:
        raise DatasetError(stopping, report.parameters.language)


Known = dict[SnapshotKey, Dataset | DatasetError]
"""What came of reading datasets, by the key of the request."""


def read_report(
    parameters: Parameters, base: Path, known: Known | None = None, find: FindEarlier = find_earlier
) -> Report:
    """Read the figures of one report, whatever is found in them; see `build_report`.

    A caller that reads many reports, while no table changes, passes what is `known` from earlier ones; what
    this one reads is added. If the environment variable `PREPARED` names folders of snapshots, a snapshot
    made for the same request is used instead of the tables, also on a machine that lacks them. `find`
    finds the edition that was issued before.
    """
    with said_in(parameters.language):
        try:
            rules, dataset = _rules_and_dataset(parameters, base, known)
        except (DatasetError, ParametersError) as error:
            found = _without_year(parameters, base, known, error)
            if isinstance(error, DatasetError):
                found = found or list(error.findings)
            if not found:
                raise
            raise DatasetError([*found, *check_final(parameters, found)], parameters.language) from None
    of_unit = dataset_of_unit(dataset, parameters.unit)
    accepted = frozenset(one.id for one in parameters.accepted_findings)
    figures = YearFigures(of_unit, parameters.year, parameters.years, rules, accepted)
    cap, earlier = cap_of(rules, parameters), find(parameters, base)
    return Report(parameters, figures, cap, added=installed_sections(), earlier=earlier)


def _rules_and_dataset(parameters: Parameters, base: Path, known: Known | None) -> tuple[Rules, Dataset]:
    check_alt_texts(parameters.alt_texts)
    rules = rules_for(parameters.year, parameters.rules, base)
    check_period(rules, parameters.period)
    return rules, _prepared(parameters, rules, base) or _read_once(parameters, rules, base, known)


def _without_year(
    parameters: Parameters, base: Path, known: Known | None, error: DatasetError | ParametersError
) -> list[Finding]:
    """Say that there are no figures of the year, if that is why there are no rules or rows are refused."""
    if isinstance(error, DatasetError) and all(one.kind != "year" for one in error.findings):
        return []
    return _no_figures_of_year(parameters.model_copy(update=_ANY_YEAR), base, known)


def _no_figures_of_year(parameters: Parameters, base: Path, known: Known | None = None) -> list[Finding]:
    """Say that a dataset, read with all its years, has no figures of the year."""
    with suppress(DatasetError, ParametersError):
        dataset = _read_once(parameters, rules_for(LAST_YEAR), base, known)
        found = check_coverage(dataset.completed, parameters.unit, parameters.year)
        return [one for one in found if one.kind == "no-year"]
    return []


_ANY_YEAR = {"first_year": FIRST_YEAR, "last_year": LAST_YEAR}


def prepare_dataset(parameters: Parameters, base: Path, folder: Path) -> Path:
    """Read the dataset of a report and keep it in a folder, for all reports that ask the same of it.

    Parameters
    ----------
    parameters
        Those of one of the reports.
    base
        Folder a relative dataset is looked for in.
    folder
        The folder to make; where the dataset was kept there for the same question, nothing is read.

    Raises
    ------
    ParametersError, DatasetError
        As `build_report`; of data that cannot be read nothing is kept.
    SnapshotError, OSError
        It cannot be kept.
    """
    rules = rules_for(parameters.year, parameters.rules, base)
    key = _snapshot_key(parameters, rules, base, *_place_of(find_folders(parameters.dataset, base)))
    with suppress(SnapshotError):
        if key_of(folder) == key and read_snapshot(folder):
            return folder
    return write_snapshot(_read(parameters, rules, base), key, folder)


def _read_once(parameters: Parameters, rules: Rules, base: Path, known: Known | None) -> Dataset:
    if known is None:
        return _read(parameters, rules, base)
    key = _snapshot_key(parameters, rules, base, *_place_of(find_folders(parameters.dataset, base)))
    if key not in known:
        try:
            known[key] = _read(parameters, rules, base)
        except DatasetError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, DatasetError):
        raise DatasetError(found.findings, parameters.language)
    return found


def _read(parameters: Parameters, rules: Rules, base: Path) -> Dataset:
    folders, years = find_folders(parameters.dataset, base), parameters.years
    return read_dataset(
        folders, years, parameters.language, rules_by_year(years, rules), unit=parameters.unit
    )


def _place_of(folders: Folders) -> tuple[str, bool]:
    """Tell where a dataset is, each folder in a line, and whether it has forms."""
    return "\n".join(one.resolve().as_posix() for one in folders.paths), bool(workbooks_in(folders))


def _snapshot_key(parameters: Parameters, rules: Rules, base: Path, folder: str, forms: bool) -> SnapshotKey:
    own = base / parameters.rules
    return SnapshotKey(
        dataset="\n".join(parameters.datasets),
        folder=folder,
        first_year=parameters.years.start,
        last_year=parameters.years.stop - 1,
        rules=" ".join(f"{year}:{one.id}" for year, one in rules_by_year(parameters.years, rules).items()),
        rules_sha256=hash_file(own) if own.is_file() else "",
        forms=forms,
        unit=parameters.unit if forms else "",
    )


def _prepared(parameters: Parameters, rules: Rules, base: Path) -> Dataset | None:
    """Find what the parameters ask for among snapshots; a damaged one is passed over."""
    named = [Path(name).absolute() for name in os.environ.get(PREPARED, "").split(os.pathsep) if name]
    place = None
    if named:
        with suppress(DatasetError):
            place = _place_of(find_folders(parameters.dataset, base))
    for folder in named:
        with suppress(SnapshotError):
            kept = key_of(folder)
            # A worker on another machine has no tables: of where they are, it can only believe the snapshot.
            if kept == _snapshot_key(parameters, rules, base, *(place or (kept.folder, kept.forms))):
                return _kept(folder)
    return None


@lru_cache(maxsize=1)
def _kept(folder: Path) -> Dataset:
    """Keep one snapshot in memory: it never changes."""
    return read_snapshot(folder)
