"""Read Parquet files in groups of rows. A file that is damaged gives an error, whatever is wrong with it.

What is read has only text, integers, fractions, truths and days; other numbers and times become these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

MOST_ROWS = 20_000_000
"""Rows of a group that fit into memory."""

_INTO: tuple[tuple[Callable[[pa.DataType], bool], pa.DataType | None], ...] = (
    (pa.types.is_string, None),
    (pa.types.is_integer, None),
    (pa.types.is_boolean, None),
    (pa.types.is_date32, None),
    (pa.types.is_float32, None),
    (pa.types.is_float64, None),
    (pa.types.is_null, None),
    (pa.types.is_date64, pa.date32()),
    (pa.types.is_timestamp, pa.date32()),
    (lambda kind: pa.types.is_decimal(kind) and kind.scale == 0, pa.int64()),
    (pa.types.is_decimal, pa.float64()),
    (pa.types.is_large_string, pa.string()),
    (pa.types.is_string_view, pa.string()),
    (pa.types.is_binary, pa.string()),
    (pa.types.is_large_binary, pa.string()),
)
"""The types of columns that are read, and what they become."""


class DamagedParquetError(Exception):
    """A Parquet file does not hold what it says."""


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """A Parquet file whose head was read once: name and type of each column, rows of each group."""

    path: Path
    columns: tuple[tuple[str, pa.DataType], ...]
    sizes: tuple[int, ...]
    metadata: pq.FileMetaData

    def read_group(self, group: int, columns: list[str], words: list[str]) -> pa.Table:
        """Read some columns of a group; `words` are those with few different texts.

        Raises
        ------
        DamagedParquetError
            The group cannot be read.
        """
        try:
            with pq.ParquetFile(
                self.path, metadata=self.metadata, read_dictionary=words, memory_map=True
            ) as opened:
                rows = opened.read_row_group(group, columns=columns, use_threads=True)
            rows.validate(full=True)
            plain = list(map(_plain, rows.columns))
        except _DAMAGES as error:
            raise DamagedParquetError(error) from None
        if rows.num_rows != self.sizes[group]:
            raise DamagedParquetError(rows.num_rows)
        return pa.Table.from_arrays(plain, names=rows.column_names)


_DAMAGES = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError)


def open_parquet(path: Path) -> ParquetTable:
    """Read the head of a file.

    Raises
    ------
    DamagedParquetError
        It cannot be read, or says that a group has more than `MOST_ROWS` rows.
    """
    try:
        with pq.ParquetFile(path) as opened:
            schema, metadata = opened.schema_arrow, opened.metadata
        sizes = tuple(metadata.row_group(n).num_rows for n in range(metadata.num_row_groups))
    except FileNotFoundError:
        raise
    except _DAMAGES as error:
        raise DamagedParquetError(error) from None
    if any(not 0 <= size <= MOST_ROWS for size in sizes):
        raise DamagedParquetError(sizes)
    return ParquetTable(path, tuple(zip(schema.names, schema.types, strict=True)), sizes, metadata)


def can_be_read(kind: pa.DataType) -> bool:
    """Whether the cells of a column of a type can be read.

    >>> can_be_read(pa.int32()), can_be_read(pa.list_(pa.int32()))
    (True, False)
    """
    single = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(holds(single) for holds, _ in _INTO)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give a column in one of the few types that are read."""
    if pa.types.is_dictionary(column.type):
        of = column.type.value_type
        return column if pa.types.is_string(of) else _plain(column.cast(of))
    into = next(into for holds, into in _INTO if holds(column.type))
    return column if into is None else column.cast(into, safe=into != pa.date32())
