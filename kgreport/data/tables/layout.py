"""Describe a table once: its columns, what their cells hold, and which columns name a row.

These descriptions drive reading, checking and writing. The layouts of figures, records and registers stand in
their own rooms; that of the units stands here, as every other table names units.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kgreport.file_names import DEVICES, LONGEST_CODE, TAKEN
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted, shortened

SUFFIXES = (".csv", ".parquet", ".xlsx")
"""The kinds of file a table may be; a dataset has each table in one of them."""

UNIT_CODE = re.compile(
    rf"(?!(?:{'|'.join(TAKEN)}|{DEVICES})$)(?=.{{1,{LONGEST_CODE}}}$)[a-z0-9]+(-[a-z0-9]+)*"
)
"""What the code of a unit looks like; `kgreport.file_names.fault_of_unit` says why some cannot be one."""

CellKind = Literal["year", "unit", "code", "text", "count", "decimal", "date", "truth", "order"]
"""What the cells of a column hold; ``order`` is a place in a list."""

Refuse = Callable[[str, Mapping[str, str]], Wording | None]
"""Says what is wrong with a text of a row; nothing where it is right."""

_NOTHING, _ROW = Phrase("", ""), Phrase("dòng", "row")


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column of a table.

    Attributes
    ----------
    name
        Its code.
    kind
        What its cells hold.
    label
        Its heading in a workbook.
    optional
        Whether the table may lack it.
    blank
        Whether a cell may be blank.
    codes
        The codes allowed, of a ``code``.
    codes_by
        Another column, and the codes allowed by the code in that one.
    default
        The code that a blank cell stands for.
    years_ahead
        How many years after the last one reported on a row may be of.
    expected
        What a blank cell should hold.
    refuse
        Says what else is wrong with a text of a row; nothing where it is right.
    fault
        First word of the id of what is wrong with a cell; the kind where it is empty.
    only_in_tables
        Whether the workbooks of units have no such column.
    """

    name: str
    kind: CellKind = "text"
    label: Phrase = _NOTHING
    optional: bool = False
    blank: bool = False
    codes: Mapping[str, Phrase] = field(default_factory=dict)
    codes_by: tuple[str, Mapping[str, Mapping[str, Phrase]]] | None = None
    default: str = ""
    years_ahead: Callable[[Mapping[str, str]], int] = lambda _: 0
    expected: Phrase | None = None
    refuse: Refuse | None = None
    fault: str = ""
    only_in_tables: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is laid out.

    Attributes
    ----------
    name
        Its name in a dataset, without the suffix.
    columns
        Its columns, in the order they are documented in.
    key
        Columns that no two rows share; empty where rows may be alike.
    row_is
        What a row of it is called.
    """

    name: str
    columns: tuple[ColumnLayout, ...]
    key: tuple[str, ...] = ()
    row_is: Phrase = _ROW

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The codes of the columns it cannot lack."""
        return tuple(column.name for column in self.columns if not column.optional)


_LONGEST_NAME = 200


def _name_too_long(text: str, _: Mapping[str, str]) -> Wording | None:
    """The name of a unit fits into a title."""
    if len(text) <= _LONGEST_NAME:
        return None
    return Wording(
        quoted(shortened(text)),
        Phrase(f"tên không quá {_LONGEST_NAME} ký tự", f"a name of at most {_LONGEST_NAME} letters"),
        Phrase("ghi tên gọi ngắn của đơn vị", "write the short name of the unit"),
    )


UNITS = TableLayout(
    "units",
    (
        ColumnLayout("id", "unit", fault="unit-id"),
        ColumnLayout(
            "name",
            expected=Phrase("tên đơn vị", "the name of the unit"),
            refuse=_name_too_long,
            fault="unit-name",
        ),
        ColumnLayout("parent", optional=True, blank=True),
        ColumnLayout("order", "order", optional=True, blank=True, fault="unit-order"),
    ),
    key=("id",),
    row_is=Phrase("đơn vị", "unit"),
)
"""The table of units; see docs/reference/records.md."""


def files_of_tables(folder: Path, layouts: Iterable[TableLayout]) -> list[Path]:
    """Find the files of some tables in a folder, in the order of the layouts."""
    names = (layout.name + suffix for layout in layouts for suffix in SUFFIXES)
    return [folder / name for name in names if os.path.isfile(f"{folder}/{name}")]  # noqa: PTH113 - a path takes longer
