"""Find what kgreport has written into the folder of the reports."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgreport.builder.failures import FAILED, FAILURES
from kgreport.builder.job import FINAL, MANIFEST
from kgreport.builder.manifest import read_manifest
from kgreport.builder.result import identity_of_file

_LAST_MARK = re.compile(r"-(?=final\b|edition-\d+$)")


@dataclass(frozen=True, slots=True)
class Stored:
    """A report that was built, or whose build failed.

    Attributes
    ----------
    file
        Its manifest, or what was kept of its failure.
    folder
        Where its other files are.
    manifest
        What stands in it.
    """

    file: Path
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name of the report, as `kgreport.builder.job.Job.name` gives it."""
        return str(self.manifest["report"])

    @property
    def title(self) -> str:
        """Name of the report with its marks, as `kgreport.builder.job.Job.title` gives it."""
        words = _LAST_MARK.sub(", ", self.file.stem.removeprefix(Path(MANIFEST).stem).removeprefix("-"))
        return f"{self.name} ({words})" if words else self.name

    @property
    def identity(self) -> dict[str, object]:
        """What is known of it that tells it from others; see `kgreport.builder.result.identity`."""
        known = {
            name: self.parameters.get(name) for name in ("year", "unit", "language", "status", "edition")
        }
        of = {name: self.origin.get(name) for name in ("parameters", "notebook")}
        return {**identity_of_file(self.name), **known, **of}

    @property
    def origin(self) -> Mapping[str, Any]:
        """Which parameters file, notebook and settings asked for it; empty where kgreport did not say so."""
        origin: Mapping[str, Any] = self.manifest.get("origin", {})
        return origin

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Its parameters, by name."""
        parameters: Mapping[str, Any] = self.manifest["made_from"].get("parameters", {})
        return parameters

    @property
    def is_issued(self) -> bool:
        """Whether it is a final report that was built."""
        return self.parameters.get("status") == FINAL and FAILURES.parent.name not in self.file.parts

    @property
    def files(self) -> list[Path]:
        """The files that were written with it and are still there."""
        named = [self.folder / name for name in self.manifest["outputs"]]
        return [path for path in named if path.is_file()]


def stored_reports(outputs: Path, known: Collection[Path] = ()) -> Iterator[Stored]:
    """Find the reports in a folder, by their manifests and by what was kept of their failures.

    Files that are known are passed over. A manifest counts only in the folder that it names, so a copy that
    a user made is not taken for a report.
    """
    for path in _json_files(outputs):
        if path.name.startswith(Path(MANIFEST).stem) and path not in known:
            yield from _stored(path, outputs, path.parent)
    for path in _json_files(outputs / FAILURES):
        if path not in known:
            name = path.parent.relative_to(outputs / FAILURES)
            yield from _stored(path, outputs / FAILURES, outputs / name / FAILED)


def _json_files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".json"))


def _stored(path: Path, root: Path, folder: Path) -> Iterator[Stored]:
    manifest = read_manifest(path)
    if manifest and manifest.get("report") == path.parent.relative_to(root).as_posix():
        yield Stored(path, folder, manifest)
