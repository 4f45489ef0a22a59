"""Let one build at a time write to a folder of reports."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kgreport.batch.plan import STATE
from kgreport.environment import language_of
from kgreport.errors import BusyError
from kgreport.terms.phrases import LANGUAGES, Language, Phrase
from kgreport.whole_files import translating_write_errors, write_whole

LOCK = "lock"
HOLDER = "lock.json"


@contextmanager
def locked(folder: Path, wait: float = 0, on_wait: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Lock a folder of reports while the block runs.

    The system frees the lock of a process that died, however it died.

    Parameters
    ----------
    folder
        The folder the reports go into.
    wait
        Seconds to wait for another build to end.
    on_wait
        Is called once, before waiting, with a message that names the other build.

    Raises
    ------
    BusyError
        Another build holds the lock, and did not end in time; the message names it.
    OutputError
        The folder cannot be written to.
    """
    state = folder / STATE
    with translating_write_errors(folder):
        state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state / LOCK)
        _acquire(lock, folder, wait, on_wait)
    try:
        with suppress(OSError):  # it only serves the message
            write_whole(state / HOLDER, json.dumps(_this_process()))
        yield
    finally:
        (state / HOLDER).unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, folder: Path, wait: float, on_wait: Callable[[str], None]) -> None:
    with suppress(Timeout):
        lock.acquire(timeout=0)
        return
    language = language_of(os.environ)
    if wait > 0:
        on_wait(_WAITING.say(language, holder=_describe_holder(folder).say(language)))
    try:
        lock.acquire(timeout=wait, poll_interval=0.2)
    except Timeout:
        holder = _describe_holder(folder)
        raise BusyError(*(_busy(holder, wait, one) for one in LANGUAGES)) from None


def _busy(holder: Phrase, wait: float, language: Language) -> str:
    waited = _WAITED.say(language, wait=f"{wait:g}") if wait > 0 else ""
    return f"{holder.say(language)}{waited}; {_HINT.say(language)}"


def _describe_holder(folder: Path) -> Phrase:
    """Say which process holds the lock, as far as it is known."""
    holder = Phrase("một lần lập khác", "another build")
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((folder / STATE / HOLDER).read_text("utf-8"))
        holder = Phrase(*(_HELD.say(language, **held) for language in LANGUAGES))
    return Phrase(*(_HOLDS.say(one, folder=folder, holder=holder.say(one)) for one in LANGUAGES))


_HELD = Phrase(
    "tiến trình {process} của {user} trên máy {host}, từ {since} ({command}),",
    "process {process} of {user} on {host}, since {since} ({command}),",
)
_HOLDS = Phrase(
    "{folder} đang được ghi: {holder} đang giữ", "{folder} is being written to: {holder} holds it"
)
_WAITING = Phrase("đang chờ: {holder}", "waiting: {holder}")
_WAITED = Phrase(", đã chờ {wait} giây", " after {wait} s")
_HINT = Phrase(
    "chờ cho xong, dùng --wait SỐ_GIÂY, hoặc chọn thư mục khác với --output",
    "wait for it, use --wait SECONDS, or choose another folder with --output",
)


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
