"""Write frames as Parquet files, and read them with the same types, index and order.

pandas has two types of text. pyarrow writes Python objects as ``string`` and the type ``str`` as
``large_string``, so the file tells which is which.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

_STORED = ("int64", "float64", "bool", "str")
_OBJECTS = (pa.string(), pa.date32(), pa.null())
"""What columns of Python objects are stored as: texts and days; None is allowed in both."""


class UnknownTypeError(TypeError):
    """A column has a type that a Parquet file would not keep."""


def pack_frame(frame: pd.DataFrame) -> bytes:
    """Write a frame as a Parquet file.

    Raises
    ------
    UnknownTypeError
        A column has a type that the file would not keep.
    """
    strange = [str(name) for name, dtype in frame.dtypes.items() if str(dtype) not in (*_STORED, "object")]
    if strange:
        msg = f"{', '.join(strange)}: a type that is not kept"
        raise UnknownTypeError(msg)
    try:
        table = pa.Table.from_pandas(frame)
    except pa.ArrowException as error:
        raise UnknownTypeError(str(error)) from None
    for name, dtype in frame.dtypes.items():
        if str(dtype) == "object" and table.schema.field(name).type not in _OBJECTS:
            msg = f"{name}: objects of a type that is not kept"
            raise UnknownTypeError(msg)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="none")
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def unpack_frame(packed: bytes) -> pd.DataFrame:
    """Read a frame in this thread only, because the process may fork next."""
    with pq.ParquetFile(pa.BufferReader(packed), pre_buffer=False) as file:
        table = file.read(use_threads=False)
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name in frame and pa.types.is_string(column.type):
            # Equal words share one object.
            words = column.dictionary_encode().to_pandas().astype(object)
            frame[name] = words.where(words.notna(), None).set_axis(frame.index)
    return frame
