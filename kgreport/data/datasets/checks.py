"""Find tables that a dataset lacks, has twice, or that kgreport would not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from kgreport.data.datasets.folder import folder_finding, tables_of
from kgreport.data.datasets.workbooks import workbooks_in
from kgreport.data.figures.layout import FIGURES
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.tables.files import has_no_row
from kgreport.data.tables.folders import Folders, entries_of
from kgreport.data.tables.layout import SUFFIXES, TableLayout, files_of_tables
from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.texts.soundness import sound_text

_WITH_FIGURES = [*(table.name for table in (FIGURES, *RECORD_TABLES)), "shares"]
"""The tables that figures come from; a dataset without workbooks has one of them."""

_OTHER_KINDS = (
    *(".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlt", ".ods", ".fods", ".ots", ".et", ".ett", ".numbers"),
    *(".tsv", ".tab", ".dbf", ".dif", ".slk", ".gsheet"),
)
"""Kinds of spreadsheets that kgreport does not read. If a unit sends one back, kgreport reports it."""

_RENAME_FILE = Phrase("đổi tên tệp", "rename the file")
_RENAME_FOLDER = Phrase("đổi tên thư mục", "rename the folder")

_PACKED = (".zip", ".rar", ".7z", ".gz", ".tar")
"""Kinds of files that tables are sent in."""


def check_folders(folders: Folders) -> list[Finding]:
    """A dataset has figures or records in one of its folders, and no folder has a file that is ignored."""
    layouts, workbooks = tables_of(folders), workbooks_in(folders)
    tables = {folder: _tables_in(folder, workbooks) for folder in folders.paths}
    checked = [_check_folder(folder, folders.label_of(folder), of, layouts) for folder, of in tables.items()]
    findings = [finding for found, _ in checked for finding in found]
    findings += _unsound_labels(map(folders.label_of, folders.paths))
    if workbooks or any(has_figures for _, has_figures in checked):
        return findings
    files = sorted(folders.name_of(path) for of in tables.values() for path in of)
    return [_no_figures(folders.name, files), *findings]


def _tables_in(folder: Path, workbooks: Collection[Path]) -> list[Path]:
    """List what stands in a folder as a table, or was taken for one; the workbooks of units are not."""
    kinds = (*SUFFIXES, *_OTHER_KINDS, *_PACKED)
    present = [path for path in entries_of(folder) if path.suffix.lower() in kinds]
    return [path for path in present if path not in workbooks]


def _check_folder(
    folder: Path, label: str, present: Sequence[Path], layouts: Sequence[TableLayout]
) -> tuple[list[Finding], bool]:
    """A folder has each table once, and no file that is ignored; say too whether its tables have figures."""
    known = [table.name + suffix for table in layouts for suffix in SUFFIXES]
    place = label or f"{folder.name}/"
    wrong = {path: one for path in present if (one := _why_not_read(path, known)) is not None}
    findings = [
        folder_finding("table", label + path.name, place + path.name, one) for path, one in wrong.items()
    ]
    tables = files_of_tables(folder, layouts)
    stems = [path.stem for path in tables]
    findings += [_twice(place, label, name, tables) for name in dict.fromkeys(stems) if stems.count(name) > 1]
    misspelt = any(nearest(path.name, known) for path in wrong)
    return findings, misspelt or any(name in stems for name in _WITH_FIGURES)


def _why_not_read(path: Path, known: Sequence[str]) -> Wording | None:
    """Say why a file is not read that stands in a folder as a table; nothing of one that is."""
    if not path.is_file():
        return _no_file(path)
    if (unsound := _unsound_name(path.name)) is not None:
        return unsound
    kind = path.suffix.lower()
    if kind in _OTHER_KINDS:
        return Wording(_UNREAD, _KINDS, Phrase("mở tệp rồi lưu thành .xlsx", "open it and save it as .xlsx"))
    if kind in _PACKED:
        return Wording(_UNREAD, _KINDS, Phrase("giải nén, hoặc chuyển đi", "unpack it, or move it elsewhere"))
    if path.name in known:
        return None
    names = ", ".join(dict.fromkeys(name.rpartition(".")[0] for name in known))
    return Wording(
        Phrase("bảng lạ, sẽ không được đọc", "an unknown table that nothing would read"),
        Phrase(f"các bảng là {names}", f"the tables are {names}"),
        did_you_mean(
            nearest(path.name, known), Phrase("đổi tên hoặc chuyển đi", "rename it or move it elsewhere")
        ),
        STATEMENT,
    )


def _unsound_name(name: str, advice: Phrase = _RENAME_FILE) -> Wording | None:
    """The name of a table or folder can be read and printed: sources of figures name it."""
    if name != name.encode("utf-8", "ignore").decode():
        found = Phrase("tên không phải UTF-8", "a name that is not UTF-8")
        return Wording(found, Phrase("tên UTF-8", "UTF-8"), advice)
    sound = sound_text(name)
    return sound._replace(advice=advice) if isinstance(sound, Wording) else None


def _unsound_labels(labels: Iterable[str]) -> list[Finding]:
    """The names of folders can be printed, where they stand before those of their files."""
    wrong = {label: one for label in labels if (one := _unsound_name(label, _RENAME_FOLDER)) is not None}
    return [
        folder_finding("letters", with_hidden_letters_shown(label), label, one)
        for label, one in wrong.items()
    ]


_UNREAD = Phrase("kiểu tệp sẽ không được đọc", "a kind of file that nothing would read")
_KINDS = Phrase("tệp .xlsx, .csv hoặc .parquet", "a file .xlsx, .csv or .parquet")


def _no_file(path: Path) -> Wording:
    """Say what stands in the place of a file."""
    found = Phrase("đường ống hoặc thiết bị, không phải tệp", "a pipe or a device, and no file")
    if path.is_dir():
        found = Phrase("thư mục, không phải tệp", "a folder, and no file")
    elif path.is_symlink() and not path.exists():
        found = Phrase("liên kết không dẫn đến tệp nào", "a link that leads to no file")
    advice = Phrase("đặt tệp vào chỗ này, hoặc bỏ đi", "put a file in its place, or remove it")
    return Wording(found, Phrase("một tệp", "a file"), advice)


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
