"""What a worker does: build one planned report and say how it went. It never raises.

A worker may be this process, another process of this machine, or a machine of a cluster.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import replace

from kgreport.batch.plan import PlannedReport
from kgreport.builder.check import as_text, exit_status_of, finding_line
from kgreport.builder.job import Job
from kgreport.builder.result import Result, failed
from kgreport.data.params.parameters_file import read_parameters
from kgreport.errors import ParametersError, PublishError
from kgreport.exit_statuses import MISUSED
from kgreport.terms.findings import DatasetError


def build_planned(
    report: PlannedReport, on_cell: Callable[[int, int], None] | None = None, *, warm: str | None = None
) -> Result:
    """Build a report and say how it went.

    Parameters
    ----------
    report
        The report.
    on_cell
        Is called after each cell: how many are done, and of how many.
    warm
        Address of a server that forks kernels.
    """
    from kgreport.builder.build import build_job  # noqa: PLC0415

    job, started = report.job, time.perf_counter()
    try:
        result = build_job(job, on_cell, recipe=report.recipe, snapshot=report.snapshot, warm=warm)
    except ParametersError as error:
        result = failed(job.title, str(error), code=MISUSED)
    except DatasetError as error:
        result = failed_by_figures(job, error)
    except PublishError as error:
        result = failed(job.title, str(error), transient=True)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        result = failed(job.title, message, transient=True, log=traceback.format_exc())
    return replace(result, seconds=round(time.perf_counter() - started, 3))


def failed_by_figures(job: Job, error: DatasetError) -> Result:
    """Make the result of a report whose figures have findings that stop a build."""
    findings = as_text(error.findings, read_parameters(job.parameters, job.overrides))
    return Result(
        report=job.title,
        status="failed",
        code=exit_status_of(error.findings),
        findings=tuple(findings),
        message="\n".join(["the figures cannot be used as they are", *map(finding_line, findings)]),
    )
