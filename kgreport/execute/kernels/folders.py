"""Make the temporary folders of builds, kernels and kernel servers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgreport.left_behind import own_folder

PREFIX = "kg-"

# The address of a Unix socket may have 104 bytes on macOS, 108 on Linux. It consists of this folder, the
# folder of a server (32), the folder of a kernel (11) and the name of the socket (9).
LONGEST_FOLDER = 45


def temporary_folder() -> Path:
    """Give the system's folder for temporary files, or ``/tmp`` if its path is too long for sockets."""
    usual = tempfile.gettempdir()
    too_long = os.name == "posix" and len(os.fsencode(usual)) > LONGEST_FOLDER
    return Path("/tmp" if too_long else usual)


@contextmanager
def kernel_folder(inside: Path | None = None) -> Iterator[Path]:
    """Make a temporary folder of this process, which only its user can read; it is removed afterwards.

    It may be inside of the folder of a kernel server, which goes with all that is in it.
    """
    if inside is None:
        with own_folder(temporary_folder(), PREFIX) as made:
            yield made
    else:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=inside, ignore_cleanup_errors=True) as within:
            yield Path(within)
