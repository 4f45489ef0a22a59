"""Find the files of terms, without what it takes to read them."""

from __future__ import annotations

import os
from pathlib import Path

from kgreport.data.params.yaml_files import read_text
from kgreport.data.tables.folders import AnyFolders, Folders, plain_path

NAME = "terms.yml"
_LEVELS_UP = 3
"""How far above a dataset its project may be."""


def terms_files(given: AnyFolders) -> list[Path]:
    """Find the files of terms of a dataset: those of its project, then its own; of equal ones the first.

    The project is the nearest folder above that has a folder ``params``.

    Raises
    ------
    ParametersError
        One of them is there and cannot be read.
    """
    folders = Folders.of(given).paths
    files = [*(path for one in folders for path in _of_project(one)), *(one / NAME for one in folders)]
    there = {read_text(path): path for path in reversed(files) if os.path.lexists(path)}
    return list(reversed(there.values()))


def _of_project(folder: Path) -> list[Path]:
    above = list(folder.absolute().parents)[:_LEVELS_UP]
    projects = [one for one in above if (one / "params").is_dir()][:1]
    return [plain_path(folder / os.path.relpath(one, folder.absolute())) / NAME for one in projects]
