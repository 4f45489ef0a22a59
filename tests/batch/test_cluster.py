"""A real cluster of several processes builds the same reports, also when one of them is killed."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

import kgreport
from kgreport.batch.cluster import Cluster, with_result
from kgreport.batch.plan import PlannedReport
from kgreport.builder.job import Job
from kgreport.builder.report_key import Recipe
from kgreport.builder.result import Result
from kgreport.data.params.model import Parameters
from tests.batch.little import little_project
from tests.conftest import AtOnce, BuildHere

if TYPE_CHECKING:
    from distributed import LocalCluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Start a cluster of two worker processes on this machine."""
    from distributed import LocalCluster  # not for those who only collect the tests

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
        ) as started:
            yield started


@pytest.fixture(scope="module")
def here(project: Path, building_here: BuildHere, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of two units, and build its reports without a cluster into the folder ``alone``."""
    folder = little_project(project, tmp_path_factory.mktemp("cluster"), units=2)
    with building_here():
        build(folder, "alone", None)
    return folder


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read datasets in this process: they are read as for any other workers."""
    monkeypatch.setattr("kgreport.batch.executors.new_pool", lambda _: AtOnce())


def build(
    here: Path, outputs: str, cluster: LocalCluster | None, store: str = "", units: str = "all"
) -> list[Result]:
    return kgreport.build(
        here / "params/x.yml",
        units=units,
        notebook=here / "notebooks/little.ipynb",
        output=here / outputs,
        formats="html",
        scheduler=cluster or "",
        store=store,
    )


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if ".kgreport" not in path.parts and path.name != "batch.json"
    }


def built(results: list[Result]) -> list[str]:
    return [one.report for one in results if one.status == "built"]


def any_page(folder: Path) -> bool:
    """Tell whether a page was built, in folders that come and go meanwhile."""
    with suppress(FileNotFoundError):
        return bool(list(folder.rglob("*.html")))
    return False


@pytest.fixture
def planned() -> PlannedReport:
    parameters = Parameters(year=2018, dataset="../data", language="en")
    recipe = cast("Recipe", SimpleNamespace(parameters=parameters))
    job = Job(parameters=Path("a.yml"), outputs=Path("o"), notebook=Path("annual_report.ipynb"))
    return PlannedReport(job=job, recipe=recipe, reasons=("new",))


def test_workers_that_die_faster_than_a_report_is_built_are_told_in_plain_words(
    planned: PlannedReport,
) -> None:
    from distributed import KilledWorker

    theirs: Future[Result] = Future()
    last = SimpleNamespace(address="tcp://10.0.0.3:4711")
    theirs.set_exception(KilledWorker("build_on_worker-1", last, 3))

    result = with_result(theirs, planned).result(1)

    assert (result.report, result.status, result.code, result.transient) == ("a", "failed", 1, True)
    assert result.message.startswith("4 worker processes of Dask died one after the other")
    assert "tcp://10.0.0.3:4711" in result.message
    assert "--memory-limit" in result.message


def test_a_scheduler_that_has_gone_fails_the_report_and_says_what_to_do(planned: PlannedReport) -> None:
    theirs: Future[Result] = Future()
    ours = with_result(theirs, planned)

    theirs.cancel()
    theirs.set_running_or_notify_cancel()

    assert ours.result(1).message.startswith("Dask has cancelled it: its scheduler has gone, or ")


def test_what_a_worker_gives_is_given_on(planned: PlannedReport) -> None:
    theirs: Future[Result] = Future()
    theirs.set_result(Result(report="a", status="built"))

    assert with_result(theirs, planned).result(1) is theirs.result()


class Lost:
    """A client of a cluster whose only worker ends and does not come back."""

    def __init__(self) -> None:
        self.threads = [{"tcp://10.0.0.3:4711": 1}]

    def nthreads(self) -> dict[str, int]:
        return self.threads.pop() if self.threads else {}

    def get_executor(self, **_: object) -> Lost:
        return self

    def submit(self, *_: object) -> Future[Result]:
        return Future()

    def shutdown(self, *, wait: bool) -> None:
        """Wait for nothing."""


def test_a_batch_whose_workers_have_gone_says_so_waits_and_gives_up(
    planned: PlannedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgreport.batch.cluster.LOOK", 0.01)
    monkeypatch.setattr("kgreport.batch.cluster.files_of", lambda _: {})
    monkeypatch.setattr(Cluster, "_connect", lambda *_: Lost())
    said: Queue[str] = Queue()

    with Cluster("tcp://nobody:1", on_wait=said.put) as cluster:
        assert cluster.size == 3
        before = cluster.submit(planned).result(10)
        after = cluster.submit(planned).result(1)

    assert "dask worker" in said.get_nowait()
    assert before.message == after.message
    assert "all workers have ended" in before.message


@pytest.mark.filterwarnings("ignore")
def test_reports_go_to_a_store_that_only_fsspec_reaches(
    here: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    store = f"file://{tmp_path}/store"

    first = build(here, "stored", cluster, store, "whole,u01")
    again = build(here, "stored", cluster, store, "whole,u01")

    alone = files(here / "alone")
    assert files(tmp_path / "store") == {name: alone[name] for name in alone if "u00" not in name.split("/")}
    assert all(address.startswith(store) for one in first for address in one.stored)
    assert len(built(first)) == 2
    assert built(again) == []


@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_loses_nothing(here: Path, cluster: LocalCluster) -> None:
    killed: list[int] = []

    def kill_one() -> None:
        while not any_page(here / "outputs"):
            time.sleep(0.05)
        victim = next(iter(cluster.workers.values())).process.pid
        os.kill(victim, signal.SIGKILL)
        killed.append(victim)

    killer = Thread(target=kill_one)
    killer.start()
    results = build(here, "outputs", cluster)
    killer.join()

    assert killed
    assert len(built(results)) == len(set(built(results))) == 3
    assert files(here / "outputs") == files(here / "alone")
