"""Kernels forked from a server: for papermill, for Jupyter, and what is left of them when somebody dies."""

from __future__ import annotations

from pathlib import Path

import papermill
import pytest

from kgreport.execute.kernels import server_pool
from kgreport.execute.kernels.fork import CAN_FORK
from kgreport.execute.kernels.start import running_kernel
from kgreport.execute.run import execute_notebook
from tests.execute.kernels.warm_kernels import comes_true, lives, printed, write_notebook

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

FORKED = "import os, psutil; print('kernels.server' in ' '.join(psutil.Process(os.getppid()).cmdline()))"
THREADS = "print(len(os.listdir(f'/proc/{os.getppid()}/task')))"
CHILD = "import subprocess; print(subprocess.Popen(['sleep', '300']).pid)"


def test_papermill_has_all_notebooks_forked_from_one_server_by_name_of_the_engine(
    tmp_path: Path, publishers: None
) -> None:
    """It has loaded all that people need, and has one thread: a kernel would hold what another one held."""
    notebook = write_notebook(tmp_path / "in.ipynb", FORKED, "print(os.getppid(), os.getpid())", THREADS)
    for name in ("one", "other"):
        output = tmp_path / f"{name}.ipynb"
        papermill.execute_notebook(notebook, output, engine_name="kgreport", progress_bar=False)
    server_pool._stop_servers()  # as when Python ends
    one, other = (printed((tmp_path / f"{name}.ipynb").read_bytes()).split() for name in ("one", "other"))

    assert one[:2] == other[:2] == ["True", one[1]]
    assert one[2] != other[2]
    assert one[3] == other[3] == "1"
    assert comes_true(lambda: not lives(int(one[1])))


def test_nothing_of_a_kernel_outlives_it(warm: str, tmp_path: Path) -> None:
    notebook, output = write_notebook(tmp_path / "in.ipynb", CHILD), tmp_path / "out.ipynb"
    with running_kernel(tmp_path, warm=warm) as kernel:
        execute_notebook(notebook, output, {}, cwd=tmp_path, kernel=kernel)
    child = int(printed(output.read_bytes()))

    assert comes_true(lambda: not lives(child) and not lives(kernel.process.pid))
    assert not kernel.folder.exists()


def test_where_no_server_answers_a_kernel_is_started_the_ordinary_way(tmp_path: Path) -> None:
    notebook, output = write_notebook(tmp_path / "in.ipynb", "print('ran')"), tmp_path / "out.ipynb"
    with running_kernel(tmp_path, warm=str(tmp_path / "nobody")) as kernel:
        execute_notebook(notebook, output, {}, cwd=tmp_path, kernel=kernel)

    assert printed(output.read_bytes()) == "ran\n"
