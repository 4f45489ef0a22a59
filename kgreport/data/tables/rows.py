"""Read a small table cell by cell, as its layout says: figures, apparatus, units and registers.

All rows are given, with the value of each cell, or what is wrong with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from kgreport.data.tables.columns import check_columns
from kgreport.data.tables.faults import REMOVE_ONE, Fault, gather
from kgreport.data.tables.files import OpenTable
from kgreport.data.tables.folders import folder_of
from kgreport.data.tables.layout import TableLayout
from kgreport.data.tables.unreadable import UnreadableTableError
from kgreport.data.tables.values import Allowed, read_cell
from kgreport.terms.findings import RULE, Finding, Wording
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.texts.soundness import Unsound


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a small table.

    Attributes
    ----------
    number
        Its number in the file, the header being row 1.
    place
        Where it stands, as ``figures.csv:7``.
    texts
        The text of each column; blank where the table lacks the column.
    values
        What each cell means; a `Wording` where it cannot be read.
    """

    number: int
    place: str
    texts: Mapping[str, str]
    values: Mapping[str, object]

    @property
    def is_readable(self) -> bool:
        """Whether every cell could be read."""
        return not any(isinstance(value, Wording) for value in self.values.values())


def read_small_table(
    files: Sequence[OpenTable], layout: TableLayout, allowed: Allowed
) -> tuple[list[TableRow], list[Finding]]:
    """Read a table that stands in one or more files.

    Rows that repeat another row or cannot be cut into cells are left out; the findings name them.
    """
    rows: list[TableRow] = []
    problems: list[Finding] = []
    faults: list[Fault] = []
    first_at: dict[tuple[object, ...], tuple[str, TableRow]] = {}
    seen: dict[tuple[str, ...], str] = {}
    for opened in files:
        wrong = check_columns(opened, layout) if not opened.problems else []
        problems += [*opened.problems, *opened.warnings]
        faults += [*opened.faults, *wrong]
        if not wrong and not opened.problems:
            read, broken = _read_rows(opened, layout, allowed)
            problems += broken
            for row in read:
                if _is_told_by_another_folder(row, opened.file, seen):
                    continue
                faults += _wrong_cells(row, opened.file, layout)
                repeated = list(_repeated(row, opened.file, layout, first_at))
                faults += repeated
                rows += [] if repeated else [row]
    return rows, [*problems, *gather(faults, locators={opened.file: opened.locator for opened in files})]


def _read_rows(
    opened: OpenTable, layout: TableLayout, allowed: Allowed
) -> tuple[list[TableRow], list[Finding]]:
    """Read the rows of a table, and say if a part of it is damaged."""
    try:
        return list(_rows_of(opened, layout, allowed)), []
    except UnreadableTableError as error:
        return [], [error.finding]


def _rows_of(opened: OpenTable, layout: TableLayout, allowed: Allowed) -> Iterator[TableRow]:
    """Give the rows of a table whose columns are right; rows without any text are passed over."""
    swallowed = {number for fault in opened.faults for number, _ in fault.rows}
    blanks = dict.fromkeys(layout.names, "")
    for block in (read() for read in opened.blocks):
        names = block.rows.column_names
        columns = [_texts(block.rows[name]) for name in names]
        for number, *cells in zip(block.numbers.tolist(), *columns, strict=True):
            if any(cells) and number not in swallowed:
                texts = blanks | dict(zip(names, cells, strict=True))
                values = {column.name: read_cell(column, texts, allowed) for column in layout.columns}
                yield TableRow(number, opened.locator.row(opened.file, number), texts, values)


def _texts(column: pa.ChunkedArray) -> list[str]:
    """Give a column as text: numbers with a decimal comma, truths as TRUE or FALSE, days as 2019-04-01."""
    if pa.types.is_floating(column.type):
        return ["" if value is None else _number_text(value) for value in column.to_pylist()]
    if pa.types.is_boolean(column.type):
        return ["" if value is None else str(value).upper() for value in column.to_pylist()]
    return [" ".join(text.split("\n")).strip() for text in text_of(column).to_pylist()]


def _number_text(value: float) -> str:
    """Write a number so that it is read as the same one.

    >>> _number_text(12.5), _number_text(1977.0), _number_text(1.977)
    ('12,5', '1977', '1,9770')
    """
    if math.isnan(value):
        return ""
    text = format(value, ".12f").rstrip("0").rstrip(".").replace(".", ",")
    return text + "0" if len(text.partition(",")[2]) == 3 else text


def text_of(column: pa.ChunkedArray) -> pa.StringArray:
    """Give a column as text, whatever its type, in one piece; missing is blank."""
    typed = column if pa.types.is_string(column.type) else column.cast(pa.string())
    whole = typed.combine_chunks()
    whole = whole if isinstance(whole, pa.Array) else whole.chunk(0)
    return whole if whole.null_count == 0 else pc.fill_null(whole, "")


def _wrong_cells(row: TableRow, file: str, layout: TableLayout) -> Iterator[Fault]:
    for column in layout.columns:
        wording = row.values[column.name]
        if isinstance(wording, Wording):
            kind = "letters" if isinstance(wording, Unsound) else column.fault or column.kind
            cell = column.kind if row.texts[column.name] else "blank"
            yield Fault(kind, file, column.name, ((row.number, wording),), 1, cell=cell)


def _is_told_by_another_folder(row: TableRow, file: str, seen: dict[tuple[str, ...], str]) -> bool:
    """Whether a table of another folder has the same row, but for its source; two in one folder are two."""
    told = tuple(text for name, text in row.texts.items() if name != "source")
    folder = folder_of(file)
    return seen.setdefault(told, folder) != folder


def _repeated(
    row: TableRow, file: str, layout: TableLayout, first_at: dict[tuple[object, ...], tuple[str, TableRow]]
) -> Iterator[Fault]:
    """No two rows share the columns of the key."""
    key = tuple(row.values[name] for name in layout.key)
    if not key or any(isinstance(value, Wording) for value in key):
        return
    first_file, first = first_at.setdefault(key, (file, row))
    if first is row:
        return
    place = same(first.place)
    if first_file == file and first.place == f"{file}:{first.number}":
        place = Phrase(f"dòng {first.number}", f"row {first.number}")
    differs = _difference(first, row, layout)
    wording = Wording(
        Phrase(f"trùng với {place.vi}{differs.vi}", f"the same {layout.row_is.en} as {place.en}{differs.en}"),
        Phrase(f"mỗi {layout.row_is.vi} một dòng", f"one row per {layout.row_is.en}"),
        _KEEP_RIGHT if differs.vi else REMOVE_ONE,
        RULE,
    )
    column = layout.key[0] if len(layout.key) == 1 else ""
    yield Fault("duplicate", file, column, ((row.number, wording),), 1)


def _difference(first: TableRow, row: TableRow, layout: TableLayout) -> Phrase:
    """Say in which cells two rows differ that should be one, but for their source; nothing if they agree."""
    cells = [
        (name, first.texts[name] or "–", row.texts[name] or "–")
        for name in layout.names
        if name not in {*layout.key, "source"} and first.values[name] != row.values[name]
    ]
    if not cells:
        return Phrase("", "")
    return Phrase(
        ", nhưng khác " + ", ".join(f"{name} ({before} và {now})" for name, before, now in cells),
        ", with another " + ", ".join(f"{name} ({before} and {now})" for name, before, now in cells),
    )


_KEEP_RIGHT = Phrase("xem nguồn, giữ dòng đúng và bỏ dòng kia", "keep the one that the source has")
