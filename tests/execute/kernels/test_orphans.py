"""What cells have started ends with their kernel, also where it has left the kernel's process group."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.run import ExecutionError, execute_notebook
from tests.execute.kernels.warm_kernels import comes_true, lives, write_notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets processes adopt others")

DAEMONS = """
import os, subprocess, sys
quiet = "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True"
twice = f"import subprocess; print(subprocess.Popen(['sleep', '300'], {quiet}).pid)"
orphan = subprocess.check_output([sys.executable, "-S", "-c", twice], text=True)
own_session = subprocess.Popen(["sleep", "300"], start_new_session=True).pid
forked = os.fork()
if not forked:
    os.setsid()
    os.execv("/bin/sleep", ["sleep", "300"])
open("unfinished", "w").write(f"{own_session} {orphan} {forked}")
os.rename("unfinished", "told")
"""
"""A cell that starts a process in a session of its own, one that is an orphan there, and one by `fork`."""


def run(kernel: Kernel, folder: Path, *cells: str) -> None:
    notebook = write_notebook(folder / "in.ipynb", *cells)
    execute_notebook(notebook, folder / "out.ipynb", {}, cwd=folder, kernel=kernel)


def told(folder: Path) -> list[int]:
    """Give the numbers of the processes that the cell has started there."""
    return [int(number) for number in (folder / "told").read_text().split()]


@pytest.mark.parametrize("forked", [True, False])
def test_what_has_left_the_group_ends_with_the_kernel(tmp_path: Path, warm: str, forked: bool) -> None:
    with running_kernel(tmp_path, warm=warm if forked else None) as kernel:
        run(kernel, tmp_path, DAEMONS)

    assert not kernel.was_killed
    assert len(told(tmp_path)) == 3
    assert comes_true(lambda: not any(map(lives, told(tmp_path))))


@pytest.mark.parametrize("forked", [True, False])
def test_what_has_left_the_group_ends_also_when_the_kernel_is_killed(
    tmp_path: Path, warm: str, forked: bool
) -> None:
    killing = f"os.kill(os.getpid(), {int(signal.SIGKILL)})"
    with running_kernel(tmp_path, warm=warm if forked else None) as kernel:
        with pytest.raises(ExecutionError, match="killed by SIGKILL"):
            run(kernel, tmp_path, DAEMONS, killing)
        assert kernel.was_killed

    assert kernel.was_killed
    assert comes_true(lambda: not any(map(lives, told(tmp_path))))


def test_what_another_kernel_has_started_goes_on(tmp_path: Path, warm: str) -> None:
    (tmp_path / "other").mkdir()
    with running_kernel(tmp_path / "other", warm=warm) as other:
        client = BlockingKernelClient(connection_file=str(other.connection_file))
        client.load_connection_file()
        client.start_channels(hb=False)
        client.execute(DAEMONS)
        assert comes_true((tmp_path / "other/told").exists)
        with running_kernel(tmp_path, warm=warm) as kernel:
            run(kernel, tmp_path, DAEMONS)
        assert comes_true(lambda: not any(map(lives, told(tmp_path))))

        assert all(map(lives, told(tmp_path / "other")))
        client.stop_channels()

    assert comes_true(lambda: not any(map(lives, told(tmp_path / "other"))))
