"""Lay out the registers of a dataset with terms of its own: those of every dataset, and those it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kgreport.data.figures.layout import measure_column, tiers_by_subject
from kgreport.data.registers.layout import REGISTERS, SOURCE, SUBJECT, UNIT, YEAR, Register, column_layout
from kgreport.data.tables.layout import CellKind, ColumnLayout
from kgreport.terms.own_terms import ColumnKind, OwnColumn, OwnRegister, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import AWARDS

KINDS: Mapping[ColumnKind, CellKind] = {
    "text": "text",
    "number": "decimal",
    "date": "date",
    "yes_no": "truth",
    "choice": "code",
}
"""What the cells of a column hold, by the word of ``terms.yml``."""


@lru_cache(maxsize=64)
def registers_with(own: OwnTerms) -> tuple[Register, ...]:
    """Lay out the registers of a dataset.

    >>> [register.name for register in registers_with(OwnTerms())][:2]
    ['suggested_reviews', 'targets']
    """
    return (*(_extended(one, own) for one in REGISTERS), *(_layout_of(one, own) for one in own.registers))


def _extended(register: Register, own: OwnTerms) -> Register:
    """Let the cells of a register hold the codes of a dataset too."""
    return replace(register, columns=tuple(_column_with(one, own) for one in register.columns))


def _column_with(column: ColumnLayout, own: OwnTerms) -> ColumnLayout:
    match column.name:
        case "award":
            return replace(column, codes={**AWARDS, **own.award_names})
        case "tier":
            return replace(column, codes_by=("subject", tiers_by_subject(own)))
        case "measure" | "base" if column.kind == "code":
            of_subject = measure_column(own)
            return replace(column, codes=of_subject.codes, codes_by=of_subject.codes_by)
    return column


def _layout_of(register: OwnRegister, own: OwnTerms) -> Register:
    counted = next((one for one in own.measures if one.code == register.counts), None)
    subject = [replace(SUBJECT, codes=_subjects(counted.subjects))] if counted else []
    columns = (YEAR, UNIT, *subject, *map(_column, register.columns), SOURCE)
    return Register(name=register.code, label=register.name, columns=columns, key=register.key)


def _subjects(codes: tuple[str, ...]) -> Mapping[str, Phrase]:
    return {code: SUBJECT.codes[code] for code in codes}


def _column(column: OwnColumn) -> ColumnLayout:
    kind, choices = KINDS[column.kind], dict(column.choices)
    return column_layout(column.code, column.name, kind, choices, required=column.required)
