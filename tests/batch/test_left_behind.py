"""Whoever is killed cannot clear up, and leaves no process behind: no kernel, nor what its cells started."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from kgreport.execute.kernels.fork import CAN_FORK, warm_server
from kgreport.execute.kernels.start import environment_of, running_kernel
from tests.batch.little import ended, little_project, processes_of, start
from tests.execute.kernels.warm_kernels import comes_true, lives

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

PATIENCE = 60
ASKER = """
import sys
from pathlib import Path
from jupyter_client.blocking.client import BlockingKernelClient
from kgreport.execute.kernels.start import running_kernel
with running_kernel(Path(sys.argv[1]), warm=sys.argv[2]) as kernel:
    client = BlockingKernelClient(connection_file=str(kernel.connection_file))
    client.load_connection_file()
    client.start_channels(hb=False)
    client.execute(sys.argv[3])
    kernel.process.wait()
"""
OWNER = """
import os, sys, time
from kgreport.execute.kernels.fork import warm_server
with warm_server(os.environ, [sys.argv[1]]) as address:
    print(address, flush=True)
    time.sleep(600)
"""
SLOW = """
import pathlib, time
begun = time.monotonic()
pathlib.Path("loading").touch()
while not pathlib.Path("go on").exists() and time.monotonic() < begun + 60:
    time.sleep(0.02)
"""
BUSY = """
import os, pathlib, subprocess, time
child = subprocess.Popen(["sleep", "600"])
pathlib.Path("unfinished").write_text(f"{os.getppid()} {os.getpid()} {child.pid}")
pathlib.Path("unfinished").rename("told")
time.sleep(600)
"""


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Iterator[Path]:
    """Make a project of two units; nothing of it stays when a test fails."""
    yield little_project(project, tmp_path, units=2)
    for process in processes_of(tmp_path):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def asking(folder: Path, warm: str) -> tuple[subprocess.Popen[str], psutil.Process, list[int]]:
    """Start who asks for a kernel and keeps it busy; give its server, and the kernel with what it started."""
    asker = started(ASKER, str(folder), warm, BUSY)
    assert comes_true((folder / "told").exists, PATIENCE)
    server, *kernel_and_child = map(int, (folder / "told").read_text().split())
    return asker, psutil.Process(server), kernel_and_child


def test_a_kernel_ends_with_who_asked_for_it_and_the_server_goes_on(tmp_path: Path, warm: str) -> None:
    asker, server, asked_for = asking(tmp_path, warm)

    killed(asker)

    assert comes_true(lambda: not any(map(lives, asked_for)), PATIENCE)
    with running_kernel(tmp_path, warm=warm) as kernel:
        assert psutil.Process(kernel.process.pid).parent() == server


def test_what_cells_have_started_ends_also_when_the_server_is_killed(tmp_path: Path) -> None:
    with warm_server(environment_of(tmp_path), ()) as warm:
        asker, server, asked_for = asking(tmp_path, warm)

        server.kill()

        assert comes_true(lambda: not any(map(lives, asked_for)), PATIENCE)
        asker.communicate(timeout=PATIENCE)


def test_server_and_kernels_end_with_who_started_the_server(tmp_path: Path) -> None:
    owner = started(OWNER, "json")
    assert owner.stdout
    address = Path(owner.stdout.readline().strip())
    with running_kernel(tmp_path, warm=str(address)) as kernel:
        (server,) = psutil.Process(owner.pid).children()
        assert psutil.Process(kernel.process.pid).ppid() == server.pid

        killed(owner)

        assert comes_true(lambda: not lives(server.pid) and not lives(kernel.process.pid), PATIENCE)
        assert kernel.process.wait(PATIENCE) != 0
    assert not address.parent.exists()


def test_a_server_that_still_loads_ends_with_who_started_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow.py").write_text(SLOW, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    owner = started(OWNER, "slow")
    assert owner.stdout
    folder = Path(owner.stdout.readline().strip()).parent
    (server,) = psutil.Process(owner.pid).children()
    assert comes_true((folder / "loading").exists, PATIENCE)

    killed(owner)
    assert lives(server.pid)
    (folder / "go on").touch()

    assert comes_true(lambda: not lives(server.pid), PATIENCE)
    assert not folder.exists()


def test_a_killed_worker_costs_no_report_and_leaves_no_process(here: Path) -> None:
    options = ("--units", "u00,u01", "--to", "html", "--notebook", "notebooks/little.ipynb", "--jobs", "2")
    process = start(here, "build", *options, "--json")
    assert comes_true(lambda: any(here.glob("outputs/x/*/.building-*")), PATIENCE)
    assert comes_true(lambda: len(workers_of(here)) == 2, PATIENCE)  # that which reads has ended

    workers_of(here)[0].kill()

    out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    assert ended([json.loads(line) for line in out.splitlines()]) == {
        f"x{unit} (little)": "built" for unit in ("/u00", "/u01")
    }
    assert comes_true(lambda: not processes_of(here), PATIENCE)


def test_a_build_killed_while_its_kernel_still_loads_leaves_no_process(here: Path) -> None:
    """One report alone has a kernel of its own, an orphan here before it can look for its parent."""
    process = start(here, "build", "--units", "whole", "--notebook", "notebooks/little.ipynb")
    assert comes_true(lambda: kernels_of(here), PATIENCE)

    process.kill()
    process.communicate()

    assert comes_true(lambda: not kernels_of(here), PATIENCE)


def workers_of(folder: Path) -> list[psutil.Process]:
    """Find the workers of a command started in a folder."""
    return processes_of(folder, "--multiprocessing-fork")


def kernels_of(folder: Path) -> bool:
    """Tell whether a command started in a folder has kernels."""
    return bool(processes_of(folder, "kgreport.execute.kernels.launcher"))
