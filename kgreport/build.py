"""Build one report: read, check, execute its notebook, publish it in every format, put it in place.

A build spends most of its time on loading libraries, here and in the kernel. So the kernel is started before
anything heavy is loaded here, and what publishes is loaded while the cells run.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from kgreport.data.findings import DatasetError, Finding
from kgreport.jobs import ANNUAL, Job, find_notebook
from kgreport.publish import outputs
from kgreport.publish.errors import PublishError
from kgreport.publish.execute import ExecutionError, execute_notebook
from kgreport.publish.formats import Published, load_publishers, publish
from kgreport.publish.kernels import Kernel, running_kernel

if TYPE_CHECKING:
    from kgreport.data.params import Parameters
    from kgreport.report import Report

__all__ = ["ANNUAL", "Built", "Job", "build", "check", "find_notebook", "tell_findings"]

PRELOAD = ("kgreport.report", "matplotlib.backends.backend_svg", "matplotlib.figure")
"""What the notebook imports; the kernel loads it while this process loads what it needs itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built.

    Attributes
    ----------
    files
        The files, the manifest last.
    findings
        What was found in the figures on the way, and not accepted.
    undescribed
        Cells with a picture that nobody described for those who do not see it.
    """

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    undescribed: tuple[str, ...] = ()


def check(job: Job) -> Report:
    """Read the parameters and figures of a report, and find what is wrong with them.

    Raises
    ------
    ParametersError, DatasetError
        They cannot be read.
    """
    from kgreport.data.params_file import read_parameters  # noqa: PLC0415
    from kgreport.report import read_report  # noqa: PLC0415

    return read_report(read_parameters(job.parameters, job.overrides), job.parameters.parent)


def build(job: Job, on_cell: Callable[[int, int], None] | None = None) -> Built:
    """Build a report, or leave everything as it was.

    Parameters
    ----------
    job
        What to build.
    on_cell
        Told after each cell how many are done, and of how many.

    Raises
    ------
    ParametersError, DatasetError
        The input cannot be used.
    PublishError
        The notebook failed, or a format or file could not be written.
    """
    if not job.parameters.is_file():
        check(job)  # says so, before a kernel is started where nothing is
    with running_kernel(job.parameters.parent.resolve(), PRELOAD) as kernel:
        report = check(job)
        stopping = report.stopping_findings()
        if stopping:
            raise DatasetError(stopping, report.parameters.language)
        return _build(job, report, kernel, on_cell or _nobody)


def _nobody(done: int, total: int) -> None:
    """Be told how many cells are done where nobody asks."""


def _build(job: Job, report: Report, kernel: Kernel, on_cell: Callable[[int, int], None]) -> Built:
    with outputs.staging(job.folder) as made:
        notebook = _execute(job, report.parameters, made, kernel, on_cell)
        published = _publish(job, notebook)
        files = [notebook, *published.files]
        contents = _manifest(job, report, files)
        files.append(outputs.write_manifest(made / job.manifest, contents))
        placed = outputs.move_into_place(files, job.folder)
    outputs.forget_failed(job.folder, notebook.name)
    accepted = {item.id for item in report.parameters.accepted_findings}
    open_findings = tuple(finding for finding in report.findings if finding.id not in accepted)
    return Built(files=tuple(placed), findings=open_findings, undescribed=published.undescribed)


def _publish(job: Job, notebook: Path) -> Published:
    try:
        return publish(notebook, include_code=job.include_code)
    except PublishError as error:
        kept = outputs.keep_failed(notebook, job.folder)
        msg = f"{error}\nThe executed notebook is kept in {kept}"
        raise PublishError(msg) from None


def _execute(
    job: Job, parameters: Parameters, made: Path, kernel: Kernel, on_cell: Callable[[int, int], None]
) -> Path:
    executed = made / job.file(".ipynb")
    loading = Thread(target=load_publishers)

    def tell(done: int, total: int) -> None:
        if done == 1:
            loading.start()
        on_cell(done, total)

    try:
        execute_notebook(
            job.notebook,
            executed,
            parameters.model_dump(mode="json"),
            cwd=job.parameters.parent,
            timeout=job.timeout,
            kernel=kernel,
            on_cell=tell,
        )
    except ExecutionError as error:
        kept = outputs.keep_failed(executed, job.folder) if executed.exists() else None
        raise ExecutionError(
            notebook=error.notebook,
            reason=error.reason,
            cell_index=error.cell_index,
            cell_source_first_line=error.cell_source_first_line,
            executed=kept,
        ) from None
    finally:
        if loading.ident is not None:
            loading.join()
    return executed


def _manifest(job: Job, report: Report, files: list[Path]) -> dict[str, object]:
    from kgreport.data.datasets import hash_file  # noqa: PLC0415
    from kgreport.report import SOFTWARE  # noqa: PLC0415

    parameters, dataset = report.parameters, report.dataset
    hashes = {job.parameters.name: hash_file(job.parameters)}
    hashes[job.notebook.name] = hash_file(job.notebook)
    own_rules = job.parameters.parent / parameters.rules
    if own_rules.is_file():
        hashes[own_rules.name] = hash_file(own_rules)
    return {
        "report": job.name,
        "inputs": {
            "files": hashes,
            "overrides": dict(job.overrides),
            "dataset": {
                "name": dataset.name,
                "sha256": dataset.sha256,
                "simulated": dataset.simulated,
                "tables": dict(dataset.tables),
            },
        },
        "parameters": parameters.model_dump(mode="json"),
        "versions": {"Python": platform.python_version(), **{name: version(name) for name in SOFTWARE}},
        "findings": tell_findings(report.findings, parameters),
        "outputs": {file.name: hash_file(file) for file in files},
    }


def tell_findings(findings: Iterable[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Tell findings as plain text by name, in the language of the report."""
    from kgreport.views.sections.trace import say_finding  # noqa: PLC0415
    from kgreport.views.sections.wording import Edition  # noqa: PLC0415

    edition = Edition(language=parameters.language, year=parameters.year)
    accepted = {item.id: item.reason for item in parameters.accepted_findings}
    return [
        {
            "id": finding.id,
            "severity": finding.severity,
            "place": say_finding(finding.place, edition),
            "found": say_finding(finding.found, edition),
            "expected": say_finding(finding.expected, edition),
            "advice": say_finding(finding.advice, edition),
            "accepted": accepted.get(finding.id),
        }
        for finding in findings
    ]
