"""Whatever is wrong with the input of one report, it is told of that report, and the others go on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.batch.api import check
from kgreport.batch.journal import Journal
from kgreport.batch.plan import Plan, Planner
from kgreport.batch.request import Request, make_request
from kgreport.builder.memo import Memo
from kgreport.builder.result import failed
from kgreport.outputs.states import states_of

FIGURES = "year,unit,subject,tier,measure,value,source\n2018,,member,,rated,5,s\n"
LONG = "a" * 300


def parameters(folder: Path, more: str = "", dataset: str = "../data-b") -> None:
    (folder / "params/b.yml").write_text(f"year: 2018\ndataset: {dataset}\n{more}", "utf-8")


def null_cell(folder: Path) -> None:
    (folder / "null.ipynb").write_text('{"cells": [null], "metadata": {}, "nbformat": 4}', "utf-8")
    parameters(folder, "matrix: {notebooks: [null.ipynb]}")


def looping_link(folder: Path) -> None:
    (folder / "data-b/terms.yml").symlink_to("terms.yml")


BAD: dict[str, Callable[[Path], object]] = {
    "timestamp": lambda folder: parameters(folder, "decimals: !!timestamp foo\n"),
    "bool": lambda folder: parameters(folder, "decimals: !!bool x\n"),
    "int": lambda folder: parameters(folder, 'decimals: !!int ""\n'),
    "terms": lambda folder: (folder / "data-b/terms.yml").write_text('!!int ""'),
    "long dataset": lambda folder: parameters(folder, dataset=LONG),
    "long rules": lambda folder: parameters(folder, f"rules: {LONG}\n"),
    "null byte": lambda folder: parameters(folder, dataset='"../data\\0"'),
    "null cell": null_cell,
    "rules that are a folder": lambda folder: parameters(folder, "rules: ../data-b\n"),
    "not UTF-8": lambda folder: (folder / "params/b.yml").write_bytes(b"year: 2018\nplace: \xff\n"),
    "looping terms": looping_link,
}
"""What is done to the middle one of three reports."""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Make three reports, each of a dataset of its own."""
    (tmp_path / "params").mkdir()
    for name in "abc":
        (tmp_path / f"data-{name}").mkdir()
        (tmp_path / f"data-{name}/figures.csv").write_text(FIGURES, "utf-8")
        (tmp_path / f"params/{name}.yml").write_text(f"year: 2018\ndataset: ../data-{name}\n", "utf-8")
    return tmp_path


def requested(here: Path) -> Request:
    return Request(params=tuple(here / f"params/{name}.yml" for name in "abc"), outputs=here / "outputs")


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_input_costs_its_report_alone(here: Path, bad: Callable[[Path], object]) -> None:
    bad(here)

    plan = Planner(requested(here), save=False).plan()
    states = {str(one.identity["report"]): one.state for one in states_of(requested(here))}

    assert [one.job.title for one in plan.reports] in (["a", "c"], ["a", "b", "c"])
    assert all("b" in one.report and one.code for one in plan.refused)
    assert all("Traceback" not in one.message for one in plan.refused)
    assert {"a": "not built", "c": "not built"}.items() <= states.items()
    assert len(states) == 3


@pytest.mark.parametrize("name", ["a\nb.yml", "a\x1b[31m.yml"])
def test_a_parameters_file_that_cannot_be_named_costs_its_report_alone(here: Path, name: str) -> None:
    (here / "params" / name).write_text("year: 2018\ndataset: ../data-a\n", "utf-8")

    files = sorted((here / "params").iterdir())
    plan = Planner(make_request(files, output=here / "outputs"), save=False).plan()

    assert [one.job.title for one in plan.reports] == ["a", "b", "c"]
    assert [f"U+{ord(name[1]):04X}" in one.message for one in plan.refused] == [True]


def test_a_file_that_nobody_reads_needs_not_be_readable(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("notes.txt", os.fsdecode(b"\xff.txt")):
        (here / "data-b" / name).touch()
    known = Memo.hash

    def hash_unless_notes(self: Memo, path: Path) -> str:
        if path.name == "notes.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return known(self, path)

    monkeypatch.setattr(Memo, "hash", hash_unless_notes)

    plan = Planner(requested(here), save=False).plan()

    assert ([one.job.title for one in plan.reports], plan.refused) == (["a", "b", "c"], ())


def test_an_error_that_nobody_foresaw_is_told_of_its_report_with_what_to_do(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Memo.files

    def files(self: Memo, base: Path, dataset: str, unit: str) -> dict[str, Path]:
        if dataset == "../data-b":
            raise ZeroDivisionError("by zero")
        return known(self, base, dataset, unit)

    monkeypatch.setattr(Memo, "files", files)

    plan = Planner(requested(here), save=False).plan()

    assert [one.job.title for one in plan.reports] == ["a", "c"]
    (refused,) = plan.refused
    assert refused.message.startswith("b: lỗi mà kgreport chưa lường trước (ZeroDivisionError: by zero); ")
    assert "files" in refused.log


def test_a_check_goes_on_after_what_nobody_foresaw(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kgreport.builder import check as module
    from kgreport.builder.job import Job

    known = module.read_job

    def read_job(job: Job, *given: object) -> object:
        if job.name == "b":
            raise MemoryError
        return known(job, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_job", read_job)

    results = check([here / f"params/{name}.yml" for name in "abc"])

    assert [bool(one.problems) for one in results] == [False, True, False]
    assert results[1].code == 1
    assert "MemoryError" in results[1].problems[0]


def test_the_journal_takes_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.csv")
    journal = Journal(tmp_path / "batch.json")

    journal.begin(Plan((), (failed("b", f"{name} cannot be read"),)))

    (result,) = json.loads(journal.path.read_text("utf-8"))["results"]
    assert result["reasons"] == [f"{name} cannot be read"]


def test_the_journal_does_nothing_to_a_terminal_that_shows_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "batch.json")
    journal.begin(Plan((), (failed("b", "ô \x9b2J \u202e\x7f"),)))
    text = journal.path.read_text("utf-8")
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["results"][0]["reasons"] == ["ô \x9b2J \u202e\x7f"]
