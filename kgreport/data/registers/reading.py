"""Read the registers of a dataset, from tables and from forms, and count what figures speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from kgreport.data.datasets.folder import register_files
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.records.cells import BLANK_CELL, text_of
from kgreport.data.records.columns import check_columns
from kgreport.data.records.layout import RecordTable
from kgreport.data.registers.layout import REGISTERS, Register, RegisterColumn
from kgreport.data.registers.rows import RawRow
from kgreport.data.registers.values import Allowed, parse_cell
from kgreport.data.tables.faults import gather
from kgreport.data.tables.files import open_table
from kgreport.data.tables.unit_tree import add_up
from kgreport.data.tables.units import Unit
from kgreport.data.workbooks.record_faults import in_words_of_the_form
from kgreport.terms.findings import RULE, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import cells_at, place_in_table

_NUMERIC = {"year": "int64", "decimal": "float64", "truth": "bool"}


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of a dataset.

    Attributes
    ----------
    frames
        By name, a frame with the columns of the register and ``place``: years int, decimals float, days
        `datetime.date` or None, truths bool, anything else text, "" where blank. Each register is there,
        empty where nothing is known.
    findings
        Everything that could not be read.
    """

    frames: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...]


def _framed(rows: list[dict[str, object]], register: Register) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*register.names, "place"], dtype=object)
    kinds = {column.name: _NUMERIC[column.kind] for column in register.columns if column.kind in _NUMERIC}
    return frame.astype(kinds)


NO_REGISTERS: Mapping[str, pd.DataFrame] = {register.name: _framed([], register) for register in REGISTERS}
"""Each register without a row."""


def read_registers(
    folder: Path, allowed: Allowed, from_forms: Mapping[str, Sequence[RawRow]] | None = None
) -> Registers:
    """Read every register of a dataset.

    Parameters
    ----------
    folder
        Where the tables are.
    allowed
        What the cells may speak of.
    from_forms
        By register, the rows that stand in forms.
    """
    files = {path.stem: path for path in register_files(folder)}
    frames, findings = {}, []
    for register in REGISTERS:
        rows = list((from_forms or {}).get(register.name, ()))
        if register.name in files:
            opened, found = _open_rows(files[register.name], register)
            rows += opened
            findings += found
        frames[register.name], found = _read_rows(rows, register, allowed)
        findings += found
    return Registers(frames, tuple(findings))


def _open_rows(path: Path, register: Register) -> tuple[list[RawRow], list[Finding]]:
    opened = open_table(path)
    faults = check_columns(opened, _as_table(register)) if not opened.problems else []
    if opened.problems or any(fault.kind != "cells" for fault in faults):
        return [], [*opened.problems, *gather(faults)]
    rows = []
    for part in (read() for read in opened.parts):
        names = part.rows.column_names
        columns = [_texts(part.rows[name]) for name in names]
        for number, *cells in zip(part.numbers.tolist(), *columns, strict=True):
            of = dict(zip(names, cells, strict=True))
            if any(of.values()):
                rows.append(RawRow(f"{path.name}:{number}", of, {}))
    return rows, gather(faults)


def _as_table(register: Register) -> RecordTable:
    required = tuple(column.name for column in register.columns if column.required)
    optional = tuple(column.name for column in register.columns if not column.required)
    return RecordTable(register.name, "", (), required, optional)


def _texts(column: pa.ChunkedArray) -> list[str]:
    """Give a column as text: a broken number with a comma, a truth as 1 or 0, a day as 2019-04-01."""
    if pa.types.is_floating(column.type):
        return ["" if value is None else _number_text(value) for value in column.to_pylist()]
    if pa.types.is_boolean(column.type):
        return ["" if value is None else str(int(value)) for value in column.to_pylist()]
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.date32(), safe=False)
    return [text.strip() for text in text_of(column).to_pylist()]


def _number_text(value: float) -> str:
    """Write a number so that it is read as the same one.

    >>> _number_text(12.5), _number_text(1977.0), _number_text(1.977)
    ('12,5', '1977', '1,9770')
    """
    text = format(value, ".12f").rstrip("0").rstrip(".").replace(".", ",")
    return text + "0" if len(text.partition(",")[2]) == 3 else text


def _read_rows(
    rows: Iterable[RawRow], register: Register, allowed: Allowed
) -> tuple[pd.DataFrame, list[Finding]]:
    findings: list[Finding] = []
    read: list[dict[str, object]] = []
    first_at: dict[tuple[object, ...], str] = {}
    for row in rows:
        values = {
            column.name: parse_cell(row.cells.get(column.name, ""), column, allowed)
            for column in register.columns
        }
        wrong = [
            _bad_cell(row, column, said)
            for column in register.columns
            if isinstance(said := values[column.name], Wording)
        ]
        key = tuple(values[name] for name in register.key)
        first = first_at.setdefault(key, row.place) if register.key else row.place
        if not wrong and first != row.place:
            wrong.append(_twice(row, first))
        if not wrong:
            read.append({**values, "place": row.place})
        findings += wrong
    return _framed(read, register), findings


def _in_words(said: Wording, ref: str, column: RegisterColumn) -> Wording:
    """Say what is wrong as the form does where the cell stands."""
    if said.found == BLANK_CELL:
        heading = column.label.vi
        expected = Phrase(f"điền cột “{heading}”", f"the column “{heading}” filled in")
        return said._replace(expected=expected)
    return in_words_of_the_form(column.kind, ref.rpartition("!")[0], column.name, said)


def _bad_cell(row: RawRow, column: RegisterColumn, said: Wording) -> Finding:
    ref = row.refs.get(column.name, "")
    file, _, number = row.place.rpartition(":")
    said = _in_words(said, ref, column) if ref else said
    return make_finding(
        "cell",
        {"cell": ref} if ref else {"file": file, "row": number, "column": column.name},
        Phrase(ref, ref) if ref else place_in_table(file, number, column.name),
        said,
        acceptable=False,
        cells=(ref,) if ref else (),
    )


def _twice(row: RawRow, first: str) -> Finding:
    file, _, number = row.place.rpartition(":")
    same = f"dòng {first.rpartition(':')[2]}" if file and first.startswith(f"{file}:") else first
    found = Phrase(f"trùng với {same}", f"the same as {same.replace('dòng', 'row')}")
    expected = Phrase("mỗi mục chỉ một dòng", "one row per matter")
    return make_finding(
        "duplicate",
        {"file": file, "row": number},
        place_in_table(file, number) if file else Phrase(row.place, row.place),
        Wording(found, expected, Phrase("bỏ một trong hai", "remove one of the two"), RULE),
        acceptable=False,
        cells=cells_at([row.place]),
    )


def figures_of(registers: Registers, units: Sequence[Unit]) -> pd.DataFrame:
    """Count what figures speak of too, summed up the tree of units: suggested reviews, and awards.

    Returns
    -------
    DataFrame
        Frame with the columns of `figures.layout.COLUMNS`; the tiers are not known.
    """
    counted = [add_up(counts, units).assign(source=name) for name, counts in _counts(registers)]
    return pd.concat(counted).assign(tier="", place="")[list(COLUMNS)]


def _counts(registers: Registers) -> Iterator[tuple[str, pd.DataFrame]]:
    """Count the rows of each register by year, unit, subject and measure."""
    suggested = registers.frames["suggested_reviews"]
    by = ["year", "unit", "subject"]
    told = suggested.groupby(by, as_index=False).agg(
        suggested=("content", "size"), explained=("explained", "sum")
    )
    yield "suggested_reviews", told.melt(by, var_name="measure", value_name="value")
    awards = registers.frames["awards"].rename(columns={"award": "measure"})
    yield "awards", awards.groupby([*by, "measure"], as_index=False).size().rename(columns={"size": "value"})
