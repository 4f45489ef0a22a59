"""Keep the kernel servers of this process: one for each environment and list of modules."""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Lock

from kgreport.execute.kernels.fork import CAN_FORK, PRELOAD, warm_server
from kgreport.execute.kernels.start import environment_of

# Python and its libraries read these variables once, when they are loaded. Kernels with other values need
# another server.
READ_ONCE = ("PYTHON", "LC_", "LANG", "LD_", "HOME", "XDG_", "MATPLOTLIB", "MPL")

ServerKey = tuple[int, tuple[str, ...], frozenset[tuple[str, str]]]
_servers: dict[ServerKey, tuple[str, ExitStack]] = {}
_starting = Lock()


def server_for_reports() -> str | None:
    """Return the address of this process's server for kernels of reports; None if this system cannot fork."""
    return server_for(environment_of(Path(os.devnull)), PRELOAD) if CAN_FORK else None


def server_for(environment: Mapping[str, str], preload: Sequence[str]) -> str:
    """Return the address of this process's server for such kernels; start it if it does not run.

    It loads some modules before it forks kernels, and ends with this process.
    """
    read = frozenset((name, value) for name, value in environment.items() if name.startswith(READ_ONCE))
    key = (os.getpid(), tuple(preload), read)
    with _starting:
        if key not in _servers:
            if not _servers:
                atexit.register(_stop_servers)
            stack = ExitStack()
            address = stack.enter_context(warm_server(environment, preload))
            _servers[key] = (address, stack)
        return _servers[key][0]


def stop_server(address: str) -> None:
    """Stop a server of this process; a server that the parent process started before a fork keeps running."""
    with _starting:
        keys = [key for key, (served, _) in _servers.items() if served == address and key[0] == os.getpid()]
        for key in keys:
            _servers.pop(key)[1].close()


def _stop_servers() -> None:
    for address, _ in list(_servers.values()):
        stop_server(address)
