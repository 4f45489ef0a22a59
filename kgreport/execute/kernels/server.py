"""The program of a kernel server: it loads libraries once, then forks a kernel for each request.

`fork` runs it as ``python -P -m kgreport.execute.kernels.server NUMBER MODULES``. NUMBER is the file
descriptor of a Unix socket that listens in a folder of its own.

The protocol, one connection for each kernel:

- The client sends a `KernelRequest` as a line of JSON, with the files that take the kernel's stdout and
  stderr.
- The server answers with the kernel's process number, and later with its exit code.
- After the request, each byte that the client sends is the number of a signal. The server sends the signal to
  the kernel and to all processes that its cells started.
- When the client closes the connection, the server kills these processes.
- When the kernel of a report has ended, the server adopts and kills what its cells have left behind.
- When standard input closes, the process that started the server has ended: the server kills all kernels and
  ends.

The server has one thread and no event loop: a forked process cannot use the threads of its parent.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kgreport.execute.kernels import launcher
from kgreport.execute.kernels.launcher import KernelRequest
from kgreport.execute.kernels.orphans import adopt_orphans, kill_adopted, kill_all_children

LONGEST_REQUEST = 1 << 23
CHUNK = 1 << 16
# Seconds to kill, at the end, what kernels have left behind.
LAST_SECONDS = 2.0
END_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) if os.name == "posix" else ()
_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT if os.name == "posix" else 0


@dataclass(eq=False, slots=True)
class Client:
    """One connection, the bytes and files received by it, and the process number of its kernel."""

    connection: socket.socket
    received: bytes = b""
    files: list[int] = field(default_factory=list)
    kernel: int = 0

    def send(self, number: int) -> None:
        """Send a number, unless the client has gone."""
        with suppress(OSError):
            self.connection.sendall(b"%d\n" % number)

    def signal_kernel(self, number: int) -> None:
        """Send a signal to the kernel and to all processes that its cells started."""
        with suppress(OSError, ValueError):
            if self.kernel:
                os.killpg(self.kernel, number)

    def close(self) -> None:
        """Close the connection and the files received by it."""
        self.connection.close()
        self.close_files()

    def close_files(self) -> None:
        """Close the files that the client has sent."""
        while self.files:
            os.close(self.files.pop())


class KernelServer:
    """All connections, and the kernels that were forked for them."""

    def __init__(self, listener: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._clients: set[Client] = set()
        self._listener = listener
        self._adopts = False  # what kernels of Jupyter leave behind may go on
        self._signals, self._wake = os.pipe()
        for end in (self._signals, self._wake):
            os.set_blocking(end, False)
        for number in (signal.SIGCHLD, *END_SIGNALS):
            signal.signal(number, lambda *_: None)  # Python writes its number into the pipe
        signal.set_wakeup_fd(self._wake)
        for source in (self._listener, self._signals, sys.stdin):
            self._selector.register(source, selectors.EVENT_READ)

    def serve(self) -> KernelRequest | None:
        """Serve until the owner ends or stops the server; in a forked kernel, return its request at once."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is sys.stdin or (key.fileobj == self._signals and self._handle_signals()):
                    return None
                if key.fileobj is self._listener:
                    self._accept()
                elif key.data in self._clients:
                    request = self._receive(key.data)
                    if request:
                        return request

    def close(self) -> None:
        """Kill every kernel and remove the folder: the owner may have ended without doing so."""
        for client in self._clients:
            client.signal_kernel(signal.SIGKILL)
        if self._adopts:
            kill_all_children(LAST_SECONDS)
        shutil.rmtree(Path(self._listener.getsockname()).parent, ignore_errors=True)

    def _handle_signals(self) -> bool:
        """Reap kernels that have ended; return whether a signal asks the server to end."""
        numbers = os.read(self._signals, CHUNK)
        if signal.SIGCHLD in numbers:
            self._reap()
        return any(number in numbers for number in END_SIGNALS)

    def _accept(self) -> None:
        with suppress(OSError):  # the client has gone already
            connection, _ = self._listener.accept()
            client = Client(connection)
            self._clients.add(client)
            self._selector.register(connection, selectors.EVENT_READ, client)

    def _receive(self, client: Client) -> KernelRequest | None:
        """Read a part of a client's request or, when its kernel runs, signals for the kernel."""
        try:
            received, files, _, _ = socket.recv_fds(client.connection, CHUNK, 2)
        except OSError:
            received, files = b"", []
        client.files += files
        if client.kernel and received:
            for number in received:
                client.signal_kernel(number)
        elif not received or len(client.received) > LONGEST_REQUEST:
            self._disconnect(client)
        else:
            client.received += received
            if received.endswith(b"\n"):
                return self._fork(client)
        return None

    def _disconnect(self, client: Client) -> None:
        """Kill the kernel of a client that has gone; `_reap` removes the client when the kernel has ended."""
        self._selector.unregister(client.connection)
        if client.kernel:
            client.signal_kernel(signal.SIGKILL)
        else:
            self._clients.remove(client)
            client.close()

    def _fork(self, client: Client) -> KernelRequest | None:
        """Fork a kernel; return its request in the new process and None in the server."""
        handled = {signal.SIGCHLD, *END_SIGNALS}
        try:
            request = KernelRequest(**json.loads(client.received))
            if request.for_report and not self._adopts:
                adopt_orphans()
                self._adopts = True
            signal.pthread_sigmask(signal.SIG_BLOCK, handled)  # the child has the server's handlers at first
            client.kernel = os.fork()
        except (OSError, TypeError, ValueError):
            self._disconnect(client)
            return None
        else:
            if not client.kernel:
                _redirect_streams(client.files)
                self._release()
                return request
            with suppress(OSError):  # the child makes the group as well; whichever is second changes nothing
                os.setpgid(client.kernel, client.kernel)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, handled)
        client.close_files()
        client.send(client.kernel)
        return None

    def _release(self) -> None:
        """In a forked kernel, close what belongs to the server, reset signals and make a process group."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, *END_SIGNALS):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._selector.close()
        self._listener.close()
        os.close(self._signals)
        os.close(self._wake)
        for client in self._clients:
            client.close()
        with suppress(OSError):
            os.setpgid(0, 0)

    def _reap(self) -> None:
        """Kill what the cells of ended kernels have left behind, and send the exit codes to the clients."""
        for client in list(self._clients):
            if not client.kernel or not os.waitid(os.P_PID, client.kernel, _ENDED):
                continue
            client.signal_kernel(signal.SIGKILL)  # before the system reuses its process number
            _, status = os.waitpid(client.kernel, 0)
            if self._adopts:
                kill_adopted({one.kernel for one in self._clients if one is not client})
            client.send(os.waitstatus_to_exitcode(status))
            with suppress(KeyError):  # the client has disconnected before
                self._selector.unregister(client.connection)
            self._clients.remove(client)
            client.close()
        if self._adopts:
            kill_adopted({client.kernel for client in self._clients})


def _redirect_streams(files: list[int]) -> None:
    """Connect stdin to nothing, and stdout and stderr to the client's files."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, opened in enumerate((nothing, *files)):
        os.dup2(opened, number)
    os.close(nothing)


def main() -> None:
    """Load the modules of the second argument and serve; in a forked process, run the requested kernel."""
    number, modules = sys.argv[1:3]
    launcher.load(modules.split(","))
    server = KernelServer(socket.socket(fileno=int(number)))
    gc.collect()
    gc.freeze()  # a garbage collection would copy the pages of loaded modules into every fork
    request = server.serve()
    if request:
        del server
        launcher.run_kernel(request)
    else:
        server.close()


if __name__ == "__main__":
    main()
