"""Sections that only count: how the review was prepared, personnel work, study, and what a dataset adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    all_scopes,
    figures_in,
    made_once,
    register_rows,
    said_by_authors,
    section,
    unit_name,
    with_prints,
)
from kgreport.stats.shares import base_rows
from kgreport.terms.codes import check_code
from kgreport.terms.own_terms import OTHER, OwnSection
from kgreport.views.sections.rows import Rows
from kgreport.views.sections.work.counted_sections import counted_section
from kgreport.views.sections.work.own_registers import own_register_table
from kgreport.views.sections.work.section_words import OTHER_FIGURES, SECTIONS, section_named
from kgreport.views.tables import Table
from kgreport.views.view import Section


@section
def preparation(report: Basis) -> Section:
    """Show how the review was prepared: on time, and with how many opinions.

    Examples
    --------
    >>> report.preparation().title
    'Preparation of the review'
    """
    return _counted_section(report, "preparation")


@section
def personnel(report: Basis) -> Section:
    """Show the personnel work: leaders trained, rotated and planned.

    Examples
    --------
    >>> report.personnel().title
    'Personnel work'
    """
    return _counted_section(report, "personnel")


@section
def commitments(report: Basis) -> Section:
    """Show who studied resolutions and directives, and who registered a commitment.

    Examples
    --------
    >>> report.commitments().title
    'Study and commitments'
    """
    return _counted_section(report, "commitments")


@section
def topic(report: Basis, code: str) -> Section:
    """Show a section that ``terms.yml`` or the library declares: its measures and its registers.

    Parameters
    ----------
    code
        Of the library: ``congress``, ``protection`` or ``degradation``; or one of the dataset's own.

    Examples
    --------
    >>> report.topic("protection").title
    'Internal political protection'
    """
    check_code(report, "code", code, [one.code for one in topics(report)])
    return _counted_section(report, code)


@made_once
def topics(report: Basis) -> list[OwnSection]:
    """Name the sections that are declared, and the one of own terms that name none."""
    return [*report.own.sections, OwnSection(code=OTHER, name=OTHER_FIGURES)]


def _counted_section(report: Basis, name: str) -> Section:
    text = said_by_authors(report, name) if name in SECTIONS else ""
    tables = list(own_tables(report, name))
    shown = counted_section(name, counted_rows(report, name), text, report.writer, after=tables)
    entries = [facts for table in tables for facts in table.facts]
    counts = any(getattr(view, "id", "") == f"table-{name}" for view in shown.views)
    return replace(shown, told=[*shown.told, *entries] if counts else [*entries, *shown.told])


def counted_rows(report: Basis, name: str) -> dict[Scope, Rows]:
    """Count the measures of a section that only counts."""
    counted = section_named(name, report.own)
    return {
        scope: with_prints(report, scope, base_rows(figures_in(report, scope), counted.bases, counted.beyond))
        for scope in all_scopes(report)
    }


def own_tables(report: Basis, name: str) -> Iterator[Table]:
    """List the entries of the registers of a section."""
    for register in report.own.registers:
        rows = named_register_rows(report, register.code)
        if register.section == name and len(rows):
            yield own_register_table(register, rows, report.writer)


def named_register_rows(report: Basis, name: str) -> pd.DataFrame:
    """Give the rows of `register_rows` with the ``unit_name`` of each."""
    rows = register_rows(report, name)
    return rows.assign(unit_name=[unit_name(report, unit) for unit in rows["unit"]])
