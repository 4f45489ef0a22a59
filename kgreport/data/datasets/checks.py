"""Find tables that a dataset lacks, has twice, or that kgreport would not read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from kgreport.data.datasets.folder import folder_finding, tables_of
from kgreport.data.datasets.workbooks import workbooks_in
from kgreport.data.figures.layout import FIGURES
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.tables.files import has_no_row
from kgreport.data.tables.folders import Folders
from kgreport.data.tables.layout import SUFFIXES, TableLayout, files_of_tables
from kgreport.data.workbooks.reading.workbook import LOCK_FILE
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.spelling import did_you_mean, nearest

_WITH_FIGURES = [*(table.name for table in (FIGURES, *RECORD_TABLES)), "shares"]
"""The tables that figures come from; a dataset without workbooks has one of them."""

_OTHER_SHEETS = (".xls", ".ods", ".xlsm", ".xlsb", ".tsv")
"""Kinds of spreadsheets that kgreport does not read. If a unit sends one back, kgreport reports it."""


def check_folders(folders: Folders) -> list[Finding]:
    """A dataset has figures or records in one of its folders, and no folder has a file that is ignored."""
    layouts, workbooks = tables_of(folders), workbooks_in(folders)
    tables = {folder: _tables_in(folder, workbooks) for folder in folders.paths}
    checked = [_check_folder(folder, folders.label_of(folder), of, layouts) for folder, of in tables.items()]
    findings = [finding for found, _ in checked for finding in found]
    if workbooks or any(has_figures for _, has_figures in checked):
        return findings
    files = sorted(folders.name_of(path) for of in tables.values() for path in of)
    return [_no_figures(folders.name, files), *findings]


def _tables_in(folder: Path, workbooks: Collection[Path]) -> list[Path]:
    """List the files of a folder that are tables, or that somebody took for one; workbooks are not."""
    present = {path for path in folder.iterdir() if path.suffix.lower() in (*SUFFIXES, *_OTHER_SHEETS)}
    others = present - set(workbooks)
    return sorted(path for path in others if not path.name.startswith(LOCK_FILE))


def _check_folder(
    folder: Path, label: str, present: Sequence[Path], layouts: Sequence[TableLayout]
) -> tuple[list[Finding], bool]:
    """A folder has each table once, and no file that is ignored; say too whether its tables have figures."""
    known = [table.name + suffix for table in layouts for suffix in SUFFIXES]
    files = [path.name for path in present]
    place = label or f"{folder.name}/"
    findings = [_unknown_table(place, label, file, known) for file in files if file not in known]
    tables = files_of_tables(folder, layouts)
    stems = [path.stem for path in tables]
    findings += [_twice(place, label, name, tables) for name in dict.fromkeys(stems) if stems.count(name) > 1]
    misspelt = any(nearest(file, known) for file in files if file not in known)
    return findings, misspelt or any(name in stems for name in _WITH_FIGURES)


def _twice(place: str, label: str, name: str, tables: Sequence[Path]) -> Finding:
    files = ", ".join(path.name for path in tables if path.stem == name)
    return folder_finding(
        "twice",
        label + name,
        place.removesuffix("/"),
        Wording(
            Phrase(f"có {files}", f"has {files}"),
            Phrase(f"một bảng {name}", f"one table {name}"),
            Phrase("bỏ bớt, chỉ giữ một", "keep one of them"),
        ),
    )


def tables_without_rows(folders: Folders) -> list[Finding]:
    """A table has rows below its header."""
    tables = folders.files_of_tables(tables_of(folders))
    return [_without_rows(folders.name_of(path)) for path in tables if has_no_row(path)]


def _without_rows(file: str) -> Finding:
    wording = Wording(
        Phrase("chưa có dòng nào", "no row yet"),
        Phrase("số liệu dưới dòng tiêu đề", "figures below the header"),
        Phrase(
            "nhập số liệu (chú thích đầu tệp, nếu có, nêu cột và mã); không dùng bảng này thì xóa tệp",
            "fill it in (comments at its top, if any, name columns and codes), or remove a file without use",
        ),
    )
    return make_finding("no-rows", {"table": file}, same(file), wording, severity="warning")


def _no_figures(dataset: str, files: list[str]) -> Finding:
    listed = ", ".join(files)
    return folder_finding(
        "no-figures",
        "",
        dataset,
        Wording(
            Phrase(f"có: {listed}" if listed else "không có bảng nào", f"has {listed or 'no table'}"),
            Phrase(
                f"bảng {FIGURES.name}, bảng hồ sơ hoặc biểu của đơn vị",
                f"the table {FIGURES.name}, records, or workbooks of units",
            ),
            Phrase("thêm một trong số đó vào thư mục", "add one of them to the folder"),
        ),
    )


def _unknown_table(place: str, label: str, file: str, names: list[str]) -> Finding:
    known, near = ", ".join(names), nearest(file, names)
    return folder_finding(
        "table",
        label + file,
        place + file,
        Wording(
            Phrase("bảng lạ, sẽ không được đọc", "an unknown table that nothing would read"),
            Phrase(f"các bảng là {known}", f"the tables are {known}"),
            did_you_mean(near, Phrase("đổi tên hoặc chuyển đi", "rename it or move it elsewhere")),
            STATEMENT,
        ),
    )
