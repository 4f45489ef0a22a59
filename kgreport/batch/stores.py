"""Where built reports are kept: a folder, or a store that fsspec can reach, as S3, Azure or SFTP.

The one module that knows fsspec.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.builder.job import Job
from kgreport.builder.manifest import parse_manifest, read_manifest
from kgreport.builder.memo import Memo
from kgreport.errors import OutputError, PublishError
from kgreport.formats import formats_that_load, in_order
from kgreport.terms.phrases import Reason
from kgreport.whole_files import new_folder_beside, read_plain, write_whole

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def formats_of(job: Job, asked: Collection[str], names: Collection[str]) -> tuple[str, ...]:
    """Name the formats to make: those asked for, and those that were made before and lie among the files.

    So no file of a report is older than another, and none is lost because another was asked for.
    """
    formats = list(formats_that_load())
    taken = {one.suffix for one in formats if one.name in asked}
    there = {one.suffix: one.name for one in reversed(formats) if job.file(one.suffix) in names}
    return in_order([*asked, *(name for suffix, name in there.items() if suffix not in taken)])


def damage(
    job: Job, manifest: Mapping[str, Any] | None, names: Collection[str], store: Store
) -> Iterator[Reason]:
    """Name files of a report that are missing or were changed, or of a format that it does not have yet.

    A format that nobody asks for may be missing: somebody deleted its file. A manifest that cannot be read
    is there, but damaged.
    """
    if manifest is None and job.manifest not in names:
        yield Reason(f"{job.manifest} is missing", f"thiếu {job.manifest}")
        return
    if manifest is None:
        yield Reason(f"{job.manifest} was changed or damaged", f"{job.manifest} bị sửa hoặc bị hỏng")
        return
    outputs = manifest["outputs"]
    formats = list(formats_that_load())
    wanted = {job.file(one.suffix) for one in formats if one.name in job.formats}
    others = [one for one in formats if one.name not in job.formats]
    changed = store.changed(job, {name: digest for name, digest in outputs.items() if name in names})
    for name in outputs:
        if name not in names:
            suffix = name.removeprefix(job.file(""))
            if not any(one.has(suffix) for one in others):
                yield Reason(f"{name} is missing", f"thiếu {name}")
        elif name in changed:
            yield Reason(f"{name} was changed", f"{name} bị sửa")
    yield from (
        Reason(f"{name} is not made yet", f"chưa có {name}") for name in sorted(wanted - outputs.keys())
    )


def hash_of_earlier(job: Job, store: Store) -> str:
    """Give the hash of the notebook of the edition that was issued before a report; empty if none was."""
    before = job.earlier
    manifest = store.manifest(before) if before else None
    return str(manifest["outputs"].get(before.file(".ipynb"), "")) if before and manifest else ""


class Folder:
    """Keeps reports in a folder."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo

    def manifest(self, job: Job) -> Mapping[str, Any] | None:
        """Read the manifest of a report; None if it is missing or damaged."""
        path = job.folder / job.manifest
        known = self._memo.was_whole(path)
        found = read_manifest(path, known=known)
        if found and not known:
            self._memo.note_whole(path)
        return found

    def names(self, job: Job) -> Collection[str]:
        """Name the files in the folder of a report."""
        with suppress(OSError):
            return set(os.listdir(job.folder))  # noqa: PTH208 - a path for each takes twice as long
        return ()

    def read(self, job: Job, name: str) -> bytes | None:
        """Read a file of a report; None if it is missing or cannot be read."""
        with suppress(OSError):
            return read_plain(job.folder / name)
        return None

    def changed(self, job: Job, digests: Mapping[str, str]) -> Collection[str]:
        """Name the files that are not as the manifest says, of some that are there."""
        begin = os.path.join(job.folder, "")  # noqa: PTH118 - of thousands of files
        return {name for name, digest in digests.items() if self._hash(begin + name) != digest}

    def _hash(self, file: str) -> str | None:
        with suppress(OSError):
            return self._memo.hash(file)
        return None

    def manifest_here(self, job: Job, aside: Path) -> Path:  # noqa: ARG002
        """Give the path of a manifest, which has its notebook beside it."""
        return job.folder / job.manifest


class Remote:
    """Keeps reports in a store that fsspec can reach, as ``s3://reports/kgreport``.

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
        content = self.read(job, job.manifest)
        return None if content is None else parse_manifest(content)

    def names(self, job: Job) -> Collection[str]:
        """Name the files in the folder of a report."""
        with suppress(OSError):
            return {path.rsplit("/", 1)[-1] for path in self._files.ls(self._place(job.name), detail=False)}
        return ()

    def read(self, job: Job, name: str) -> bytes | None:
        """Read a file of a report; None if it is missing or cannot be read."""
        with suppress(OSError):
            return bytes(self._files.cat_file(self._place(job.name, name)))
        return None

    def changed(self, job: Job, digests: Mapping[str, str]) -> Collection[str]:  # noqa: ARG002
        """Name none: files in a store are not hashed again."""
        return ()

    def manifest_here(self, job: Job, aside: Path) -> Path:
        """Copy a manifest and its notebook to this machine, and give the path of the manifest."""
        for name in (job.file(".ipynb"), job.manifest):
            if (content := self.read(job, name)) is not None:
                write_whole(aside / job.name / name, content)
        return aside / job.name / job.manifest

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


Store = Folder | Remote
"""Where built reports are kept."""
