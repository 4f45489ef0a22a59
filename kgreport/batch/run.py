"""Build all reports of a request that are not current: plan, lock the folder, dispatch, keep a journal."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.batch.journal import NAME, BatchReporter, Journal
from kgreport.batch.locks import locked
from kgreport.batch.plan import SNAPSHOTS, STATE, Plan, PlannedReport, Planner
from kgreport.batch.request import Request
from kgreport.builder.failures import forget_failure, keep_failure
from kgreport.builder.result import Result
from kgreport.errors import OutputError
from kgreport.execute.kernels.folders import temporary_folder
from kgreport.left_behind import remove_left_behind

if TYPE_CHECKING:
    from kgreport.batch.executors import Workers

KEPT = 20
"""How many snapshots stay that no report of the plan reads."""


def build_all(
    request: Request, reporter: BatchReporter | None = None, workers: Workers | None = None
) -> list[Result]:
    """Build the reports of a request that are not current.

    Give a result for each report, also for those that are current or failed, in the order of the plan.

    Raises
    ------
    BusyError
        Another build writes to the same folder.
    OutputError
        The folder cannot be written to.
    PublishError
        The cluster or the store cannot be reached.
    """
    reporter = reporter or BatchReporter()
    journal = Journal(request.outputs / NAME)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(request.outputs, request.wait, reporter.waiting))
        except OutputError:  # nothing needs to be written if all reports are current
            plan = Planner(request, save=False).plan()
            if plan.stale:
                raise
        else:
            plan = Planner(request).plan()
            _clear_up(request, plan)
        journal.begin(plan)
        reporter.planned(plan, journal)
        if plan.stale:
            _build(request, plan, workers, journal, reporter)
        drop_old_snapshots(request.outputs / STATE / SNAPSHOTS, plan)
        journal.end()
        reporter.finished(journal)
    return journal.results


def _clear_up(request: Request, plan: Plan) -> None:
    """Remove what builds left that were killed, here and in the folder for temporary files."""
    kept = request.outputs / STATE
    for folder in {temporary_folder(), kept, kept / SNAPSHOTS, *(one.job.folder for one in plan.reports)}:
        remove_left_behind(folder)


def drop_old_snapshots(folder: Path, plan: Plan) -> None:
    """Remove snapshots that no report of a plan reads, but for the newest."""
    used = {one.snapshot for one in plan.reports}
    with suppress(OSError):  # somebody may remove some at the same time
        unused = [(path.stat().st_mtime, path) for path in folder.glob("*") if path not in used]
        for _, path in sorted(unused, reverse=True)[KEPT:]:
            shutil.rmtree(path, ignore_errors=True)


def _build(
    request: Request, plan: Plan, workers: Workers | None, journal: Journal, reporter: BatchReporter
) -> None:
    """Build the reports that are not current; where all are, nothing of this is loaded."""
    from kgreport.batch.dispatch import Dispatcher  # noqa: PLC0415
    from kgreport.batch.executors import Reader, ThisProcess, workers_for  # noqa: PLC0415

    planned = {one.job.title: one for one in plan.stale}

    def on_result(result: Result) -> None:
        one = planned[result.report]
        if result.status == "failed":
            keep_failure(one.job, one.recipe, result)
        elif result.status == "built":
            forget_failure(one.job)
        journal.add(result)
        reporter.report_done(result, journal)

    with nullcontext(workers) if workers else workers_for(request, len(plan.stale), reporter) as chosen:
        alone = isinstance(chosen, ThisProcess)
        with nullcontext() if alone else Reader() as reader:
            dispatcher = Dispatcher(
                chosen, reader, on_result, retries=request.retries, fail_fast=request.fail_fast
            )
            dispatcher.build([_without_new_snapshot(one) for one in plan.stale] if alone else plan.stale)


def _without_new_snapshot(report: PlannedReport) -> PlannedReport:
    """Have a single report read its tables itself, while libraries are still being loaded here."""
    kept = report.snapshot is not None and report.snapshot.is_dir()
    return report if kept else replace(report, snapshot=None)
