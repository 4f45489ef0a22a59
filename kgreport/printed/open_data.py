"""Read a tidy CSV file of a report as a table, its numbers as programs write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kgreport.content.blocks import Column, Table
from kgreport.data.tables.delimited import delimiter_of


def table_of_csv(name: str, text: str) -> Table:
    """Read a file; the table is named by what its name ends in, as ``report.table-levels.csv``.

    A spreadsheet that saved it again may have put semicolons or tabs between the cells.
    """
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)) or [[]]
    width = len(lines[0])
    rows = [tuple([*row, *[""] * width][:width]) for row in lines[1:]]
    return Table(
        id=Path(name.removesuffix(".csv")).suffix.removeprefix("."),
        columns=tuple(Column(label=heading) for heading in lines[0]),
        cells=tuple(rows),
    )
