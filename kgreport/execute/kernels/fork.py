"""Fork kernels from a server that has loaded everything once, where the system can fork.

A fork takes milliseconds where loading takes seconds, and is a process of its own all the same. The server
ends with the process that started it; kernels end with the process that asked for them.
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
from kgreport.execute.kernels.folders import own_folder
from kgreport.execute.kernels.process import Wish

# macOS can fork, but its own libraries must not be used in the child.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
# One thread each: threads do not survive a fork, and as many kernels run as there are cores.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
ONE_THREAD["JE_ARROW_MALLOC_CONF"] = "background_thread:false"  # pyarrow would start it when it is imported

# What the notebooks that come with the library import.
PRELOAD = ("kgreport.report", "matplotlib.backends.backend_svg", "matplotlib.figure", "mistune")
# Requests that may wait while the server loads.
WAITING = 128
# Seconds the server may take to kill its kernels and end.
PATIENCE = 10
# What the server writes to stderr, in its folder.
ERRORS = "stderr.txt"


class WarmStartError(PublishError):
    """The server that forks kernels does not answer."""


class ForkedProcess:
    """A process forked by the server, as far as it is used like `subprocess.Popen`.

    The server sends the signals: only the parent of a process can be sure that its number means no other.

    Attributes
    ----------
    pid
        Its number; it leads a process group of its own.
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
        return self._ended_within(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the process has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            It has not ended in that many seconds.
        """
        ended = self._ended_within(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return ended

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and all it has started, unless it has ended."""
        if self.poll() is None:
            with suppress(OSError):  # the server has just gone, and the process with it
                self._connection.sendall(bytes([number]))

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process and all it has started."""
        self.send_signal(signal.SIGKILL)

    def _ended_within(self, timeout: float | None) -> int | None:
        if self.returncode is None and _speaks_within(self._connection, timeout):
            said = _heard(self._connection)
            self.returncode = int(said) if said else self._orphaned()
            self._connection.close()
        return self.returncode

    def _orphaned(self) -> int:
        """End the kernel and all it has started in place of the server, which is gone; tell how it ended."""
        with suppress(OSError):  # nothing is left of them
            os.killpg(self.pid, signal.SIGKILL)
        return -signal.SIGKILL


def fork_kernel(address: str, wish: Wish, stdout: int, stderr: int) -> ForkedProcess:
    """Have the server fork a kernel.

    Parameters
    ----------
    address
        Where the server listens.
    wish
        What the kernel is to be.
    stdout, stderr
        Descriptors of the files that take what it writes.

    Raises
    ------
    WarmStartError
        No server answers there.
    """
    line = json.dumps(asdict(wish)).encode() + b"\n"
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        sent = socket.send_fds(connection, [line], [stdout, stderr])
        connection.sendall(line[sent:])
        pid = _heard(connection)
    except OSError as error:
        connection.close()
        msg = f"the server of warm kernels at {address} does not answer: {error.strerror}"
        raise WarmStartError(msg) from None
    if not pid:
        connection.close()
        msg = f"the server of warm kernels at {address} cannot fork one{_last_words(address)}"
        raise WarmStartError(msg)
    return ForkedProcess(connection, int(pid))


def _last_words(address: str) -> str:
    with suppress(OSError):
        written = Path(address).with_name(ERRORS).read_text("utf-8", "replace").strip()
        return f" ({written.splitlines()[-1]})" if written else ""
    return ""


def _speaks_within(connection: socket.socket, timeout: float | None) -> bool:
    """Wait for something to read, in sockets of any number."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(None if timeout is None else 1000 * timeout))


def _heard(connection: socket.socket) -> str:
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
    """Start a server of warm kernels, and give its address; when the block ends, nothing of it is left.

    It begins to load at once; whoever asks it for a kernel waits until it has loaded.

    Parameters
    ----------
    environment
        What Python reads when it starts; each kernel is given its own later.
    preload
        Modules to load, as far as they can be.
    """
    with own_folder() as folder:
        address = str(folder / "server")
        process = _start(address, environment, preload)
        try:
            yield address
        finally:
            _stop(process)


def _start(address: str, environment: Mapping[str, str], preload: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the server with a socket that listens already, so that nobody can come too early."""
    folder = Path(address).parent
    with socket.socket(socket.AF_UNIX) as listener, (folder / ERRORS).open("wb") as errors:
        listener.bind(address)
        listener.listen(WAITING)
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
    """Have the server kill its kernels and end."""
    if process.stdin:
        process.stdin.close()
    process.terminate()  # while it loads, it does not listen
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
