"""Batches end at any moment, by kills and signals: nothing is left behind, and what is built is the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.batch.little import built_files, little_project, processes_of, run, start
from tests.execute.kernels.warm_kernels import comes_true
from tests.fuzz.mutations import seeded
from tests.fuzz.trying import TIMES

pytestmark = pytest.mark.skipif(TIMES == 1, reason="make fuzz; tests/batch/test_run.py kills a few")

KILLS, SIGNALS = (max(1, number * TIMES // 40) for number in (26, 35))
BUILD = ("build", "--notebook", "notebooks/little.ipynb", "--units", "all", "--to", "html", "--jobs", "1")
AS_IN_A_TERMINAL = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
"""What is started in the background ignores Ctrl-C."""

TOGETHER = 4
"""After so many interruptions of a batch it is finished, and compared with one that nobody interrupted."""
PATIENCE = 60

How = Callable[[Path, subprocess.Popen[str], random.Random], str]


def kill(folder: Path, process: subprocess.Popen[str], rng: random.Random) -> str:
    """Kill the command, all that runs for it, or one of what it has started."""
    which = rng.choice(("command", "all", "one"))
    running = processes_of(folder)
    started = [one for one in running if one.pid != process.pid and not of_python(one)]
    if which == "one" and started:
        rng.choice(started).kill()
    else:
        which = "all" if which == "all" else "command"
        for each in running:
            if which == "all" or each.pid == process.pid:
                each.kill()
    return f"SIGKILL to {which}"


def of_python(process: psutil.Process) -> bool:
    """Whether a process only counts semaphores for Python, which complains by itself where it is killed."""
    with suppress(psutil.Error):
        return any("resource_tracker" in word for word in process.cmdline())
    return True


def ask_to_end(_: Path, process: subprocess.Popen[str], rng: random.Random) -> str:
    """Ask the command to end, or its whole group as a terminal does."""
    number = rng.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    if rng.random() < 0.5:
        process.send_signal(number)
        return f"{number.name} to command"
    os.killpg(process.pid, number)
    return f"{number.name} to group"


def contents(outputs: Path) -> dict[str, bytes]:
    return {name: content for name, (_, content) in built_files(outputs).items()}


def left_behind(folder: Path, temporary: Path) -> list[str]:
    """List unfinished files and folders, in the folder of the reports and among temporary files."""
    hidden = [path for path in (folder / "outputs").rglob(".*") if path.name != ".kgreport"]
    return [str(path) for path in (*hidden, *temporary.iterdir())]


@pytest.mark.parametrize(("how", "number"), [(kill, KILLS), (ask_to_end, SIGNALS)])
def test_whatever_ends_a_batch_the_next_one_finishes_it(
    how: How, number: int, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, temporary = tmp_path / "here", tmp_path / "t"
    for folder in (here, temporary):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    little_project(project, here, units=2)
    begun = time.monotonic()
    assert run(here, *BUILD)[0] == 0
    seconds, undisturbed = time.monotonic() - begun, contents(here / "outputs")
    came: Counter[str] = Counter()
    shutil.rmtree(here / "outputs")
    for place, (name, rng) in enumerate(seeded(number), start=1):
        process = start(here, *BUILD, preexec_fn=AS_IN_A_TERMINAL)
        time.sleep(rng.uniform(0.5, seconds))
        done = how(here, process, rng)
        _, err = process.communicate(timeout=PATIENCE * 2)
        came[f"{done}: {process.returncode}"] += 1
        assert "Traceback" not in err, (name, done, err)
        assert process.returncode == 0 or "to one" not in done, (name, done, err)
        assert comes_true(lambda: not processes_of(here), PATIENCE), (name, done)
        if how is ask_to_end:
            assert left_behind(here, temporary) == [], (name, done)
        if place % TOGETHER == 0 or place == number or process.returncode == 0:
            code, _, err = run(here, *BUILD)
            assert (code, err) == (0, ""), (name, done)
            assert contents(here / "outputs") == undisturbed, (name, done)
            assert left_behind(here, temporary) == [], (name, done)
            shutil.rmtree(here / "outputs")
    print(f"{how.__name__}: {number} batches, {dict(came)}, 0 left behind, 0 differing bytes")  # noqa: T201
