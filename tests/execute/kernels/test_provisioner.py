"""Jupyter finds the provisioner by its name, and what it forks is a kernel as any other, from one thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from kgreport.execute.kernels import server_pool
from kgreport.execute.kernels.fork import CAN_FORK
from kgreport.execute.kernels.start import running_kernel
from tests.execute.kernels.warm_kernels import comes_true, lives

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

PATIENCE = 60
SPEC = {
    "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Warm",
    "language": "python",
    "metadata": {
        "kernel_provisioner": {"provisioner_name": "kgreport-warm", "config": {"preload": ["wave"]}}
    },
}


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[KernelManager]:
    """Manage a kernel of a specification that names the provisioner; no server is left of it."""
    (tmp_path / "warm").mkdir()
    (tmp_path / "warm/kernel.json").write_text(json.dumps(SPEC), "utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(tmp_path)])
    yield KernelManager(kernel_name="warm", kernel_spec_manager=specs)
    server_pool._stop_servers()


@contextmanager
def talking(manager: KernelManager) -> Iterator[BlockingKernelClient]:
    client: BlockingKernelClient = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield client
    finally:
        client.stop_channels()


def value_of(client: BlockingKernelClient, expression: str) -> str:
    """Give the value of an expression in the kernel, or the name of its error."""
    reply = client.execute_interactive(
        "", user_expressions={"it": expression}, store_history=False, timeout=PATIENCE
    )
    told = reply["content"]["user_expressions"]["it"]
    return str(told["data"]["text/plain"] if told["status"] == "ok" else told["ename"])


def wait_for_print(client: BlockingKernelClient) -> None:
    while client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
        pass


PID = "__import__('os').getpid()"


def test_a_kernel_of_jupyter_is_forked_interrupted_and_shut_down(manager: KernelManager) -> None:
    manager.start_kernel()
    with talking(manager) as client:
        kernel = int(value_of(client, PID))
        server = psutil.Process(int(value_of(client, "__import__('os').getppid()")))
        assert "kgreport.execute.kernels.server" in server.cmdline()
        assert value_of(client, "'wave' in __import__('sys').modules") == "True"

        # A signal that comes just before a sleep does not end it: a long one would never be interrupted.
        sleeping = "import time\nprint('begun', flush=True)\nwhile True: time.sleep(0.1)"
        # Else the kernel would also give up what it is asked in the instant after.
        asked = client.execute(sleeping, stop_on_error=False)
        wait_for_print(client)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=PATIENCE)
        assert reply["parent_header"]["msg_id"] == asked
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert int(value_of(client, PID)) == kernel

    folder = Path(manager.ip).parent
    assert folder.is_dir()
    manager.shutdown_kernel()
    assert not lives(kernel)
    assert not folder.exists()
    server_pool._stop_servers()
    assert not lives(server.pid)


def test_a_kernel_of_jupyter_is_restarted_from_nothing(manager: KernelManager) -> None:
    manager.start_kernel()
    with talking(manager) as client:
        kernel = int(value_of(client, PID))
        client.execute_interactive("kept = 1", timeout=PATIENCE)
        assert value_of(client, "kept") == "1"

        manager.restart_kernel()
        client.wait_for_ready(timeout=PATIENCE)

        assert value_of(client, "kept") == "NameError"
        assert int(value_of(client, PID)) != kernel
    assert not lives(kernel)
    manager.shutdown_kernel(now=True)


def test_a_cell_that_ends_its_kernel_is_seen_and_what_it_started_ends_too(manager: KernelManager) -> None:
    manager.start_kernel()
    with talking(manager) as client:
        client.execute_interactive("import os, subprocess", timeout=PATIENCE)
        child = int(value_of(client, "subprocess.Popen(['sleep', '600']).pid"))
        client.execute("os._exit(3)")

        assert comes_true(lambda: not manager.is_alive() and not lives(child), PATIENCE)
    manager.shutdown_kernel(now=True)


def test_the_server_has_one_thread_with_all_that_a_report_needs(warm: str, tmp_path: Path) -> None:
    """Whatever a second thread held at the moment of a fork would be held for ever in the kernel.

    The system itself is asked, as threads of other languages' libraries are unknown to Python.
    """
    with running_kernel(tmp_path, warm=warm) as kernel:
        server = psutil.Process(kernel.process.pid).ppid()
        assert len(list(Path(f"/proc/{server}/task").iterdir())) == 1
