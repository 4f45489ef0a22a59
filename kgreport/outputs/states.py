"""Say how each report stands: current, out of date, failed, not built, or without data.

What is out of date, and why, is what `kgreport build` would build, and why: both ask `kgreport.batch.plan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kgreport.batch.plan import PlannedReport, Planner
from kgreport.batch.request import Request
from kgreport.batch.standing import NOT_BUILT
from kgreport.builder.failures import failure_file, failure_message
from kgreport.builder.job import Job
from kgreport.builder.manifest import read_manifest
from kgreport.builder.result import Result, identity, identity_of_file
from kgreport.exit_statuses import MISUSED
from kgreport.outputs.stored import stored_reports
from kgreport.terms.findings import DatasetError
from kgreport.terms.phrases import Reason

State = Literal["current", "out of date", "failed", "not built", "data missing", "issued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """How a report stands.

    Attributes
    ----------
    identity
        Which report; see `kgreport.builder.result.identity`.
    state
        ``current``: a build would leave it; ``out of date``: a build would build it again; ``failed``: the
        last build failed, and nothing has changed since, or it cannot be built as it is asked for;
        ``not built``: there is no report yet; ``data missing``: its dataset is not there; ``issued``: it is
        final, and its parameters file asks for another edition or for a draft now.
    reasons
        Why, in a few words each.
    code
        Exit status that it would give, or gave, a build.
    built, tried
        When it was last built, and when a build of it last failed.
    files
        Its files that are there.
    """

    identity: dict[str, object]
    state: State
    reasons: tuple[str, ...] = ()
    code: int = 0
    built: datetime | None = None
    tried: datetime | None = None
    files: tuple[Path, ...] = ()

    @property
    def is_misused(self) -> bool:
        """Whether its parameters cannot be used as they are; a dataset may come later."""
        return self.code == MISUSED and self.state != "data missing" and not self.tried

    def as_dict(self) -> dict[str, object]:
        """Give the state as plain values for JSON; see docs/reference/command-line.md."""
        return {
            **self.identity,
            "state": self.state,
            "code": self.code,
            "reasons": list(self.reasons),
            "findings": [],
            "files": [path.as_posix() for path in self.files],
            "built": self.built.isoformat() if self.built else None,
            "tried": self.tried.isoformat() if self.tried else None,
        }


def states_of(request: Request) -> Iterator[ReportState]:
    """Say how each report of a request stands, and each that was built of its files with other options."""
    planner = Planner(replace(request, named=True), save=False, names=True)
    jobs, refused = planner.jobs()
    for job in jobs:
        yield _state(planner, job)
    for one in refused:
        yield _refused(one, planner.errors.get(one.report))
    if not (request.matrix or request.overrides):
        jobs += (others := list(made_with_options(planner, jobs)))
        yield from (_state(planner, job) for job in others)
        yield from _issued(planner, jobs)


def made_with_options(planner: Planner, jobs: list[Job]) -> Iterator[Job]:
    """Find reports in the folder that options asked for: other units, years, languages, notebooks."""
    known = {path for job in jobs for path in places(job)}
    for stored in list(stored_reports(planner.request.outputs, known)):
        job = planner.job_again(stored.name, stored.origin)
        if job and stored.file in {*places(job)} - known:
            known |= {*places(job)}
            yield job


def _issued(planner: Planner, jobs: list[Job]) -> Iterator[ReportState]:
    """Say what was issued that nothing asks for now, of the parameters files of a request."""
    known = {path for job in jobs for path in places(job)}
    for stored in stored_reports(planner.request.outputs, known):
        if stored.is_issued and planner.file_named(stored.name.partition("/")[0]):
            yield ReportState(
                identity={**stored.identity, "report": stored.title},
                state="issued",
                built=_changed_at(stored.file),
                files=tuple(stored.files),
            )


def places(job: Job) -> tuple[Path, Path]:
    """Give the files by which a report is known: its manifest, and what is kept of its failure."""
    return job.folder / job.manifest, failure_file(job)


def _state(planner: Planner, job: Job) -> ReportState:
    try:
        planned = planner.plan_one(job)
    except Exception as error:  # whatever it is, the other reports are listed
        return _unplanned(planner, job, error)
    parameters = planned.recipe.parameters
    state, reasons, code = _standing(planned)
    if not planned.recipe.tables:
        named = " + ".join(parameters.datasets)
        state, reasons = "data missing", (Reason(f"{named} has no tables", f"{named} chưa có bảng nào"),)
    return _with_files(planned.job, planned.identity, planned.files, state=state, reasons=reasons, code=code)


def _standing(planned: PlannedReport) -> tuple[State, tuple[str, ...], int]:
    """Say how a report stands that can be planned."""
    if planned.refusal:
        said = planned.refusal.say(planned.recipe.parameters.language)
        return "failed", tuple(said.splitlines()), MISUSED
    if planned.current:
        return "current", (), 0
    message, code = failure_message(read_manifest(failure_file(planned.job)), planned.recipe.key)
    if message:
        return "failed", tuple(message.splitlines()), code
    if NOT_BUILT in planned.reasons:
        return "not built", (), 0
    return "out of date", planned.reasons, 0


def _unplanned(planner: Planner, job: Job, error: Exception) -> ReportState:
    parameters = None
    with suppress(Exception):
        parameters = planner.file(job).parameters(job.overrides)
    result = planner.refuse(job, error)
    missing = parameters is not None and is_missing(error)
    reasons = (
        (_no_data(error, planner.file(job).data_from),)
        if parameters and missing
        else tuple(result.message.splitlines())
    )
    state: State = "data missing" if missing else "failed"
    manifest = read_manifest(job.folder / job.manifest)
    files = [name for name in manifest["outputs"] if (job.folder / name).is_file()] if manifest else []
    return _with_files(job, identity(job, parameters), files, state=state, reasons=reasons, code=result.code)


def _no_data(error: Exception, data_from: str) -> Reason:
    """Say which folder is not there, and what makes it if the parameters file says so."""
    found = error.findings if isinstance(error, DatasetError) else ()
    missing = " and no ".join(one.place.say("en") for one in found)
    lacking = ", ".join(one.place.say("vi") for one in found)
    return Reason(
        f"there is no {missing}" + (f"; `{data_from}` makes it" if data_from else ""),
        f"không có {lacking}" + (f"; tạo bằng lệnh `{data_from}`" if data_from else ""),
    )


def _refused(result: Result, error: Exception | None) -> ReportState:
    """Say how the reports of a parameters file stand that cannot be used."""
    return ReportState(
        identity=identity_of_file(result.report),
        state="data missing" if error and is_missing(error) else "failed",
        reasons=tuple(result.message.splitlines()),
        code=result.code,
    )


def is_missing(error: Exception) -> bool:
    """Whether an error says that a dataset is not there."""
    return isinstance(error, DatasetError) and any(one.kind == "no-dataset" for one in error.findings)


def _with_files(job: Job, of: dict[str, object], files: Sequence[str], **how: Any) -> ReportState:
    """Add to a state the files that are there, and when they were made."""
    manifest, failure = places(job)
    return ReportState(
        identity=of,
        built=_changed_at(manifest) if files else None,
        tried=_changed_at(failure),
        files=tuple(job.folder / name for name in files),
        **how,
    )


def _changed_at(path: Path) -> datetime | None:
    with suppress(OSError):
        return datetime.fromtimestamp(int(path.stat().st_mtime)).astimezone()
    return None
