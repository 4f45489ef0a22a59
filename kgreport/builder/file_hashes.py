"""Hash what a report is made from: files, the cells of a notebook, the library, its dependencies.

Equal inputs have equal hashes on every machine. Nothing here loads the libraries that read data.
"""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kgreport.data.own_terms.added_sections import GROUP as SECTIONS
from kgreport.entry_points import points_of
from kgreport.execute.normal_form import CELL_METADATA, NOTEBOOK_METADATA
from kgreport.execute.notebook_file import read_notebook, source_of
from kgreport.formats import GROUP as FORMATS
from kgreport.seals.notebooks import without_manifest
from kgreport.whole_files import hash_bytes, hash_file

PACKAGE = Path(__file__).parents[1]
NOT_CODE = ("packaged", "notebooks", "__pycache__")
"""Folders of the library that hold no code; a report depends on the files in them that it reads."""


def hash_of(value: object) -> str:
    """Hash a value made of texts, numbers, lists and mappings; the order of keys does not matter."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def hash_notebook(path: Path) -> str:
    """Hash the cells of a notebook, without their outputs, their ids and the metadata of editors.

    The pictures of Markdown are hashed too: those attached to its cells, and those beside the notebook.

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
    pictures = [
        *filter(None, (cell.get("attachments") for cell in content["cells"])),
        *_beside(path, content),
    ]
    metadata = without_manifest(_kept(content.get("metadata", {}), NOTEBOOK_METADATA))
    return hash_of([metadata, cells, pictures])


def _beside(notebook: Path, content: Mapping[str, Any]) -> list[list[str]]:
    """Hash the pictures beside a notebook that its Markdown shows, by name."""
    written = [source_of(cell) for cell in content["cells"] if cell["cell_type"] == "markdown"]
    written = [text for text in written if "![" in text or "<img" in text.lower()]
    if not written:
        return []
    from kgreport.publish.foreign.pictures import file_beside, names_of_pictures  # noqa: PLC0415

    files = {name: file_beside(notebook.parent, name) for text in written for name in names_of_pictures(text)}
    return [[name, hash_file(file)] for name, file in sorted(files.items()) if file]


def _kept(metadata: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    return {name: metadata[name] for name in names if name in metadata}


@cache
def library_hash() -> str:
    """Hash the code, templates and rules of the library."""
    return hash_of({path.relative_to(PACKAGE).as_posix(): hash_file(path) for path in _files(PACKAGE)})


def _files(package: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(package):
        folders[:] = [name for name in folders if name not in NOT_CODE]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def is_code(path: Path) -> bool:
    """Whether a file is part of the library, so that every report depends on it."""
    inside = path.resolve()
    if not inside.is_relative_to(PACKAGE):
        return False
    return not set(inside.relative_to(PACKAGE).parts) & set(NOT_CODE)


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
            told = _told(distribution(name))
            found[name] = next((value for field, value in told if field == "Version"), "")
            waiting += _required(value for field, value in told if field == "Requires-Dist")
    return {"Python": platform.python_version(), **dict(sorted(found.items())), **_added()}


def _told(package: Distribution) -> list[tuple[str, str]]:
    """Give the version of a package and what it requires; the rest of its metadata takes longest to read."""
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return _TOLD.findall(text.partition("\n\n")[0])


_TOLD = re.compile(r"^(Version|Requires-Dist):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ALWAYS = re.compile(r"([A-Za-z0-9._-]+)[^;@]*")
"""A package that is required on every machine."""


def _added() -> dict[str, str]:
    """Hash the modules of the sections and formats that other installed packages add, by name."""
    found = {}
    for what, group in (("section", SECTIONS), ("format", FORMATS)):
        for point in points_of(group):
            if point.module.partition(".")[0] == "kgreport":
                continue
            with suppress(Exception):  # whoever uses it is told that it cannot be loaded
                spec = find_spec(point.module)
                found[f"{what} {point.name}"] = hash_file(Path(spec.origin)) if spec and spec.origin else ""
    return found


def _required(lines: Iterable[str]) -> Iterable[str]:
    """Name the packages that a package requires on this machine, without extras."""
    for line in lines:
        if "extra ==" in line:
            continue
        if always := _ALWAYS.fullmatch(line):
            yield always[1].lower().replace("_", "-")
            continue
        from packaging.requirements import Requirement  # noqa: PLC0415

        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement.name.lower().replace("_", "-")
