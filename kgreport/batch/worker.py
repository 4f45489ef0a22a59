"""What a worker does: build one report, and tell how it went. It may be the caller, or a machine far away."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from kgreport.build.check import FAILED, MISUSED, finding_line, status
from kgreport.build.job import Job
from kgreport.build.report_key import Recipe
from kgreport.data.params.files import ParametersError, read_parameters
from kgreport.errors import PublishError
from kgreport.terms.findings import DatasetError

Status = Literal["built", "current", "failed", "not started"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A report to build.

    Attributes
    ----------
    job
        The report.
    recipe
        What it is made from.
    prepared
        Folder of its dataset, read before.
    warm
        Address of the server of warm kernels.
    """

    job: Job
    recipe: Recipe
    prepared: Path | None = None
    warm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How the build of a report went.

    Attributes
    ----------
    report
        Its name.
    status
        ``built``, ``current``, ``failed``, or ``not started`` where the batch was ended before.
    code
        The exit status it leads to.
    seconds
        How long it took.
    files
        The files written.
    findings
        What was found in its figures, as `kgreport.build.build.tell_findings` gives.
    undescribed
        Cells whose picture nobody described.
    message
        What went wrong.
    transient
        Whether it may go well when it is tried again: figures that contradict each other will not.
    log
        Where a fault is ours, the traceback.
    attempts
        How often it was tried.
    """

    report: str
    status: Status
    code: int = 0
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    findings: tuple[Mapping[str, str | None], ...] = field(default=())
    undescribed: tuple[str, ...] = ()
    message: str = ""
    transient: bool = False
    log: str = ""
    attempts: int = 1


def carry_out(order: Order, on_cell: Callable[[int, int], None] | None = None) -> Result:
    """Build a report, and tell how it went; nothing is raised but what ends the process."""
    begun = time.perf_counter()
    try:
        result = _built(order, on_cell)
    except ParametersError as error:
        result = failed(order.job.title, str(error), code=MISUSED)
    except DatasetError as error:
        result = contradicted(order.job, error)
    except PublishError as error:
        result = failed(order.job.title, str(error), transient=True)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        result = failed(order.job.title, message, transient=True, log=traceback.format_exc())
    return replace(result, seconds=round(time.perf_counter() - begun, 3))


def _built(order: Order, on_cell: Callable[[int, int], None] | None) -> Result:
    from kgreport.build.build import build  # noqa: PLC0415

    built = build(order.job, on_cell, recipe=order.recipe, prepared=order.prepared, warm=order.warm)
    return Result(
        report=order.job.title,
        status="built",
        files=tuple(map(str, built.files)),
        findings=built.findings,
        undescribed=built.undescribed,
    )


def failed(
    report: str, message: str, *, code: int = FAILED, transient: bool = False, log: str = ""
) -> Result:
    """Tell that a report could not be built; see `Result`."""
    return Result(report=report, status="failed", message=message, code=code, transient=transient, log=log)


def contradicted(job: Job, error: DatasetError) -> Result:
    """Tell that the figures of a report cannot stand as they are."""
    from kgreport.build.build import tell_findings  # noqa: PLC0415

    told = tell_findings(error.findings, read_parameters(job.parameters, job.overrides))
    return Result(
        report=job.title,
        status="failed",
        code=status(error.findings),
        findings=tuple(told),
        message="\n".join(["the figures cannot stand as they are", *map(finding_line, told)]),
    )
