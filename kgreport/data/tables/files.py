"""Open a table, whatever kind of file it is, as blocks of Arrow columns.

Everything is read as it stands. `kgreport.data.tables.rows` says what the cells of a small table mean, and
`kgreport.data.records.cells` what those of records mean, of which there may be millions.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kgreport.data.tables.comments import below_comments
from kgreport.data.tables.faults import Fault, fault_of
from kgreport.data.tables.locator import BY_ROW, Locator
from kgreport.data.tables.unreadable import empty_table, not_a_table, not_utf8
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
        return openers[path.suffix](path, file)
    except UnicodeDecodeError as error:
        return OpenTable(file, problems=(not_utf8(file, error),))
    except (pa.ArrowException, csv.Error, OSError, ValueError, KeyError):
        return OpenTable(file, problems=(not_a_table(file),))


_SMALL = 1 << 16
"""Bytes of a file that may be without a row; comments and a header take less."""


def has_no_row(path: Path) -> bool:
    """Whether a table can be read, and has a header but no row below it."""
    if path.stat().st_size > _SMALL:
        return False
    opened = open_table(path)
    is_whole = bool(opened.header) and not (opened.problems or opened.faults)
    return is_whole and not any(len(block().rows) for block in opened.blocks)


def _name(header: str) -> str:
    return unicodedata.normalize("NFC", str(header)).strip().lower()


def _open_parquet(path: Path, file: str) -> OpenTable:
    with pq.ParquetFile(path) as opened:
        names, schema, metadata = opened.schema_arrow.names, opened.schema_arrow, opened.metadata
    header = tuple(map(_name, names))
    columns = [name for name in names if not _needs_no_reading(_name(name), schema.field(name).type)]
    sizes = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]) + 2
    as_words = [name for name in columns if _name(name) in _DICTIONARY_COLUMNS]

    def reader(group: int) -> Callable[[], RowBlock]:
        def read() -> RowBlock:
            with pq.ParquetFile(path, metadata=metadata, read_dictionary=as_words, memory_map=True) as opened:
                rows = opened.read_row_group(group, columns=columns, use_threads=True)
            numbers = np.arange(starts[group], starts[group + 1])
            return RowBlock(rows.rename_columns([_name(name) for name in rows.column_names]), numbers)

        return read

    return OpenTable(file, header, tuple(map(reader, range(metadata.num_row_groups))))


def _needs_no_reading(name: str, kind: pa.DataType) -> bool:
    """A column that no figure comes from, of a type that cannot hold a wrong value."""
    return name == "official" and pa.types.is_boolean(kind)


def read_text(path: Path) -> str:
    """Read UTF-8 text: without its byte order mark, letters composed (NFC), lines ended by a line feed.

    Raises
    ------
    UnicodeDecodeError
        It is not UTF-8.
    """
    text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    r"""Find what separates the cells of the header; programs write commas, semicolons or tabs.

    >>> delimiter_of("year;unit\n2018;a,b")
    ';'
    """
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _open_csv(path: Path, file: str, *, strict: bool) -> OpenTable:
    comments, text = below_comments(read_text(path))
    if not text.strip():
        return OpenTable(file, problems=(empty_table(file),))
    text += "" if text.endswith("\n") else "\n"
    first, delimiter = text.partition("\n")[0], delimiter_of(text)
    if strict:
        deque(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), maxlen=0)
    names = [_name(name.strip('" ')) for name in first.split(delimiter)]
    skipped: list[tuple[int, int]] = []

    def skip(row: pc_csv.InvalidRow) -> str:
        skipped.append((row.number, row.actual_columns if row.text.strip(f" {delimiter}") else 0))
        return "skip"

    places = [str(n) for n in range(len(names))]
    rows = pc_csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=pc_csv.ReadOptions(use_threads=False, column_names=places, skip_rows=1),
        parse_options=pc_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
        ),
        convert_options=pc_csv.ConvertOptions(column_types=dict.fromkeys(places, pa.string())),
    )
    numbers = np.arange(2, rows.num_rows + len(skipped) + 2)
    numbers = numbers[~np.isin(numbers, [number for number, _ in skipped])] + comments
    wrong = [(number + comments, cells) for number, cells in skipped if cells]
    faults = _ragged(file, len(names), wrong)
    faults += _line_breaks(file, names, rows.columns, numbers)
    return _in_memory(file, names, rows.columns, numbers, faults)


def _ragged(file: str, width: int, rows: Sequence[tuple[int, int]]) -> list[Fault]:
    """Every row has as many cells as the header."""
    expected = Phrase(f"{width} ô như dòng tiêu đề", f"{width}, as in the header")
    advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")

    def say(n: int) -> Wording:
        return Wording(Phrase(f"{rows[n][1]} ô", f"{rows[n][1]} cells"), expected, advice)

    return fault_of("cells", file, "", [number for number, _ in rows], say)


def _line_breaks(
    file: str, names: Sequence[str], columns: Sequence[pa.ChunkedArray], numbers: NDArray[np.int64]
) -> Iterator[Fault]:
    """A cell has one line; more of them are rows that an open quote has swallowed."""
    expected = Phrase("ô chỉ có một dòng", "a cell of one line")
    advice = Phrase("tìm dấu ngoặc kép chưa đóng", "look for a quote that is never closed")
    for name, column in zip(names, columns, strict=True):
        rows = np.flatnonzero(pc.match_substring(column, "\n").to_numpy())

        def say(n: int, column: pa.ChunkedArray = column, rows: NDArray[np.int64] = rows) -> Wording:
            begin = column[rows[n]].as_py().strip().partition("\n")[0]
            found = Phrase(f"'{begin}…' xuống dòng trong ô", f"'{begin}…' with a line break")
            return Wording(found, expected, advice)

        yield from fault_of("line-break", file, name, numbers[rows], say)


def _open_xlsx(path: Path, file: str) -> OpenTable:
    from kgreport.data.tables.workbook_tables import read_table_sheet  # noqa: PLC0415 - only for workbooks

    sheet = read_table_sheet(path, file)
    if sheet.problems:
        return OpenTable(file, problems=sheet.problems)
    numbers = np.array(sheet.numbers, dtype=np.int64)
    columns = [pa.array(column, pa.string()) for column in sheet.columns]
    table = _in_memory(file, list(map(_name, sheet.header)), columns, numbers, sheet.faults)
    return replace(table, warnings=sheet.warnings)


def _in_memory(
    file: str,
    names: Sequence[str],
    columns: Sequence[pa.Array],
    numbers: NDArray[np.int64],
    faults: Sequence[Fault],
) -> OpenTable:
    """Give the rows of a table of text as one block, trimmed, but for those without any text."""
    trimmed = [pc.utf8_trim_whitespace(column) for column in columns]
    filled = np.zeros(len(numbers), dtype=bool)
    for column in trimmed:
        if not filled.all():
            filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    rows = pa.Table.from_arrays(trimmed, names=names).filter(pa.array(filled)) if names else pa.table({})
    return OpenTable(file, tuple(names), (lambda: RowBlock(rows, numbers[filled]),), tuple(faults))
