"""Put what was made in its place, whole or not at all.

Files are made in a hidden folder beside their place and moved over one by one, each in a single step, the
manifest last: whoever reads never meets half a file, and a build that is killed leaves what was there.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kgreport.errors import PublishError

MANIFEST = "manifest.json"
FAILED = "failed"

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What it says when there is no room."""

UNWRITABLE = (
    *(*FULL, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
    *(errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG),
)
"""What the system says when it cannot write, for whatever reason."""


class OutputError(PublishError):
    """What was made cannot be written."""


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a fresh folder to make the files of `folder` in; it is gone afterwards.

    Parameters
    ----------
    folder
        Where the files will go.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    """
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder)
        made = Path(tempfile.mkdtemp(prefix=f".building-{os.getpid()}-", dir=folder))
    except OSError as error:
        raise _cannot_write(folder, error) from None
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        with suppress(OSError):
            for one in new:
                one.rmdir()  # only where nothing was ever made


@contextmanager
def translating(folder: Path) -> Iterator[None]:
    """Say plainly that nothing can be written, wherever in the block it is found: the disk may be full.

    Raises
    ------
    OutputError
        The system cannot write.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        raise _cannot_write(Path(error.filename or folder), error) from None


def move_into_place(files: Sequence[Path], folder: Path) -> list[Path]:
    """Move finished files into their folder, each replacing its forerunner in one step.

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


def keep_failed(notebook: Path, folder: Path) -> Path:
    """Keep a notebook that failed under ``failed/``, beside the last good files."""
    kept = folder / FAILED
    kept.mkdir(exist_ok=True)
    return move_into_place([notebook], kept)[0]


def forget_failed(folder: Path, name: str) -> None:
    """Remove what an earlier failure left of a notebook, now that its build went well."""
    kept = folder / FAILED
    (kept / name).unlink(missing_ok=True)
    with suppress(OSError):
        kept.rmdir()  # only where no other notebook's failure is kept


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step, so that no reader ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, "utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_manifest(path: Path, contents: Mapping[str, object]) -> Path:
    """Write what went in and what came out, in an order that does not change."""
    path.write_text(json.dumps(contents, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path


def _remove_leftovers(folder: Path) -> None:
    """Remove what a killed build left behind, but nothing of a build that still runs."""
    import psutil  # noqa: PLC0415

    for left in folder.glob(".building-*-*"):
        process = left.name.split("-")[1]
        if not (process.isdecimal() and psutil.pid_exists(int(process))):
            shutil.rmtree(left, ignore_errors=True)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    advice = "make room" if error.errno in FULL else "choose another folder with --output"
    return OutputError(
        f"{path} cannot be written: {reason}; earlier files are as they were; {advice}, then give the same "
        "command again: it builds what is missing"
    )
