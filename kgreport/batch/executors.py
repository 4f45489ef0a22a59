"""Where reports are built: in this process, or in processes of their own on this machine.

All of them take an order and give a `concurrent.futures.Future` of its result, so that whoever shares out the
work need not know which; so does `kgreport.batch.cluster`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Protocol

from kgreport.batch.remote_files import carry_out_parcel, pack
from kgreport.batch.worker import Order, Result, carry_out
from kgreport.execute.kernels.fork import CAN_FORK, ONE_THREAD, warm_server
from kgreport.execute.kernels.start import environment_of

AHEAD = 2
"""Orders for each worker that are handed out at a time: one it works on, and one to go on with at once."""


class Workers(Protocol):
    """Builds reports, some at a time."""

    @property
    def size(self) -> int:
        """How many reports it can be given at a time."""

    def submit(self, order: Order) -> Future[Result]:
        """Take an order."""

    def renew(self) -> None:
        """Begin anew after a worker died and took the others' orders with it."""


class Here:
    """Builds in this process, one after the other, while the caller waits."""

    size = 1

    def __init__(self, watching: Callable[[str], AbstractContextManager[Callable[[int, int], None]]]) -> None:
        self._watching = watching

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, order: Order) -> Future[Result]:
        """Build the report now."""
        done: Future[Result] = Future()
        with self._watching(order.job.title) as on_cell:
            done.set_result(carry_out(order, on_cell))
        return done

    def renew(self) -> None:
        """There is nothing to begin anew."""


class Processes:
    """Builds in processes of this machine, with kernels forked from a server that they share.

    Parameters
    ----------
    count
        How many; as many as there are cores if not said.
    preload
        What the server of kernels loads.
    store
        Address of a store the reports go to instead of their folder.
    """

    def __init__(self, count: int, preload: tuple[str, ...], store: str = "") -> None:
        self.count = count
        self._store = store
        self.size = AHEAD * self.count
        self._preload = preload
        self._stack = ExitStack()
        self._warm: str | None = None
        self._executor: Executor | None = None

    def __enter__(self) -> Processes:
        if CAN_FORK:
            self._warm = self._stack.enter_context(
                warm_server(environment_of(Path(os.devnull)), self._preload)
            )
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            end_children()
        if self._executor is not None:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._stack.close()

    def submit(self, order: Order) -> Future[Result]:
        """Hand an order to the next process that is free."""
        if self._executor is None:
            self._begin()
        assert self._executor is not None
        if self._store:
            return self._executor.submit(carry_out_parcel, pack(order, self._store), self._warm)
        return self._executor.submit(carry_out, replace(order, warm=self._warm))

    def renew(self) -> None:
        """Start other processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def _begin(self) -> None:
        self._executor = ProcessPoolExecutor(
            self.count, mp_context=multiprocessing.get_context("spawn"), initializer=become_worker
        )
        for _ in range(self.count):
            self._executor.submit(load)


def cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def end_children() -> None:
    """End the processes that this one has started for itself."""
    for child in multiprocessing.active_children():
        child.terminate()


def become_worker() -> None:
    """Make this process a worker: it ends with its parent, and leaves interruptions to it."""
    os.environ.update(ONE_THREAD)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def load() -> None:
    """Load what every report needs, while the server of kernels loads what it needs."""
    from kgreport.execute.run import load_executor  # noqa: PLC0415
    from kgreport.publish.formats import load_publishers  # noqa: PLC0415

    load_executor()
    load_publishers()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
