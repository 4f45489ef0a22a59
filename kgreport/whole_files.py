"""Write files and folders whole or not at all, and hash them.

Everything is made under a hidden name beside its place and moved there in one step. So no reader ever meets
half a file, and a process that is killed leaves what was there before.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from kgreport.errors import OutputError
from kgreport.left_behind import locked_here, own_folder, own_name, remove_left_behind

UNFINISHED = ".kg-"
"""Begin of the names of files and folders that are not in their place yet."""

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

NOT_WRITABLE = (
    *(*DISK_FULL, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
    *(errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG),
    *(errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.EHOSTDOWN),
)
"""Error numbers of the system for a path that cannot be written, for whatever reason."""


def hash_file(path: Path) -> str:
    """Hash a file with SHA-256.

    Raises
    ------
    OSError
        It cannot be read, or is a pipe or a device, which may have no end.
    """
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_plain(path: Path) -> BufferedReader:
    """Open a file to read its bytes.

    Raises
    ------
    OSError
        It cannot be read, or is a pipe or a device, which may have no end.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - a path takes no opener
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "not a plain file", str(path))


def read_plain(path: Path) -> bytes:
    """Read the bytes of a file; see `open_plain`."""
    with open_plain(path) as file:
        return file.read()


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_json(path: Path) -> object:
    """Read a file that kgreport keeps for itself; None where it is missing or damaged."""
    with suppress(OSError, ValueError, RecursionError):
        return json.loads(read_plain(path))
    return None


Stamp = tuple[int, int, int]
"""Size of a file, and when its content and when anything of it changed last; nobody can set the last one."""


def stamp_of(path: Path | str) -> Stamp | None:
    """Give the stamp of a file, which differs after each change; None where no file is."""
    with suppress(OSError):
        known = os.stat(path)  # noqa: PTH116 - of thousands of files
        if stat.S_ISREG(known.st_mode):
            return known.st_size, known.st_mtime_ns, known.st_ctime_ns
    return None


def files_in(folder: str | Path, passed_over: Collection[str] = ()) -> Iterator[os.DirEntry[str]]:
    """Give the files in a folder and in the folders below it.

    Parameters
    ----------
    folder
        The folder; one that is not there has no files.
    passed_over
        Names of folders that are not looked into, nor those that begin with a dot.
    """
    with suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.name.startswith(".") or entry.name in passed_over:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from files_in(entry.path, passed_over)
            else:
                yield entry


def hash_bytes(content: bytes) -> str:
    """Hash bytes with SHA-256."""
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file in one step; text is written as UTF-8 with plain line ends.

    A process that is killed cannot remove its unfinished file. The next one that writes into the folder does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_left_behind(path.parent)
    unfinished = path.with_name(own_name(UNFINISHED))
    try:
        unfinished.touch(exist_ok=False)
        with locked_here(unfinished):
            unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
            return unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def new_folder_beside(place: Path) -> Iterator[Path]:
    """Give a new hidden folder beside the place where its content will go, for example by `put_in_place`.

    What the block leaves in it is removed afterwards.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with own_folder(place.parent, UNFINISHED, shared=True) as made:
        yield made


def put_in_place(made: Path, place: Path) -> Path:
    """Move a finished folder into its place; an earlier folder there is replaced, or stays on failure."""
    with suppress(OSError):
        return made.rename(place)
    with new_folder_beside(place) as aside:
        before = aside / "before"
        with suppress(FileNotFoundError):  # another process was faster
            place.rename(before)
        try:
            return made.rename(place)
        except OSError:
            if before.exists() and not place.exists():
                before.rename(place)
            raise


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new hidden folder to make files in that `move_into_place` moves; it is removed afterwards.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.callback(_remove_empty, missing)
            made = stack.enter_context(own_folder(folder, ".building-", shared=True))
        except OSError as error:
            raise _cannot_write(folder, error) from None
        yield made


def move_into_place(files: Sequence[Path], folder: Path) -> list[Path]:
    """Move finished files into a folder; each replaces the earlier one in one step.

    Raises
    ------
    OutputError
        A file cannot be moved; those before it are in place.
    """
    placed = []
    for file in files:
        try:
            placed.append(file.replace(folder / file.name))
        except OSError as error:
            raise _cannot_write(folder / file.name, error) from None
    return placed


@contextmanager
def translating_write_errors(folder: Path) -> Iterator[None]:
    """Turn the system's errors about writing in the block into an `OutputError` that gives advice.

    Raises
    ------
    OutputError
        The system cannot write, for example because the disk is full.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        raise _cannot_write(Path(error.filename or folder), error) from None


def _remove_empty(folders: Sequence[Path]) -> None:
    """Remove folders, each before the one that it is in, up to the first in which something was built."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    advice = "make room" if error.errno in DISK_FULL else "choose another folder with --output"
    return OutputError(
        f"{path} cannot be written: {reason}; earlier files are unchanged; {advice}, then run the same "
        "command again: it builds what is missing"
    )
