"""Make the temporary folders of kernels and kernel servers."""

from __future__ import annotations

import os
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from kgreport.whole_files import process_folder

# The address of a Unix socket may have 104 bytes on macOS, 108 on Linux. It consists of this folder, the
# folder of a server, the folder of a kernel and the name of the socket.
LONGEST_FOLDER = 45


def kernel_folder(inside: Path | None = None) -> AbstractContextManager[Path]:
    """Make a temporary folder of this process, and remove it when the block ends.

    Parameters
    ----------
    inside
        The parent folder; by default the system's folder for temporary files, or ``/tmp`` if its path is too
        long for sockets.
    """
    usual = tempfile.gettempdir()
    too_long = os.name == "posix" and len(os.fsencode(usual)) > LONGEST_FOLDER
    return process_folder(inside or Path("/tmp" if too_long else usual), "kg-")
