"""Find a dataset, read all its tables, and say what it is by name and hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kgreport.data.findings import DatasetError, Finding
from kgreport.data.layout import COLUMNS, TABLES
from kgreport.data.phrases import Language, Message, Phrase
from kgreport.data.tables import read_table
from kgreport.data.vocabulary import nearest

PACKAGED = Path(__file__).parents[1] / "datasets"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The figures of a folder of tables.

    Attributes
    ----------
    name
        Packaged name, or name of the folder.
    sha256
        Hash over the names and contents of its tables.
    folder
        Where its tables are.
    figures
        Frame with the columns of `kgreport.data.layout.COLUMNS`, as read.
    """

    name: str
    sha256: str
    folder: Path
    figures: pd.DataFrame


def packaged_datasets() -> list[str]:
    """Name the datasets that come with the library."""
    return sorted(folder.name for folder in PACKAGED.iterdir() if (folder / TABLES[0].file).is_file())


def find_dataset(name: str, base: Path) -> Path:
    """Find the folder of a dataset: a packaged name, or a path relative to `base`.

    Raises
    ------
    DatasetError
        There is no such dataset.
    """
    if name in packaged_datasets():
        return PACKAGED / name
    folder = base / name
    if folder.is_dir():
        return folder
    raise DatasetError([_no_dataset(name)])


def read_dataset(folder: Path, years: range, language: Language = "en") -> Dataset:
    """Read every table of a dataset.

    Parameters
    ----------
    folder
        Where its tables are.
    years
        The years a figure may be of.
    language
        Language of the error, if there is one.

    Raises
    ------
    DatasetError
        Some of it cannot be read; all findings of all tables are in it.
    """
    findings = list(_check_folder(folder))
    frames = []
    for table in TABLES:
        if (folder / table.file).is_file():
            frame, found = read_table(folder / table.file, table, years)
            frames.append(frame)
            findings += found
    if findings:
        raise DatasetError(findings, language)
    figures = pd.concat([frame for frame in frames if len(frame)] or [pd.DataFrame(columns=list(COLUMNS))])
    typed = figures.astype({"year": int, "value": int})
    return Dataset(folder.resolve().name, _hash(table_hashes(folder)), folder, typed)


def table_hashes(folder: Path) -> dict[str, str]:
    """Hash each table of a dataset with SHA-256."""
    paths = (folder / table.file for table in TABLES)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def _hash(tables: dict[str, str]) -> str:
    """Hash all tables as one: the same names and bytes give the same hash anywhere."""
    lines = "".join(f"{content}  {name}\n" for name, content in tables.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def _check_folder(folder: Path) -> list[Finding]:
    """A dataset has the table of figures, and no table that nobody would read."""
    names = [table.file for table in TABLES]
    files = sorted(path.name for path in folder.glob("*.csv"))
    findings = [_unknown_table(folder, file, names) for file in files if file not in names]
    return findings if TABLES[0].file in files else [_no_figures(folder, files), *findings]


def _finding(name: str, place: str, found: Phrase, expected: Phrase, advice: Phrase) -> Finding:
    said = (Message(text) for text in (Phrase(place, place), expected, found, advice))
    where, wanted, there, remedy = said
    return Finding(
        id=name,
        severity="error",
        place=where,
        expected=wanted,
        found=there,
        advice=remedy,
        acceptable=False,
    )


def _no_dataset(name: str) -> Finding:
    packaged = packaged_datasets()
    near, names = nearest(name, packaged), ", ".join(packaged)
    return _finding(
        "no-dataset",
        name,
        Phrase("không có bộ số liệu này", "there is no such dataset"),
        Phrase(
            f"cần một bộ kèm theo ({names}) hoặc một thư mục, tính từ tệp tham số",
            f"expected a packaged one ({names}) or a folder, relative to the parameters file",
        ),
        Phrase(f"có phải '{near}'?", f"did you mean '{near}'?")
        if near
        else Phrase("kiểm tra đường dẫn", "check the path"),
    )


def _no_figures(folder: Path, files: list[str]) -> Finding:
    there = ", ".join(files)
    return _finding(
        "no-figures",
        folder.name,
        Phrase(f"có: {there}" if there else "không có bảng nào", f"has {there or 'no table'}"),
        Phrase(f"cần bảng {TABLES[0].file}", f"expected the table {TABLES[0].file}"),
        Phrase("thêm bảng này vào thư mục", "add that table to the folder"),
    )


def _unknown_table(folder: Path, file: str, names: list[str]) -> Finding:
    known, near = ", ".join(names), nearest(file, names)
    return _finding(
        f"table-{file}",
        f"{folder.name}/{file}",
        Phrase("bảng lạ, sẽ không được đọc", "an unknown table that nothing would read"),
        Phrase(f"các bảng là {known}", f"the tables are {known}"),
        Phrase(f"có phải '{near}'?", f"did you mean '{near}'?")
        if near
        else Phrase("đổi tên hoặc chuyển đi", "rename it or move it elsewhere"),
    )
