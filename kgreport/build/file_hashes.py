"""Name by a hash what a report is made from, so that the same inputs are known again anywhere, at any time.

Nothing here loads the libraries that read data.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kgreport.data.datasets.hashing import hash_file
from kgreport.execute.normal_form import CELL_METADATA, NOTEBOOK_METADATA
from kgreport.execute.parameters_cell import read_notebook, source_of
from kgreport.publish.outputs import write_whole

PACKAGE = Path(__file__).parents[1]
NOT_CODE = ("datasets", "notebooks", "__pycache__")
"""Folders of the library that hold no code: their files count where they are read."""

_SETTLED = 2.0
# A file changed within the resolution of its time stamp could change again without its stamp showing it.


class HashMemo:
    """Hashes of files, remembered by size and time of change so that big files are not read every time.

    Parameters
    ----------
    path
        File that keeps them between runs; without it, or where it cannot be read, all are read anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[object]] = {}
        self._new: dict[str, list[object]] = {}
        with suppress(OSError, ValueError):
            self._known = dict(json.loads(path.read_text("utf-8")))

    def hash(self, path: Path) -> str:
        """Hash the contents of a file with SHA-256."""
        name = os.path.relpath(path, self._path.parent)
        stat = path.stat()
        stamp = [stat.st_size, stat.st_mtime_ns]
        known = self._new.get(name) or self._known.get(name)
        if known and known[:2] == stamp:
            self._new[name] = known
            return str(known[2])
        digest = hash_file(path)
        if time.time() - stat.st_mtime > _SETTLED:
            self._new[name] = [*stamp, digest]
        return digest

    def save(self) -> None:
        """Keep what was asked for, and what is known of other files that are still there."""
        if self._new == self._known:
            return
        folder = self._path.parent
        others = {name: known for name, known in self._known.items() if name not in self._new}
        kept = {name: known for name, known in others.items() if (folder / name).exists()}
        with suppress(OSError):  # it only saves time
            write_whole(self._path, json.dumps({**kept, **self._new}))


def hash_of(value: object) -> str:
    """Hash a value made of texts, numbers, lists and mappings; the order of keys does not matter."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_notebook(path: Path) -> str:
    """Hash what a notebook is run from: its cells, without outputs, ids and what an editor notes in it.

    Raises
    ------
    NotebookFileError
        It is not a notebook.
    """
    content = read_notebook(path)
    cells = [
        [cell["cell_type"], source_of(cell), _kept(cell.get("metadata", {}), CELL_METADATA)]
        for cell in content["cells"]
    ]
    return hash_of([_kept(content.get("metadata", {}), NOTEBOOK_METADATA), cells])


def _kept(metadata: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    return {name: metadata[name] for name in names if name in metadata}


@cache
def library_hash() -> str:
    """Hash the code, templates and rules of the library."""
    files = sorted(path for path in _files(PACKAGE) if path.suffix != ".pyc")
    return hash_of({path.relative_to(PACKAGE).as_posix(): hash_file(path) for path in files})


def is_code(path: Path) -> bool:
    """Tell whether a file is part of the library, so that every report depends on it."""
    inside = path.resolve()
    if not inside.is_relative_to(PACKAGE):
        return False
    return not set(inside.relative_to(PACKAGE).parts) & set(NOT_CODE)


def _files(folder: Path) -> Iterable[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in NOT_CODE:
                    yield from _files(Path(entry.path))
            elif not entry.name.startswith("."):
                yield Path(entry.path)


@cache
def installed_versions() -> dict[str, str]:
    """Give the versions of Python, of the library, and of everything it depends on, by name."""
    found: dict[str, str] = {}
    waiting = ["kgreport"]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        with suppress(PackageNotFoundError):
            told = distribution(name).metadata  # read once: reading it takes longest
            found[name] = told["Version"]
            waiting += _required(told.get_all("Requires-Dist") or ())
    return {"Python": platform.python_version(), **dict(sorted(found.items()))}


def _required(lines: Iterable[str]) -> Iterable[str]:
    """Name what a package requires here, extras left out."""
    from packaging.requirements import Requirement  # noqa: PLC0415

    for line in lines:
        if "extra ==" in line:
            continue
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement.name.lower().replace("_", "-")
