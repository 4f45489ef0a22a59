"""Check one report: read its parameters and figures, and find what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgreport.errors import ParametersError
from kgreport.exit_statuses import DONE, FAILED, MISUSED
from kgreport.terms.findings import DatasetError, Finding

if TYPE_CHECKING:
    from kgreport.builder.job import Job
    from kgreport.data.params.model import Parameters
    from kgreport.report import Report
    from kgreport.report.reading import Known

ABOUT_PARAMETERS = ("no-dataset", "no-unit", "no-year")
"""Ids of findings that blame the parameters: they name something that the dataset does not have."""


@dataclass(frozen=True, slots=True)
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
    """

    report: str
    code: int
    problems: tuple[str, ...] = ()
    parameters: Parameters | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def open_findings(self) -> list[Finding]:
        """The findings that the parameters do not accept."""
        given = self.parameters.accepted_findings if self.parameters else []
        accepted = {item.id for item in given}
        return [one for one in self.findings if not (one.acceptable and one.id in accepted)]

    def as_dict(self) -> dict[str, object]:
        """Give the result as plain values for JSON."""
        return {
            "report": self.report,
            "problems": list(self.problems),
            "findings": self.findings_as_text(),
        }

    def findings_as_text(self) -> list[dict[str, str | None]]:
        """Give the findings as plain text by name, in the language of the report."""
        return as_text(self.findings, self.parameters) if self.parameters else []


def check_jobs(jobs: Iterable[Job]) -> Iterator[CheckResult]:
    """Check the parameters and figures of reports; tables that several of them read are read once."""
    known: Known = {}
    for job in jobs:
        yield _check_job(job, known)


def _check_job(job: Job, known: Known) -> CheckResult:
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415

    try:
        report = read_job(job, known)
    except ParametersError as error:
        return CheckResult(job.name, MISUSED, error.problems)
    except DatasetError as error:
        parameters = read_parameters(job.parameters, job.overrides)
        return CheckResult(job.name, exit_status_of_findings(error.findings), (), parameters, error.findings)
    code = exit_status_of_findings(report.stopping_findings())
    return CheckResult(job.name, code, (), report.parameters, tuple(report.findings))


def read_job(job: Job, known: Known | None = None) -> Report:
    """Read the parameters and figures of a report, whatever is wrong with the figures.

    Raises
    ------
    ParametersError, DatasetError
        They cannot be read.
    """
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415
    from kgreport.report import read_report  # noqa: PLC0415

    return read_report(read_parameters(job.parameters, job.overrides), job.parameters.parent, known)


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
    from kgreport.report.recording import findings_as_text  # noqa: PLC0415

    return findings_as_text(findings, parameters)


def finding_line(finding: Mapping[str, str | None]) -> str:
    """Write a finding, as `as_text` gives it, in one line."""
    accepted = f" (accepted: {finding['accepted']})" if finding["accepted"] else ""
    return (
        f"{finding['severity']}: {finding['place']}: {finding['found']}; {finding['expected']}; "
        f"{finding['advice']} [{finding['id']}]{accepted}"
    )


def exit_status_of_findings(findings: Sequence[Finding]) -> int:
    """Give the exit status that findings lead to: wrong parameters, or wrong figures."""
    if not findings:
        return DONE
    return MISUSED if all(finding.kind in ABOUT_PARAMETERS for finding in findings) else FAILED
