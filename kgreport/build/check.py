"""Check one report from the command line, and tell what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kgreport.build.build import Job
    from kgreport.data.params.model import Parameters
    from kgreport.report.reading import Known
    from kgreport.terms.findings import Finding

ABOUT_PARAMETERS = ("no-dataset", "no-unit", "no-year")
FAILED, MISUSED, BUSY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a report came to.

    Attributes
    ----------
    report
        Name of the report.
    code
        The exit status.
    problems
        What is wrong with its parameters.
    parameters
        Its parameters, where they can be read.
    findings
        Everything found in its figures.
    """

    report: str
    code: int
    problems: tuple[str, ...] = ()
    parameters: Parameters | None = None
    findings: tuple[Finding, ...] = ()

    def told(self) -> dict[str, object]:
        """Give it as plain text by name."""
        from kgreport.report.recording import tell_findings  # noqa: PLC0415

        found = tell_findings(self.findings, self.parameters) if self.parameters else []
        return {"report": self.report, "problems": list(self.problems), "findings": found}

    def not_accepted(self) -> list[Finding]:
        """Give the findings that the parameters do not accept."""
        given = self.parameters.accepted_findings if self.parameters else []
        accepted = {item.id for item in given}
        return [one for one in self.findings if not (one.acceptable and one.id in accepted)]


def check_one(job: Job, known: Known | None = None) -> Checked:
    """Check the parameters and figures of a report; see `kgreport.build.build.check`."""
    from kgreport.build.build import check as check_report  # noqa: PLC0415
    from kgreport.data.params.files import ParametersError, read_parameters  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    try:
        report = check_report(job, known)
    except ParametersError as error:
        return Checked(job.name, MISUSED, tuple(error.problems))
    except DatasetError as error:
        parameters = read_parameters(job.parameters, job.overrides)
        return Checked(job.name, status(error.findings), (), parameters, error.findings)
    code = status(report.stopping_findings())
    return Checked(job.name, code, (), report.parameters, tuple(report.findings))


def print_check(checked: Checked) -> None:
    """Print what was found, a line each."""
    told = checked.told()
    for problem in checked.problems:
        typer.echo(problem)
    for finding in told["findings"]:  # type: ignore[attr-defined]
        typer.echo(finding_line(finding))
    if not (checked.problems or checked.findings):
        typer.echo(f"{checked.report}: no findings")


def finding_line(finding: Mapping[str, str | None]) -> str:
    """Say a finding in one line."""
    accepted = f" (accepted: {finding['accepted']})" if finding["accepted"] else ""
    return (
        f"{finding['severity']}: {finding['place']}: {finding['found']}; {finding['expected']}; "
        f"{finding['advice']} [{finding['id']}]{accepted}"
    )


def status(findings: Sequence[Finding]) -> int:
    """Findings about what the parameters ask for are wrong parameters; any other is a finding."""
    if not findings:
        return 0
    return MISUSED if all(finding.kind in ABOUT_PARAMETERS for finding in findings) else FAILED
