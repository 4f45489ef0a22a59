"""Files are followed to the reports that depend on them: named by `impact`, built anew by `watch`."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from kgreport.batch.plan import Plan, Planner
from kgreport.batch.request import make_request
from kgreport.cli import watch as module
from kgreport.cli.app import app
from kgreport.data.workbooks.writing.workbook import write_workbook
from tests.batch.little import built_files, little_project, processes_of, run_here, start
from tests.execute.kernels.warm_kernels import comes_true

if TYPE_CHECKING:
    from kgreport.cli.console.progress import TerminalReporter

TREE = "id,name,parent,order\nsen,Sen,,1\nsen-1,Sen 1,sen,2\nmai,Mai,,3\n"
PATIENCE = 60
"""Seconds after which a watch is taken to be stuck."""


@pytest.fixture(scope="module")
def province(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of three units, one below another, with their workbooks and the records of all."""
    folder = little_project(project, tmp_path_factory.mktemp("province"), units=0)
    (folder / "data/units.csv").write_text(TREE, "utf-8")
    (folder / "data/figures.csv").unlink()
    members = pd.DataFrame({"year": [2017], "id": ["1"], "unit": ["mai"], "status": ["rated"]})
    members.to_parquet(folder / "data/members.parquet")
    for unit in ("sen-1", "mai"):
        write_workbook(folder / f"data/{unit}-2018.xlsx", year=2018, unit=unit, name="")
    (folder / "data/notes.txt").write_text("read by nobody", "utf-8")
    return folder


@pytest.fixture
def impact(province: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give the command, in the folder of the project."""
    monkeypatch.chdir(province)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["impact", *arguments, "--units", "all", "--notebook", NOTEBOOK])

    return run


NOTEBOOK = "notebooks/little.ipynb"
OPTIONS = ("--notebook", NOTEBOOK, "--to", "html", "--jobs", "1")
ALL = ["x", "x/sen", "x/sen-1", "x/mai"]


@pytest.mark.parametrize(
    ("file", "reports"),
    [
        ("data/sen-1-2018.xlsx", ["x", "x/sen", "x/sen-1"]),
        ("data/mai-2018.xlsx", ["x", "x/mai"]),
        ("data/members.parquet", ALL),
        ("data", ALL),
        ("params/x.yml", ALL),
        (NOTEBOOK, ALL),
        ("data/notes.txt", []),
    ],
)
def test_reports_that_depend_on_a_file_are_named(
    impact: Callable[..., Result], file: str, reports: list[str]
) -> None:
    result = impact(file, "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["file"]) == (0, file)
    assert told["reports"] == [f"{name} (little)" for name in reports]


def test_every_report_depends_on_the_code(impact: Callable[..., Result], project: Path) -> None:
    told = json.loads(impact(str(project / "kgreport/builder/build.py"), "--json").stdout)

    assert len(told["reports"]) == len(ALL)


def test_a_file_that_is_not_there_hides_no_other(impact: Callable[..., Result]) -> None:
    result = impact("data/mia-2018.xlsx", "data/mai-2018.xlsx")

    assert result.exit_code == 2
    assert "there is no data/mia-2018.xlsx; " in result.stderr
    assert result.stdout == "data/mai-2018.xlsx: 2 reports\n  x (little)\n  x/mai (little)\n"


def test_looking_writes_nothing(impact: Callable[..., Result], province: Path) -> None:
    impact("data")

    assert not (province / "outputs").exists()


class Watch:
    """A watch that runs in a folder, with what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._said: Queue[str] = Queue()
        as_in_a_terminal = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # not so in the background
        self.process = start(folder, "watch", *OPTIONS, stderr=subprocess.STDOUT, preexec_fn=as_in_a_terminal)
        self._reader = Thread(target=self._read)
        self._reader.start()

    def until(self, line: str) -> list[str]:
        """Give what it says until a line begins so."""
        said: list[str] = []
        while not said or not said[-1].startswith(line):
            try:
                said.append(self._said.get(timeout=PATIENCE))
            except Empty:
                pytest.fail(f"never said {line!r}, but {said}")
        return said

    def end(self, number: signal.Signals) -> tuple[int, list[str]]:
        """Ask it to end; give its exit status and its last words."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code, list(self._said.queue)

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._said.put(line.rstrip("\n"))

    def left(self) -> bool:
        """Tell whether any process is left of it."""
        return not comes_true(lambda: not processes_of(self.folder), PATIENCE)


@pytest.fixture
def two_reports(project: Path, tmp_path: Path) -> Path:
    """Make a project of two reports, each of a dataset of its own."""
    folder = little_project(project, tmp_path, units=1)
    (folder / "data").rename(folder / "mine")
    for name in ("mine", "other"):
        (folder / f"params/{name}.yml").write_text(f"year: 2018\ndataset: ../{name}\n", "utf-8")
    (folder / "params/x.yml").unlink()
    (folder / "other").mkdir()
    for path in (folder / "mine").iterdir():
        (folder / "other" / path.name).write_bytes(path.read_bytes())
    return folder


@contextmanager
def watching(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder)
    try:
        yield watch
    finally:
        for process in processes_of(folder):
            with suppress(ProcessLookupError):
                process.kill()
        watch.process.wait()


def test_what_depends_on_a_saved_file_is_built_anew_and_nothing_else(
    two_reports: Path, build_here: None
) -> None:
    """What fails is told once, leaves what was built before, and is built when it is saved again."""
    outputs, table = two_reports / "outputs", two_reports / "mine/figures.csv"
    good = table.read_text("utf-8")
    assert run_here(two_reports, "build", *OPTIONS)[0] == 0
    before = built_files(outputs)
    assert len(before) == 6
    with watching(two_reports) as watch:
        watch.until("watching 4 folders")
        assert built_files(outputs) == before

        table.write_text(good + "2018,,member,,reviewed,5,s\n2018,,member,,total,4,s\n", "utf-8")
        said = watch.until("watching")

        assert [line for line in said if "built" in line] == ["mine (little): not built"]
        assert built_files(outputs) == before

        table.write_text(good.replace(",118,", ",119,"), "utf-8")
        said = watch.until("watching")

        assert [line for line in said if "built" in line] == ["mine (little): built"]
        after = built_files(outputs)
        assert {name.split("/")[0] for name in before if before[name] != after[name]} == {"mine"}
        assert watch.end(signal.SIGINT) == (0, [])
        assert not watch.left()


def test_a_watch_begins_with_what_is_not_built_and_leaves_no_process_when_it_is_ended(
    two_reports: Path,
) -> None:
    with watching(two_reports) as watch:
        assert comes_true(lambda: any(two_reports.glob("outputs/*/.building-*")), PATIENCE)

        code, _ = watch.end(signal.SIGTERM)

        assert code == 143
        assert not watch.left()


class Said:
    """Takes the lines of a watch."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)


@pytest.fixture
def polled(monkeypatch: pytest.MonkeyPatch) -> list[bool | None]:
    """Let a save be told by polling alone, as where a system gives no notifications any more."""
    asked: list[bool | None] = []

    def watch_folders(*_: Path, force_polling: bool | None, **__: object) -> Iterator[set[tuple[int, str]]]:
        asked.append(force_polling)
        if not force_polling:
            raise RuntimeError("Error creating recommended watcher: Too many open files (os error 24)")
        yield {(2, "data/figures.csv")}

    monkeypatch.setattr("watchfiles.watch", watch_folders)
    return asked


def test_where_the_system_tells_of_no_saves_the_watch_looks_by_itself(
    polled: list[bool | None], tmp_path: Path
) -> None:
    said = Said()

    changes = list(module._changes_in([tmp_path, tmp_path / "away"], cast("TerminalReporter", said)))

    assert (changes, polled) == ([{"data/figures.csv"}], [None, True])
    assert "Too many open files" in said.lines[0]


def test_a_network_folder_is_looked_into_at_once(
    polled: list[bool | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine saves there, of which this system is not told."""
    mounts = [SimpleNamespace(mountpoint="/", fstype="ext4")]
    mounts.append(SimpleNamespace(mountpoint=str(tmp_path), fstype="nfs4"))
    monkeypatch.setattr("psutil.disk_partitions", lambda **_: mounts)
    said = Said()

    assert list(module._changes_in([tmp_path], cast("TerminalReporter", said))) == [{"data/figures.csv"}]
    assert (polled, said.lines) == ([True], [])


def test_a_dataset_that_was_away_is_built_of_again(project: Path, tmp_path: Path) -> None:
    """Nobody saves a file then: what could not be planned is planned again from time to time."""
    folder = little_project(project, tmp_path, units=0)
    request = make_request(folder / "params/x.yml", output=folder / "outputs")

    def plan() -> Plan:
        return Planner(request, save=False).plan()

    turns: Iterator[set[str]] = iter([set()] * 20)
    (folder / "data").rename(folder / "away")
    planned = plan()
    assert [one.report for one in planned.refused] == ["x"]

    def moved_back() -> Iterator[set[str]]:
        yield from islice(turns, 3)
        (folder / "away").rename(folder / "data")
        yield from turns

    assert module._wait_for_save(moved_back(), planned, plan) == []
    assert len(list(turns)) == 20 - 6
