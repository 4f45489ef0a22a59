"""Start a kernel server, and request kernels from it: the client's side of `server`.

A fork takes milliseconds, loading libraries takes seconds. Each forked kernel is still a process of its own.
The server ends with the process that started it. A kernel ends with the process that requested it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from kgreport.errors import PublishError
from kgreport.execute.kernels.folders import kernel_folder
from kgreport.execute.kernels.launcher import KernelRequest
from kgreport.execute.kernels.orphans import kill_tree

# macOS can fork, but a forked process must not use the system's libraries there.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
# One thread each: threads do not survive a fork, and as many kernels run as there are cores.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
ONE_THREAD["JE_ARROW_MALLOC_CONF"] = "background_thread:false"  # else pyarrow starts a thread when imported

# What the notebooks of kgreport import.
PRELOAD = ("kgreport.report", "mistune")
# Requests that may wait while the server loads libraries.
BACKLOG = 128
# Seconds the server may take to kill its kernels and end.
STOP_TIMEOUT = 10
# The file in the server's folder that takes its stderr.
STDERR = "stderr.txt"


class WarmStartError(PublishError):
    """The kernel server does not answer, or cannot fork the kernel."""


class ForkedProcess:
    """A kernel forked by the server, with the methods of `subprocess.Popen` that Jupyter uses.

    The server sends the signals: only the parent knows that a process number is not reused.

    Attributes
    ----------
    pid
        Process number; the process leads a process group.
    returncode
        How it ended, as `subprocess.Popen.returncode`; None while it runs.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self._connection = connection
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how the process ended, or None while it runs."""
        return self._wait_for_end(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the process has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            It has not ended in that many seconds.
        """
        ended = self._wait_for_end(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return ended

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and all it has started, unless it has ended."""
        if self.poll() is None:
            with suppress(OSError):  # the server has just ended, and the process with it
                self._connection.sendall(bytes([number]))

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process and all it has started."""
        self.send_signal(signal.SIGKILL)

    def _wait_for_end(self, timeout: float | None) -> int | None:
        if self.returncode is None and _has_input(self._connection, timeout):
            line = _read_line(self._connection)
            self.returncode = int(line) if line else self._kill_group()
            self._connection.close()
        return self.returncode

    def _kill_group(self) -> int:
        """Kill the kernel and all it has started, because the server has ended; return the exit code."""
        kill_tree(self.pid)
        return -signal.SIGKILL


def fork_kernel(address: str, request: KernelRequest, stdout: int, stderr: int) -> ForkedProcess:
    """Request a kernel from a server, and return its process; two file descriptors take its output.

    Raises
    ------
    WarmStartError
        No server answers there, or it cannot fork the kernel.
    """
    line = json.dumps(asdict(request)).encode() + b"\n"
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        sent = socket.send_fds(connection, [line], [stdout, stderr])
        connection.sendall(line[sent:])
        pid = _read_line(connection)
    except OSError as error:
        connection.close()
        raise WarmStartError(f"the kernel server at {address} does not answer: {error.strerror}") from None
    if not pid:
        connection.close()
        raise WarmStartError(f"the kernel server at {address} cannot fork a kernel{_last_error(address)}")
    return ForkedProcess(connection, int(pid))


def _last_error(address: str) -> str:
    """Return the last line that the server wrote to stderr, in parentheses."""
    with suppress(OSError):
        written = Path(address).with_name(STDERR).read_text("utf-8", "replace").strip()
        return f" ({written.splitlines()[-1]})" if written else ""
    return ""


def _has_input(connection: socket.socket, timeout: float | None) -> bool:
    """Wait for something to read; unlike `select.select`, this works for any file descriptor."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(None if timeout is None else 1000 * timeout))


def _read_line(connection: socket.socket) -> str:
    """Read one line, a byte at a time: the next line must stay in the socket."""
    line = b""
    with suppress(ConnectionResetError):
        while not line.endswith(b"\n"):
            byte = connection.recv(1)
            if not byte:
                return ""
            line += byte
    return line.decode().strip()


@contextmanager
def warm_server(environment: Mapping[str, str], preload: Sequence[str] = PRELOAD) -> Iterator[str]:
    """Start a kernel server and return its address; stop it when the block ends.

    The server loads modules at once, and passes over those that it cannot load. A request waits until it has
    loaded them, and brings the environment variables of its kernel.
    """
    with kernel_folder() as folder:
        address = str(folder / "server")
        process = _start(address, environment, preload)
        try:
            yield address
        finally:
            _stop(process)


def _start(address: str, environment: Mapping[str, str], preload: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the server with a socket that listens already, so that no request comes too early."""
    folder = Path(address).parent
    with socket.socket(socket.AF_UNIX) as listener, (folder / STDERR).open("wb") as errors:
        listener.bind(address)
        listener.listen(BACKLOG)
        number = str(listener.fileno())
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "kgreport.execute.kernels.server", number, ",".join(preload)],
            cwd=folder,
            env={**environment, **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to kill its kernels and end; kill it if it does not."""
    if process.stdin:
        process.stdin.close()
    process.terminate()  # it does not read stdin while it loads libraries
    try:
        process.wait(timeout=STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
