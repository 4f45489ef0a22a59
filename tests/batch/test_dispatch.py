"""Reports are shared out among workers; one that fails harms no other, and none is lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kgreport.batch.dispatch import Dispatcher
from kgreport.batch.executors import Reader
from kgreport.batch.journal import Journal
from kgreport.batch.plan import Plan, PlannedReport
from kgreport.batch.worker import failure_of
from kgreport.builder.job import Job
from kgreport.builder.report_key import Recipe
from kgreport.builder.result import Result
from kgreport.data.params.model import Parameters
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.phrases import Message, Phrase

RECIPE = cast("Recipe", SimpleNamespace(parameters=Parameters(year=2018, dataset="../data", language="en")))
Behaviour = Callable[[str, int], Result]


def planned(*names: str) -> list[PlannedReport]:
    jobs = [
        Job(parameters=Path(f"{n}.yml"), outputs=Path("o"), notebook=Path("annual_report.ipynb"))
        for n in names
    ]
    return [PlannedReport(job=job, recipe=RECIPE, reasons=("new",)) for job in jobs]


def built(name: str) -> Result:
    return Result(report=name, status="built")


def failed(name: str, *, transient: bool = True) -> Result:
    return Result(report=name, status="failed", code=1, transient=transient)


@dataclass
class Fakes:
    """Workers that do as they are told, by report and by how often it was tried; two at a time."""

    behave: Behaviour
    size: int = 2
    tried: Counter[str] = field(default_factory=Counter)
    snapshots: list[Path | None] = field(default_factory=list)
    restarted: int = 0

    def submit(self, report: PlannedReport) -> Future[Result]:
        """Do it at once."""
        name = report.job.title
        self.tried[name] += 1
        self.snapshots.append(report.snapshot)
        future: Future[Result] = Future()
        try:
            future.set_result(self.behave(name, self.tried[name]))
        except BrokenProcessPool as error:
            future.set_exception(error)
        return future

    def restart(self) -> None:
        """Count it."""
        self.restarted += 1


class Reads(Reader):
    """Reads datasets here, as it is told to."""

    def __init__(self, save: Callable[[Path], object]) -> None:
        super().__init__()
        self.save = save
        self.read_so_far: list[Path] = []

    def read(self, reports: Sequence[PlannedReport], folder: Path) -> Future[list[Result]]:
        """Do it at once; a `BrokenProcessPool` stands for the death of the process."""
        self.read_so_far.append(folder)
        future: Future[list[Result]] = Future()
        try:
            self.save(folder)
        except BrokenProcessPool as error:
            future.set_exception(error)
        except Exception as error:
            future.set_result([failure_of(one, error) for one in reports])
        else:
            future.set_result([])
        return future


def run(fakes: Fakes, names: Iterable[str], reader: Reader | None = None, **settings: Any) -> list[Result]:
    reports = planned(*names)
    if reader:
        reports = [replace(one, snapshot=Path("kept") / one.job.name[0]) for one in reports]
    results: list[Result] = []
    Dispatcher(fakes, reader, results.append, **settings).build(reports)
    assert sorted(one.report for one in results) == sorted(names)
    return sorted(results, key=lambda one: list(names).index(one.report))


def test_every_report_has_a_result() -> None:
    fakes = Fakes(lambda name, _: failed(name) if name == "b" else built(name))

    assert [(one.report, one.status) for one in run(fakes, "abcd")] == [
        ("a", "built"), ("b", "failed"), ("c", "built"), ("d", "built"),
    ]  # fmt: skip


def test_results_come_in_the_order_of_the_plan(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "batch.json")
    current = replace(planned("c")[0], reasons=())
    journal.begin(Plan((*planned("a", "b"), current), (failed("x"),)))

    for name in "ba":
        journal.add(built(name))

    assert [one.report for one in journal.results] == ["x", "a", "b", "c"]
    assert (journal.code, journal.counts) == (1, {"built": 2, "current": 1, "failed": 1})


def test_a_dataset_read_too_late_starts_nothing_more() -> None:
    """Its reports were cancelled in the same moment, when another one failed."""
    fakes = Fakes(lambda name, _: failed(name))
    reports = [planned("a")[0], replace(planned("b")[0], snapshot=Path("kept"))]
    results: list[Result] = []
    dispatcher = Dispatcher(fakes, Reads(lambda _: None), results.append, fail_fast=True)

    dispatcher.build(reports)

    assert [one.report for one in results] == ["a", "b"]


def test_a_report_is_tried_again_as_often_as_asked_for() -> None:
    fakes = Fakes(lambda name, attempt: built(name) if attempt == 3 else failed(name))

    (twice,) = run(Fakes(fakes.behave), "a", retries=1)
    (thrice,) = run(fakes, "a", retries=2)

    assert (twice.status, twice.attempts) == ("failed", 2)
    assert (thrice.status, thrice.attempts) == ("built", 3)


def test_what_cannot_go_better_is_not_tried_again() -> None:
    """Figures that contradict each other still do a second later."""
    fakes = Fakes(lambda name, _: failed(name, transient=False))

    run(fakes, "a", retries=5)

    assert fakes.tried == {"a": 1}


def test_a_worker_that_dies_loses_no_report() -> None:
    def behave(name: str, attempt: int) -> Result:
        if name == "b" and attempt == 1:
            raise BrokenProcessPool
        return built(name)

    fakes = Fakes(behave)

    assert {one.status for one in run(fakes, "abcd")} == {"built"}
    assert fakes.restarted == 1


def test_a_report_that_kills_its_worker_again_is_given_up() -> None:
    def behave(name: str, attempt: int) -> Result:
        if name == "b":
            raise BrokenProcessPool
        return built(name)

    fakes = Fakes(behave)
    results = run(fakes, "abcd")

    assert [one.status for one in results] == ["built", "failed", "built", "built"]
    assert "its process died" in results[1].message
    assert fakes.tried["b"] == 2


@pytest.mark.parametrize(("retries", "tried"), [(0, 2), (3, 4)])
def test_a_report_whose_kernel_is_killed_is_built_once_more_alone(retries: int, tried: int) -> None:
    """That is no retry to ask for: memory ran out, as it does where a worker is killed."""
    alone: list[bool] = []

    class Watched(Fakes):
        def submit(self, report: PlannedReport) -> Future[Result]:
            if report.job.title == "b" and self.tried["b"]:
                alone.append(self.tried.keys() == {*"abcd"})
            return super().submit(report)

    fakes = Watched(lambda name, _: replace(failed(name), killed=True) if name == "b" else built(name))
    results = run(fakes, "abcd", retries=retries)

    assert [one.status for one in results] == ["built", "failed", "built", "built"]
    assert (fakes.tried["b"], results[1].attempts) == (tried, tried)
    assert alone == [True] * (tried - 1)


def test_nothing_more_is_started_once_one_has_failed_fast() -> None:
    fakes = Fakes(lambda name, _: failed(name) if name == "a" else built(name))
    results = run(fakes, "abcdef", fail_fast=True)

    assert results[0].status == "failed"
    assert [one.status for one in results[-2:]] == ["not started", "not started"]
    assert {one.code for one in results[-2:]} == {1}


def test_a_dataset_is_read_once_for_all_that_read_it() -> None:
    reader = Reads(lambda _: None)
    fakes = Fakes(lambda name, _: built(name))

    run(fakes, ["a1", "a2", "b1", "a3"], reader)

    assert reader.read_so_far == [Path("kept/a"), Path("kept/b")]
    assert Counter(fakes.snapshots) == {Path("kept/a"): 3, Path("kept/b"): 1}


def finding() -> Finding:
    said = Message(Phrase("sai", "wrong"))
    return Finding(kind="x", severity="error", place=said, expected=said, found=said, advice=said)


@pytest.mark.parametrize("error", [DatasetError([finding()]), RuntimeError("broken")])
def test_a_dataset_that_cannot_be_read_fails_its_reports_alone(error: Exception) -> None:
    def save(folder: Path) -> None:
        if folder.name == "a":
            raise error

    results = run(Fakes(lambda name, _: built(name)), ["a1", "b1", "a2"], Reads(save))

    assert [one.status for one in results] == ["failed", "built", "failed"]
    assert ("wrong" if isinstance(error, DatasetError) else "broken") in results[0].message


def test_a_dataset_that_kills_who_reads_it_twice_fails_its_reports_alone() -> None:
    """Memory may have run out for another reason: it is read once more."""

    def save(folder: Path) -> None:
        if folder.name == "a" or (folder.name == "b" and reader.read_so_far.count(folder) == 1):
            raise BrokenProcessPool

    reader = Reads(save)
    results = run(Fakes(lambda name, _: built(name)), ["a1", "b1", "a2", "c1"], reader)

    assert [one.status for one in results] == ["failed", "built", "failed", "built"]
    assert "the process that reads the dataset ../data died twice" in results[0].message
    assert Counter(path.name for path in reader.read_so_far) == {"a": 2, "b": 2, "c": 1}


def test_a_report_that_cannot_be_sent_out_fails_alone() -> None:
    """Its notebook was deleted since the plan, or the cluster takes nothing more."""

    class Refusing(Fakes):
        def submit(self, report: PlannedReport) -> Future[Result]:
            if report.job.title == "b":
                raise FileNotFoundError(2, "No such file or directory", "b.ipynb")
            return super().submit(report)

    results = run(Refusing(lambda name, _: built(name)), "abc")

    assert [one.status for one in results] == ["built", "failed", "built"]
    assert results[1].message.startswith("b: b.ipynb cannot be read: No such file or directory; ")


def test_a_report_that_somebody_cancels_fails_alone() -> None:
    class Cancelled(Fakes):
        def submit(self, report: PlannedReport) -> Future[Result]:
            future = super().submit(report)
            if report.job.title == "b":
                future = Future()
                future.cancel()
                future.set_running_or_notify_cancel()
            return future

    results = run(Cancelled(lambda name, _: built(name)), "abc")

    assert [one.status for one in results] == ["built", "failed", "built"]


@pytest.mark.skipif(os.name != "posix", reason="no process is killed by a signal here")
def test_a_process_that_reads_dies_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgreport.batch.executors.read_planned", Dies())
    with Reader() as reader:
        died = reader.read(planned("a"), Path("kept")).exception(60)

    assert isinstance(died, BrokenProcessPool)


class Dies:
    """A function that kills the process into which it comes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.abort, ()
