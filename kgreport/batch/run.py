"""Build all reports of a request that are not current: plan, lock the folder, dispatch, keep a journal."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from kgreport.batch.dispatch import Dispatcher
from kgreport.batch.executors import Processes, Reader, ThisProcess, Workers, cores
from kgreport.batch.journal import NAME, BatchReporter, Journal
from kgreport.batch.locks import locked
from kgreport.batch.plan import SNAPSHOTS, STATE, Plan, PlannedReport, Planner
from kgreport.batch.request import Request
from kgreport.builder.failures import forget_failure, keep_failure
from kgreport.builder.result import Result
from kgreport.errors import OutputError
from kgreport.execute.kernels.folders import temporary_folder
from kgreport.left_behind import remove_left_behind

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
            with nullcontext(workers) if workers else _workers(request, plan, reporter) as chosen:
                _build(request, plan, chosen, journal, reporter)
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


def _build(request: Request, plan: Plan, workers: Workers, journal: Journal, reporter: BatchReporter) -> None:
    planned = {one.job.title: one for one in plan.stale}

    def on_result(result: Result) -> None:
        one = planned[result.report]
        if result.status == "failed":
            keep_failure(one.job, one.recipe, result)
        elif result.status == "built":
            forget_failure(one.job)
        journal.add(result)
        reporter.report_done(result, journal)

    alone = isinstance(workers, ThisProcess)
    with nullcontext() if alone else Reader() as reader:
        dispatcher = Dispatcher(
            workers, reader, on_result, retries=request.retries, fail_fast=request.fail_fast
        )
        dispatcher.build([_without_new_snapshot(one) for one in plan.stale] if alone else plan.stale)


def _without_new_snapshot(report: PlannedReport) -> PlannedReport:
    """Have a single report read its tables itself, while libraries are still being loaded here."""
    kept = report.snapshot is not None and report.snapshot.is_dir()
    return report if kept else replace(report, snapshot=None)


def _workers(request: Request, plan: Plan, reporter: BatchReporter) -> AbstractContextManager[Workers]:
    """Choose where to build: one report in this process, more in other processes, or on a cluster."""
    if request.scheduler:
        from kgreport.batch.cluster import Cluster  # noqa: PLC0415

        return Cluster(request.scheduler, request.store, reporter.waiting)
    count = request.jobs or cores()
    if request.store:
        return Processes(count, request.store)
    if len(plan.stale) == 1:
        return nullcontext(ThisProcess(reporter.cells))
    return Processes(min(count, len(plan.stale)))
