"""Know the units of a dataset, and which of its files the report of a unit reads, without reading it again.

What was found is kept between runs, and holds as long as the files of the dataset are the same.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgreport.build.file_hashes import HashMemo, hash_of, library_hash
from kgreport.data.datasets.folder import dataset_files, find_dataset, has_workbooks
from kgreport.publish.outputs import write_whole


class Catalogs:
    """What is known of datasets, by the hash of all their files.

    Parameters
    ----------
    path
        File that keeps it between runs.
    memo
        Gives the hash of a file.
    """

    def __init__(self, path: Path, memo: HashMemo) -> None:
        self._path = path
        self._memo = memo
        self._states: dict[Path, str] = {}
        self._known: dict[str, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._changed = False
        with suppress(OSError, ValueError):
            self._known = dict(json.loads(path.read_text("utf-8")))

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
        known = self._of(folder)
        if "units" not in known:
            from kgreport.data.datasets.extent import units_in  # noqa: PLC0415

            known["units"] = [unit.id for unit in units_in(folder)]
            self._changed = True
        return list(known["units"])

    def files(self, base: Path, dataset: str, unit: str) -> list[Path]:
        """List the files of a dataset that the report of a unit reads; see `units`."""
        folder = find_dataset(dataset, base)
        known = self._of(folder).setdefault("files", {})
        if unit not in known:
            known[unit] = [path.relative_to(folder).as_posix() for path in _files_of(folder, unit)]
            self._changed = True
        return [folder / name for name in known[unit]]

    def save(self) -> None:
        """Keep what is known of the datasets asked for."""
        if not self._changed and self._used == set(self._known):
            return
        with suppress(OSError):  # it only saves time
            write_whole(self._path, json.dumps({state: self._known[state] for state in sorted(self._used)}))

    def _of(self, folder: Path) -> dict[str, Any]:
        if folder not in self._states:
            files = sorted(path for path in folder.iterdir() if path.is_file())
            hashes = {path.name: self._memo.hash(path) for path in files}
            self._states[folder] = hash_of([library_hash(), hashes])
        state = self._states[folder]
        self._used.add(state)
        return self._known.setdefault(state, {})


def _files_of(folder: Path, unit: str) -> list[Path]:
    """List what the report of a unit reads; what opens workbooks is loaded only where there are some."""
    if not has_workbooks(folder):
        return dataset_files(folder)
    from kgreport.data.datasets.extent import files_of  # noqa: PLC0415

    return files_of(folder, unit)
