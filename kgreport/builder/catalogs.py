"""Keep which units a dataset has, and which of its files the report of each unit reads.

A dataset need not be read again for that as long as its files are the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kgreport.builder.file_hashes import HashMemo, hash_of, library_hash
from kgreport.builder.memo import JsonMemo
from kgreport.data.datasets.folder import dataset_files, find_dataset, has_workbooks


class Catalogs:
    """Units and files of datasets, by the hash of all files of the dataset.

    Parameters
    ----------
    path
        File that keeps the catalogs between runs.
    hashes
        Gives the hash of a file.
    """

    def __init__(self, path: Path, hashes: HashMemo) -> None:
        self._memo = JsonMemo(path, keep=lambda name: False)  # noqa: ARG005
        self._hashes = hashes
        self._states: dict[Path, str] = {}

    def units(self, base: Path, dataset: str) -> list[str]:
        """Name the units of a dataset, in their order.

        Parameters
        ----------
        base
            Folder of the parameters file.
        dataset
            A packaged dataset, or a folder relative to `base`.

        Raises
        ------
        DatasetError
            There is no such dataset.
        """
        folder = find_dataset(dataset, base)
        state, catalog = self._catalog(folder)
        if "units" not in catalog:
            from kgreport.data.datasets.extent import units_in  # noqa: PLC0415

            catalog["units"] = [unit.id for unit in units_in(folder)]
            self._memo.put(state, catalog)
        return list(catalog["units"])

    def files(self, base: Path, dataset: str, unit: str) -> list[Path]:
        """List the files of a dataset that the report of a unit reads; see `units`."""
        folder = find_dataset(dataset, base)
        state, catalog = self._catalog(folder)
        files = catalog.setdefault("files", {})
        if unit not in files:
            files[unit] = [path.relative_to(folder).as_posix() for path in _files_of(folder, unit)]
            self._memo.put(state, catalog)
        return [folder / name for name in files[unit]]

    def save(self) -> None:
        """Keep the catalogs that were used."""
        self._memo.save()

    def _catalog(self, folder: Path) -> tuple[str, dict[str, Any]]:
        if folder not in self._states:
            files = sorted(path for path in folder.iterdir() if path.is_file())
            hashes = {path.name: self._hashes.hash(path) for path in files}
            self._states[folder] = hash_of([library_hash(), hashes])
        state = self._states[folder]
        return state, self._memo.get(state) or {}


def _files_of(folder: Path, unit: str) -> list[Path]:
    """List the files; the library that opens workbooks is loaded only if there are workbooks."""
    if not has_workbooks(folder):
        return dataset_files(folder)
    from kgreport.data.datasets.extent import files_of  # noqa: PLC0415

    return files_of(folder, unit)
