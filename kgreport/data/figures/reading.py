"""Read the tables of counts of a dataset into figures, and gather everything that cannot be one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.tables.files import open_table
from kgreport.data.tables.layout import TableLayout
from kgreport.data.tables.rows import read_small_table
from kgreport.data.tables.values import Allowed
from kgreport.terms.findings import Finding


def read_table(
    path: Path, layout: TableLayout, years: range, name: str = ""
) -> tuple[pd.DataFrame, list[Finding]]:
    """Read one table of counts into figures.

    The frame has the rows that could be read; the findings say what could not. Messages call the table by
    its `name`, if that is not the one of the file.
    """
    rows, findings = read_small_table([open_table(path, name, strict=True)], layout, Allowed(years))
    # The columns of a layout are those of the frame, in the same order.
    figures = [(*row.values.values(), row.place) for row in rows if row.is_readable]
    return pd.DataFrame(figures, columns=list(COLUMNS)), findings
