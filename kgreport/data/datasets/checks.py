"""Find tables that a dataset lacks, has twice, or that kgreport would not read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgreport.data.datasets.folder import folder_finding, tables_of
from kgreport.data.datasets.workbooks import workbook_files
from kgreport.data.figures.layout import FIGURES
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.tables.layout import SUFFIXES, files_of_tables
from kgreport.data.workbooks.reading.workbook import LOCK_FILE
from kgreport.terms.findings import STATEMENT, Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

_WITH_FIGURES = [*(table.name for table in (FIGURES, *RECORD_TABLES)), "shares"]
"""The tables that figures come from; a dataset without workbooks has one of them."""

_OTHER_SHEETS = (".xls", ".ods", ".xlsm", ".xlsb", ".tsv")
"""Kinds of spreadsheets that kgreport does not read. If a unit sends one back, kgreport reports it."""


def check_folder(folder: Path) -> list[Finding]:
    """A dataset has figures or records, each table once, and no file that kgreport ignores."""
    layouts = tables_of(folder)
    known = [table.name + suffix for table in layouts for suffix in SUFFIXES]
    present = {path.name for path in folder.iterdir() if path.suffix.lower() in (*SUFFIXES, *_OTHER_SHEETS)}
    workbooks = {path.name for path in workbook_files(folder)}
    files = sorted(name for name in present - workbooks if not name.startswith(LOCK_FILE))
    findings = [_unknown_table(folder, file, known) for file in files if file not in known]
    tables = files_of_tables(folder, layouts)
    stems = [path.stem for path in tables]
    findings += [_twice(folder, name, tables) for name in dict.fromkeys(stems) if stems.count(name) > 1]
    if any(nearest(file, known) for file in files if file not in known):
        return findings
    if workbooks or any(name in stems for name in _WITH_FIGURES):
        return findings
    return [_no_figures(folder, files), *findings]


def _twice(folder: Path, name: str, tables: Sequence[Path]) -> Finding:
    files = ", ".join(path.name for path in tables if path.stem == name)
    return folder_finding(
        "twice",
        name,
        folder.name,
        Wording(
            Phrase(f"có {files}", f"has {files}"),
            Phrase(f"một bảng {name}", f"one table {name}"),
            Phrase("bỏ bớt, chỉ giữ một", "keep one of them"),
        ),
    )


def _no_figures(folder: Path, files: list[str]) -> Finding:
    listed = ", ".join(files)
    return folder_finding(
        "no-figures",
        "",
        folder.name,
        Wording(
            Phrase(f"có: {listed}" if listed else "không có bảng nào", f"has {listed or 'no table'}"),
            Phrase(
                f"bảng {FIGURES.name}, bảng hồ sơ hoặc biểu của đơn vị",
                f"the table {FIGURES.name}, records, or workbooks of units",
            ),
            Phrase("thêm một trong số đó vào thư mục", "add one of them to the folder"),
        ),
    )


def _unknown_table(folder: Path, file: str, names: list[str]) -> Finding:
    known, near = ", ".join(names), nearest(file, names)
    return folder_finding(
        "table",
        file,
        f"{folder.name}/{file}",
        Wording(
            Phrase("bảng lạ, sẽ không được đọc", "an unknown table that nothing would read"),
            Phrase(f"các bảng là {known}", f"the tables are {known}"),
            did_you_mean(near, Phrase("đổi tên hoặc chuyển đi", "rename it or move it elsewhere")),
            STATEMENT,
        ),
    )
