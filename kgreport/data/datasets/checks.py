"""Find tables that a dataset lacks, has twice, or that nobody would read."""

from __future__ import annotations

from pathlib import Path

from kgreport.data.datasets.folder import folder_finding, record_files, register_files
from kgreport.data.datasets.workbooks import form_files
from kgreport.data.figures.layout import TABLES
from kgreport.data.records.layout import RECORD_TABLES, SUFFIXES, UNITS
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.workbooks.reading.workbook import LOCK_FILE
from kgreport.terms.findings import STATEMENT, Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

_RECORD_NAMES = [table.name for table in (UNITS, *RECORD_TABLES)]
_NAMES = [*_RECORD_NAMES, *(register.name for register in REGISTERS)]


_OTHER_SHEETS = (".xls", ".ods", ".xlsm", ".xlsb", ".tsv")
"""Kinds of spreadsheets that are not read: one that was sent back so is not passed over in silence."""


def check_folder(folder: Path) -> list[Finding]:
    """A dataset has figures or records, each table once, and no table that nobody would read."""
    known = [table.file for table in TABLES]
    known += [name + suffix for name in _NAMES for suffix in SUFFIXES]
    there = {path.name for path in folder.iterdir() if path.suffix.lower() in (*SUFFIXES, *_OTHER_SHEETS)}
    forms = {path.name for path in form_files(folder)}
    files = sorted(name for name in there - forms if not name.startswith(LOCK_FILE))
    findings = [_unknown_table(folder, file, known) for file in files if file not in known]
    stems = [path.stem for path in _listed(folder)]
    findings += [_twice(folder, name) for name in _NAMES if stems.count(name) > 1]
    if any(nearest(file, known) for file in files if file not in known):
        return findings
    if forms or TABLES[0].file in files or any(name in stems for name in _RECORD_NAMES if name != UNITS.name):
        return findings
    return [_no_figures(folder, files), *findings]


def _listed(folder: Path) -> list[Path]:
    return [*record_files(folder), *register_files(folder)]


def _twice(folder: Path, name: str) -> Finding:
    files = ", ".join(path.name for path in _listed(folder) if path.stem == name)
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
    there = ", ".join(files)
    return folder_finding(
        "no-figures",
        "",
        folder.name,
        Wording(
            Phrase(f"có: {there}" if there else "không có bảng nào", f"has {there or 'no table'}"),
            Phrase(
                f"bảng {TABLES[0].file}, bảng hồ sơ hoặc biểu của đơn vị",
                f"{TABLES[0].file}, records, or workbooks of units",
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
