"""Where built reports are kept: a folder, or a store that fsspec can reach, as S3, Azure or SFTP.

The one module that knows fsspec.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kgreport.builder.job import Job
from kgreport.builder.memo import Memo
from kgreport.errors import OutputError, PublishError
from kgreport.whole_files import new_folder_beside

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Store(Protocol):
    """Where built reports are kept."""

    def manifest(self, job: Job) -> Mapping[str, Any] | None:
        """Read the manifest of a report; None if it is missing or damaged."""

    def damage(self, job: Job, manifest: Mapping[str, Any]) -> Iterator[str]:
        """Name files of a report that are missing or were changed."""


class Folder:
    """Keeps reports in a folder."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo

    def manifest(self, job: Job) -> Mapping[str, Any] | None:
        """Read the manifest of a report; None if it is missing or damaged."""
        with suppress(OSError, ValueError):
            found = json.loads((job.folder / job.manifest).read_text("utf-8"))
            return found if isinstance(found, dict) else None
        return None

    def damage(self, job: Job, manifest: Mapping[str, Any]) -> Iterator[str]:
        """Name files of a report that are missing or were changed."""
        for name, digest in manifest.get("outputs", {}).items():
            try:
                if self._memo.hash(job.folder / name) != digest:
                    yield f"{name} was changed"
            except OSError:
                yield f"{name} is missing"


class Remote:
    """Keeps reports in a store that fsspec can reach.

    Parameters
    ----------
    url
        Where, as ``s3://reports/kgreport``.

    Raises
    ------
    PublishError
        fsspec, or what it needs for this kind of store, is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415

            found: tuple[AbstractFileSystem, str] = url_to_fs(self.url)
        except ImportError as error:
            hint = "install kgreport[cluster] and what this kind of store needs"
            raise PublishError(f"{url} cannot be opened: {error}; {hint}") from None
        except ValueError as error:
            raise PublishError(f"{url} cannot be opened: {error}") from None
        self._files, self._root = found[0], found[1].rstrip("/")

    def manifest(self, job: Job) -> Mapping[str, Any] | None:
        """Read the manifest of a report; None if it is missing or damaged."""
        with suppress(OSError, ValueError):
            found = json.loads(self._files.cat_file(self._place(job.name, job.manifest)))
            return found if isinstance(found, dict) else None
        return None

    def damage(self, job: Job, manifest: Mapping[str, Any]) -> Iterator[str]:
        """Name files of a report that are missing; files that are there are not hashed again."""
        stored: set[str] = set()
        with suppress(OSError):
            stored = {path.rsplit("/", 1)[-1] for path in self._files.ls(self._place(job.name), detail=False)}
        yield from (f"{name} is missing" for name in manifest.get("outputs", {}) if name not in stored)

    def put(self, files: Sequence[Path], folder: str) -> list[str]:
        """Store files in a folder, one after the other, each whole; pass the manifest last.

        Raises
        ------
        OutputError
            The store cannot be written.
        """
        stored = []
        try:
            self._files.makedirs(self._place(folder), exist_ok=True)
            for file in files:
                with self._files.transaction, self._files.open(self._place(folder, file.name), "wb") as out:
                    out.write(file.read_bytes())
                stored.append(f"{self.url}/{folder}/{file.name}")
        except OSError as error:
            msg = f"{self.url}/{folder} cannot be written: {error}; earlier files are unchanged"
            raise OutputError(msg) from None
        return stored

    def has(self, folder: str) -> bool:
        """Whether the store has a folder."""
        return bool(self._files.exists(self._place(folder)))

    def fetch(self, folder: str, into: Path) -> None:
        """Copy the files of a folder to this machine, all of them or none."""
        with new_folder_beside(into) as aside:
            self._files.get(self._place(folder), str(aside / "made"), recursive=True)
            with suppress(OSError):  # another process of this machine may have been faster
                (aside / "made").rename(into)

    def _place(self, *parts: str) -> str:
        return "/".join([self._root, *parts])
