"""Build on a Dask cluster: the one module that knows dask.

A worker that dies loses nothing: Dask gives its reports to another; a report that is built twice is put in
place twice, with the same bytes.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kgreport.batch.plan import DATA, STATE
from kgreport.batch.remote_files import Parcel, carry_out_parcel, pack
from kgreport.batch.stores import Remote
from kgreport.batch.worker import Order, Result
from kgreport.errors import PublishError
from kgreport.execute.kernels.server_pool import server_for_reports

if TYPE_CHECKING:
    from distributed import Client

# Orders for each thread of the cluster that are handed out at a time, so that none waits for the caller.
AHEAD = 3


class Cluster:
    """Builds on the workers of a Dask cluster.

    Parameters
    ----------
    where
        Address of its scheduler, or a cluster or client of `dask.distributed`.
    store
        Address of the store the reports go to; empty where the workers reach the folder of the reports.

    Raises
    ------
    PublishError
        dask.distributed is not installed, or no scheduler answers.
    """

    def __init__(self, where: object, store: str = "") -> None:
        self._store = store
        self._stack = ExitStack()
        self._client = self._connect(where)
        self._executor = self._client.get_executor(pure=False)
        self._sent: set[str] = set()

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
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=kind is None)
        self._stack.close()

    @property
    def size(self) -> int:
        """How many reports it can be given at a time; workers may come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return AHEAD * max(1, sum(threads.values()))

    def submit(self, order: Order) -> Future[Result]:
        """Send an order to the next worker that is free."""
        self._send_dataset(order.prepared)
        given: Future[Result] = self._executor.submit(build_parcel, pack(order, self._store))
        return given

    def renew(self) -> None:
        """There is nothing to begin anew: Dask sees to its workers itself."""

    def _send_dataset(self, kept: Path | None) -> None:
        """Put a dataset where every worker can fetch it, once."""
        if not self._store or kept is None or kept.name in self._sent:
            return
        store = Remote(self._store)
        folder = f"{STATE}/{DATA}/{kept.name}"
        if not store.has(folder):
            store.put(sorted(kept.iterdir()), folder)
        self._sent.add(kept.name)


def build_parcel(parcel: Parcel) -> Result:
    """Build the report of a parcel on a worker, with a kernel forked from a server of the worker's own."""
    return carry_out_parcel(parcel, server_for_reports())
