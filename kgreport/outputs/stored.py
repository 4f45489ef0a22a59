"""Find what kgreport has written into the folder of the reports."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgreport.builder.failures import FAILED
from kgreport.builder.job import MANIFEST
from kgreport.builder.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Stored:
    """A report that was built, or whose build failed.

    Attributes
    ----------
    file
        Its manifest, or what was kept of its failure.
    manifest
        What stands in it.
    """

    file: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name of the report, as `kgreport.builder.job.Job.name` gives it."""
        return str(self.manifest["report"])

    @property
    def origin(self) -> Mapping[str, Any]:
        """Which parameters file, notebook and settings asked for it; empty where kgreport did not say so."""
        origin: Mapping[str, Any] = self.manifest.get("origin", {})
        return origin

    @property
    def failed(self) -> bool:
        """Whether this is what was kept of a failure."""
        return self.file.parent.name == FAILED

    @property
    def files(self) -> list[Path]:
        """The files that were written with it and are still there."""
        named = [self.file.parent / name for name in self.manifest["outputs"]]
        return [path for path in named if path.is_file()]


def stored_reports(outputs: Path, known: Collection[Path] = ()) -> Iterator[Stored]:
    """Find the reports in a folder, by their manifests or by what was kept of their failures.

    Files that are known are passed over. A manifest counts only in the folder that it names, so a copy that
    a user made is not taken for a report.
    """
    for folder, folders, names in os.walk(outputs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".json") and (name.startswith(Path(MANIFEST).stem) or folder.endswith(FAILED)):
                path = Path(folder, name)
                yield from _stored(path, outputs) if path not in known else ()


def _stored(path: Path, outputs: Path) -> Iterator[Stored]:
    manifest = read_manifest(path)
    folder = path.parent.parent if path.parent.name == FAILED else path.parent
    if manifest and manifest.get("report") == folder.relative_to(outputs).as_posix():
        yield Stored(path, manifest)
