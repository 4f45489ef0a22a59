"""The program that a scheduler on this machine starts, and the user it runs as."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path


def own_program() -> tuple[str, ...]:
    """Name what starts this kgreport: its command, or Python and how to run it as a module."""
    python = Path(sys.executable).absolute()
    script = python.with_name("kgreport.exe" if os.name == "nt" else "kgreport")
    return (str(script),) if script.is_file() else (str(python), "-m", "kgreport")


def own_user() -> str:
    """Name the user; an account without a name, as in some containers, by its number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
