"""Keep the servers of warm kernels of this process: each is started when it is first asked for."""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Lock

from kgreport.execute.kernels.fork import CAN_FORK, PRELOAD, warm_server
from kgreport.execute.kernels.start import environment_of

# What Python and its libraries read once, when they are loaded: kernels that differ in it need servers of
# their own.
READ_ONCE = ("PYTHON", "LC_", "LANG", "LD_", "HOME", "XDG_", "MATPLOTLIB", "MPL")

type_of_key = tuple[int, tuple[str, ...], frozenset[tuple[str, str]]]
_servers: dict[type_of_key, tuple[str, ExitStack]] = {}
_starting = Lock()


def own_server(preload: Sequence[str] = PRELOAD) -> str | None:
    """Give the address of this process's server for kernels of reports; it ends with the process.

    Parameters
    ----------
    preload
        Modules that a kernel shall find loaded.

    Returns
    -------
    str | None
        The address, or None where nothing can be forked.
    """
    return server_for(environment_of(Path(os.devnull)), preload) if CAN_FORK else None


def server_for(environment: Mapping[str, str], preload: Sequence[str]) -> str:
    """Give the address of this process's server for such kernels; start it when it is first asked for.

    Parameters
    ----------
    environment
        Environment variables of the kernel.
    preload
        Modules that it shall find loaded.
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
    """Stop a server, unless it belongs to the process that this one was forked from."""
    with _starting:
        keys = [key for key, (served, _) in _servers.items() if served == address and key[0] == os.getpid()]
        for key in keys:
            _servers.pop(key)[1].close()


def _stop_servers() -> None:
    for address, _ in list(_servers.values()):
        stop_server(address)
