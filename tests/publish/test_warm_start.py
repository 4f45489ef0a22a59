"""Kernels forked from a server: for papermill, for Jupyter, and what is left of them when somebody dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgreport.execute.kernels.fork import CAN_FORK, warm_server
from kgreport.execute.kernels.start import environment_of, running_kernel
from kgreport.execute.run import execute_notebook
from tests.publish.warm_kernels import comes_true, lives, printed, run_report, write_notebook

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

FORKED = "import os, psutil; print('kernels.server' in ' '.join(psutil.Process(os.getppid()).cmdline()))"
CHILD = "import subprocess; print(subprocess.Popen(['sleep', '300']).pid)"


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warm_server(environment_of(tmp_path_factory.mktemp("server")), ("pandas",)) as address:
        yield address


def test_papermill_runs_notebooks_by_name_of_the_engine(tmp_path: Path) -> None:
    notebook, output = write_notebook(tmp_path / "in.ipynb", FORKED), tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--engine", "kgreport", str(notebook), str(output)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert printed(output.read_bytes()) == "True\n"


def test_a_second_notebook_is_forked_from_the_same_server(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "in.ipynb", FORKED, "print(os.getppid(), os.getpid())")
    script = (
        "import sys, papermill\n"
        "for name in ('one', 'other'):\n"
        "    papermill.execute_notebook(sys.argv[1], name + '.ipynb', engine_name='kgreport')\n"
    )
    command = [sys.executable, "-c", script, str(notebook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    one, other = (printed((tmp_path / f"{name}.ipynb").read_bytes()).split() for name in ("one", "other"))

    assert one[:2] == other[:2] == ["True", one[1]]
    assert one[2] != other[2]
    assert comes_true(lambda: not lives(int(one[1])))


def test_the_server_has_one_thread(warm: str, tmp_path: Path) -> None:
    """Whatever a second thread held at the moment of a fork would be held for ever in the kernel."""
    cell = "import os, psutil; print(psutil.Process(os.getppid()).num_threads())"

    assert printed(run_report(write_notebook(tmp_path / "own.ipynb", cell), warm)) == "1\n"


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
