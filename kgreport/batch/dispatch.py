"""Share out the reports of a plan among workers, gather the results, and recover from processes that die.

When a worker process dies, every report that was being built is lost. The dispatcher starts the workers
again and rebuilds the lost reports one at a time, so that the one that kills its worker harms no other; if
it does so again, it fails. A report whose kernel was killed is built once more in the same way, and a dataset
that kills the process that reads it is read once more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgreport.batch.executors import Reader, Workers
from kgreport.batch.plan import PlannedReport
from kgreport.batch.worker import failure_of
from kgreport.builder.result import Result, failed
from kgreport.exit_statuses import FAILED
from kgreport.terms.phrases import Phrase


@dataclass(slots=True)
class Dispatcher:
    """Shares out reports among workers.

    Attributes
    ----------
    workers
        Where the reports are built.
    reader
        Reads the dataset of reports and keeps it in a folder, once for all that read the same; none if the
        workers read it themselves.
    on_result
        Is called with the result of each report.
    retries
        How often a report is retried whose failure may be temporary.
    fail_fast
        Whether to start no further report once one has failed.
    """

    workers: Workers
    reader: Reader | None
    on_result: Callable[[Result], None]
    retries: int = 0
    fail_fast: bool = False
    _ready: deque[PlannedReport] = field(default_factory=deque)
    _suspects: deque[PlannedReport] = field(default_factory=deque)
    _building: dict[Future[Result], PlannedReport] = field(default_factory=dict)
    _unread: deque[tuple[Path, list[PlannedReport]]] = field(default_factory=deque)
    _reading: dict[Future[list[Result]], tuple[Path, list[PlannedReport]]] = field(default_factory=dict)
    _attempts: Counter[str | Path] = field(default_factory=Counter)

    def build(self, reports: Sequence[PlannedReport]) -> None:
        """Build reports, started in their order."""
        self._sort(reports)
        while self._ready or self._suspects or self._unread or self._building or self._reading:
            self._submit_ready()
            running: list[Future[Any]] = [*self._building, *self._reading]
            if running:
                self._collect(wait(running, return_when=FIRST_COMPLETED).done)

    def _sort(self, reports: Iterable[PlannedReport]) -> None:
        """Tell the reports whose dataset is kept from those that wait until it is read."""
        waiting: dict[Path, list[PlannedReport]] = {}
        for report in reports:
            if self.reader is None or report.snapshot is None or report.snapshot.exists():
                self._ready.append(report)
            else:
                waiting.setdefault(report.snapshot, []).append(report)
        self._unread.extend(waiting.items())

    def _submit_ready(self) -> None:
        """Keep reader and workers busy; a report that may have killed its worker is built alone."""
        if self.reader and self._unread and not self._reading:
            folder, same = self._unread.popleft()
            self._attempts[folder] += 1
            self._reading[self.reader.read(same, folder)] = folder, same
        while self._ready and len(self._building) < self.workers.size:
            self._submit(self._ready.popleft())
        if self._suspects and not self._building:
            self._submit(self._suspects.popleft())

    def _submit(self, report: PlannedReport) -> None:
        self._attempts[report.job.title] += 1
        try:
            self._building[self._future_of(report)] = report
        except Exception as error:  # a file that goes with it cannot be read, or the cluster is gone
            self._finish(failure_of(report, error))

    def _future_of(self, report: PlannedReport) -> Future[Result]:
        try:
            return self.workers.submit(report)
        except BrokenProcessPool:
            self.workers.restart()
            return self.workers.submit(report)

    def _collect(self, finished: Iterable[Future[Any]]) -> None:
        lost = []
        for future in finished:
            error = _error_of(future)
            if future in self._reading:
                self._release(*self._reading.pop(future), future, error)
                continue
            report = self._building.pop(future, None)
            if report is None:  # its dataset was read after all, but the rest was cancelled
                continue
            if isinstance(error, BrokenProcessPool):
                lost.append(report)
            elif error is not None:
                self._finish(failure_of(report, error))
            else:
                self._retry_or_finish(report, future.result())
        if lost:
            self._requeue_lost(lost)

    def _release(
        self, folder: Path, reports: list[PlannedReport], future: Future[Any], error: Exception | None
    ) -> None:
        """Let the reports of a dataset start, now that it was read; or fail them, if it cannot be read."""
        died = isinstance(error, BrokenProcessPool)
        again = died and self._attempts[folder] == 1
        if again:
            self._unread.append((folder, reports))
        if self.reader and (died or not self._unread):
            self.reader.end()
        if again:
            return
        if died:
            failures = [self._died(report, DIED_READING) for report in reports]
        elif error is not None:
            failures = [failure_of(report, error) for report in reports]
        else:
            failures = future.result()
        if not failures:
            self._ready.extend(reports)
        for failure in failures:
            self._finish(failure)

    def _died(self, report: PlannedReport, phrase: Phrase) -> Result:
        parameters = report.recipe.parameters
        said = phrase.say(parameters.language, dataset=" + ".join(parameters.datasets))
        return failed(report.job.title, said)

    def _requeue_lost(self, lost: list[PlannedReport]) -> None:
        """Go on after a worker died: everything that was being built is lost, and one report may be why."""
        lost += self._building.values()
        self._building.clear()
        self.workers.restart()
        for report in lost:
            if len(lost) == 1 and self._attempts[report.job.title] > 1 + self.retries:
                self._finish(self._died(report, DIED))
            else:
                self._suspects.append(report)

    def _retry_or_finish(self, report: PlannedReport, result: Result) -> None:
        retries = max(self.retries, result.killed) if result.transient else 0
        if self._attempts[report.job.title] <= retries:
            (self._suspects if result.killed else self._ready).append(report)
        else:
            self._finish(result)

    def _finish(self, result: Result) -> None:
        self.on_result(replace(result, attempts=max(1, self._attempts[result.report])))
        if result.status == "failed" and self.fail_fast:
            self._cancel_rest()

    def _cancel_rest(self) -> None:
        """Start nothing more; what is being built is finished."""
        waiting = (report for _, reports in (*self._reading.values(), *self._unread) for report in reports)
        rest = [*self._ready, *self._suspects, *waiting]
        for queue in (self._ready, self._suspects, self._reading, self._unread):
            queue.clear()
        for report in rest:
            self._finish(Result(report=report.job.title, status="not started", code=FAILED))


def _error_of(future: Future[Any]) -> Exception | None:
    """Give the error that a future ended with; also one that somebody else has cancelled."""
    try:
        error = future.exception()
    except CancelledError as cancelled:
        return cancelled
    if error is not None and not isinstance(error, Exception):
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


DIED = Phrase(
    "tiến trình lập báo cáo này đã chết, thường do hết bộ nhớ; --jobs 1 để mỗi báo cáo có nhiều bộ nhớ hơn",
    "its process died, often because memory ran out; with --jobs 1 there is more for each",
)
DIED_READING = Phrase(
    "tiến trình đọc bộ số liệu {dataset} đã chết hai lần, thường do hết bộ nhớ: tìm trong thư mục này tệp "
    "quá lớn hoặc bị hỏng, mở ra và lưu lại",
    "the process that reads the dataset {dataset} died twice, often because memory ran out: look in this "
    "folder for a file that is very large or damaged, open it and save it again",
)
