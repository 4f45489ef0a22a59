"""Kernels forked from a server: for papermill, for Jupyter, and what is left of them when somebody dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kgreport.publish.execute import execute_notebook
from kgreport.publish.kernels import environment_of, running_kernel
from kgreport.publish.warm import CAN_FORK, ForkedProcess, warm_server
from tests.publish.warm_kernels import comes_true, lives, printed, run_report, write_notebook

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

FORKED = "import os, psutil; print('kernel_server' in ' '.join(psutil.Process(os.getppid()).cmdline()))"
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
        assert lives(child)
        assert lives(kernel.process.pid)

    assert comes_true(lambda: not lives(child) and not lives(kernel.process.pid))
    assert not kernel.folder.exists()


ASKING = """
import sys, time
from pathlib import Path
from kgreport.publish.execute import execute_notebook
from kgreport.publish.kernels import environment_of, running_kernel
from kgreport.publish.warm import warm_server
folder = Path(sys.argv[1])
with warm_server(environment_of(folder), ()) as own, running_kernel(folder, warm=sys.argv[2] or own) as kernel:
    execute_notebook(folder / "in.ipynb", folder / "out.ipynb", {}, cwd=folder, kernel=kernel)
    print(kernel.process.pid, own, flush=True)
    time.sleep(300)
"""


@pytest.mark.parametrize("owner", [True, False], ids=["owner of the server", "one who asks"])
def test_who_is_killed_takes_its_kernels_along(warm: str, tmp_path: Path, owner: bool) -> None:
    write_notebook(tmp_path / "in.ipynb", CHILD)
    command = [sys.executable, "-c", ASKING, str(tmp_path), "" if owner else warm]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        number, own = asking.stdout.readline().split()
        kernel, child = int(number), int(printed((tmp_path / "out.ipynb").read_bytes()))
        server = psutil.Process(kernel).ppid()
        assert lives(child)
        asking.kill()

    assert comes_true(lambda: not lives(kernel) and not lives(child))
    assert comes_true(lambda: lives(server) is not owner and not Path(own).parent.exists())


def test_where_the_server_is_dead_a_kernel_starts_the_ordinary_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with warm_server(environment_of(tmp_path), ()) as address:
        with running_kernel(tmp_path, warm=address) as kernel:
            server = psutil.Process(kernel.process.pid).ppid()
        os.kill(server, signal.SIGKILL)
        assert comes_true(lambda: not lives(server))
        with running_kernel(tmp_path, warm=address) as kernel:
            assert not isinstance(kernel.process, ForkedProcess)
        assert printed(run_report(write_notebook(tmp_path / "in.ipynb", "print(1)"), address)) == "1\n"

    assert "started the ordinary way" in caplog.text


JUPYTER = """
import json, os, psutil, sys
from jupyter_client.manager import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

def run(client, code):
    said = []
    client.execute_interactive(code, timeout=60, output_hook=lambda one: said.append(one["content"]))
    return "".join(one.get("text", one.get("ename", "")) for one in said).strip()

KernelSpecManager.ensure_native_kernel = True
manager = KernelManager(kernel_name="python3")
manager.start_kernel()
with_folder = os.path.dirname(manager.ip)
client = manager.blocking_client()
client.start_channels()
client.wait_for_ready(timeout=60)
assert run(client, sys.argv[1]) == "True"
first = int(run(client, "print(os.getpid())"))
client.execute("import time; time.sleep(300)")
client.get_iopub_msg(timeout=10)
manager.interrupt_kernel()
assert client.get_shell_msg(timeout=30)["content"]["ename"] == "KeyboardInterrupt"
manager.restart_kernel()
client.wait_for_ready(timeout=60)
assert run(client, sys.argv[1]) == "True"
second = int(run(client, "print(os.getpid())"))
assert first != second and not psutil.pid_exists(first)
server = psutil.Process(second).ppid()
client.stop_channels()
manager.shutdown_kernel()
assert not psutil.pid_exists(second) and not os.path.exists(with_folder)
print(server)
"""


def test_jupyter_starts_interrupts_restarts_and_ends_forked_kernels(tmp_path: Path) -> None:
    environment = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "kgreport-warm"}
    command = [sys.executable, "-c", JUPYTER, FORKED]
    ended = subprocess.run(
        command, env=environment, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120
    )

    assert ended.returncode == 0, ended.stderr
    assert comes_true(lambda: not lives(int(ended.stdout)))


def test_a_process_can_load_ahead_what_executes_notebooks() -> None:
    script = (
        "import sys\nfrom kgreport.publish.execute import load_executor\n"
        "assert 'papermill' not in sys.modules\nload_executor()\n"
        "assert {'papermill', 'nbclient', 'kgreport.publish.managers'} <= set(sys.modules)\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)
