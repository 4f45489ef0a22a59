"""Open a table of records, whatever kind of file it is, as parts of Arrow columns.

Everything is read as it stands; `kgreport.data.records.cells` says what it means.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kgreport.data.tables.cells import Cell, line_break
from kgreport.data.tables.delimited import delimiter_of, read_text
from kgreport.data.tables.unreadable import empty_table, not_a_table, not_utf8, several_sheets
from kgreport.terms.findings import Finding

_AS_WORDS = ("unit", "tier", "status", "level", "reason", "organization")


@dataclass(frozen=True, slots=True)
class Part:
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
    """A table that can be read in parts, independent of each other.

    Attributes
    ----------
    file
        Its name.
    header
        Its columns, in lower case.
    parts
        A reader of each part.
    ragged
        Rows with more or fewer cells than the header, each with the number of its cells.
    problems
        Why it cannot be read at all.
    """

    file: str
    header: tuple[str, ...] = ()
    parts: tuple[Callable[[], Part], ...] = ()
    ragged: tuple[tuple[int, int], ...] = ()
    problems: tuple[Finding, ...] = field(default=())


def open_table(path: Path) -> OpenTable:
    """Open a ``.csv``, ``.parquet`` or ``.xlsx`` file; what cannot be opened says why."""
    opener = {".csv": _open_csv, ".parquet": _open_parquet, ".xlsx": _open_xlsx}[path.suffix]
    try:
        return opener(path)
    except UnicodeDecodeError as error:
        return OpenTable(path.name, problems=(not_utf8(path.name, error),))
    except (pa.ArrowException, OSError, ValueError, KeyError):
        return OpenTable(path.name, problems=(not_a_table(path.name),))


def _name(header: str) -> str:
    return unicodedata.normalize("NFC", str(header)).strip().lower()


def _open_parquet(path: Path) -> OpenTable:
    with pq.ParquetFile(path) as file:
        names, schema, metadata = file.schema_arrow.names, file.schema_arrow, file.metadata
    header = tuple(map(_name, names))
    wanted = [name for name in names if not _needs_no_reading(_name(name), schema.field(name).type)]
    sizes = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]) + 2
    as_words = [name for name in wanted if _name(name) in _AS_WORDS]

    def reader(group: int) -> Callable[[], Part]:
        def read() -> Part:
            with pq.ParquetFile(path, metadata=metadata, read_dictionary=as_words, memory_map=True) as file:
                rows = file.read_row_group(group, columns=wanted, use_threads=True)
            numbers = np.arange(starts[group], starts[group + 1])
            return Part(rows.rename_columns([_name(name) for name in rows.column_names]), numbers)

        return read

    return OpenTable(path.name, header, tuple(map(reader, range(metadata.num_row_groups))))


def _needs_no_reading(name: str, kind: pa.DataType) -> bool:
    """A column that no figure comes from, of a type that cannot hold a wrong value."""
    return name == "official" and pa.types.is_boolean(kind)


def _open_csv(path: Path) -> OpenTable:
    text = read_text(path)
    if not text.strip():
        return OpenTable(path.name, problems=(empty_table(path.name),))
    first, delimiter = text.partition("\n")[0], delimiter_of(text)
    names = [_name(name.strip('" ')) for name in first.split(delimiter)]
    skipped: list[tuple[int, int]] = []

    def skip(row: pc_csv.InvalidRow) -> str:
        skipped.append((row.number, 0 if not row.text.strip() else row.actual_columns))
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
    numbers = numbers[~np.isin(numbers, [number for number, _ in skipped])]
    ragged = tuple((number, cells) for number, cells in skipped if cells)
    swallowed = [
        line_break(Cell(path.name, int(numbers[row]), name, column[row].as_py()))
        for name, column in zip(names, rows.columns, strict=True)
        for row in np.flatnonzero(pc.match_substring(column, "\n").to_numpy())
    ]
    if swallowed:
        return OpenTable(path.name, problems=tuple(swallowed))
    return _in_memory(path.name, names, rows.columns, numbers, ragged)


def _open_xlsx(path: Path) -> OpenTable:
    from kgreport.data.workbooks.reading.values import text_of  # noqa: PLC0415
    from kgreport.data.workbooks.sheets import Book  # noqa: PLC0415 - only who has workbooks waits for it

    book = Book(path)
    if len(book.names) != 1:
        return OpenTable(path.name, problems=(several_sheets(path.name, len(book.names)),))
    lines = list(book.values(book.names[0]).lines())
    if not lines:
        return OpenTable(path.name, problems=(empty_table(path.name),))
    names = [_name(text_of(value)) for value in lines[0][1]]
    while names and not names[-1]:
        names.pop()
    cells = [[text_of(line[n]) if n < len(line) else "" for _, line in lines[1:]] for n in range(len(names))]
    numbers = np.array([number for number, _ in lines[1:]], dtype=np.int64)
    return _in_memory(path.name, names, [pa.array(column, pa.string()) for column in cells], numbers, ())


def _in_memory(
    file: str,
    names: list[str],
    columns: list[pa.Array],
    numbers: NDArray[np.int64],
    ragged: tuple[tuple[int, int], ...],
) -> OpenTable:
    """Give the rows of a table of text as one part, trimmed, but for those without any text."""
    trimmed = [pc.utf8_trim_whitespace(column) for column in columns]
    filled = np.zeros(len(numbers), dtype=bool)
    for column in trimmed:
        if not filled.all():
            filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    rows = pa.Table.from_arrays(trimmed, names=names).filter(pa.array(filled)) if names else pa.table({})
    return OpenTable(file, tuple(names), (lambda: Part(rows, numbers[filled]),), ragged)
