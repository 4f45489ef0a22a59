"""Let one build at a time write to a folder of reports.

The system's lock of a file ends with its process, however that ends. Where a file system has no locks, as
some network mounts, a file stands for the lock that only one process can make: `HOLDER`, which says so.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kgreport.batch.plan import STATE
from kgreport.environment import language_of
from kgreport.errors import BusyError
from kgreport.left_behind import SAFE_AGE, Owner, has_ended, own_name, try_lock
from kgreport.terms.phrases import Phrase
from kgreport.whole_files import UNFINISHED, read_json, translating_write_errors, write_whole

LOCK = "lock"
HOLDER = "lock.json"

NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.ESTALE, errno.EINVAL)
"""Error numbers of a file system that cannot lock a file."""

PAUSE = 0.2
"""Seconds between two attempts to get the lock."""


@contextmanager
def locked(folder: Path, wait: float = 0, on_wait: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Lock a folder of reports while the block runs.

    The system frees the lock of a process that died, however it died. Where there are no locks, the file of a
    process that ended is replaced, if it is certain that it ended; see `kgreport.left_behind.has_ended`.

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
    lock = _Lock(folder / STATE)
    with translating_write_errors(folder):
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        _acquire(lock, folder, wait, on_wait)
    try:
        yield
    finally:
        lock.release()


@dataclass(slots=True)
class _Lock:
    """The lock of a folder.

    Attributes
    ----------
    state
        The folder of its files.
    opened
        The file that the system has locked for this process; none where a file stands for the lock.
    has_locks
        Whether the file system has locks, as far as it was tried.
    """

    state: Path
    opened: int | None = None
    has_locks: bool = True

    def acquire(self) -> bool:
        """Try once to get the lock."""
        self.opened = os.open(self.state / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            free = try_lock(self.opened) and os.fstat(self.opened).st_nlink > 0
        except OSError as error:
            self._close()
            if error.errno not in NO_LOCKS:
                raise
            self.has_locks = False
            return self._make_holder()
        if not free or self._is_held_by_a_file():
            self._close()
            return False
        with suppress(OSError):  # it only serves the message
            write_whole(self.state / HOLDER, json.dumps(_this_process()))
        return True

    def release(self) -> None:
        """Give the lock to others."""
        with suppress(OSError):
            (self.state / HOLDER).unlink()
        self._close()

    def _close(self) -> None:
        if self.opened is not None:
            os.close(self.opened)
        self.opened = None

    def _make_holder(self) -> bool:
        """Make the file that stands for the lock, in the place of one whose process has ended."""
        place = self.state / HOLDER
        if place.exists() and self._holder_has_ended():
            with suppress(FileNotFoundError):  # another process is faster
                aside = place.rename(self.state / own_name(UNFINISHED))
                aside.unlink()
        try:
            with place.open("x", encoding="utf-8") as file:
                json.dump({**_this_process(), "is_lock": True}, file)
        except FileExistsError:
            return False
        return True

    def _is_held_by_a_file(self) -> bool:
        """Whether a process on a machine that cannot lock files here holds the folder."""
        return _Holder.of(self.state).is_lock and not self._holder_has_ended()

    def _holder_has_ended(self) -> bool:
        """Whether it is certain that who made the file has ended; one without a process is half a file."""
        owner = _Holder.of(self.state).owner
        if owner is None:
            return time.time() - (self.state / HOLDER).stat().st_mtime > SAFE_AGE
        return has_ended(owner, Owner.here(), self.state / HOLDER)


@dataclass(frozen=True, slots=True)
class _Holder:
    """What a build has said of itself.

    Attributes
    ----------
    owner
        The process; None where it is not known.
    since
        When it got the lock.
    is_lock
        Whether its file stands for the lock.
    """

    owner: Owner | None
    since: datetime | None = None
    is_lock: bool = False

    @classmethod
    def of(cls, state: Path) -> _Holder:
        """Read it; what is damaged is not known."""
        found = read_json(state / HOLDER)
        with suppress(KeyError, TypeError, ValueError):
            said: Mapping[str, Any] = dict(found)  # type: ignore[call-overload]
            since = datetime.fromisoformat(said["since"])
            return cls(Owner.of(str(said["owner"])), since, said.get("is_lock") is True)
        return cls(None)


def _acquire(lock: _Lock, folder: Path, wait: float, on_wait: Callable[[str], None]) -> None:
    if lock.acquire():
        return
    if wait > 0:
        waiting = _WAITING.filled(holder=_describe_holder(folder, lock))
        on_wait(waiting.say(language_of(os.environ)))
    end = time.monotonic() + wait
    while time.monotonic() < end:
        time.sleep(min(PAUSE, max(end - time.monotonic(), 0)))
        if lock.acquire():
            return
    waited = _WAITED.filled(wait=f"{wait:g}") if wait > 0 else ""
    raise BusyError(*_BUSY.filled(holder=_describe_holder(folder, lock), waited=waited))


def _describe_holder(folder: Path, lock: _Lock) -> Phrase:
    """Say which process holds the lock, as far as it is known, and of a file in its place what to do."""
    holder, file = _Holder.of(folder / STATE), folder / STATE / HOLDER
    owner, here, who = holder.owner, Owner.here(), _ANOTHER
    if owner and holder.since:
        is_here = (owner.host, owner.boot) == (here.host, here.boot)
        where = _HERE if is_here else _ELSEWHERE.filled(file=file)
        who = _PROCESS.filled(process=owner.process, where=where, since=holder.since.isoformat())
    said = _HOLDS.filled(folder=folder, holder=who)
    return _NO_LOCKS.filled(said=said, file=file) if holder.is_lock or not lock.has_locks else said


_ANOTHER = Phrase("một lần lập khác", "another build")
_PROCESS = Phrase(
    "tiến trình {process} trên {where}, từ {since},", "process {process} on {where}, since {since},"
)
_HERE = Phrase("máy này", "this machine")
_ELSEWHERE = Phrase("máy khác (tên máy trong {file})", "another machine (its name is in {file})")
_HOLDS = Phrase(
    "{folder} đang được ghi: {holder} đang giữ", "{folder} is being written to: {holder} holds it"
)
_NO_LOCKS = Phrase(
    "{said}; ổ đĩa này không khóa tệp được nên {file} thay cho khóa; nếu chắc chắn lần lập ấy đã dừng thì "
    "xóa tệp đó",
    "{said}; this file system cannot lock files, so {file} stands for the lock; if that build has ended, "
    "delete it",
)
_WAITING = Phrase("đang chờ: {holder}", "waiting: {holder}")
_WAITED = Phrase(", đã chờ {wait} giây", " after {wait} s")
_BUSY = Phrase(
    "{holder}{waited}; chờ cho xong, dùng --wait SỐ_GIÂY, hoặc chọn thư mục khác với --output",
    "{holder}{waited}; wait for it, use --wait SECONDS, or choose another folder with --output",
)


def _this_process() -> dict[str, object]:
    """Describe this process: what messages say, and for who looks into the file, the machine and the user."""
    user = "an unknown user"
    with suppress(OSError, KeyError):
        user = getpass.getuser()
    return {
        "owner": own_name(UNFINISHED),
        "process": os.getpid(),
        "host": socket.gethostname(),
        "user": user,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
    }
