"""Real batches: reports are built in processes of their own, once, whole, and the same however it went."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from kgreport.batch.plan import SNAPSHOTS, STATE
from kgreport.execute.kernels.fork import CAN_FORK
from tests.batch.little import ended, little_notebook, little_project, processes_of, run, run_here, start
from tests.conftest import BuildHere
from tests.execute.kernels.warm_kernels import comes_true

BUILD = ("build", "--notebook", "notebooks/little.ipynb")
TWO = (*BUILD, "--units", "u01,whole", "--years", "2017-2018", "--to", "html")
ALL = (*BUILD, "--units", "u00,u01,whole", "--years", "2017-2018", "--to", "html,pdf")
PATIENCE = 60


def project_of_two_units(project: Path, folder: Path) -> Path:
    """Make a project in which a report is the same with whatever others it is asked for."""
    little_project(project, folder, units=2)
    with (folder / "params/x.yml").open("a", encoding="utf-8") as parameters:
        parameters.write("first_year: 2014\nlast_year: 2018\n")
    return folder


@pytest.fixture(scope="module")
def undisturbed(project: Path, building_here: BuildHere, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of two units, and build six reports of it in this process; not to be changed."""
    folder = project_of_two_units(project, tmp_path_factory.mktemp("undisturbed"))
    with building_here():
        code, events, err = run_here(folder, *ALL)
    assert (code, err) == (0, "")
    assert list(ended(events).values()) == ["built"] * 6
    return folder


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Iterator[Path]:
    """Make such a project with nothing built; no process of it stays when a test fails."""
    yield project_of_two_units(project, tmp_path)
    for process in processes_of(tmp_path):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def files(folder: Path) -> dict[str, bytes]:
    """Give everything that was built, without what only saves time and what tells how it went."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kgreport" not in path.parts and path.name != "batch.json"
    }


@pytest.mark.usefixtures("build_here")
def test_a_batch_is_built_once_and_then_current(here: Path) -> None:
    code, events, err = run_here(here, *TWO)

    assert (code, err) == (0, "")
    assert list(ended(events).values()) == ["built"] * 4
    assert (here / "outputs/x/2017/u01/little-2017-u01.html").is_file()
    before = files(here / "outputs")

    code, events, _ = run_here(here, *TWO)

    assert code == 0
    assert (events[0]["build"], ended(events)) == (0, {})
    assert files(here / "outputs") == before


def test_a_report_is_the_same_alone_and_among_others(undisturbed: Path, here: Path) -> None:
    """The first is built in the process of the command with a kernel of its own, the others by forking."""
    one = (*BUILD, "--units", "u01", "--years", "2018", "--to", "html,pdf")
    assert run_here(here, *one)[0] == 0

    alone = files(here / "outputs")
    assert len(alone) == 4
    assert alone.items() <= files(undisturbed / "outputs").items()


@pytest.mark.usefixtures("build_here")
def test_reports_that_fail_do_not_stop_the_others(project: Path, tmp_path: Path) -> None:
    """The cells of one report fail, and the figures of another contradict each other: that is not retried."""
    here = little_project(project, tmp_path, units=4)
    notebook = json.loads((here / "notebooks/little.ipynb").read_text("utf-8"))
    notebook["cells"][-1]["source"] = "report.head() if unit != 'u01' else 1 / 0"
    (here / "notebooks/little.ipynb").write_text(json.dumps(notebook), "utf-8")
    with (here / "data/figures.csv").open("a", encoding="utf-8") as table:
        table.write("2018,u02,member,,reviewed,5,s\n2018,u02,member,,total,4,s\n")

    code, events, _ = run_here(here, *BUILD, "--units", "u00,u01,u02,u03", "--retries", "1", "--to", "html")

    assert code == 1
    assert ended(events) == {
        "x/u00 (little)": "built", "x/u01 (little)": "failed",
        "x/u02 (little)": "failed", "x/u03 (little)": "built",
    }  # fmt: skip
    failed = {one["report"]: one for one in events if one.get("state") == "failed"}
    cells, figures = failed["x/u01 (little)"], failed["x/u02 (little)"]
    assert "ZeroDivisionError" in "".join(cells["reasons"])
    assert "bound-2018-u02-member-reviewed" in "".join(figures["reasons"])
    assert (cells["attempts"], "attempts" in figures) == (2, False)
    assert not list((here / "outputs").rglob("u02/failed"))
    assert [path.name for path in (here / "outputs/.kgreport/failures/x/u02").iterdir()] == [
        "little-x-u02.json"
    ]
    journal = json.loads((here / "outputs/batch.json").read_text("utf-8"))
    assert (journal["state"], journal["exit"]) == ("finished", 1)
    assert journal["counts"] == {"built": 2, "failed": 2}


KILLS_ITSELF = """
import os, pathlib, signal
if not pathlib.Path("died once").exists():
    pathlib.Path("died once").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("build_here")
@pytest.mark.skipif(not CAN_FORK, reason="no process is killed by a signal here")
def test_a_report_whose_kernel_is_killed_is_built_once_more_unasked(project: Path, tmp_path: Path) -> None:
    here = little_project(project, tmp_path, units=1)
    (here / "notebooks/little.ipynb").write_text(little_notebook(project, KILLS_ITSELF), "utf-8")

    code, events, err = run_here(here, *BUILD, "--units", "u00", "--to", "html")

    assert (code, err) == (0, "")
    (report,) = (one for one in events if one["event"] == "report")
    assert (report["state"], report["attempts"]) == ("built", 2)
    assert not (here / "outputs/x/u00/failed").exists()


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the command, and only it, as when memory runs out: what it has started must end by itself."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


Moment = Callable[[Path], bool]
MOMENTS: tuple[Moment, ...] = (
    lambda outputs: (outputs / STATE / "lock.json").exists(),
    lambda outputs: any((outputs / STATE / SNAPSHOTS).glob("*")),
    lambda outputs: any(outputs.glob("x/*/.building-*")),
    lambda outputs: len(list(outputs.rglob("manifest-little.json"))) > 1,
)
"""When a batch plans, reads its tables, builds its first report, and has built some."""


def test_killed_at_any_moment_a_batch_leaves_no_process_and_is_finished_by_the_same_command(
    undisturbed: Path, here: Path
) -> None:
    chance = random.Random(20181231)
    command = (*ALL, "--wait", "60", "--jobs", "1")
    for moment in MOMENTS:
        process = start(here, *command)
        assert comes_true(partial(moment, here / "outputs"), PATIENCE)
        time.sleep(chance.uniform(0, 0.3))
        assert process.poll() is None
        kill(process)
        assert comes_true(lambda: not processes_of(here), PATIENCE)

    code, events, err = run(here, *command)

    assert (code, err) == (0, "")
    assert 0 < len(ended(events)) < 6
    assert files(here / "outputs") == files(undisturbed / "outputs")


def test_a_second_build_does_not_write_to_the_same_folder(here: Path) -> None:
    process = start(here, *ALL)
    assert comes_true((here / "outputs/.kgreport/lock.json").exists, PATIENCE)

    code, _, err = run_here(here, *BUILD, "--units", "u00", "--to", "html")
    kill(process)

    assert code == 3
    assert f"tiến trình {process.pid} trên máy này" in err or f"process {process.pid} on this machine" in err
