"""Be a server that has loaded everything once, and forks a kernel for whoever asks.

Started by `warm` as ``python -P -m kgreport.execute.kernels.server NUMBER MODULES``, where NUMBER is the file
descriptor of a Unix socket that listens in a folder of its owner's. Each connection asks for one kernel by a
`process.Wish` in a line of JSON, with the files that take what it writes to stdout and stderr. It is
told the kernel's process number, and later its exit code. After its wish, each byte that it sends is the
number of a signal for the kernel and all it has started; when it closes, those are killed. When standard
input closes, because the owner is gone, so are all kernels and the server.

The server has one thread and no event loop, so that a fork copies nothing that cannot be copied.
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

from kgreport.execute.kernels import process
from kgreport.execute.kernels.process import Wish

LONGEST_WISH = 1 << 23
CHUNK = 1 << 16
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) if os.name == "posix" else ()


@dataclass(eq=False, slots=True)
class Client:
    """One connection, what it has said and sent so far, and the process of its kernel."""

    connection: socket.socket
    said: bytes = b""
    files: list[int] = field(default_factory=list)
    process: int = 0

    def tell(self, number: int) -> None:
        """Tell a number, unless nobody listens any more."""
        with suppress(OSError):
            self.connection.sendall(b"%d\n" % number)

    def close(self) -> None:
        """Close the connection and the files that came by it."""
        self.connection.close()
        while self.files:
            os.close(self.files.pop())


class KernelServer:
    """All connections, and the kernels that were forked for them."""

    def __init__(self, listener: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._clients: set[Client] = set()
        self._listener = listener
        self._signals, self._wake = os.pipe()
        for end in (self._signals, self._wake):
            os.set_blocking(end, False)
        for number in (signal.SIGCHLD, *ENDING):
            signal.signal(number, lambda *_: None)  # its number arrives by the pipe
        signal.set_wakeup_fd(self._wake)
        for source in (self._listener, self._signals, sys.stdin):
            self._selector.register(source, selectors.EVENT_READ)

    def serve(self) -> Wish | None:
        """Serve until the owner is gone; in a forked process, return at once with what it is to be."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is sys.stdin or (key.fileobj == self._signals and self._told_to_end()):
                    return None
                if key.fileobj is self._listener:
                    self._accept()
                elif key.data in self._clients:
                    wish = self._hear(key.data)
                    if wish:
                        return wish

    def close(self) -> None:
        """Kill every kernel, and remove the folder, as its owner may no longer be there to do it."""
        for client in self._clients:
            _signal(client, signal.SIGKILL)
        shutil.rmtree(Path(self._listener.getsockname()).parent, ignore_errors=True)

    def _told_to_end(self) -> bool:
        numbers = os.read(self._signals, CHUNK)
        if signal.SIGCHLD in numbers:
            self._bury()
        return any(number in numbers for number in ENDING)

    def _accept(self) -> None:
        with suppress(OSError):  # a client that has gone already
            connection, _ = self._listener.accept()
            client = Client(connection)
            self._clients.add(client)
            self._selector.register(connection, selectors.EVENT_READ, client)

    def _hear(self, client: Client) -> Wish | None:
        """Take in what a client says: a part of its wish or, when it has its kernel, signals."""
        try:
            said, files, _, _ = socket.recv_fds(client.connection, CHUNK, 2)
        except OSError:
            said, files = b"", []
        client.files += files
        if client.process and said:
            for number in said:
                _signal(client, number)
        elif not said or len(client.said) > LONGEST_WISH:
            self._leave(client)
        else:
            client.said += said
            if said.endswith(b"\n"):
                return self._grant(client)
        return None

    def _leave(self, client: Client) -> None:
        """Forget a client that has gone, and kill its kernel; it is buried when its end is told."""
        self._selector.unregister(client.connection)
        if client.process:
            _signal(client, signal.SIGKILL)
        else:
            self._clients.remove(client)
            client.close()

    def _grant(self, client: Client) -> Wish | None:
        """Fork a kernel; return its wish in the new process and None in the server."""
        ours = {signal.SIGCHLD, *ENDING}
        try:
            wish = Wish(**json.loads(client.said))
            signal.pthread_sigmask(signal.SIG_BLOCK, ours)  # none may reach the child while it looks like us
            client.process = os.fork()
        except (OSError, TypeError, ValueError):
            self._leave(client)
            return None
        else:
            if not client.process:
                _take_files(client.files)
                self._forget()
                return wish
            with suppress(OSError):  # the child does the same; whoever comes second finds it done
                os.setpgid(client.process, client.process)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ours)
        while client.files:
            os.close(client.files.pop())
        client.tell(client.process)
        return None

    def _forget(self) -> None:
        """Be a process like any other: close what belongs to the server, and lead a group."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, *ENDING):
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

    def _bury(self) -> None:
        """Kill what the cells of ended kernels have left behind, and tell the clients how they ended."""
        for client in list(self._clients):
            if not client.process or not os.waitid(os.P_PID, client.process, _ENDED):
                continue
            _signal(client, signal.SIGKILL)  # before its number may be given to another
            _, status = os.waitpid(client.process, 0)
            client.tell(os.waitstatus_to_exitcode(status))
            with suppress(KeyError):  # it has left before
                self._selector.unregister(client.connection)
            self._clients.remove(client)
            client.close()


_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT if os.name == "posix" else 0


def _signal(client: Client, number: int) -> None:
    """Send a signal to a kernel and all it has started."""
    with suppress(OSError, ValueError):
        if client.process:
            os.killpg(client.process, number)


def _take_files(files: list[int]) -> None:
    """Let nothing come in, and what is written go into the client's files."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, opened in enumerate((nothing, *files)):
        os.dup2(opened, number)
    os.close(nothing)


def main() -> None:
    """Load the modules named on the command line and serve, as a server or at last as a kernel."""
    number, modules = sys.argv[1:3]
    process.load(modules.split(","))
    server = KernelServer(socket.socket(fileno=int(number)))
    gc.collect()
    gc.freeze()  # what is loaded stays; a collection would copy its pages into every fork
    wish = server.serve()
    if wish:
        del server
        process.fulfil(wish)
    else:
        server.close()


if __name__ == "__main__":
    main()
