"""A real cluster of several processes builds the same reports, also when one of them is killed."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from distributed import LocalCluster

import kgreport
from kgreport.builder.result import Result
from tests.batch.little import little_project


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Start a cluster of three worker processes on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
        ) as started:
            yield started


def build(here: Path, outputs: str, cluster: LocalCluster | None, store: str = "") -> list[Result]:
    return kgreport.build(
        here / "params/x.yml",
        units="all",
        years=[2017, 2018],
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


@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_loses_nothing(
    project: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    here = little_project(project, tmp_path, units=5)
    build(here, "alone", None)
    killed: list[int] = []

    def kill_one() -> None:
        while not list((here / "outputs").rglob("*.html")):
            time.sleep(0.05)
        victim = next(iter(cluster.workers.values())).process.pid
        os.kill(victim, signal.SIGKILL)
        killed.append(victim)

    killer = Thread(target=kill_one)
    killer.start()
    results = build(here, "outputs", cluster)
    killer.join()

    assert killed
    assert len(built(results)) == len(set(built(results))) == 12
    assert files(here / "outputs") == files(here / "alone")


@pytest.mark.filterwarnings("ignore")
def test_reports_go_to_a_store_that_only_fsspec_reaches(
    project: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    here = little_project(project, tmp_path, units=1)
    build(here, "alone", None)
    store = f"file://{tmp_path}/store"

    first = build(here, "outputs", cluster, store)
    again = build(here, "outputs", cluster, store)

    assert files(tmp_path / "store") == files(here / "alone")
    assert all(address.startswith(store) for one in first for address in one.stored)
    assert len(built(first)) == 4
    assert built(again) == []
