"""Reports are shared out among workers; one that fails harms no other, and none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kgreport.batch.dispatch import Dispatcher
from kgreport.batch.journal import Journal
from kgreport.batch.plan import Plan, PlannedReport
from kgreport.builder.job import Job
from kgreport.builder.report_key import Recipe
from kgreport.builder.result import Result
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.phrases import Message, Phrase

NO_RECIPE = cast("Recipe", SimpleNamespace(parameters=None))
Behaviour = Callable[[str, int], Result]


def planned(*names: str) -> list[PlannedReport]:
    jobs = [
        Job(parameters=Path(f"{n}.yml"), outputs=Path("o"), notebook=Path("annual_report.ipynb"))
        for n in names
    ]
    return [PlannedReport(job=job, recipe=NO_RECIPE, reasons=("new",)) for job in jobs]


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


def run(fakes: Fakes, names: Iterable[str], save_snapshot: Any = None, **settings: Any) -> list[Result]:
    reports = planned(*names)
    if save_snapshot:
        reports = [replace(one, snapshot=Path("kept") / one.job.name[0]) for one in reports]
    results: list[Result] = []
    Dispatcher(fakes, save_snapshot, results.append, **settings).build(reports)
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
    dispatcher = Dispatcher(fakes, lambda _, __: None, results.append, fail_fast=True)

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


def test_nothing_more_is_started_once_one_has_failed_fast() -> None:
    fakes = Fakes(lambda name, _: failed(name) if name == "a" else built(name))
    results = run(fakes, "abcdef", fail_fast=True)

    assert results[0].status == "failed"
    assert [one.status for one in results[-2:]] == ["not started", "not started"]
    assert {one.code for one in results[-2:]} == {1}


def test_a_dataset_is_read_once_for_all_that_read_it() -> None:
    read: list[Path] = []
    fakes = Fakes(lambda name, _: built(name))

    run(fakes, ["a1", "a2", "b1", "a3"], save_snapshot=lambda _, folder: read.append(folder))

    assert read == [Path("kept/a"), Path("kept/b")]
    assert Counter(fakes.snapshots) == {Path("kept/a"): 3, Path("kept/b"): 1}


def finding() -> Finding:
    said = Message(Phrase("sai", "wrong"))
    return Finding(kind="x", severity="error", place=said, expected=said, found=said, advice=said)


@pytest.mark.parametrize("error", [DatasetError([finding()]), RuntimeError("broken")])
def test_a_dataset_that_cannot_be_read_fails_its_reports_alone(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a1", "a2"):
        (tmp_path / f"{name}.yml").write_text("year: 2018\ndataset: kien-giang-2018\nlanguage: en\n")

    def save(job: Job, folder: Path) -> None:
        if folder.name == "a":
            raise error

    results = run(Fakes(lambda name, _: built(name)), ["a1", "b1", "a2"], save_snapshot=save)

    assert [one.status for one in results] == ["failed", "built", "failed"]
    assert ("wrong" if isinstance(error, DatasetError) else "broken") in results[0].message
