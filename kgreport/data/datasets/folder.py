"""Find the folder of a dataset, without importing pandas or pyarrow."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from kgreport.data.datasets.description import NAME as DATASET_FILE
from kgreport.data.figures.layout import FIGURES, TABLES
from kgreport.data.own_terms.files import terms_files
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.own import registers_with
from kgreport.data.tables.folders import AnyFolders, Folders, entries_of, plain_path
from kgreport.data.tables.layout import UNITS, TableLayout, files_of_tables
from kgreport.errors import KgreportError
from kgreport.file_names import fault_of_path
from kgreport.terms.findings import DatasetError, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.whole_files import Stamp, hash_bytes, stamp_of

PACKAGED = Path(__file__).with_name("packaged")


def packaged_datasets() -> list[str]:
    """Name the datasets that come with the library."""
    return sorted(folder.name for folder in PACKAGED.iterdir() if files_of_tables(folder, [FIGURES]))


def tables_of(folders: AnyFolders) -> tuple[TableLayout, ...]:
    """Lay out every table that a dataset may have; the hash of the dataset depends on this order.

    Raises
    ------
    ParametersError
        The terms of the dataset cannot be used.
    """
    from kgreport.data.own_terms.reading import read_terms  # noqa: PLC0415 - most plans need no terms

    return (*TABLES, UNITS, *RECORD_TABLES, *registers_with(read_terms(folders)))


def find_folders(dataset: str | Sequence[str], base: Path) -> Folders:
    """Find the folders of a dataset: one, or several that are read as one.

    Raises
    ------
    DatasetError
        Some of them are not there; the error names all.
    """
    found: dict[Path, Path] = {}
    missing: list[Finding] = []
    for name in [dataset] if isinstance(dataset, str) else dataset:
        try:
            folder = find_dataset(name, base)
            found.setdefault(folder.resolve(), folder)
        except DatasetError as error:
            missing += error.findings
    if missing:
        raise DatasetError(missing)
    return Folders(tuple(found.values()))


def find_dataset(name: str, base: Path) -> Path:
    """Find the folder of a dataset: a packaged name, or a path relative to `base`.

    If `base` has no such path, the ``params`` folders of the folders above are searched, so that the notebook
    of a report runs again in its output folder.

    Raises
    ------
    DatasetError
        There is no such dataset.
    """
    if name in packaged_datasets():
        return PACKAGED / name
    around = [base, *(folder / "params" for folder in base.absolute().parents)]
    for folder in around if not fault_of_path(name) else ():
        if (folder / name).is_dir():
            return _opened(plain_path(folder / name), name)
    raise DatasetError([_no_dataset(name, [one / name for one in around if one == base or one.is_dir()])])


def _opened(folder: Path, name: str) -> Path:
    if os.access(folder, os.R_OK | os.X_OK):
        return folder
    found = Phrase("không có quyền mở thư mục", "no permission to open the folder")
    expected = Phrase("thư mục mở được", "a folder that can be opened")
    advice = Phrase("cấp quyền đọc thư mục cho người chạy kgreport", "let who runs kgreport read it")
    raise DatasetError([folder_finding("no-dataset", "", name, Wording(found, expected, advice))])


def has_workbooks(folder: Path) -> bool:
    """Whether a folder has any ``.xlsx`` file, which may be a table or the workbook of a unit."""
    return any(path.suffix.lower() == ".xlsx" for path in entries_of(folder) if path.is_file())


def dataset_files(given: AnyFolders, workbooks: Iterable[Path] = ()) -> list[Path]:
    """List the files of a dataset and some workbooks; the hash of the dataset depends on the order."""
    folders = Folders.of(given)
    described = [folder / DATASET_FILE for folder in folders.paths]
    files = [*folders.files_of_tables(tables_of(folders)), *workbooks, *described]
    return [*(path for path in files if path.is_file()), *terms_files(folders)]


class WithTables(Protocol):
    """What was read of a dataset."""

    @property
    def tables(self) -> Mapping[str, str]:
        """Hashes of its files by name."""


Found = TypeVar("Found", bound=WithTables)

_TRIES = 3
_PAUSE = 0.3


def read_unchanged(folders: Folders, read: Callable[[], Found]) -> Found:
    """Read files of a dataset, and again where they changed meanwhile: only then are the bytes those hashed.

    Raises
    ------
    DatasetError
        They change again and again.
    """
    for attempt in range(1, _TRIES + 1):
        before = _stamps_of(folders)
        try:
            found = read()
        except KgreportError:
            if attempt == _TRIES or before == _stamps_of(folders):
                raise
        else:
            now = _stamps_of(folders)
            changed = [name for name in found.tables if before.get(name) != now.get(name)]
            if not changed:
                return found
        time.sleep(_PAUSE)  # a file is being written or copied
    raise DatasetError([folder_finding("changing", name, name, _CHANGING) for name in changed])


def _stamps_of(folders: Folders) -> dict[str, Stamp | None]:
    """Give the stamp of each file that reading a dataset may open, by its name."""
    files = [path for folder in folders.paths for path in folder.iterdir()]
    return {folders.name_of(path): stamp_of(path) for path in (*files, *terms_files(folders))}


def hash_as_one(tables: Mapping[str, str]) -> str:
    """Hash all files as one: the same names and bytes give the same hash everywhere."""
    return hash_bytes("".join(f"{content}  {name}\n" for name, content in tables.items()).encode())


_CHANGING = Wording(
    Phrase("tệp thay đổi liên tục trong lúc đọc", "changes again and again while it is read"),
    Phrase("tệp đứng yên", "a file that stays as it is"),
    Phrase(
        "chờ cho chép hay ghi xong, rồi chạy lại", "wait until it is copied or written, then run this again"
    ),
)


def folder_finding(kind: str, table: str, place: str, wording: Wording) -> Finding:
    """Say what is wrong with a folder, or with a table in it."""
    return make_finding(kind, {"table": table}, same(place), wording, acceptable=False)


def _no_dataset(name: str, places: Sequence[Path]) -> Finding:
    packaged = packaged_datasets()
    near, names = nearest(name, packaged), ", ".join(packaged)
    looked = ", ".join(dict.fromkeys(str(place.resolve()) for place in places))
    return folder_finding(
        "no-dataset",
        "",
        name,
        Wording(
            Phrase(
                f"không có bộ số liệu này; đã tìm {looked}", f"there is no such dataset; looked for {looked}"
            ),
            Phrase(
                f"một bộ kèm theo ({names}) hoặc một thư mục, tính từ tệp tham số",
                f"a packaged one ({names}) or a folder, relative to the parameters file",
            ),
            did_you_mean(near, Phrase("kiểm tra đường dẫn", "check the path")),
        ),
    )
