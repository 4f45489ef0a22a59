"""Write frames as Parquet files, and read them with the same types, index and order.

Arrow has one type of text and pandas has two, so the writer also returns which columns hold Python objects.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

Objects = Mapping[str, str]
"""By column of Python objects, their kind: ``text`` or ``date``; None is allowed in both."""

_KINDS = {str: "text", datetime.date: "date"}
_TYPES = {"text": pa.string(), "date": pa.date32()}
_STORED = ("int64", "float64", "bool", "str")


class UnknownTypeError(TypeError):
    """A column has a type that a Parquet file would not keep."""


def pack_frame(frame: pd.DataFrame) -> tuple[bytes, dict[str, str]]:
    """Write a frame as a Parquet file, and name its columns of objects.

    Raises
    ------
    UnknownTypeError
        A column has a type that the file would not keep.
    """
    types = {str(name): frame[name].dtype for name in frame}
    objects = {name: _kind_of(frame[name]) for name, dtype in types.items() if str(dtype) == "object"}
    strange = [name for name, dtype in types.items() if name not in objects and str(dtype) not in _STORED]
    if strange:
        msg = f"{', '.join(strange)}: a type that is not kept"
        raise UnknownTypeError(msg)
    table = pa.Table.from_pandas(frame)
    for name, kind in objects.items():
        cells = pa.array(frame[name].to_list(), _TYPES[kind])
        table = table.set_column(table.column_names.index(name), pa.field(name, cells.type), cells)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="none")
    packed: bytes = sink.getvalue().to_pybytes()
    return packed, objects


def _kind_of(column: pd.Series) -> str:
    kinds = {type(value) for value in column} - {type(None)}
    known = [_KINDS[kind] for kind in kinds if kind in _KINDS]
    if len(known) != len(kinds) or len(known) > 1:
        msg = f"{column.name}: {', '.join(sorted(kind.__name__ for kind in kinds))} in one column"
        raise UnknownTypeError(msg)
    return known[0] if known else "text"


def unpack_frame(packed: bytes, objects: Objects) -> pd.DataFrame:
    """Read a frame in this thread only, because the process may fork next."""
    with pq.ParquetFile(pa.BufferReader(packed), pre_buffer=False) as file:
        table = file.read(use_threads=False)
    frame: pd.DataFrame = table.to_pandas(use_threads=False, date_as_object=True)
    for name, kind in objects.items():
        if kind == "text":
            frame[name] = pd.Series(_text_of(table.column(name)), index=frame.index, dtype=object)
    return frame


def _text_of(column: pa.ChunkedArray) -> np.ndarray:
    """Convert text to Python objects; equal words share one object."""
    if not len(column):
        return np.array([], dtype=object)
    words = column.combine_chunks().dictionary_encode()
    known = np.array([*words.dictionary.to_pylist(), None], dtype=object)
    at = words.indices.fill_null(len(known) - 1).to_numpy(zero_copy_only=False)
    text: np.ndarray = known[at]
    return text
