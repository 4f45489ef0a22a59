"""Make temporary folders that are named after their process, and remove those whose process is dead.

A process that is killed cannot clear up behind itself; the next one does it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Longer paths would not fit in the address of a Unix socket (104 bytes on macOS, 108 on Linux): below it come
# the folder of a server, that of a kernel and the name of a socket.
LONGEST_FOLDER = 45
PREFIX = "kg-"


@contextmanager
def own_folder(inside: Path | None = None) -> Iterator[Path]:
    """Make a folder of this process; when the block ends, nothing of it is left.

    Parameters
    ----------
    inside
        Folder it is made in; without one, the system's for temporary files.
    """
    where = inside or _temporary_folder()
    _remove_those_of_the_dead(where)
    prefix = f"{PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=where, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _temporary_folder() -> Path:
    """Take the system's temporary folder, unless sockets would not fit there."""
    usual = tempfile.gettempdir()
    long = len(os.fsencode(usual)) > LONGEST_FOLDER
    return Path("/tmp" if long and os.name == "posix" else usual)


def _remove_those_of_the_dead(where: Path) -> None:
    for folder in where.glob(f"{PREFIX}*-*"):
        named = re.match(rf"{PREFIX}(\d+)-", folder.name)
        if named and not _lives(int(named[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    if process == os.getpid():
        return True
    import psutil  # noqa: PLC0415

    return psutil.pid_exists(process)
