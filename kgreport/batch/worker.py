"""What a worker does: read a dataset, or build one planned report, and say how it went. It never raises.

A worker may be this process, another process of this machine, or a machine of a cluster. To a worker that has
only the package, a report is sent with its files; the built files then go into a store.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

from kgreport.batch.plan import SNAPSHOTS, STATE, PlannedReport
from kgreport.batch.stores import Remote
from kgreport.builder.check import as_text, finding_line
from kgreport.builder.result import Result, exit_status_of_findings, failed_by
from kgreport.errors import ParametersError
from kgreport.execute.failures import ExecutionError
from kgreport.execute.kernels.folders import kernel_folder
from kgreport.exit_statuses import FAILED, MISUSED
from kgreport.terms.findings import DatasetError
from kgreport.terms.phrases import Phrase

_UNUSABLE = Phrase("không dùng được số liệu này", "the figures cannot be used as they are")
_ONE_AT_A_TIME = Lock()  # papermill changes the working directory of the whole process while it runs
_until_exit = ExitStack()


def build_planned(
    report: PlannedReport, on_cell: Callable[[int, int], None] | None = None, *, warm: str | None = None
) -> Result:
    """Build a report and say how it went.

    `on_cell` is told after each cell how many are done, and of how many; `warm` is the address of a server
    that forks kernels.
    """
    from kgreport.builder.build import build_job  # noqa: PLC0415

    started = time.perf_counter()
    try:
        result = build_job(
            report.job,
            on_cell,
            recipe=report.recipe,
            snapshot=report.snapshot,
            earlier=report.earlier,
            warm=warm,
        )
    except Exception as error:
        result = failure_of(report, error)
    return replace(result, seconds=round(time.perf_counter() - started, 3))


def read_planned(reports: Sequence[PlannedReport], folder: Path) -> list[Result]:
    """Read the dataset of some reports, and keep it in a folder; give their failures if it cannot be read."""
    from kgreport.builder.build import save_snapshot  # noqa: PLC0415

    try:
        save_snapshot(reports[0].job, reports[0].recipe, folder)
    except Exception as error:
        return [failure_of(report, error) for report in reports]
    return []


def failure_of(report: PlannedReport, error: Exception) -> Result:
    """Make the result of a planned report from what stopped it."""
    if isinstance(error, DatasetError):
        return _failed_by_figures(report, error)
    lasting = isinstance(error, ParametersError)
    language = report.recipe.parameters.language
    result = failed_by(report.job.title, error, language, code=MISUSED if lasting else FAILED)
    return replace(result, transient=not lasting, killed=isinstance(error, ExecutionError) and error.killed)


def _failed_by_figures(report: PlannedReport, error: DatasetError) -> Result:
    """Make the result of a report whose figures have findings that stop a build."""
    parameters = report.recipe.parameters
    findings = as_text(error.findings, parameters)
    lines = [finding_line(finding, parameters.language) for finding in findings]
    return Result(
        report=report.job.title,
        status="failed",
        code=exit_status_of_findings(error.findings),
        findings=tuple(findings),
        message="\n".join([_UNUSABLE.say(parameters.language), *lines]),
    )


def files_of(report: PlannedReport) -> dict[str, bytes]:
    """Read the files that a report needs beside its dataset, the edition before it among them."""
    job, rules = report.job, report.recipe.parameters.rules
    files = {
        f"params/{job.parameters.name}": job.parameters.read_bytes(),
        f"notebooks/{job.notebook.name}": job.notebook.read_bytes(),
    }
    if rules and (job.parameters.parent / rules).is_file():
        files[f"params/{rules}"] = (job.parameters.parent / rules).read_bytes()
    if report.earlier and job.earlier:
        notebook = report.earlier.with_name(job.earlier.file(".ipynb"))
        issued = [path for path in (report.earlier, notebook) if path.is_file()]
        files |= {f"earlier/{path.name}": path.read_bytes() for path in issued}
    return files


def with_absolute_paths(report: PlannedReport) -> PlannedReport:
    """Name the folders of a report so that a worker in another folder finds them."""
    job = replace(report.job, outputs=report.job.outputs.absolute())
    return replace(
        report,
        job=job,
        snapshot=report.snapshot.absolute() if report.snapshot else None,
        earlier=report.earlier.absolute() if report.earlier else None,
    )


def build_from_files(
    report: PlannedReport, *, files: Mapping[str, bytes], store: str, warm: str | None
) -> Result:
    """Build a report of files that were sent along, as `files_of` gives them, and say how it went.

    The store is empty if this worker reaches the folder of the report.
    """
    try:
        with _ONE_AT_A_TIME, kernel_folder() as folder:
            result = build_planned(_unpacked(report, files, store, folder), warm=warm)
            if not store or not result.files:
                return result
            stored = Remote(store).put(result.files, report.job.name)
            return replace(result, files=(), stored=tuple(stored))
    except Exception as error:  # each library behind a store has errors of its own
        return failure_of(report, error)


def _unpacked(report: PlannedReport, files: Mapping[str, bytes], store: str, folder: Path) -> PlannedReport:
    """Write the files into a folder, and give the report as it is found there."""
    for place, content in files.items():
        path = folder / place
        path.resolve().relative_to(folder.resolve())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    job = replace(
        report.job,
        parameters=folder / "params" / report.job.parameters.name,
        notebook=folder / "notebooks" / report.job.notebook.name,
        outputs=folder / "outputs" if store else report.job.outputs,
    )
    earlier = folder / "earlier" / report.earlier.name if report.earlier else None
    return replace(report, job=job, snapshot=_snapshot(report.snapshot, store), earlier=earlier)


def _snapshot(folder: Path | None, store: str) -> Path | None:
    """Give the folder of a snapshot if this worker reaches it, or a copy from the store, made once."""
    if folder is None or folder.exists() or not store:
        return folder
    copy = _folder_of_copies() / folder.name
    if not copy.exists():
        Remote(store).fetch(f"{STATE}/{SNAPSHOTS}/{folder.name}", copy)
    return copy


@cache
def _folder_of_copies() -> Path:
    """Make a folder for datasets, which is removed when this process ends."""
    atexit.register(_until_exit.close)
    return _until_exit.enter_context(kernel_folder())
