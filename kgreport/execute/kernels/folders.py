"""Make temporary folders named after their process, and remove the folders of dead processes.

A process that is killed cannot remove its folder. The next process that makes one removes it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The address of a Unix socket may have 104 bytes on macOS, 108 on Linux. It consists of this folder, the
# folder of a server, the folder of a kernel and the name of the socket.
LONGEST_FOLDER = 45
PREFIX = "kg-"


@contextmanager
def process_folder(inside: Path | None = None) -> Iterator[Path]:
    """Make a temporary folder of this process, and remove it when the block ends.

    Parameters
    ----------
    inside
        The parent folder; by default the system's folder for temporary files.
    """
    where = inside or _temporary_folder()
    _remove_leftovers(where)
    prefix = f"{PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=where, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _temporary_folder() -> Path:
    """Return the system's temporary folder, or ``/tmp`` if its path is too long for sockets."""
    usual = tempfile.gettempdir()
    long = len(os.fsencode(usual)) > LONGEST_FOLDER
    return Path("/tmp" if long and os.name == "posix" else usual)


def _remove_leftovers(where: Path) -> None:
    """Remove the folders of processes that do not run any more."""
    for folder in where.glob(f"{PREFIX}*-*"):
        named = re.match(rf"{PREFIX}(\d+)-", folder.name)
        if named and not _is_running(int(named[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return True
    import psutil  # noqa: PLC0415

    return psutil.pid_exists(pid)
