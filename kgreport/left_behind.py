"""Name unfinished files and folders after their process, and remove what processes left that have ended.

A process that is killed cannot remove what it made. Others remove it, but only where it is certain that its
process has ended: a process on another machine or in another container cannot be seen from here.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import sys
import time
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EACCES, EAGAIN, EDEADLK
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

BOOT = Path("/proc/sys/kernel/random/boot_id")
NAMESPACE = Path("/proc/self/ns/pid")
HELD_BY_ANOTHER = (EACCES, EAGAIN, EDEADLK)
"""Error numbers of a lock that another process holds."""

SAFE_AGE = 10
"""Seconds after which a process has certainly locked what it made."""

_NAME = re.compile(r"(?:\.|kg-)[a-z-]*?([a-z2-7]{4})([a-z2-7]{4})([a-z2-7]{4})-(\d+)-\w{8}")


@dataclass(frozen=True, slots=True)
class Owner:
    """A process, told from all others by its machine, the last start of that, its container and its number.

    Attributes
    ----------
    host, boot, namespace
        Four letters each, of the hashes of the names of machine, start and container.
    process
        Its number in the container.
    """

    host: str
    boot: str
    namespace: str
    process: int

    @classmethod
    def here(cls) -> Owner:
        """Name this process."""
        return _owner(os.getpid())

    @classmethod
    def of(cls, name: str) -> Owner | None:
        """Read the process from the name of a file or folder; None where it is not of kgreport."""
        found = _NAME.fullmatch(name)
        return cls(found[1], found[2], found[3], int(found[4])) if found else None

    @property
    def mark(self) -> str:
        """What stands in the names of its files and folders."""
        return f"{self.host}{self.boot}{self.namespace}-{self.process}-"


def own_name(prefix: str) -> str:
    """Make the name of a new file of this process."""
    return prefix + Owner.here().mark + secrets.token_hex(4)


@contextmanager
def own_folder(inside: Path, prefix: str, *, shared: bool = False) -> Iterator[Path]:
    """Give a new folder of this process, locked while it is there; it is removed afterwards.

    Parameters
    ----------
    inside
        The folder to make it in; what processes left there that have ended is removed.
    prefix
        The begin of its name: ``kg-``, or a dot and small letters.
    shared
        Whether whoever may read and write the folder around it may do so in it; else only this user may.
    """
    remove_left_behind(inside)
    named = prefix + Owner.here().mark
    with TemporaryDirectory(prefix=named, dir=inside, ignore_cleanup_errors=True) as made, locked_here(made):
        if shared and os.name == "posix":
            Path(made).chmod(inside.stat().st_mode & 0o2777 | 0o700)
        yield Path(made)


@contextmanager
def locked_here(path: str | Path) -> Iterator[None]:
    """Lock a file or folder while the block runs, where the system can; the lock ends with the process."""
    if os.name != "posix":
        yield
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # this file system has no locks
            try_lock(opened)
        yield
    finally:
        os.close(opened)


def try_lock(opened: int) -> bool:
    """Lock an open file, unless another process has locked it; the lock ends when it is closed.

    Raises
    ------
    OSError
        The file system has no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in HELD_BY_ANOTHER:
            raise
        return False
    return True


def remove_left_behind(folder: Path) -> None:
    """Remove the files and folders in a folder whose processes have ended, as far as that is certain."""
    here = Owner.here()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            owner = Owner.of(entry.name)
            if owner and has_ended(owner, here, Path(entry.path)):
                _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):  # another user's, or somebody was faster
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            Path(entry.path).unlink()


def has_ended(owner: Owner, here: Owner, made: Path) -> bool:
    """Whether it is certain that a process has ended, which has made a file or folder.

    In this container, a number that no process has. On this machine, also a lock that nobody holds: the
    number may be that of another process by now, or mean nothing here. Of another machine nothing is
    certain; but what this one made before its last start is from a process that this start has ended.
    """
    if owner.boot != here.boot:
        return owner.host == here.host and _last_change(made) < _started()
    if (owner.host, owner.namespace) == (here.host, here.namespace) and not _is_running(owner.process):
        return True
    return time.time() - _last_change(made) > SAFE_AGE and _is_unlocked(made)


@lru_cache(maxsize=1)
def _owner(process: int) -> Owner:
    """Name a process of this container; a forked one asks again, by its own number."""
    boot = namespace = ""
    with suppress(OSError):  # only Linux has them
        boot, namespace = BOOT.read_text("ascii"), str(NAMESPACE.readlink())
    return Owner(_letters(socket.gethostname()), _letters(boot), _letters(namespace), process)


def _is_running(process: int) -> bool:
    import psutil  # noqa: PLC0415

    return process == os.getpid() or psutil.pid_exists(process)


def _started() -> float:
    import psutil  # noqa: PLC0415

    return psutil.boot_time()


def _last_change(path: Path) -> float:
    with suppress(OSError):
        return path.stat(follow_symlinks=False).st_ctime
    return time.time()


def _is_unlocked(path: Path) -> bool:
    """Whether nobody holds the lock of `locked_here`; no where the file system has no locks."""
    if os.name != "posix":
        return False
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            return try_lock(opened)
        finally:
            os.close(opened)
    return False


def _letters(text: str) -> str:
    return b32encode(sha256(text.encode()).digest())[:4].decode().lower()
