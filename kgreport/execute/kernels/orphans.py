"""End what cells have started and what has left the process group of its kernel, as daemons do.

On Linux a kernel adopts the processes whose parents, started by its cells, end before it: so all of them are
below it. When the kernel has ended, the kernel server adopts them. Elsewhere only the group ends.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

SET_CHILD_SUBREAPER = 36
"""The number of this request in ``prctl``."""

PAUSE = 0.005
"""Seconds between two looks whether all have ended."""


def adopt_orphans() -> None:
    """Become the parent of all processes that are started below this one and whose own parents end."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_tree(process: int) -> None:
    """Kill a process that leads a group, its group, and all that is below it."""
    found: set[int] = set()
    with suppress(OSError):
        os.killpg(process, signal.SIGSTOP)  # so that it starts nothing more
    while new := set(_below(process)) - found:
        found |= new
        _send(new, signal.SIGSTOP)
    with suppress(OSError):
        os.killpg(process, signal.SIGKILL)
    _send(found, signal.SIGKILL)


def kill_marked(folder: Path) -> None:
    """Kill the processes whose environment names a folder: what a kernel that has ended itself has left."""
    mark = os.fsencode(folder)
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in environment.read_bytes():
                _send([int(environment.parent.name)], signal.SIGKILL)


def kill_adopted(kept: Collection[int]) -> bool:
    """Kill the children of this process but for some; return whether any was there."""
    adopted = [child for child in children_of(os.getpid()) if child not in kept]
    _send(adopted, signal.SIGKILL)
    for child in adopted:
        with suppress(OSError):
            os.waitpid(child, os.WNOHANG)
    return bool(adopted)


def kill_all_children(seconds: float) -> None:
    """Kill all children of this process, and what they leave to it; give up after some time."""
    end = time.monotonic() + seconds
    while kill_adopted(()) and time.monotonic() < end:
        time.sleep(PAUSE)


def children_of(process: int) -> list[int]:
    """List the children of a process, also those that have ended and that nobody has waited for."""
    found = []
    for of_thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in of_thread.read_text().split()]
    return found


def _below(process: int) -> Iterator[int]:
    for child in children_of(process):
        yield child
        yield from _below(child)


def _send(processes: Collection[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(OSError):
            os.kill(process, number)
