"""How the build of one report went, and the values by which it is told from others."""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kgreport.builder.job import Job, is_own
from kgreport.environment import language_of
from kgreport.errors import KgreportError
from kgreport.exit_statuses import DONE, FAILED, MISUSED
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from kgreport.data.params.model import Parameters

Status = Literal["built", "current", "failed", "not started"]

ABOUT_PARAMETERS = ("no-dataset", "no-unit", "no-year", "final")
"""Kinds of findings that blame the parameters: what the dataset lacks, or what they lack themselves."""

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
    killed
        Whether its kernel was killed from outside; it is then built once more in any case.
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
    killed: bool = False
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


def failed_by(report: str, error: Exception, language: str = "", *, code: int = MISUSED) -> Result:
    """Make the result of a report from what stopped it, whatever that is, so that the others go on.

    Parameters
    ----------
    report
        Name of the report or, while that is not known, of its parameters file.
    error
        What stopped it.
    language
        Language of the report, where that is known.
    code
        Exit status of an error that kgreport raises on purpose and that is not of the figures.
    """
    if isinstance(error, DatasetError):
        return failed(
            report, f"{report}: {error.say(language)}", code=exit_status_of_findings(error.findings)
        )
    spoken = language or getattr(error, "language", "") or language_of(os.environ)
    known: Language = "en" if spoken == "en" else "vi"
    if isinstance(error, KgreportError):
        return failed(report, error.say(known), code=code)
    phrase = _UNREADABLE if isinstance(error, OSError) and error.filename else _UNFORESEEN
    said = phrase.say(
        known,
        report=report,
        file=os.fsdecode(getattr(error, "filename", None) or ""),
        why=getattr(error, "strerror", None) or error,
        kind=type(error).__name__,
    )
    log = "" if phrase is _UNREADABLE else "".join(traceback.format_exception(error))
    return failed(report, said, log=log)


def exit_status_of_findings(findings: Sequence[Finding]) -> int:
    """Give the exit status that findings lead to: wrong parameters, or wrong figures."""
    if not findings:
        return DONE
    return MISUSED if all(finding.kind in ABOUT_PARAMETERS for finding in findings) else FAILED


_UNREADABLE = Phrase(
    "{report}: không đọc được {file}: {why}; kiểm tra tên, ổ đĩa và quyền đọc của tệp này",
    "{report}: {file} cannot be read: {why}; check its name, its disk and who may read it",
)
_UNFORESEEN = Phrase(
    "{report}: lỗi mà kgreport chưa lường trước ({kind}: {why}); các báo cáo khác vẫn được lập; "
    "xem lại các tệp mới sửa, và báo lỗi này cho người phát triển",
    "{report}: an error that kgreport did not foresee ({kind}: {why}); other reports are still built; "
    "look at the files changed last, and report this error to the developers",
)


def identity(job: Job, parameters: Parameters | None, unit_name: str | None = None) -> dict[str, object]:
    """Give the values that every line of JSON about a report begins with, as plain values by name.

    Parameters
    ----------
    job
        The report.
    parameters
        Its parameters, if they can be read; otherwise what they would say is None.
    unit_name
        Name of its unit, if that is known.
    """
    return {
        "report": job.title,
        "parameters": job.parameters.as_posix(),
        "notebook": job.notebook.stem,
        "own_notebook": job.notebook.as_posix() if is_own(job.notebook) else None,
        "year": parameters.year if parameters else None,
        "unit": parameters.unit if parameters else None,
        "unit_name": unit_name,
        "language": parameters.language if parameters else None,
        "status": parameters.status if parameters else None,
        "edition": parameters.edition if parameters else None,
    }


def identity_of_file(name: str) -> dict[str, object]:
    """Give the same for a parameters file, or a report, of which nothing more is known."""
    unknown = ("notebook", "own_notebook", "year", "unit", "unit_name", "language", "status", "edition")
    return {"report": name, "parameters": name, **dict.fromkeys(unknown)}
