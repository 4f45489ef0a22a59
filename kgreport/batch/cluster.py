"""Build on a Dask cluster: the one module that knows dask.

If a worker dies, Dask gives its reports to another. A report may then be built twice: both builds write the
same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING

from kgreport.batch.plan import SNAPSHOTS, STATE, PlannedReport
from kgreport.batch.stores import Remote
from kgreport.batch.worker import build_from_files, failure_of, files_of, with_absolute_paths
from kgreport.builder.result import Result, failed
from kgreport.environment import language_of
from kgreport.errors import PublishError
from kgreport.execute.kernels.server_pool import server_for_reports
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from distributed import Client

# Reports submitted for each thread of the cluster at a time, so that none waits for the caller.
PER_THREAD = 3
# Seconds between two looks whether there are workers.
LOOK = 60.0
# After so many looks without one, in a cluster that had workers, nobody waits for them any more.
LOOKS = 10


class Cluster:
    """Builds on the workers of a Dask cluster.

    Parameters
    ----------
    where
        Address of its scheduler, or a cluster or client of `dask.distributed`.
    store
        Address of the store for the reports; empty if the workers reach the folder of the reports.
    on_wait
        Is called with a message when no worker is there for a while.

    Raises
    ------
    PublishError
        dask.distributed is not installed, or no scheduler answers.
    """

    def __init__(
        self, where: object, store: str = "", on_wait: Callable[[str], None] = lambda _: None
    ) -> None:
        self._store = store
        self._on_wait = on_wait
        self._over = Event()
        self._stack = ExitStack()
        self._client = self._connect(where)
        self._executor = self._client.get_executor(pure=False)
        self._sent: set[str] = set()
        self._threads = 0
        self._looks = 0
        self._submitted: set[Future[Result]] = set()

    def _connect(self, where: object) -> Client:
        try:
            from distributed import Client  # noqa: PLC0415
        except ImportError:
            raise PublishError("a cluster needs dask.distributed: install kgreport[cluster]") from None
        if isinstance(where, Client):
            return where
        try:
            client: Client = self._stack.enter_context(Client(where, set_as_default=False, timeout=30))
        except (OSError, ValueError) as error:
            raise PublishError(f"no Dask scheduler answers at {where}: {error}") from None
        return client

    def __enter__(self) -> Cluster:
        Thread(target=self._watch_workers, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._executor.shutdown(wait=kind is None)
        self._stack.close()

    @property
    def size(self) -> int:
        """How many reports can be submitted at a time; workers may come and go."""
        with suppress(OSError):  # while the scheduler does not answer, it is what it was
            threads: dict[str, int] = self._client.nthreads()
            self._threads = sum(threads.values()) or self._threads
        return PER_THREAD * max(1, self._threads)

    def submit(self, report: PlannedReport) -> Future[Result]:
        """Have a report built by the next worker that is free."""
        self._send_snapshot(report.snapshot)
        future: Future[Result] = self._executor.submit(
            build_on_worker, with_absolute_paths(report), files_of(report), self._store
        )
        self._submitted.add(future)
        future.add_done_callback(self._submitted.discard)
        if self._have_gone:
            future.cancel()
        return with_result(future, report)

    @property
    def _have_gone(self) -> bool:
        """Whether all workers have ended, and none came back for a long time."""
        return self._threads > 0 and self._looks >= LOOKS

    def restart(self) -> None:
        """Do nothing: Dask restarts its workers itself."""

    def _watch_workers(self) -> None:
        """Say so when there is no worker for a while; give up when all have gone and none comes back."""
        while not self._over.wait(LOOK):
            with suppress(Exception):  # the scheduler does not answer; its reports tell
                self._looks = 0 if self._client.nthreads() else self._looks + 1
                if self._looks == 2:  # one may just be starting
                    self._on_wait(_NO_WORKER.say(language_of(os.environ)))
                for future in list(self._submitted) if self._have_gone else ():
                    future.cancel()

    def _send_snapshot(self, folder: Path | None) -> None:
        """Put a dataset into the store, once, so that every worker can fetch it."""
        if not self._store or folder is None or folder.name in self._sent:
            return
        store = Remote(self._store)
        place = f"{STATE}/{SNAPSHOTS}/{folder.name}"
        if not store.has(place):
            store.put(sorted(folder.iterdir()), place)
        self._sent.add(folder.name)


def build_on_worker(report: PlannedReport, files: Mapping[str, bytes], store: str) -> Result:
    """Build a report on a worker of the cluster, in a kernel forked by a server of that worker."""
    return build_from_files(report, files=files, store=store, warm=server_for_reports())


def with_result(future: Future[Result], report: PlannedReport) -> Future[Result]:
    """Give a future that has a result also where Dask has an error of its own: that is told in our words."""
    ours: Future[Result] = Future()

    def finish(theirs: Future[Result]) -> None:
        try:
            ours.set_result(theirs.result())
        except (Exception, CancelledError) as error:
            ours.set_result(_failure(report, error))

    future.add_done_callback(finish)
    return ours


def _failure(report: PlannedReport, error: Exception) -> Result:
    from distributed import KilledWorker  # noqa: PLC0415

    language = report.recipe.parameters.language
    if isinstance(error, KilledWorker):
        last = str(error.last_worker.address)
        said = _ALL_DIED.say(language, times=error.allowed_failures + 1, last=last)
    elif isinstance(error, CancelledError):
        said = _CANCELLED.say(language)
    else:
        return failure_of(report, error)
    return failed(report.job.title, said, transient=True)


_ALL_DIED = Phrase(
    "{times} tiến trình làm việc (worker) của Dask lần lượt chết trong khi lập báo cáo này, lần cuối ở "
    "{last}; thường do hết bộ nhớ: giảm --nworkers trên mỗi máy hoặc tăng --memory-limit; nhật ký của worker "
    "ghi mã thoát; rồi chạy lại lệnh này, lệnh chỉ lập những báo cáo còn thiếu",
    "{times} worker processes of Dask died one after the other while they built it, the last at {last}; "
    "often because memory ran out: start fewer --nworkers on each machine, or raise --memory-limit; the log "
    "of the worker says with which exit status; then run this command again, it builds what is missing",
)
_NO_WORKER = Phrase(
    "bộ điều phối Dask không có tiến trình làm việc (worker) nào; đang chờ; chạy `dask worker`, hoặc xem "
    "nhật ký vì sao các worker đã dừng",
    "no worker is connected to the Dask scheduler; waiting; start `dask worker`, or look into the logs why "
    "the workers ended",
)
_CANCELLED = Phrase(
    "Dask đã hủy báo cáo này: bộ điều phối (scheduler) không còn, hoặc mọi worker đã dừng mà không trở lại; "
    "khởi động lại chúng rồi chạy lại lệnh này, lệnh chỉ lập những báo cáo còn thiếu",
    "Dask has cancelled it: its scheduler has gone, or all workers have ended and none came back; start them "
    "again, then run this command again, it builds what is missing",
)
