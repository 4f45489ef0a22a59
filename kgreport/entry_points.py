"""Find what installed packages add to kgreport, by their entry points."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, distributions


def points_of(group: str) -> tuple[EntryPoint, ...]:
    """List the entry points of a group of kgreport, as ``kgreport.sections``, by name."""
    return _points(group, tuple(sys.path))


def package_of(point: EntryPoint) -> str:
    """Name the package that an entry point comes from, with its version."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.module


@lru_cache(maxsize=8)
def _points(group: str, path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    found = [point for package in _packages(path) for point in package.entry_points if point.group == group]
    return tuple(sorted(found, key=lambda point: point.name))


@lru_cache(maxsize=2)
def _packages(path: tuple[str, ...]) -> tuple[Distribution, ...]:
    """List the packages that add something; of two of one name, the first is the one that Python imports.

    Python parses the entry points of all packages, which takes longer than to see which packages have any.
    """
    packages = distributions(path=list(path))
    adding = [one for one in packages if "[kgreport." in (one.read_text("entry_points.txt") or "")]
    return tuple({one.name: one for one in reversed(adding)}.values())
