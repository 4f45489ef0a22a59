"""The folders of a dataset, and what messages and sources call the files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from kgreport.data.tables.layout import SUFFIXES, TableLayout, files_of_tables


@dataclass(frozen=True)
class Folders:
    """The folders of a dataset, in their order: where two say the same, the later is taken.

    A file is called by its name; where there are several folders, the folder stands before it.

    Attributes
    ----------
    paths
        The folders.

    Examples
    --------
    >>> folders = Folders((Path("data/2022"), Path("data/2023")))
    >>> folders.name_of(Path("data/2022/figures.csv"))
    '2022/figures.csv'
    >>> folders.path_of("2022/figures.csv").as_posix(), folders.name
    ('data/2022/figures.csv', '2022 + 2023')
    """

    paths: tuple[Path, ...]

    @classmethod
    def of(cls, given: AnyFolders) -> Folders:
        """Take one folder as all there are."""
        return given if isinstance(given, Folders) else cls((given,))

    @property
    def are_several(self) -> bool:
        """Whether there is more than one."""
        return len(self.paths) > 1

    @property
    def name(self) -> str:
        """What the dataset is called."""
        return " + ".join(self._labels.values())

    def label_of(self, folder: Path) -> str:
        """Give what stands before the name of a file of a folder; nothing where there is one folder."""
        return f"{self._labels[folder]}/" if self.are_several else ""

    def name_of(self, file: Path) -> str:
        """Give what messages and sources call a file; one of the project by its way from the first folder."""
        if file.parent in self._labels:
            return self.label_of(file.parent) + file.name
        return Path(os.path.relpath(file, self.paths[0])).as_posix()

    def path_of(self, name: str) -> Path:
        """Give the file of a name."""
        label, _, file = name.rpartition("/")
        named = {known: path for path, known in self._labels.items()} if self.are_several else {}
        return named[label] / file if label in named else self.paths[0] / name

    def files_of_tables(self, layouts: Iterable[TableLayout]) -> list[Path]:
        """Find the files of some tables, in the order of the layouts, and of each in that of the folders."""
        files = (files_of_tables(folder, [layout]) for layout in layouts for folder in self.paths)
        return [path for some in files for path in some]

    @cached_property
    def _labels(self) -> Mapping[Path, str]:
        """By folder, the end of its path that no other has."""
        parts = {path: PurePosixPath(path.resolve().as_posix()).parts for path in self.paths}
        labels = {}
        for path, own in parts.items():
            others = [one for other, one in parts.items() if other != path]
            length = next(n for n in range(1, len(own) + 1) if all(one[-n:] != own[-n:] for one in others))
            labels[path] = "/".join(own[-length:])
        return labels


_LEFT_BY_PROGRAMS = ("~$", "._")
"""What the names of files begin with that programs keep beside others: open workbooks, copies of macOS."""


def entries_of(folder: Path) -> list[Path]:
    """List what stands in a folder, but for what programs keep there (``~$sen.xlsx``, ``._sen.xlsx``)."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_LEFT_BY_PROGRAMS))


def may_be_read(path: Path) -> bool:
    """Whether a dataset may read a file: a table, a workbook or a description, and no pipe or folder."""
    return path.suffix.lower() in (*SUFFIXES, ".yml") and path.is_file()


def plain_path(folder: Path) -> Path:
    """Write the path of a folder without ``..`` on the way, where that is the same folder.

    >>> plain_path(Path("./../.")).as_posix()
    '..'
    """
    plain = Path(os.path.normpath(folder))
    try:
        return plain if plain.samefile(folder) else folder
    except OSError:
        return folder


def folder_of(name: str) -> str:
    """Give the folder in the name of a file; nothing where there is one folder.

    >>> folder_of("2022/awards.csv"), folder_of("2022/sen-2022.xlsx!Khen thưởng"), folder_of("awards.csv")
    ('2022', '2022', '')
    """
    return name.partition("!")[0].rpartition("/")[0]


def files_by_table(folders: Folders, layouts: Iterable[TableLayout]) -> Mapping[str, list[Path]]:
    """Find the files of some tables, by the name of the table; of each folder the first."""
    files: dict[str, dict[Path, Path]] = {}
    for path in folders.files_of_tables(layouts):
        files.setdefault(path.stem, {}).setdefault(path.parent, path)
    return {name: list(of.values()) for name, of in files.items()}


AnyFolders: TypeAlias = Folders | Path
"""One folder, or several."""
