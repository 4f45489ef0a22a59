"""Share out the reports of a plan among workers, gather the results, and recover from workers that die.

When a worker process dies, every report that was being built is lost. The dispatcher starts the workers
again and rebuilds the lost reports one at a time, so that the one that kills its worker harms no other; if
it does so again, it fails.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgreport.batch.executors import Workers
from kgreport.batch.plan import PlannedReport
from kgreport.batch.worker import failed_by_figures
from kgreport.builder.job import Job
from kgreport.builder.result import Result, failed
from kgreport.exit_statuses import FAILED
from kgreport.terms.findings import DatasetError

DIED = "its process died, often because memory ran out; with --jobs 1 there is more for each"


@dataclass(slots=True)
class Dispatcher:
    """Shares out reports among workers.

    Attributes
    ----------
    workers
        Where the reports are built.
    save_snapshot
        Reads the dataset of a report and keeps it in a folder, once for all reports that read the same;
        none if the workers read it themselves.
    on_result
        Is called with the result of each report.
    retries
        How often a report is retried whose failure may be temporary.
    fail_fast
        Whether to start no further report once one has failed.
    """

    workers: Workers
    save_snapshot: Callable[[Job, Path], None] | None
    on_result: Callable[[Result], None]
    retries: int = 0
    fail_fast: bool = False
    _ready: deque[PlannedReport] = field(default_factory=deque)
    _suspects: deque[PlannedReport] = field(default_factory=deque)
    _building: dict[Future[Result], PlannedReport] = field(default_factory=dict)
    _waiting: dict[Future[None], list[PlannedReport]] = field(default_factory=dict)
    _attempts: Counter[str] = field(default_factory=Counter)

    def build(self, reports: Sequence[PlannedReport]) -> None:
        """Build reports, started in their order."""
        with ThreadPoolExecutor(1) as reader:
            self._read_datasets(reports, reader)
            while self._ready or self._suspects or self._building or self._waiting:
                self._submit_ready()
                running: list[Future[Any]] = [*self._building, *self._waiting]
                self._collect(wait(running, return_when=FIRST_COMPLETED).done)

    def _read_datasets(self, reports: Iterable[PlannedReport], reader: ThreadPoolExecutor) -> None:
        """Read each dataset that is not kept yet; its reports wait for it."""
        waiting: dict[Path, list[PlannedReport]] = {}
        for report in reports:
            if self.save_snapshot is None or report.snapshot is None or report.snapshot.exists():
                self._ready.append(report)
            else:
                waiting.setdefault(report.snapshot, []).append(report)
        for folder, same in waiting.items():
            if self.save_snapshot is not None:
                self._waiting[reader.submit(self.save_snapshot, same[0].job, folder)] = same

    def _submit_ready(self) -> None:
        """Keep the workers busy; a report that may have killed its worker is built alone."""
        while self._ready and len(self._building) < self.workers.size:
            self._submit(self._ready.popleft())
        if self._suspects and not self._building:
            self._submit(self._suspects.popleft())

    def _submit(self, report: PlannedReport) -> None:
        self._attempts[report.job.title] += 1
        try:
            future = self.workers.submit(report)
        except BrokenProcessPool:
            self.workers.restart()
            future = self.workers.submit(report)
        self._building[future] = report

    def _collect(self, finished: Iterable[Future[Any]]) -> None:
        lost = []
        for future in finished:
            error = future.exception()
            if future in self._waiting:
                self._release(self._waiting.pop(future), error)
                continue
            report = self._building.pop(future, None)
            if report is None:  # its dataset was read after all, but the rest was cancelled
                continue
            if isinstance(error, BrokenProcessPool):
                lost.append(report)
            elif error is not None:
                self._finish(failed(report.job.title, f"{type(error).__name__}: {error}"))
            else:
                self._retry_or_finish(report, future.result())
        if lost:
            self._requeue_lost(lost)

    def _release(self, reports: list[PlannedReport], error: BaseException | None) -> None:
        """Let the reports of a dataset start, now that it was read; or fail them, if it cannot be read."""
        if error is None:
            self._ready.extend(reports)
            return
        for report in reports:
            if isinstance(error, DatasetError):
                self._finish(failed_by_figures(report.job, error))
            else:
                self._finish(failed(report.job.title, str(error) or type(error).__name__))

    def _requeue_lost(self, lost: list[PlannedReport]) -> None:
        """Go on after a worker died: everything that was being built is lost, and one report may be why."""
        lost += self._building.values()
        self._building.clear()
        self.workers.restart()
        for report in lost:
            if len(lost) == 1 and self._attempts[report.job.title] > 1 + self.retries:
                self._finish(failed(report.job.title, DIED))
            else:
                self._suspects.append(report)

    def _retry_or_finish(self, report: PlannedReport, result: Result) -> None:
        if result.transient and self._attempts[report.job.title] <= self.retries:
            self._ready.append(report)
        else:
            self._finish(result)

    def _finish(self, result: Result) -> None:
        self.on_result(replace(result, attempts=max(1, self._attempts[result.report])))
        if result.status == "failed" and self.fail_fast:
            self._cancel_rest()

    def _cancel_rest(self) -> None:
        """Start nothing more; what is being built is finished."""
        waiting = (report for reports in self._waiting.values() for report in reports)
        rest = [*self._ready, *self._suspects, *waiting]
        for queue in (self._ready, self._suspects, self._waiting):
            queue.clear()
        for report in rest:
            self._finish(Result(report=report.job.title, status="not started", code=FAILED))
