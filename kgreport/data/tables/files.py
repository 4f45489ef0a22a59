"""Open a table, whatever kind of file it is, as blocks of Arrow columns.

Everything is read as it stands. `kgreport.data.tables.rows` says what the cells of a small table mean, and
`kgreport.data.records.cells` what those of records mean, of which there may be millions.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kgreport.data.tables.delimited import TextTable, read_delimited
from kgreport.data.tables.faults import BY_ROW, Fault, Locator, always, fault_of
from kgreport.data.tables.parquet import DamagedParquetError, can_be_read, open_parquet
from kgreport.data.tables.unreadable import (
    MOST_COLUMNS,
    UnreadableTableError,
    column_of_kind,
    not_a_table,
    too_many_columns,
    why_unreadable,
)
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase

_DICTIONARY_COLUMNS = ("unit", "tier", "status", "level", "reason", "organization")


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Some consecutive rows of a table.

    Attributes
    ----------
    rows
        The columns, as they stand in the file.
    numbers
        The number of each row in the file, the header being row 1.
    """

    rows: pa.Table
    numbers: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that can be read in blocks, independent of each other.

    Attributes
    ----------
    file
        Its name; of a sheet of a workbook, ``rach-gia-2018.xlsx!Đảng viên``.
    header
        Its columns, in lower case.
    blocks
        A reader of each block.
    faults
        Rows that cannot be cut into cells.
    problems
        Why it cannot be read at all.
    warnings
        What a person should look at, though it can be read.
    locator
        Names its cells, and says what is wrong with them.
    """

    file: str
    header: tuple[str, ...] = ()
    blocks: tuple[Callable[[], RowBlock], ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    locator: Locator = BY_ROW


def open_table(path: Path, name: str = "", *, strict: bool = False) -> OpenTable:
    """Open a ``.csv``, ``.parquet`` or ``.xlsx`` file; what cannot be opened says why.

    Messages call it by its `name`, if that is not the one of the file. `strict` refuses a ``.csv`` file
    where a quote is never closed, or closed within a cell. This is quick in a small table, and slow in one
    of millions of rows.
    """
    file = name or path.name
    openers: dict[str, Callable[[Path, str], OpenTable]] = {
        ".csv": partial(_open_csv, strict=strict),
        ".parquet": _open_parquet,
        ".xlsx": _open_xlsx,
    }
    try:
        opened = openers[path.suffix](path, file)
    except _NO_TABLE as error:
        return OpenTable(file, problems=(why_unreadable(file, error),))
    if len(opened.header) > MOST_COLUMNS:
        return OpenTable(file, problems=(too_many_columns(file, len(opened.header)),))
    return opened


_NO_TABLE = (
    *(UnreadableTableError, DamagedParquetError, pa.ArrowException, csv.Error),
    *(OSError, ValueError, KeyError),
)
"""What is raised by a file that is no table."""


_SMALL = 1 << 16
"""Bytes of a file that may be without a row; comments and a header take less."""


def has_no_row(path: Path) -> bool:
    """Whether a table can be read, and has a header but no row below it."""
    if path.stat().st_size > _SMALL:
        return False
    opened = open_table(path)
    is_whole = bool(opened.header) and not (opened.problems or opened.faults)
    try:
        return is_whole and not any(len(block().rows) for block in opened.blocks)
    except UnreadableTableError:
        return False


def _name(header: str) -> str:
    return unicodedata.normalize("NFC", str(header)).strip().lower()


def _open_parquet(path: Path, file: str) -> OpenTable:
    opened = open_parquet(path)
    header = tuple(_name(name) for name, _ in opened.columns)
    unreadable = [column_of_kind(file, name, kind) for name, kind in opened.columns if not can_be_read(kind)]
    if unreadable:
        return OpenTable(file, header, problems=tuple(unreadable))
    columns = [name for name, _ in opened.columns]
    as_words = [name for name in columns if _name(name) in _DICTIONARY_COLUMNS]
    starts = np.concatenate([[0], np.cumsum(opened.sizes, dtype=np.int64)]) + 2

    def read(group: int) -> RowBlock:
        try:
            rows = opened.read_group(group, columns, as_words)
        except DamagedParquetError:
            raise UnreadableTableError(not_a_table(file)) from None
        numbers = np.arange(starts[group], starts[group + 1])
        return RowBlock(rows.rename_columns([_name(name) for name in rows.column_names]), numbers)

    return OpenTable(file, header, tuple(partial(read, group) for group in range(len(opened.sizes))))


def _open_csv(path: Path, file: str, *, strict: bool) -> OpenTable:
    table = read_delimited(path, file, strict=strict)
    opened = _in_memory(file, table)
    blank = _blank_columns(file, len(opened.header), len(table.header))
    return replace(opened, faults=(*opened.faults, *blank))


def _blank_columns(file: str, named: int, width: int) -> list[Fault]:
    """A table has no blank columns after the last one; programs write as many as they once had."""
    if named == width:
        return []
    found = Phrase(
        f"{width - named} cột trống sau cột cuối cùng", f"{width - named} blank columns after the last one"
    )
    expected = Phrase("không có cột trống", "no blank columns")
    advice = Phrase("chọn các cột đó rồi xóa cả cột", "select those columns, and delete them")
    return fault_of("column", file, str(named + 1), [1], always(Wording(found, expected, advice)))


def _open_xlsx(path: Path, file: str) -> OpenTable:
    from kgreport.data.tables.workbook_tables import read_table_sheet  # noqa: PLC0415 - only for workbooks

    return _in_memory(file, read_table_sheet(path, file))


def _in_memory(file: str, table: TextTable) -> OpenTable:
    """Give the rows of a table as one block, trimmed, but for rows and last columns without any text."""
    names, columns = list(map(_name, table.header)), list(map(pc.utf8_trim_whitespace, table.columns))
    while names and not names[-1] and not pc.any(pc.not_equal(columns[-1], "")).as_py():
        names.pop()
        columns.pop()
    filled = np.zeros(len(table.numbers), dtype=bool)
    for column in columns:
        if not filled.all():
            filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    rows = pa.Table.from_arrays(columns, names=names).filter(pa.array(filled)) if names else pa.table({})
    return OpenTable(
        file,
        tuple(names),
        (lambda: RowBlock(rows, table.numbers[filled]),),
        tuple(table.faults),
        warnings=tuple(table.warnings),
    )
