"""Build all reports of a request that are not current: plan, lock the folder, dispatch, keep a journal."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from kgreport.batch.dispatch import Dispatcher
from kgreport.batch.executors import Processes, Reader, ThisProcess, Workers, cores
from kgreport.batch.journal import NAME, BatchReporter, Journal
from kgreport.batch.locks import locked
from kgreport.batch.plan import SNAPSHOTS, STATE, Plan, PlannedReport, Planner
from kgreport.batch.request import Request
from kgreport.builder.failures import forget_failure, keep_failure
from kgreport.builder.result import Result
from kgreport.execute.kernels.folders import temporary_folder
from kgreport.execute.kernels.fork import PRELOAD
from kgreport.left_behind import remove_left_behind


def build_all(
    request: Request, reporter: BatchReporter | None = None, workers: Workers | None = None
) -> list[Result]:
    """Build the reports of a request that are not current.

    Parameters
    ----------
    request
        What the user asks for.
    reporter
        Is called as the batch goes on.
    workers
        Where to build; chosen by the request if not given.

    Returns
    -------
    list of Result
        One for each report, also for those that are current or failed, in the order of the plan.

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
    with locked(request.outputs, request.wait, reporter.waiting):
        planner = Planner(request)
        plan = planner.plan()
        _clear_up(request, plan)
        journal = Journal(request.outputs / NAME)
        journal.begin(plan)
        reporter.planned(plan, journal)
        if plan.stale:
            with nullcontext(workers) if workers else _workers(request, plan, reporter) as chosen:
                _build(request, plan, chosen, journal, reporter)
        planner.drop_old_snapshots(plan)
        journal.end()
        reporter.finished(journal)
    return journal.results


def _clear_up(request: Request, plan: Plan) -> None:
    """Remove what builds left that were killed, here and in the folder for temporary files."""
    kept = request.outputs / STATE
    for folder in {temporary_folder(), kept, kept / SNAPSHOTS, *(one.job.folder for one in plan.reports)}:
        remove_left_behind(folder)


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

        return Cluster(request.scheduler, request.store)
    count = request.jobs or cores()
    if request.store:
        return Processes(count, PRELOAD, request.store)
    if len(plan.stale) == 1:
        return nullcontext(ThisProcess(reporter.cells))
    return Processes(min(count, len(plan.stale)), PRELOAD)
