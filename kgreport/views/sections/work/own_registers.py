"""The registers that a dataset adds: a table of all entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from kgreport.terms.own_terms import ColumnKind, OwnColumn, OwnRegister
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.frames.fields import ORIGIN, SUBJECT, UNIT, YEAR
from kgreport.views.frames.layout import Facts, Field, FieldKind, FrameLayout
from kgreport.views.sections.facts import labels
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.registers import register_sources
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Kind, Table

_KINDS: Mapping[ColumnKind, Kind] = {"number": "decimal", "date": "date"}
_FIELDS: Mapping[ColumnKind, FieldKind] = {
    "number": "decimal",
    "date": "date",
    "yes_no": "flag",
    "choice": "code",
}


def own_register_table(register: OwnRegister, rows: pd.DataFrame, writer: Writer) -> Table:
    """Lay out all entries of a register of this year; a column that is empty is left out.

    Parameters
    ----------
    register
        Its columns and its title.
    rows
        Its entries, with ``unit_name``.
    """
    columns = [Column(writer.label(one.name), _KINDS.get(one.kind, "text")) for one in register.columns]
    cells = [[_cell(one, row[one.code], writer) for one in register.columns] for row in rows_of(rows)]
    if "subject" in rows:
        columns.insert(0, Column(writer.say("Đối tượng", "Who"), "text"))
        for row, subject in zip(cells, rows["subject"], strict=True):
            row.insert(0, writer.label(SUBJECTS[subject]))
    if rows["unit_name"].nunique() > 1:
        columns.insert(0, Column(writer.say("Đơn vị", "Unit"), "text", 0.8))
        for row, unit in zip(cells, rows["unit_name"], strict=True):
            row.insert(0, unit or writer.whole)
    known = [n for n in range(len(columns)) if any(row[n] is not None for row in cells)]
    return Table(
        id=f"table-register-{register.code}",
        title=writer.say("{title}, năm {year}", "{title}, {year}", title=writer.label(register.name)),
        columns=[columns[n] for n in known],
        rows=[[row[n] for n in known] for row in cells],
        language=writer.language,
        sources=register_sources(rows),
        told=[Facts(_layout_of(register), partial(_entries, register, rows, writer))],
    )


def _layout_of(register: OwnRegister) -> FrameLayout:
    """Lay out the frame of its entries: its columns, and who, when and where from."""
    fields = [Field(one.code, _FIELDS.get(one.kind, "text"), one.name) for one in register.columns]
    subject = SUBJECT if register.counts else ()
    return FrameLayout(register.code, register.name, (YEAR, *UNIT, *subject, *fields, *ORIGIN))


def _entries(register: OwnRegister, rows: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    return labels(rows, {"subject": SUBJECTS} if register.counts else {}, writer)


def _cell(column: OwnColumn, value: object, writer: Writer) -> object:
    """Give the value of a cell; a choice and a yes or no in words, None where it is blank."""
    if column.kind == "yes_no":
        return writer.say("Có", "Yes") if value else writer.say("Không", "No")
    if column.kind == "choice" and value:
        return writer.label(dict(column.choices)[str(value)])
    return None if value == "" else value
