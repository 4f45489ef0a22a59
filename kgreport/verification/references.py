"""What a file is compared with: a report that was built, as its manifest and its own files tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgreport.outputs.stored import Stored, stored_reports
from kgreport.printed.files import PublishedFile, UnreadableFileError, read_file
from kgreport.verification.carried import carried_by, is_of_brief
from kgreport.whole_files import hash_file

_CARRYING = (".ipynb", ".html", ".xlsx", ".docx", ".pdf")
"""Files that carry a manifest, those first that are read fastest."""

REBUILT = "rebuilt"
"""Stands for the place of a report that is built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A report as it was built.

    Attributes
    ----------
    place
        The path of its folder, or `REBUILT`.
    folder
        The folder with its files.
    outputs
        The SHA-256 of each of its files, by name.
    """

    place: str
    folder: Path
    outputs: Mapping[str, str]

    def manifest(self, *, of_brief: bool = False) -> Mapping[str, Any] | None:
        """Give the manifest that its files carry; None where no file with it is left as it was built."""
        return next(self._manifests(of_brief=of_brief), None)

    def attached_csv(self, name: str) -> PublishedFile | None:
        """Give a CSV file that views brought, as that of all sources; None if it is not as it was built."""
        path = self.folder / name
        is_whole = path.is_file() and hash_file(path) == self.outputs.get(name)
        return read_file(path) if is_whole else None

    def _manifests(self, *, of_brief: bool) -> Iterator[Mapping[str, Any]]:
        carrying = (path for path in map(self.folder.joinpath, self.outputs) if path.suffix in _CARRYING)
        for path in sorted(carrying, key=lambda path: (_CARRYING.index(path.suffix), path.name)):
            if path.is_file():
                try:
                    carried = carried_by(read_file(path))
                except UnreadableFileError:
                    continue
                is_whole = carried.digest == self.outputs[path.name]
                if is_whole and carried.manifest and is_of_brief(carried.manifest) == of_brief:
                    yield carried.manifest


def references_in(outputs: Path) -> list[Reference]:
    """Give the reports that were built into a folder."""
    return [reference_of(stored) for stored in stored_reports(outputs)] if outputs.is_dir() else []


def reference_of(stored: Stored, place: str = "") -> Reference:
    """Give a stored report as what files are compared with."""
    return Reference(
        place=place or stored.folder.as_posix(),
        folder=stored.folder,
        outputs=stored.manifest["outputs"],
    )


def reference_for(
    references: Sequence[Reference], digest: str, name: str, manifest: Mapping[str, Any] | None
) -> Reference | None:
    """Find the build of a file: by its bytes, by the names in its manifest, or by its own name.

    Parameters
    ----------
    references
        The builds.
    digest
        The SHA-256 of the file as it was made.
    name
        Its name.
    manifest
        The manifest that it carries, if there is one.
    """
    stem = str((manifest or {}).get("files") or "")
    same = (one for one in references if digest in one.outputs.values())
    named = (one for one in references if name in one.outputs)
    of_report = (one for one in references if any(file.startswith(f"{stem}.") for file in one.outputs))
    return next(same, None) or next(of_report if stem else named, None)
