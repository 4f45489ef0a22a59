"""Start kernels of this very Python, apart from the user's own Jupyter and IPython set-up.

A kernel starts before Jupyter's libraries are loaded here, so that both load at the same time.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
# Longer paths would not fit in the address of a Unix socket (104 bytes on macOS, 108 on Linux).
LONGEST_FOLDER = 75
# Read by Python or its libraries at the start, and different on every desk.
PERSONAL_VARIABLES = ("PYTHONSTARTUP", "PYTHONINSPECT", "COLUMNS", "LINES", "FORCE_COLOR")
# The first day that every format can hold, ZIP included.
EARLIEST_DATE = "315532800"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """A kernel's process and the folder of its own that holds its sockets.

    Attributes
    ----------
    process
        The running process, leader of a process group of its own where the system has those.
    folder
        Temporary folder with the connection file, the sockets and what the process wrote to stderr.
    """

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def connection_file(self) -> Path:
        """The file that tells a client how to reach the kernel."""
        return self.folder / "connection.json"

    def stop(self) -> None:
        """End the process and whatever its cells have started."""
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        self.process.wait()

    def last_words(self) -> str:
        """Say how the process ended and, when it wrote something, its last line."""
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "still running"
        written = (self.folder / "stderr.txt").read_text("utf-8", "replace").strip().splitlines()
        return "; ".join([_ending(code), *written[-1:]])


def _ending(code: int) -> str:
    """Say in words what a process's exit code means.

    >>> _ending(3)
    'exit code 3'
    >>> _ending(-9)
    'killed by SIGKILL, often because memory ran out'
    """
    if code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"killed by {name}" + (", often because memory ran out" if name == "SIGKILL" else "")


@contextmanager
def running_kernel(cwd: Path, preload: Sequence[str] = ()) -> Iterator[Kernel]:
    """Start a kernel in a folder; when the block ends, nothing of it is left.

    Parameters
    ----------
    cwd
        Working directory of the cells.
    preload
        Modules that the notebook is going to import; loaded while this process is busy elsewhere.
    """
    with tempfile.TemporaryDirectory(prefix="kg-", dir=_parent_folder(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "connection.json").write_text(json.dumps(_connection(folder)), "utf-8")
        kernel = Kernel(process=_start(folder, cwd, preload), folder=folder)
        try:
            yield kernel
        finally:
            kernel.stop()


def _parent_folder() -> str | None:
    """Prefer the system's temporary folder, unless sockets would not fit there."""
    long = len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER
    return "/tmp" if long and os.name == "posix" else None


def _connection(folder: Path) -> dict[str, str | int]:
    """Say where the kernel shall listen: sockets in its own folder, or free ports without those."""
    own = {"key": secrets.token_hex(16), "signature_scheme": "hmac-sha256"}
    names = [f"{channel}_port" for channel in CHANNELS]
    if os.name == "posix":
        numbers = dict(zip(names, range(1, 6), strict=True))
        return {"transport": "ipc", "ip": str(folder / "socket"), **numbers, **own}
    return {"transport": "tcp", "ip": "127.0.0.1", **dict(zip(names, _free_ports(), strict=True)), **own}


def _free_ports() -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in CHANNELS]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _start(folder: Path, cwd: Path, preload: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "kgreport.publish.kernel_process", ",".join(preload)]
    options = ["--HistoryManager.enabled=False", "--InteractiveShell.colors=nocolor"]
    with (folder / "stderr.txt").open("wb") as stderr:
        return subprocess.Popen(
            [*command, "-f", str(folder / "connection.json"), *options],
            cwd=cwd,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )


def _environment(folder: Path) -> dict[str, str]:
    """Take the user's environment without what would make two desks print different reports."""
    inherited = {name: value for name, value in os.environ.items() if name not in PERSONAL_VARIABLES}
    ours = {
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUTF8": "1",
    }
    if os.name == "posix":
        ours["JPY_PARENT_PID"] = str(os.getpid())  # the kernel ends when this process is killed
    return {"SOURCE_DATE_EPOCH": EARLIEST_DATE, **inherited, **ours}


def manager_of(kernel: Kernel) -> type[AsyncKernelManager]:
    """Make the class of kernel manager that adopts this kernel instead of starting another."""
    from jupyter_client.asynchronous.client import AsyncKernelClient  # noqa: PLC0415
    from jupyter_client.kernelspec import KernelSpec  # noqa: PLC0415
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner  # noqa: PLC0415

    class Client(AsyncKernelClient):
        def start_channels(self, **_: object) -> None:  # type: ignore[override]
            # The process itself tells whether it lives; a heartbeat's thread may outlive its sockets.
            super().start_channels(hb=False)

        async def wait_for_ready(self, timeout: float | None = None) -> None:
            # Jupyter's way waits another 0.2 s for messages that nobody reads.
            end = time.monotonic() + (timeout or 0)
            while time.monotonic() < end and await self.is_alive():
                self.kernel_info()
                with suppress(Empty):
                    await self.get_shell_msg(timeout=1)
                    await self.get_iopub_msg(timeout=1)
                    return
            msg = "no kernel answered"
            raise RuntimeError(msg)

    class Manager(AsyncKernelManager):
        kernel_spec = KernelSpec(display_name="Python 3", language="python")

        def __init__(self, **settings: object) -> None:
            super().__init__(client_factory=Client, **settings)
            self.load_connection_file(str(kernel.connection_file))
            self.provisioner = LocalProvisioner(kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.process = kernel.process

        async def shutdown_kernel(self, **_: object) -> None:  # type: ignore[override]
            # Jupyter's way asks every 0.1 s whether the process has ended.
            kernel.stop()

    return Manager
