"""Let one build at a time write to a folder of reports."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kgreport.batch.plan import STATE
from kgreport.publish import outputs

LOCK = "lock"
HOLDER = "lock.json"


class BusyError(Exception):
    """Another build writes to the same folder."""


@contextmanager
def locked(folder: Path, wait: float = 0, tell: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold a folder of reports while the block runs.

    The system frees the lock of a process that died, however it died.

    Parameters
    ----------
    folder
        The folder the reports go into.
    wait
        Seconds to wait for another build to end.
    tell
        Told once who holds the folder, where it has to be waited for.

    Raises
    ------
    BusyError
        Another build holds it, and did not end in time; the message says who.
    OutputError
        The folder cannot be written to.
    """
    state = folder / STATE
    with outputs.translating(folder):
        state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state / LOCK)
        _acquire(lock, folder, wait, tell)
    try:
        with suppress(OSError):  # it only says who waits for whom
            outputs.write_whole(state / HOLDER, json.dumps(_this_process()))
        yield
    finally:
        (state / HOLDER).unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, folder: Path, wait: float, tell: Callable[[str], None]) -> None:
    begun = time.monotonic()
    with suppress(Timeout):
        lock.acquire(timeout=0)
        return
    if wait > 0:
        tell(f"waiting: {_said(folder)}")
    try:
        lock.acquire(timeout=max(0.0, wait - (time.monotonic() - begun)), poll_interval=0.2)
    except Timeout:
        waited = f" after {wait:g} s" if wait > 0 else ""
        hint = "wait for it, or say --wait SECONDS; or choose another folder with --output"
        raise BusyError(f"{_said(folder)}{waited}; {hint}") from None


def _said(folder: Path) -> str:
    """Say who holds the folder, as far as it is known."""
    who = "another build"
    with suppress(OSError, ValueError, KeyError):
        held = json.loads((folder / STATE / HOLDER).read_text("utf-8"))
        who = "process {process} of {user} on {host}, since {since} ({command}),".format(**held)
    return f"{folder} is being written to: {who} holds it"


def _this_process() -> dict[str, object]:
    user = "an unknown user"
    with suppress(OSError, KeyError):
        user = getpass.getuser()
    return {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "user": user,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
    }
