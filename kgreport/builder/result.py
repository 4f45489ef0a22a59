"""How the build of one report went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from kgreport.exit_statuses import FAILED

Status = Literal["built", "current", "failed", "not started"]

_ALWAYS = ("report", "state", "code", "reasons", "findings", "files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How the build of one report went.

    Attributes
    ----------
    report
        Name of the report.
    status
        ``built``, ``current`` (nothing had to be done), ``failed``, or ``not started`` if the batch ended
        before.
    code
        Exit status of the command line for this report; see `kgreport.exit_statuses`.
    seconds
        How long the build took.
    files
        The files that were written, the manifest last; empty if they went into a store.
    stored
        Addresses of the files in the store.
    findings
        Findings about the figures that the parameters do not accept: plain text by name, as ``id``,
        ``severity``, ``place``, ``found``, ``expected``, ``advice``.
    undescribed
        Cells that show a picture without alt text.
    message
        What went wrong.
    transient
        Whether a retry may help; figures that contradict each other still do a second later.
    log
        The traceback, if the fault is kgreport's own.
    attempts
        How often the build was started.
    """

    report: str
    status: Status
    code: int = 0
    seconds: float = 0.0
    files: tuple[Path, ...] = ()
    stored: tuple[str, ...] = ()
    findings: tuple[Mapping[str, str | None], ...] = ()
    undescribed: tuple[str, ...] = ()
    message: str = ""
    transient: bool = False
    log: str = ""
    attempts: int = 1

    def as_dict(self) -> dict[str, object]:
        """Give the result as plain values for JSON; see docs/reference/command-line.md."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["state"] = values.pop("status")
        values["reasons"] = values.pop("message").splitlines()
        values["files"] = list(values.pop("stored") or map(str, self.files))
        ordered = {name: values.pop(name) for name in _ALWAYS}
        said = {name: value for name, value in values.items() if value not in ("", (), False, 0.0, 1)}
        return ordered | said


def failed(
    report: str, message: str, *, code: int = FAILED, transient: bool = False, log: str = ""
) -> Result:
    """Make the result of a report that could not be built; see `Result`."""
    return Result(report=report, status="failed", message=message, code=code, transient=transient, log=log)
