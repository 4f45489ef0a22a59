"""Frames as the sheets of a workbook, and the sheet that explains their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.data.workbooks.writing.frames import FrameSheet, write_frames
from kgreport.views.frames.layout import Facts, Field

if TYPE_CHECKING:
    import pandas as pd


def write_sheets(path: Path, told: Sequence[Facts], about: Mapping[str, object]) -> None:
    """Write a sheet for each frame, and a last one that says what they are of and what their columns mean.

    Raises
    ------
    OSError
        The file cannot be written; an earlier one is unchanged.
    """
    texts = [(name, "text") for name in ("sheet", "column", "kind", "vi", "en")]
    given = [[name, None, None, str(value), str(value)] for name, value in about.items() if value]
    columns = FrameSheet("columns", texts, [*given, *(row for one in told for row in _meanings(one))])
    write_frames(path, [*map(_sheet, told), columns])


def _sheet(facts: Facts) -> FrameSheet:
    fields, frame = facts.layout.fields, facts.frame
    columns = [_plain_values(frame[field.name], field) for field in fields]
    named = [(field.name, field.kind) for field in fields]
    return FrameSheet(facts.layout.name, named, zip(*columns, strict=True))


def _plain_values(column: pd.Series, field: Field) -> list[object]:
    """Give the values of a column as Python has them, None where one is missing."""
    values = [None if gone else value for value, gone in zip(column.tolist(), column.isna(), strict=True)]
    return [value and value.date() for value in values] if field.kind == "date" else values


def _meanings(facts: Facts) -> Iterator[list[object]]:
    for field in facts.layout.fields:
        yield [facts.layout.name, field.name, field.kind, field.meaning.vi, field.meaning.en]
