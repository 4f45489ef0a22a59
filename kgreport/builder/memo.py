"""Keep what was found out about files and datasets between runs, to save time; the files may be deleted."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import TypeAdapter

from kgreport.builder.file_hashes import hash_notebook, hash_of, library_hash
from kgreport.data.datasets.folder import dataset_files, find_folders, has_workbooks
from kgreport.data.own_terms.files import terms_files
from kgreport.data.tables.folders import Folders, entries_of, may_be_read
from kgreport.terms.findings import DatasetError
from kgreport.whole_files import Stamp, hash_file, read_json, stamp_of, write_whole

if TYPE_CHECKING:
    from kgreport.data.params.model import Parameters
    from kgreport.data.params.written_values import DatasetNames

Value = TypeVar("Value")

# Nanoseconds after which a hash is kept: a file that changed just now may change again within the same tick.
_SETTLED = 2_000_000_000


@dataclass(slots=True)
class _Catalog:
    """What is known of a dataset.

    Attributes
    ----------
    units
        Names of its units by code; None where nobody has asked for them.
    files
        Names of the files that the report of a unit reads, by the code of the unit.
    """

    units: dict[str, str] | None = None
    files: dict[str, list[str]] = field(default_factory=dict)


_HASHES: TypeAdapter[dict[str, tuple[Stamp, str]]] = TypeAdapter(dict[str, tuple[Stamp, str]])
_CATALOGS: TypeAdapter[dict[str, _Catalog]] = TypeAdapter(dict[str, _Catalog])
_PLACES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


class Memo:
    """Hashes of files by size and time of change; units and files of datasets by the hash of all their files.

    Also where each parameters file was when it was last used.

    Parameters
    ----------
    folder
        Folder of the files that keep them between runs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes = JsonMemo(folder / "hashes.json", _HASHES, keep=lambda name: (folder / name).exists())
        self._catalogs = JsonMemo(folder / "catalogs.json", _CATALOGS, keep=lambda name: False)  # noqa: ARG005
        self._parameters = JsonMemo(folder / "parameters.json", _PLACES, keep=lambda name: True)  # noqa: ARG005
        self._states: dict[Folders, str] = {}
        self._folders: dict[tuple[Path, DatasetNames], Folders] = {}
        self._notebooks: dict[Path, str] = {}
        self._names: dict[str, str] = {}

    def hash(self, path: Path) -> str:
        """Hash the contents of a file with SHA-256; a hint, which no manifest relies on."""
        name, stamp = self._name_of(path), stamp_of(path)
        known = self._hashes.get(name)
        if known and known[0] == stamp:
            return known[1]
        digest = hash_file(path)
        if stamp and time.time_ns() - max(stamp[1:]) > _SETTLED:
            self._hashes.put(name, (stamp, digest))
        return digest

    def _name_of(self, path: Path) -> str:
        """Name a file from the folder of the memo on; of thousands of files, many are in one folder."""
        folder, name = os.path.split(path)
        if folder not in self._names:
            self._names[folder] = os.path.relpath(folder or os.curdir, self._folder)
        return os.path.join(self._names[folder], name)  # noqa: PTH118 - a path takes three times as long

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
        self._catalogs.save()
        self._parameters.save()

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
            self._states[folders] = hash_of([library_hash(), order, hashes])
        state = self._states[folders]
        return state, self._catalogs.get(state) or _Catalog()

    def _hash_if_readable(self, path: Path) -> str:
        """Hash a file; where no report reads it, nobody needs to be able to."""
        try:
            return self.hash(path)
        except OSError as error:
            return str(error.errno)


def _files_of(folders: Folders, unit: str) -> list[Path]:
    """List the files; the library that opens workbooks is loaded only if there are workbooks."""
    if not any(map(has_workbooks, folders.paths)):
        return dataset_files(folders)
    from kgreport.data.datasets.extent import files_of  # noqa: PLC0415

    return files_of(folders, unit)


class JsonMemo(Generic[Value]):
    """Values by name, kept in a JSON file with its own hash.

    Parameters
    ----------
    path
        The file; where it is damaged, or not as kgreport wrote it, the memo starts empty.
    model
        What stands in it.
    keep
        Says of a name that this run did not use whether it stays in the file.
    """

    def __init__(self, path: Path, model: TypeAdapter[dict[str, Value]], keep: Callable[[str], bool]) -> None:
        self._path = path
        self._model = model
        self._keep = keep
        self._stored = self._read()
        self._used: dict[str, Value] = {}
        self._changed = False

    def _read(self) -> dict[str, Value]:
        found = read_json(self._path)
        if isinstance(found, dict) and found.get("sha256") == hash_of(found.get("values")):
            with suppress(ValueError):
                return self._model.validate_python(found["values"])
        return {}

    def get(self, name: str) -> Value | None:
        """Give the value of a name, or None; the name then counts as used."""
        if name not in self._used and name in self._stored:
            self._used[name] = self._stored[name]
        return self._used.get(name)

    def put(self, name: str, value: Value) -> None:
        """Set the value of a name."""
        self._used[name] = value
        self._changed = True

    def save(self) -> None:
        """Write the values that were used, and those that are to be kept, if anything changed."""
        if not self._changed and len(self._used) == len(self._stored):
            return
        unused = {name: value for name, value in self._stored.items() if name not in self._used}
        kept = {name: value for name, value in unused.items() if self._keep(name)}
        if self._changed or len(kept) < len(unused):
            values = self._model.dump_python({**kept, **self._used}, mode="json")
            with suppress(OSError):
                write_whole(self._path, json.dumps({"sha256": hash_of(values), "values": values}))
