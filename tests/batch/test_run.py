"""Reports are shared out among workers; one that fails harms no other, and none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from kgreport.batch.dispatch import Run, Settings
from kgreport.batch.plan import Planned
from kgreport.batch.worker import Order, Result
from kgreport.build.job import Job
from kgreport.build.report_key import Recipe
from kgreport.terms.findings import DatasetError, Finding
from kgreport.terms.phrases import Message, Phrase

NO_RECIPE = cast(Recipe, None)
Behaviour = Callable[[str, int], Result]


def planned(*names: str) -> list[Planned]:
    jobs = [
        Job(parameters=Path(f"{n}.yml"), outputs=Path("o"), notebook=Path("annual_report.ipynb"))
        for n in names
    ]
    return [Planned(job=job, recipe=NO_RECIPE, reasons=("new",)) for job in jobs]


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
    prepared: list[Path | None] = field(default_factory=list)
    renewed: int = 0

    def submit(self, order: Order) -> Future[Result]:
        """Do it at once."""
        name = order.job.title
        self.tried[name] += 1
        self.prepared.append(order.prepared)
        future: Future[Result] = Future()
        try:
            future.set_result(self.behave(name, self.tried[name]))
        except BrokenProcessPool as error:
            future.set_exception(error)
        return future

    def renew(self) -> None:
        """Count it."""
        self.renewed += 1


def run(fakes: Fakes, names: Iterable[str], prepare: object = None, **settings: object) -> list[Result]:
    told: list[Result] = []
    course = Run(fakes, Settings(**settings), prepare, told.append)  # type: ignore[arg-type]
    results = course.build(planned(*names), lambda one: Path("kept") / one.job.name[0] if prepare else None)
    assert sorted(one.report for one in told) == sorted(names)
    return results


def test_results_come_in_the_order_of_the_reports() -> None:
    fakes = Fakes(lambda name, _: failed(name) if name == "b" else built(name))

    assert [(one.report, one.status) for one in run(fakes, "abcd")] == [
        ("a", "built"), ("b", "failed"), ("c", "built"), ("d", "built"),
    ]  # fmt: skip


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
    assert fakes.renewed == 1


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

    run(fakes, ["a1", "a2", "b1", "a3"], prepare=lambda _, folder: read.append(folder))

    assert read == [Path("kept/a"), Path("kept/b")]
    assert Counter(fakes.prepared) == {Path("kept/a"): 3, Path("kept/b"): 1}


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

    def prepare(job: Job, folder: Path) -> None:
        if folder.name == "a":
            raise error

    results = run(Fakes(lambda name, _: built(name)), ["a1", "b1", "a2"], prepare=prepare)

    assert [one.status for one in results] == ["failed", "built", "failed"]
    assert ("wrong" if isinstance(error, DatasetError) else "broken") in results[0].message
