"""What is installed: the code of the library, and the versions of everything it depends on."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from kgreport.builder.file_hashes import hash_of
from kgreport.data.own_terms.added_sections import GROUP as SECTIONS
from kgreport.entry_points import points_of
from kgreport.formats import GROUP as FORMATS
from kgreport.whole_files import files_in, hash_file

PACKAGE = Path(__file__).parents[1]
NOT_CODE = ("packaged", "notebooks", "__pycache__")
"""Folders of the library that hold no code; a report depends on the files in them that it reads."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What a report depends on, apart from what it is made from.

    Attributes
    ----------
    library
        Hash of the library's code, templates and rules.
    versions
        Versions of Python, of the library and of everything it depends on, by name.
    """

    library: str
    versions: Mapping[str, str]


def read_installation() -> Installation:
    """Hash the library and ask all packages for their versions, which takes a tenth of a second."""
    return Installation(library_hash(), package_versions())


def library_hash() -> str:
    """Hash the code, templates and rules of the library."""
    files = (Path(entry.path) for entry in files_in(PACKAGE, NOT_CODE))
    return hash_of({path.relative_to(PACKAGE).as_posix(): hash_file(path) for path in files})


def stamps_of_installation() -> list[tuple[str, int, int]]:
    """Give size and time of each file of the library, and of the folders that Python imports from.

    They differ after each change of the library, and after each package that comes, goes or changes.
    """
    known = [(entry.path, entry.stat()) for entry in files_in(PACKAGE, NOT_CODE)]
    known += [(name, Path(name).stat()) for name in dict.fromkeys(sys.path) if Path(name).exists()]
    return [(name, one.st_size, max(one.st_mtime_ns, one.st_ctime_ns)) for name, one in sorted(known)]


def is_code(path: Path) -> bool:
    """Whether a file is part of the library, so that every report depends on it."""
    inside = path.resolve()
    if not inside.is_relative_to(PACKAGE):
        return False
    return not set(inside.relative_to(PACKAGE).parts) & set(NOT_CODE)


def package_versions() -> dict[str, str]:
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
    return {"Python": platform.python_version(), **dict(sorted(found.items()))}


def _told(package: Distribution) -> list[tuple[str, str]]:
    """Give the version of a package and what it requires; the rest of its metadata takes longest to read."""
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return _TOLD.findall(text.partition("\n\n")[0])


_TOLD = re.compile(r"^(Version|Requires-Dist):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ALWAYS = re.compile(r"([A-Za-z0-9._-]+)[^;@]*")
"""A package that is required on every machine."""


def added_modules() -> dict[str, str]:
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
