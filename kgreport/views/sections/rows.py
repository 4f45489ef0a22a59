"""Rows of statistics as the sections read them: mappings, with None where a value is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionDtype

Row = Mapping[str, Any]

Rows = pd.DataFrame | Sequence[Row]
"""What statistics give, as a frame or row by row."""


def rows_of(table: Rows) -> list[Row]:
    """Give the rows of a frame as mappings, None where a value is missing; rows stay as they are."""
    if not isinstance(table, pd.DataFrame):
        return list(table)
    columns = {str(name): _values(column) for name, column in table.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    """Give the values of a column, None where one is missing."""
    if isinstance(column.dtype, ExtensionDtype):
        values: list[Any] = column.array.to_numpy(dtype=object, na_value=None).tolist()
        return values
    missing = column.isna().tolist()
    return [None if gone else value for value, gone in zip(column.tolist(), missing, strict=True)]


def file_of(row: Row) -> str:
    """Name the file that a row stands in; empty where it is derived."""
    return re.split(r"!|:\d+$", str(row["place"]))[0]


def sources_of(rows: Iterable[Row]) -> list[str]:
    """Name the sources of known and of printed figures, each once; derived ones have none of their own."""
    named = ([None if row["derived"] else row["source"], row.get("printed_source")] for row in rows)
    return list(dict.fromkeys(source for both in named for source in both if source))


def is_known(row: Row) -> bool:
    """Whether a count is known, or something was printed of it."""
    return row["count"] is not None or is_printed(row)


def is_printed(row: Row) -> bool:
    """Whether a share or an approximate count is shown as it was printed, as its count is unknown."""
    return row.get("printed_source") is not None
