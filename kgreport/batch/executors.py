"""Where reports are built and datasets read: in this process, or in other processes of this machine.

Every kind of workers takes a planned report and gives a `concurrent.futures.Future` of its result, so that
the dispatcher need not know which kind it has. A Dask cluster is one more kind: `kgreport.batch.cluster`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from multiprocessing import parent_process, resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Protocol, TypeVar

from kgreport.batch.journal import BatchReporter
from kgreport.batch.plan import PlannedReport
from kgreport.batch.request import Request
from kgreport.batch.worker import (
    build_from_files,
    build_planned,
    files_of,
    read_planned,
    with_absolute_paths,
)
from kgreport.builder.result import Result
from kgreport.execute.kernels.fork import CAN_FORK, ONE_THREAD, PRELOAD, warm_server
from kgreport.execute.kernels.start import environment_of
from kgreport.exit_statuses import TERMINATED

Work = TypeVar("Work")

ONLY_FOR_PARENT = tuple(getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name))
"""The signals that a terminal sends to a command and to all that it has started."""

LAST_SECONDS = 5.0
"""How long workers may take to remove what they have begun."""

PER_PROCESS = 2
"""Reports submitted for each process at a time: one that it builds, and one to go on with at once."""


class Workers(Protocol):
    """Builds reports, some at a time."""

    @property
    def size(self) -> int:
        """How many reports can be submitted at a time."""

    def submit(self, report: PlannedReport) -> Future[Result]:
        """Have a report built."""

    def restart(self) -> None:
        """Start again after a worker died; all reports that were submitted are lost."""


class ThisProcess:
    """Builds in this process, one report after the other, while the caller waits.

    `cells` gives, by the name of a report, what to call after each of its cells.
    """

    size = 1

    def __init__(self, cells: Callable[[str], AbstractContextManager[Callable[[int, int], None]]]) -> None:
        self._cells = cells

    def submit(self, report: PlannedReport) -> Future[Result]:
        """Build the report now."""
        future: Future[Result] = Future()
        with self._cells(report.job.title) as on_cell:
            future.set_result(build_planned(report, on_cell))
        return future

    def restart(self) -> None:
        """Do nothing: if this process dies, nobody asks."""


class Processes:
    """Builds in processes of this machine; a server that they share forks their kernels.

    Where a store is named, the reports go there instead of into their folder.
    """

    def __init__(self, count: int, store: str = "") -> None:
        self.count = count
        self.size = PER_PROCESS * count
        self._store = store
        self._stack = ExitStack()
        self._warm: str | None = None
        self._executor: Executor | None = None

    def __enter__(self) -> Processes:
        if CAN_FORK:
            self._warm = self._stack.enter_context(warm_server(environment_of(Path(os.devnull)), PRELOAD))
        self._executor = self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            end_workers(multiprocessing.active_children())
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._stack.close()

    def submit(self, report: PlannedReport) -> Future[Result]:
        """Have a report built by the next process that is free."""
        if self._executor is None:
            self._executor = self._start()
        if self._store:
            build = partial(build_from_files, files=files_of(report), store=self._store, warm=self._warm)
            return self._executor.submit(work, build, with_absolute_paths(report))
        return self._executor.submit(work, build_planned, report, warm=self._warm)

    def restart(self) -> None:
        """End all processes; others start with the next report."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def _start(self) -> Executor:
        executor = new_pool(self.count)
        for _ in range(self.count):
            executor.submit(work, load_libraries)
        return executor


class Reader:
    """Reads datasets in a process of its own, which starts with the first one and may die of it."""

    def __init__(self) -> None:
        self._executor: Executor | None = None
        self._processes: list[BaseProcess] = []

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            end_workers(self._processes)
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def read(self, reports: Sequence[PlannedReport], folder: Path) -> Future[list[Result]]:
        """Read the dataset of some reports, and keep it in a folder; see `worker.read_planned`."""
        before = multiprocessing.active_children()
        self._executor = self._executor or new_pool(1)
        future = self._executor.submit(work, read_planned, reports, folder)
        self._processes += [one for one in multiprocessing.active_children() if one not in before]
        return future

    def end(self) -> None:
        """End the process; another one starts with the next dataset."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None


def cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def new_pool(count: int) -> Executor:
    """Make a pool of processes, which start when they are needed."""
    if os.name == "posix":  # Python's tracker of semaphores is not to end before the pool
        signal.pthread_sigmask(signal.SIG_BLOCK, ONLY_FOR_PARENT)
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ONLY_FOR_PARENT)
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=spawn, initializer=become_worker)


def end_workers(workers: Collection[BaseProcess]) -> None:
    """Ask workers to remove what they have begun and to end; kill those that do not."""
    for worker in workers:
        worker.terminate()
    end = time.monotonic() + LAST_SECONDS
    for worker in workers:
        worker.join(max(0, end - time.monotonic()))
        worker.kill()


def become_worker() -> None:
    """Make this process a worker: it ends with its parent, and leaves Ctrl-C and a closed terminal to it."""
    os.environ.update(ONE_THREAD)
    gc.set_threshold(50_000)  # as a command does
    for number in ONLY_FOR_PARENT:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    Thread(target=_end_with_parent, daemon=True).start()


def work(done: Callable[..., Work], *given: object, **named: object) -> Work:
    """Call a function in a worker; where the worker is asked to end meanwhile, end it."""
    try:
        return done(*given, **named)
    except SystemExit:  # the pool would go on with the next report
        os._exit(TERMINATED)


def load_libraries() -> None:
    """Load the libraries that every report needs, while the server loads those of the kernels."""
    from kgreport.execute.run import load_executor  # noqa: PLC0415
    from kgreport.publish.publishing import load_publishers  # noqa: PLC0415

    load_executor()
    load_publishers()
    gc.freeze()  # garbage collections need not walk through the libraries again


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def workers_for(request: Request, reports: int, reporter: BatchReporter) -> AbstractContextManager[Workers]:
    """Choose where to build: one report in this process, more in other processes, or on a cluster."""
    if request.scheduler:
        from kgreport.batch.cluster import Cluster  # noqa: PLC0415

        return Cluster(request.scheduler, request.store, reporter.waiting)
    count = request.jobs or cores()
    if request.store:
        return Processes(count, request.store)
    if reports == 1:
        return nullcontext(ThisProcess(reporter.cells))
    return Processes(min(count, reports))
