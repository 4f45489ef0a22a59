"""Keep what was found out about files and datasets between runs, to save time; the files may be deleted."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import TypeAdapter

from kgreport.builder.file_hashes import hash_notebook, hash_of
from kgreport.builder.installation import (
    Installation,
    added_modules,
    read_installation,
    stamps_of_installation,
)
from kgreport.builder.json_memo import JsonMemo
from kgreport.data.datasets.folder import dataset_files, find_folders, has_workbooks
from kgreport.data.own_terms.files import terms_files
from kgreport.data.tables.folders import Folders, entries_of, may_be_read
from kgreport.terms.findings import DatasetError
from kgreport.whole_files import Stamp, hash_file, stamp_of

if TYPE_CHECKING:
    from kgreport.data.params.model import Parameters
    from kgreport.data.params.written_values import DatasetNames

_SETTLED = 2_000_000_000
"""Nanoseconds after which what is known of a file is kept."""


@dataclass(slots=True)
class _Catalog:
    """The names of units by code, None where nobody has asked for them; names of files that a unit reads."""

    units: dict[str, str] | None = None
    files: dict[str, list[str]] = field(default_factory=dict)


_HASHES: TypeAdapter[dict[str, tuple[Stamp, str]]] = TypeAdapter(dict[str, tuple[Stamp, str]])
_STAMPS: TypeAdapter[dict[str, Stamp]] = TypeAdapter(dict[str, Stamp])
_CATALOGS: TypeAdapter[dict[str, _Catalog]] = TypeAdapter(dict[str, _Catalog])
_INSTALLED: TypeAdapter[dict[str, tuple[str, Installation]]] = TypeAdapter(
    dict[str, tuple[str, Installation]]
)
_PLACES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


class Memo:
    """Hashes of files by size and time of change; units and files of datasets by the hash of all their files.

    Also where each parameters file was when it was last used, and what is installed.

    Parameters
    ----------
    folder
        Folder of the files that keep them between runs.
    """

    _installation: ClassVar[Installation | None] = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes = JsonMemo(folder / "hashes.json", _HASHES, keep=self._is_there)
        self._catalogs = JsonMemo(folder / "catalogs.json", _CATALOGS, keep=lambda name: False)  # noqa: ARG005
        self._whole = JsonMemo(folder / "whole.json", _STAMPS, keep=self._is_there)
        self._installed = JsonMemo(folder / "installed.json", _INSTALLED, keep=lambda name: True)  # noqa: ARG005
        self._parameters = JsonMemo(folder / "parameters.json", _PLACES, keep=lambda name: True)  # noqa: ARG005
        self._states: dict[Folders, str] = {}
        self._folders: dict[tuple[Path, DatasetNames], Folders] = {}
        self._notebooks: dict[Path, str] = {}
        self._tables: dict[Path, str] = {}
        self._names: dict[str, str] = {}

    @property
    def installation(self) -> Installation:
        """What is installed, as this process found it first: the code that it has loaded stays as it is."""
        if Memo._installation is None:
            Memo._installation = self._installed_now()
        return Memo._installation

    def _installed_now(self) -> Installation:
        stamps = stamps_of_installation()
        state = hash_of([sys.version, platform.machine(), stamps])
        kept = self._installed.get("installation")
        if kept and kept[0] == state:
            known = kept[1]
        else:
            known = read_installation()
            if _is_settled(changed for _, _, changed in stamps):
                self._installed.put("installation", (state, known))
        return replace(known, versions={**known.versions, **added_modules()})

    def hash(self, path: Path | str) -> str:
        """Hash the contents of a file with SHA-256; a hint, which no manifest relies on."""
        name, stamp = self._name_of(path), stamp_of(path)
        known = self._hashes.get(name)
        if known and known[0] == stamp:
            return known[1]
        digest = hash_file(Path(path))
        if stamp and _is_settled(stamp[1:]):
            self._hashes.put(name, (stamp, digest))
        return digest

    def hash_of_table(self, path: Path) -> str:
        """Hash a file of a dataset; many reports read it, and are to be of the same content."""
        if path not in self._tables:
            self._tables[path] = self.hash(path)
        return self._tables[path]

    def _is_there(self, name: str) -> bool:
        return (self._folder / name).exists()

    def _name_of(self, path: Path | str) -> str:
        """Name a file from the folder of the memo on; of thousands of files, many are in one folder."""
        folder, name = os.path.split(path)
        if folder not in self._names:
            self._names[folder] = os.path.relpath(folder or os.curdir, self._folder)
        return os.path.join(self._names[folder], name)  # noqa: PTH118 - a path takes three times as long

    def was_whole(self, path: Path) -> bool:
        """Whether a file is as it was when it was found whole."""
        known = self._whole.get(self._name_of(path))
        return known is not None and known == stamp_of(path)

    def note_whole(self, path: Path) -> None:
        """Note that a file is whole, as its own hash says."""
        if (stamp := stamp_of(path)) and _is_settled(stamp[1:]):
            self._whole.put(self._name_of(path), stamp)

    def has_dataset(self, base: Path, dataset: DatasetNames) -> bool:
        """Whether there is a dataset; see `units`."""
        with suppress(DatasetError):
            return all(folder.is_dir() for folder in self._folders_of(base, dataset).paths)
        return False

    def notebook(self, path: Path) -> str:
        """Hash the cells of a notebook; see `hash_notebook`."""
        if path not in self._notebooks:
            self._notebooks[path] = hash_notebook(path)
        return self._notebooks[path]

    def note_parameters_file(self, path: Path) -> None:
        """Note where a parameters file is."""
        if self.parameters_file(path.stem) != path.absolute():
            self._parameters.put(path.stem, str(path.absolute()))

    def parameters_file(self, stem: str) -> Path | None:
        """Say where the parameters file of this name was when it was last used, if that is known."""
        known = self._parameters.get(stem)
        return Path(known) if known else None

    def units(self, base: Path, dataset: DatasetNames) -> dict[str, str]:
        """Give the names of the units of a dataset by code, in their order.

        Parameters
        ----------
        base
            Folder of the parameters file.
        dataset
            A packaged dataset, or a folder relative to `base`; or several.

        Raises
        ------
        DatasetError
            There is no such dataset.
        """
        folders = self._folders_of(base, dataset)
        state, catalog = self._catalog(folders)
        if catalog.units is None:
            from kgreport.data.datasets.extent import units_in  # noqa: PLC0415

            catalog.units = {unit.id: unit.name for unit in units_in(folders)}
            self._catalogs.put(state, catalog)
        return dict(catalog.units)

    def unit_name(self, base: Path, parameters: Parameters, *, read: bool) -> str | None:
        """Give the name of the unit of a report, if it is known, or if the table of units is to be read."""
        if not parameters.unit:
            return None
        _, catalog = self._catalog(self._folders_of(base, parameters.dataset))
        with suppress(DatasetError):
            names = self.units(base, parameters.dataset) if read else catalog.units or {}
            return names.get(parameters.unit)
        return None

    def files(self, base: Path, dataset: DatasetNames, unit: str) -> dict[str, Path]:
        """Give the files of a dataset that the report of a unit reads, by their names; see `units`."""
        folders = self._folders_of(base, dataset)
        state, catalog = self._catalog(folders)
        if unit not in catalog.files:
            catalog.files[unit] = [folders.name_of(path) for path in _files_of(folders, unit)]
            self._catalogs.put(state, catalog)
        return {name: folders.path_of(name) for name in catalog.files[unit]}

    def save(self) -> None:
        """Keep what was used, and the hashes of files that are still there."""
        self._hashes.save()
        self._whole.save()
        self._catalogs.save()
        self._parameters.save()
        self._installed.save()

    def _folders_of(self, base: Path, dataset: DatasetNames) -> Folders:
        if (base, dataset) not in self._folders:
            self._folders[base, dataset] = find_folders(dataset, base)
        return self._folders[base, dataset]

    def _catalog(self, folders: Folders) -> tuple[str, _Catalog]:
        if folders not in self._states:
            files = [path for one in folders.paths for path in entries_of(one) if may_be_read(path)]
            named = {folders.name_of(path): path for path in (*files, *terms_files(folders))}
            order = [folders.label_of(folder) for folder in folders.paths]
            hashes = {name: self._hash_if_readable(path) for name, path in named.items()}
            self._states[folders] = hash_of([self.installation.library, order, hashes])
        state = self._states[folders]
        return state, self._catalogs.get(state) or _Catalog()

    def _hash_if_readable(self, path: Path) -> str:
        """Hash a file; where no report reads it, nobody needs to be able to."""
        try:
            return self.hash_of_table(path)
        except OSError as error:
            return str(error.errno)


def _is_settled(changed: Iterable[int]) -> bool:
    """Whether the last change is so old that another one would show: not in the same tick of the clock."""
    return time.time_ns() - max(changed) > _SETTLED


def _files_of(folders: Folders, unit: str) -> list[Path]:
    """List the files; the library that opens workbooks is loaded only if there are workbooks."""
    if not any(map(has_workbooks, folders.paths)):
        return dataset_files(folders)
    from kgreport.data.datasets.extent import files_of  # noqa: PLC0415

    return files_of(folders, unit)
