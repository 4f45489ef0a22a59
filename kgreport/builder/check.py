"""Check one report: read its parameters and figures, and find what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from kgreport.builder.result import exit_status_of_findings, failed_by, identity, identity_of_file
from kgreport.environment import language_of
from kgreport.errors import ParametersError
from kgreport.exit_statuses import MISUSED
from kgreport.terms.findings import SEVERITIES, DatasetError, Finding
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    import pandas as pd

    from kgreport.builder.job import Job
    from kgreport.data.datasets.collection import Received, UnitStatus
    from kgreport.data.params.model import Parameters
    from kgreport.data.tables.folders import Folders
    from kgreport.report import Report
    from kgreport.report.reading import Known

_SUMMARY = Phrase("{n} phát hiện, đã chấp nhận {accepted}", "findings: {n}, accepted: {accepted}")


@dataclass(frozen=True, slots=True, repr=False)
class CheckResult:
    """What the check of a report found.

    Attributes
    ----------
    report
        Name of the report.
    code
        Exit status of the command line for this report; 0 if nothing would stop a build.
    problems
        What is wrong with its parameters, a line each.
    parameters
        Its parameters, if they can be read.
    findings
        Everything found in its figures.
    units
        How far the figures of its unit, and of the units below it, have been collected.
    without_figures
        The titles of its sections that have no figures, by the titles of their chapters; found of a
        report that is checked alone.
    identity
        Which report it is, as plain values by name; see `kgreport.builder.result.identity`.
    """

    report: str
    code: int
    problems: tuple[str, ...] = ()
    parameters: Parameters | None = None
    findings: tuple[Finding, ...] = ()
    units: tuple[UnitStatus, ...] = ()
    without_figures: tuple[tuple[str, Sequence[str]], ...] = ()
    identity: Mapping[str, object] = field(default_factory=dict)

    @property
    def open_findings(self) -> list[Finding]:
        """The findings that the parameters do not accept."""
        return _open(self.findings, self.parameters) if self.parameters else list(self.findings)

    @property
    def language(self) -> Language:
        """The language that is spoken of it: that of the report, or Vietnamese where that is not known."""
        return self.parameters.language if self.parameters else "vi"

    @property
    def summary(self) -> str:
        """How the check went, in one line."""
        if self.problems:
            return f"{self.report}: {self.problems[0]}"
        found = len(self.findings)
        told = _SUMMARY.say(self.language, n=found, accepted=found - len(self.open_findings))
        return f"{self.report}: {told}"

    def __repr__(self) -> str:
        """Say in a line how the check went, and then what to type next."""
        return f"CheckResult: {self.summary}\nresult.findings  result.open_findings  result.without_figures"

    def as_dict(self) -> dict[str, object]:
        """Give the result as plain values for JSON; see docs/reference/command-line.md."""
        return {
            **(self.identity or identity_of_file(self.report)),
            "state": "refused" if self.code else "sound",
            "code": self.code,
            "reasons": list(self.problems),
            "findings": self.findings_as_text(),
            "files": [],
            "without_figures": [
                {"chapter": chapter, "sections": list(titles)} for chapter, titles in self.without_figures
            ],
            "units": [_status_as_dict(status, self.parameters) for status in self.units if self.parameters],
        }

    def findings_as_text(self, language: Language | None = None) -> list[dict[str, str | None]]:
        """Give the findings as plain text by name, in the language of the report or another."""
        if self.parameters is None:
            return []
        said_in = {"language": language or self.parameters.language}
        return as_text(self.findings, self.parameters.model_copy(update=said_in))


def check_jobs(jobs: Sequence[Job]) -> Iterator[CheckResult]:
    """Check the parameters and figures of reports; tables that several of them read are read once.

    Of a single report it is also found which sections have no figures, which takes longer.
    """
    known: Known = {}
    received: dict[Folders, tuple[Received, ...]] = {}
    for job in jobs:
        try:
            result = _check_job(job, known, received, sections=len(jobs) == 1)
        except Exception as error:  # whatever it is, the other reports are checked
            stopped = failed_by(job.title, error)
            result = CheckResult(job.title, stopped.code, tuple(stopped.message.splitlines()))
        unit = result.parameters.unit if result.parameters else ""
        name = next((one.name for one in result.units if one.unit == unit), None)
        yield replace(result, identity=identity(job, result.parameters, name))


def _check_job(
    job: Job, known: Known, received: dict[Folders, tuple[Received, ...]], *, sections: bool
) -> CheckResult:
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415
    from kgreport.report.findings import unprinted_findings  # noqa: PLC0415
    from kgreport.report.quality import without_figures  # noqa: PLC0415

    try:
        report = read_job(job, known)
    except ParametersError as error:
        return CheckResult(job.title, MISUSED, error.said(error.language or language_of(os.environ)))
    except DatasetError as error:
        parameters, found = read_parameters(job.parameters, job.overrides), error.findings
        units = _collection(job, parameters, None, found, received)
        return CheckResult(job.title, exit_status_of_findings(found), (), parameters, found, units)
    parameters, found = report.parameters, (*report.all_findings(), *unprinted_findings(report))
    units = _collection(job, parameters, report.year_figures.completed, found, received)
    code = exit_status_of_findings(report.stopping_findings())
    lacking = tuple(without_figures(report)) if sections else ()
    return CheckResult(job.title, code, (), parameters, found, units, lacking)


def _collection(
    job: Job,
    parameters: Parameters,
    figures: pd.DataFrame | None,
    findings: Sequence[Finding],
    received: dict[Folders, tuple[Received, ...]],
) -> tuple[UnitStatus, ...]:
    """Tell how far the figures of the units of a report have been collected; nothing without a folder."""
    from kgreport.data.datasets.collection import collection_of, received_workbooks  # noqa: PLC0415
    from kgreport.data.datasets.folder import find_folders  # noqa: PLC0415

    try:
        folders = find_folders(parameters.dataset, job.parameters.parent)
    except DatasetError:
        return ()
    if folders not in received:
        received[folders] = received_workbooks(folders)
    return collection_of(
        folders,
        received[folders],
        unit=parameters.unit,
        year=parameters.year,
        figures=figures,
        findings=_open(findings, parameters),
    )


def _open(findings: Iterable[Finding], parameters: Parameters) -> list[Finding]:
    """Leave out the findings that the parameters accept."""
    accepted = {item.id for item in parameters.accepted_findings}
    return [one for one in findings if not (one.acceptable and one.id in accepted)]


def _status_as_dict(status: UnitStatus, parameters: Parameters) -> dict[str, object]:
    """Give the status of a unit as plain values for JSON."""
    return {
        "unit": status.unit,
        "name": status.name,
        "workbooks": [{"file": file, "date": day.isoformat()} for file, day in status.workbooks.items()],
        "has_figures": status.has_figures,
        "complete": status.complete,
        "lacking": [one.say(parameters.language) for one in status.lacking],
        "errors": status.errors,
        "warnings": status.warnings,
    }


def read_job(job: Job, known: Known | None = None) -> Report:
    """Read the parameters and figures of a report, whatever is wrong with the figures.

    Raises
    ------
    ParametersError, DatasetError
        They cannot be read.
    """
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415
    from kgreport.report import read_report  # noqa: PLC0415
    from kgreport.report.editions.earlier import find_earlier  # noqa: PLC0415

    parameters, before = read_parameters(job.parameters, job.overrides), job.earlier
    find = partial(find_earlier, named=before.folder / before.manifest if before else None)
    return read_report(parameters, job.parameters.parent, known, find)


def read_sound_job(job: Job) -> Report:
    """Read the parameters and figures of a report that can be built.

    Raises
    ------
    ParametersError, DatasetError
        They cannot be read, or have findings that stop a build.
    """
    from kgreport.report.reading import refuse_stopping  # noqa: PLC0415

    report = read_job(job)
    refuse_stopping(report)
    return report


def as_text(findings: Iterable[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Give findings as plain text by name, in the language of the report."""
    from kgreport.report.findings import findings_as_text  # noqa: PLC0415

    return findings_as_text(findings, parameters)


def finding_line(finding: Mapping[str, str | None], language: Language) -> str:
    """Write a finding, as `as_text` gives it in this language, in one line."""
    severity = SEVERITIES[str(finding["severity"])].say(language)
    word = Phrase("chấp nhận", "accepted").say(language)
    accepted = f" ({word}: {finding['accepted']})" if finding["accepted"] else ""
    return (
        f"{severity}: {finding['place']}: {finding['found']}; {finding['expected']}; "
        f"{finding['advice']} [{finding['id']}]{accepted}"
    )
