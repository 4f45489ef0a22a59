"""Real batches: reports are built in processes of their own, once, whole, and the same however it went."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.little import little_project

ALL = ["--units", "all", "--years", "2014-2018", "--to", "html"]


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Path:
    """Make a project of four units and five years, with a little notebook."""
    return little_project(project, tmp_path, units=4)


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start a build in the folder, leading a process group of its own."""
    command = [sys.executable, "-m", "kgreport", "build", "--notebook", "notebooks/little.ipynb", *options]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def build(folder: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    """Build in the folder; give the exit status, the events, and what was said on stderr."""
    process = start(folder, "--json", *options)
    out, err = process.communicate(timeout=300)
    return process.returncode, [json.loads(line) for line in out.splitlines()], err


def reports(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield from ((one["report"], one["status"]) for one in events if one["event"] == "report")


def files(folder: Path) -> dict[str, bytes]:
    """Give everything that was built, without what only saves time and what tells how it went."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kgreport" not in path.parts and path.name != "batch.json"
    }


def test_a_batch_is_built_once_and_then_current(here: Path) -> None:
    two = ["--units", "u01,whole", "--years", "2017-2018", "--to", "html"]
    code, events, err = build(here, *two)

    assert (code, err) == (0, "")
    assert sorted(status for _, status in reports(events)) == ["built"] * 4
    assert (here / "outputs/x/2017/u01/little-2017-u01.html").is_file()
    before = files(here / "outputs")

    code, events, _ = build(here, *two)

    assert code == 0
    assert (events[0]["build"], list(reports(events))) == (0, [])
    assert files(here / "outputs") == before


def test_a_report_is_the_same_alone_and_among_others(here: Path) -> None:
    """The first is built in the process of the command with a kernel of its own, the other by forking."""
    options = ["--years", "2018", "--to", "html,pdf"]
    assert build(here, "--output", "alone", "--units", "u01", *options)[0] == 0
    assert build(here, "--output", "many", "--units", "u02,u01", *options)[0] == 0

    alone = files(here / "alone")
    assert len(alone) == 4
    assert alone.items() <= files(here / "many").items()


def test_reports_that_fail_do_not_stop_the_others(here: Path) -> None:
    """The cells of one report fail, and the figures of another contradict each other: that is not retried."""
    notebook = json.loads((here / "notebooks/little.ipynb").read_text("utf-8"))
    notebook["cells"][-1]["source"] = "report.head() if unit != 'u01' else 1 / 0"
    (here / "notebooks/little.ipynb").write_text(json.dumps(notebook), "utf-8")
    with (here / "data/figures.csv").open("a", encoding="utf-8") as table:
        table.write("2018,u02,member,,reviewed,5,s\n2018,u02,member,,total,4,s\n")

    code, events, _ = build(here, "--units", "u00,u01,u02,u03", "--retries", "1", "--to", "html")

    assert code == 1
    assert dict(reports(events)) == {
        "x/u00 (little)": "built", "x/u01 (little)": "failed",
        "x/u02 (little)": "failed", "x/u03 (little)": "built",
    }  # fmt: skip
    failed = {one["report"]: one for one in events if one.get("status") == "failed"}
    cells, figures = failed["x/u01 (little)"], failed["x/u02 (little)"]
    assert "ZeroDivisionError" in cells["message"]
    assert "bound-2018-u02-member-reviewed" in figures["message"]
    assert (cells["attempts"], "attempts" in figures) == (2, False)
    assert not list((here / "outputs").rglob("u02/failed"))
    journal = json.loads((here / "outputs/batch.json").read_text("utf-8"))
    assert (journal["state"], journal["exit"]) == ("finished", 1)
    assert journal["counts"] == {"built": 2, "failed": 2}


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the command, and only it, as when memory runs out: what it has started must end by itself."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_killed_at_any_moment_a_batch_is_finished_by_the_same_command(here: Path) -> None:
    chance = random.Random(20181231)
    assert build(here, "--output", "undisturbed", *ALL)[0] == 0
    for _ in range(8):
        process = start(here, "--wait", "60", *ALL)
        time.sleep(chance.uniform(0.2, 4))
        kill(process)

    code, _, err = build(here, "--wait", "60", *ALL)

    assert (code, err) == (0, "")
    assert len(list((here / "outputs").rglob("manifest-little.json"))) == 25
    assert files(here / "outputs") == files(here / "undisturbed")


def test_a_second_build_does_not_write_to_the_same_folder(here: Path) -> None:
    process = start(here, *ALL)
    while not (here / "outputs/.kgreport/lock.json").exists():
        time.sleep(0.05)
        assert process.poll() is None

    code, _, err = build(here, "--units", "u00", "--to", "html")
    kill(process)

    assert code == 3
    assert f"process {process.pid}" in err
