"""Share out the reports of a plan among workers, and gather how each went."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgreport.batch.executors import Workers
from kgreport.batch.plan import Planned
from kgreport.batch.worker import Order, Result, contradicted, failed
from kgreport.build.check import FAILED
from kgreport.build.job import Job
from kgreport.terms.findings import DatasetError

DIED = "its process died, often because memory ran out; with --jobs 1 there is more for each"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a batch goes on when a report fails.

    Attributes
    ----------
    retries
        How often a report that failed is tried again, where that may help.
    fail_fast
        Whether to start no further report once one has failed.
    """

    retries: int = 0
    fail_fast: bool = False


@dataclass(slots=True)
class Task:
    """A report on its way through the batch.

    Attributes
    ----------
    planned
        The report.
    prepared
        Folder of its dataset.
    attempts
        How often it was started.
    """

    planned: Planned
    prepared: Path | None = None
    attempts: int = 0

    def order(self) -> Order:
        """Give the order for a worker."""
        self.attempts += 1
        return Order(job=self.planned.job, recipe=self.planned.recipe, prepared=self.prepared)


Prepare = Callable[[Job, Path], None]
"""Reads the dataset of a report and keeps it in a folder."""


@dataclass(slots=True)
class Run:
    """One batch.

    Attributes
    ----------
    workers
        Where the reports are built.
    settings
        How it goes on when one fails.
    prepare
        Reads the dataset of a report, once for all that read the same; none where the workers do.
    done
        Told the result of each report.
    """

    workers: Workers
    settings: Settings
    prepare: Prepare | None
    done: Callable[[Result], None]
    _ready: deque[Task] = field(default_factory=deque)
    _suspects: deque[Task] = field(default_factory=deque)
    _building: dict[Future[Result], Task] = field(default_factory=dict)
    _preparing: dict[Future[None], list[Task]] = field(default_factory=dict)
    _results: dict[str, Result] = field(default_factory=dict)

    def build(self, reports: Sequence[Planned], prepared: Callable[[Planned], Path | None]) -> list[Result]:
        """Build reports.

        Parameters
        ----------
        reports
            The reports, in the order they are started.
        prepared
            Gives the folder that keeps the dataset of a report; none where its tables are to be read.

        Returns
        -------
        list of Result
            One for each report, in their order.
        """
        with ThreadPoolExecutor(1) as reading:
            self._set_out(reports, prepared, reading)
            while self._ready or self._suspects or self._building or self._preparing:
                self._hand_out()
                under_way: list[Future[Any]] = [*self._building, *self._preparing]
                self._take_in(wait(under_way, return_when=FIRST_COMPLETED).done)
        return [self._results[one.job.title] for one in reports]

    def _set_out(
        self,
        reports: Iterable[Planned],
        prepared: Callable[[Planned], Path | None],
        reading: ThreadPoolExecutor,
    ) -> None:
        """Have each dataset read that is not kept yet; its reports wait for it."""
        waiting: dict[Path, list[Task]] = {}
        for planned in reports:
            task = Task(planned, prepared(planned))
            if self.prepare is None or task.prepared is None or task.prepared.exists():
                self._ready.append(task)
            else:
                waiting.setdefault(task.prepared, []).append(task)
        for folder, tasks in waiting.items():
            if self.prepare is not None:
                self._preparing[reading.submit(self.prepare, tasks[0].planned.job, folder)] = tasks

    def _hand_out(self) -> None:
        """Keep the workers busy; a report whose process died is built alone, so that it harms no other."""
        while self._ready and len(self._building) < self.workers.size:
            self._start(self._ready.popleft())
        if self._suspects and not self._building:
            self._start(self._suspects.popleft())

    def _start(self, task: Task) -> None:
        try:
            self._building[self.workers.submit(task.order())] = task
        except BrokenProcessPool:
            self.workers.renew()
            self._building[self.workers.submit(task.order())] = task

    def _take_in(self, finished: Iterable[Future[Any]]) -> None:
        died = []
        for future in finished:
            if future in self._preparing:
                self._prepared(self._preparing.pop(future), future.exception())
                continue
            task = self._building.pop(future)
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                died.append(task)
            elif error is not None:
                self._judge(task, failed(task.planned.job.title, f"{type(error).__name__}: {error}"))
            else:
                self._judge(task, future.result())
        if died:
            self._mourn(died)

    def _prepared(self, tasks: list[Task], error: BaseException | None) -> None:
        """Let the reports begin whose dataset is kept now, or tell what is wrong with it."""
        if error is None:
            self._ready.extend(tasks)
            return
        for task in tasks:
            if isinstance(error, DatasetError):
                self._settle(contradicted(task.planned.job, error))
            else:
                self._settle(failed(task.planned.job.title, str(error) or type(error).__name__))

    def _mourn(self, died: list[Task]) -> None:
        """Go on after a worker died: all that was under way is lost, and one of them may be the cause."""
        died += self._building.values()
        self._building.clear()
        self.workers.renew()
        for task in died:
            if len(died) == 1 and task.attempts > 1 + self.settings.retries:
                self._settle(replace(failed(task.planned.job.title, DIED), attempts=task.attempts))
            else:
                self._suspects.append(task)

    def _judge(self, task: Task, result: Result) -> None:
        """Take a result, or try again."""
        if result.transient and task.attempts <= self.settings.retries:
            self._ready.append(task)
            return
        self._settle(replace(result, attempts=task.attempts))

    def _settle(self, result: Result) -> None:
        self._results[result.report] = result
        self.done(result)
        if result.status == "failed" and self.settings.fail_fast:
            self._abandon()

    def _abandon(self) -> None:
        """Start nothing more; what is under way is finished."""
        left = [
            *self._ready,
            *self._suspects,
            *(task for tasks in self._preparing.values() for task in tasks),
        ]
        for waiting in (self._ready, self._suspects, self._preparing):
            waiting.clear()
        for task in left:
            self._settle(Result(report=task.planned.job.title, status="not started", code=FAILED))
