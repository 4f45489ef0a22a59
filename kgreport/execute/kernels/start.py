"""Start the kernel of a report: request it from a kernel server, or start a new process.

The kernel uses the Python that runs this, without the user's settings of Jupyter and IPython. It starts
before this process loads Jupyter's libraries, so that both load at the same time.
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
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kgreport.execute.kernels.folders import kernel_folder
from kgreport.execute.kernels.fork import ONE_THREAD, ForkedProcess, WarmStartError, fork_kernel
from kgreport.execute.kernels.launcher import KernelRequest
from kgreport.execute.kernels.orphans import kill_marked, kill_tree

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
# Python or its libraries read these at the start, and every user has other values.
PERSONAL_VARIABLES = ("PYTHONSTARTUP", "PYTHONINSPECT", "COLUMNS", "LINES", "FORCE_COLOR")
# The file in the kernel's folder that takes its stderr.
STDERR = "stderr.txt"
# So many bytes may the cells of a notebook show; one of a report shows less than a megabyte.
MOST_OUTPUT = 256 * 2**20
# The first day that every file format can store, ZIP included.
EARLIEST_DATE = "315532800"


@dataclass(slots=True, kw_only=True)
class Kernel:
    """A kernel's process and the temporary folder of its sockets.

    Attributes
    ----------
    process
        The running process; on POSIX it leads a process group.
    folder
        Temporary folder with the connection file, the sockets and the stderr of the process.
    stopped
        Whether `stop` was called.
    ended
        Exit code of the process, if it had ended before `stop` was called.
    flooded
        Whether it was stopped because its cells showed more than `MOST_OUTPUT`.
    """

    process: subprocess.Popen[bytes] | ForkedProcess
    folder: Path
    stopped: bool = False
    ended: int | None = None
    flooded: bool = False

    @property
    def connection_file(self) -> Path:
        """The file that tells a client how to connect to the kernel."""
        return self.folder / "connection.json"

    @property
    def was_killed(self) -> bool:
        """Whether somebody else than `stop` has killed it, for example the system when memory ran out."""
        code = self.ended if self.stopped else self.process.poll()
        return code is not None and code < 0

    def stop(self) -> None:
        """Kill the process and all processes that its cells started."""
        if not self.stopped:
            self.ended, self.stopped = self.process.poll(), True
        if isinstance(self.process, ForkedProcess) or os.name != "posix":
            self.process.kill()
        else:
            kill_tree(self.process.pid)
        self.process.wait()
        if self.ended is not None and isinstance(self.process, subprocess.Popen):
            kill_marked(self.folder)

    def describe_end(self) -> str:
        """Describe how the process ended, with the last line it wrote to stderr."""
        if self.flooded:
            most = f"{MOST_OUTPUT // 2**20} MB"
            return f"stopped, because the notebook shows more than {most}; show less, or write it into a file"
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "still running"
        written = (self.folder / STDERR).read_text("utf-8", "replace").strip().splitlines()
        return "; ".join([_describe(code), *written[-1:]])


def _describe(code: int) -> str:
    """Describe the exit code of a process.

    >>> _describe(3)
    'exit code 3'
    >>> _describe(-9)
    'killed by SIGKILL, often because memory ran out'
    """
    if code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"killed by {name}" + (", often because memory ran out" if name == "SIGKILL" else "")


@contextmanager
def running_kernel(cwd: Path, preload: Sequence[str] = (), warm: str | None = None) -> Iterator[Kernel]:
    """Start a kernel in a folder; stop it and remove its files when the block ends.

    Parameters
    ----------
    cwd
        Working directory of the cells.
    preload
        Modules that the notebook imports; the kernel loads them while this process does other work.
    warm
        Address of a kernel server, which has loaded these modules; see `kernels.fork`. If it does not
        answer, a new process is started.
    """
    with ExitStack() as stack:
        kernel = _fork(stack, warm, cwd) if warm else None
        kernel = kernel or _start(stack, cwd, preload)
        stack.callback(kernel.stop)
        yield kernel


def _fork(stack: ExitStack, warm: str, cwd: Path) -> Kernel | None:
    """Request a kernel from a kernel server; return None if the server does not give one."""
    try:
        folder = _make_folder(stack, Path(warm).parent)
        with (folder / STDERR).open("wb") as errors, Path(os.devnull).open("wb") as nothing:
            process = fork_kernel(warm, _request(folder, cwd), nothing.fileno(), errors.fileno())
    except (OSError, WarmStartError) as error:
        logging.getLogger(__name__).warning("%s; a new process is started instead", error)
        return None
    return Kernel(process=process, folder=folder)


def _start(stack: ExitStack, cwd: Path, preload: Sequence[str]) -> Kernel:
    """Start a kernel in a new process."""
    folder = _make_folder(stack, None)
    request = replace(_request(folder, cwd), parent=os.getpid())
    command = [sys.executable, "-P", "-m", "kgreport.execute.kernels.launcher", ",".join(preload)]
    with (folder / STDERR).open("wb") as stderr:
        process = subprocess.Popen(
            [*command, json.dumps({**asdict(request), "environment": None})],
            cwd=folder,  # beside the notebook, modules may have the names of libraries
            env=environment_of(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
    return Kernel(process=process, folder=folder)


def _make_folder(stack: ExitStack, inside: Path | None) -> Path:
    """Make the folder of a kernel, with the connection file."""
    folder = stack.enter_context(kernel_folder(inside))
    (folder / "connection.json").write_text(json.dumps(_connection(folder)), "utf-8")
    return folder


def _request(folder: Path, cwd: Path) -> KernelRequest:
    options = ["--HistoryManager.hist_file=:memory:", "--InteractiveShell.colors=nocolor"]
    options.append("--InteractiveShell.enable_tip=False")  # IPython chooses tips at random
    arguments = ["-f", str(folder / "connection.json"), *options]
    return KernelRequest(arguments=arguments, cwd=str(cwd), environment=environment_of(folder))


def _connection(folder: Path) -> dict[str, str | int]:
    """Choose where the kernel listens: at sockets in its folder, or at free ports on Windows."""
    signing = {"key": secrets.token_hex(16), "signature_scheme": "hmac-sha256"}
    names = [f"{channel}_port" for channel in CHANNELS]
    if os.name == "posix":
        numbers = dict(zip(names, range(1, 6), strict=True))
        return {"transport": "ipc", "ip": str(folder / "socket"), **numbers, **signing}
    return {"transport": "tcp", "ip": "127.0.0.1", **dict(zip(names, _free_ports(), strict=True)), **signing}


def _free_ports() -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in CHANNELS]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def environment_of(folder: Path) -> dict[str, str]:
    """Return the user's environment, changed so that every user gets the same report."""
    inherited = {name: value for name, value in os.environ.items() if name not in PERSONAL_VARIABLES}
    fixed = {
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUTF8": "1",
    }
    return {"SOURCE_DATE_EPOCH": EARLIEST_DATE, **inherited, **fixed, **ONE_THREAD}
