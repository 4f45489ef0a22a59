"""Start kernels of this very Python, apart from the user's own Jupyter and IPython set-up.

A kernel starts before Jupyter's libraries are loaded here, so that both load at the same time.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kgreport.execute.kernels.folders import own_folder
from kgreport.execute.kernels.fork import ONE_THREAD, ForkedProcess, WarmStartError, fork_kernel
from kgreport.execute.kernels.process import Wish

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
# Read by Python or its libraries at the start, and different on every desk.
PERSONAL_VARIABLES = ("PYTHONSTARTUP", "PYTHONINSPECT", "COLUMNS", "LINES", "FORCE_COLOR")
# What a kernel writes to stderr, in its folder.
ERRORS = "stderr.txt"
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

    process: subprocess.Popen[bytes] | ForkedProcess
    folder: Path

    @property
    def connection_file(self) -> Path:
        """The file that tells a client how to reach the kernel."""
        return self.folder / "connection.json"

    def stop(self) -> None:
        """End the process and whatever its cells have started."""
        if isinstance(self.process, ForkedProcess) or os.name != "posix":
            self.process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """Say how the process ended and, when it wrote something, its last line."""
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "still running"
        written = (self.folder / ERRORS).read_text("utf-8", "replace").strip().splitlines()
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
def running_kernel(cwd: Path, preload: Sequence[str] = (), warm: str | None = None) -> Iterator[Kernel]:
    """Start a kernel in a folder; when the block ends, nothing of it is left.

    Parameters
    ----------
    cwd
        Working directory of the cells.
    preload
        Modules that the notebook is going to import; loaded while this process is busy elsewhere.
    warm
        Address of a server of warm kernels, which has loaded them before; see `kernels.fork`. Where
        it does not answer, the kernel is started the ordinary way.
    """
    with ExitStack() as stack:
        kernel = _forked(stack, warm, cwd) if warm else None
        kernel = kernel or _started(stack, cwd, preload)
        stack.callback(kernel.stop)
        yield kernel


def _forked(stack: ExitStack, warm: str, cwd: Path) -> Kernel | None:
    try:
        folder = _furnished(stack, Path(warm).parent)
        with (folder / ERRORS).open("wb") as errors, Path(os.devnull).open("wb") as nothing:
            process = fork_kernel(warm, _wish(folder, cwd), nothing.fileno(), errors.fileno())
    except (OSError, WarmStartError) as error:
        logging.getLogger(__name__).warning("%s; the kernel is started the ordinary way", error)
        return None
    return Kernel(process=process, folder=folder)


def _started(stack: ExitStack, cwd: Path, preload: Sequence[str]) -> Kernel:
    folder = _furnished(stack, None)
    wish = replace(_wish(folder, cwd), parent=os.getpid())
    command = [sys.executable, "-P", "-m", "kgreport.execute.kernels.process", ",".join(preload)]
    with (folder / ERRORS).open("wb") as stderr:
        process = subprocess.Popen(
            [*command, json.dumps({**asdict(wish), "environment": None})],
            cwd=folder,  # and not where modules lie that the libraries would take for others
            env=environment_of(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
    return Kernel(process=process, folder=folder)


def _furnished(stack: ExitStack, inside: Path | None) -> Path:
    """Make the folder of a kernel, and write down in it where the kernel shall listen."""
    folder = stack.enter_context(own_folder(inside))
    (folder / "connection.json").write_text(json.dumps(_connection(folder)), "utf-8")
    return folder


def _wish(folder: Path, cwd: Path) -> Wish:
    options = ["--HistoryManager.enabled=False", "--InteractiveShell.colors=nocolor"]
    options.append("--InteractiveShell.enable_tip=False")  # it would draw by chance whenever it is asked
    arguments = ["-f", str(folder / "connection.json"), *options]
    return Wish(arguments=arguments, cwd=str(cwd), environment=environment_of(folder))


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


def environment_of(folder: Path) -> dict[str, str]:
    """Take the user's environment without what would make two desks print different reports."""
    inherited = {name: value for name, value in os.environ.items() if name not in PERSONAL_VARIABLES}
    ours = {
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUTF8": "1",
    }
    return {"SOURCE_DATE_EPOCH": EARLIEST_DATE, **inherited, **ours, **ONE_THREAD}
