"""What the sections on registers share: headings as in the forms, the unit of a row, its sources."""

from __future__ import annotations

import re

import pandas as pd

from kgreport.data.registers.layout import REGISTERS
from kgreport.views.sections.wording import Edition
from kgreport.views.tables import Column, Kind

_HEADINGS = {
    (register.name, column.name): column.label for register in REGISTERS for column in register.columns
}


def column_of(register: str, name: str, edition: Edition, kind: Kind = "text", width: float = 1.0) -> Column:
    """Head a column as the register's form does."""
    return Column(edition.label(_HEADINGS[register, name]), kind, width)


def unit_column(rows: pd.DataFrame, edition: Edition) -> list[Column]:
    """Head a column of units, where rows of several stand in one table."""
    several = rows["unit_name"].nunique() > 1
    return [Column(edition.say("Đơn vị", "Unit"), "text", 0.8)] if several else []


def say_unit(name: str, edition: Edition) -> str:
    """Name the unit of a row; the whole organisation where it has none."""
    return name or edition.say("Toàn Đảng bộ", "The whole organisation")


def sources_of_rows(rows: pd.DataFrame) -> list[str]:
    """Name the sources of rows, each once; where none is told, the file a row stands in."""
    named = [
        source or re.split(r"!|:\d+$", place)[0]
        for source, place in zip(rows["source"], rows["place"], strict=True)
    ]
    return list(dict.fromkeys(named))
