"""Read the tables of a dataset into figures, and gather everything that cannot be one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from kgreport.data.figures.layout import COLUMNS, TableFormat
from kgreport.data.tables.cells import check_header, check_row, duplicate
from kgreport.data.tables.delimited import delimiter_of, read_text
from kgreport.data.tables.faults import SHOWN
from kgreport.data.tables.unreadable import empty_table, not_a_table, not_utf8
from kgreport.data.tables.values import parse_count
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase


def read_table(path: Path, table: TableFormat, years: range) -> tuple[pd.DataFrame, list[Finding]]:
    """Read one table into figures.

    Parameters
    ----------
    path
        The file: UTF-8, with or without a byte order mark; separated by commas, semicolons or tabs.
    table
        Its format.
    years
        The years a row may speak of.

    Returns
    -------
    figures
        Frame with the columns `COLUMNS`; the rows that could be read.
    findings
        All that could not.
    """
    try:
        text = read_text(path)
    except UnicodeDecodeError as error:
        return _no_figures(), [not_utf8(path.name, error)]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True))
    except csv.Error:
        return _no_figures(), [not_a_table(path.name)]
    if not text.strip():
        return _no_figures(), [empty_table(path.name)]
    header = [name.strip().lower() for name in rows[0]] if rows else []
    findings = list(check_header(path.name, header, table))
    if findings:
        return _no_figures(), findings
    return _read_rows(header, rows[1:], table, years)


def _no_figures() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _read_rows(
    header: list[str], rows: list[list[str]], table: TableFormat, years: range
) -> tuple[pd.DataFrame, list[Finding]]:
    findings: list[Finding] = []
    figures: list[tuple[object, ...]] = []
    first_at: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        if not any(text.strip() for text in row):
            continue
        wrong = list(check_row(table, years, number, header, row))
        of = {column: text.strip() for column, text in zip(header, row, strict=False)}
        first = first_at.setdefault(tuple(of.get(column, "") for column in table.columns[:5]), number)
        if first != number:
            wrong.append(duplicate(table.file, number, first))
        if not wrong:
            figures.append(_figure(of, table, f"{table.file}:{number}"))
        findings += wrong
    return pd.DataFrame(figures, columns=list(COLUMNS)), _shortened(findings)


def _shortened(findings: list[Finding]) -> list[Finding]:
    """Name the first of a fault in a column, and say how many more rows have it."""
    told: list[Finding] = []
    by_kind: dict[tuple[str, object], list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault((finding.kind, finding.parts["column"]), []).append(finding)
    for alike in by_kind.values():
        told += alike[:SHOWN]
        if len(alike) > SHOWN:
            told.append(_more(alike))
    return told


def _more(alike: list[Finding]) -> Finding:
    more = len(alike) - SHOWN
    found = Phrase(f"và {more} dòng nữa như vậy", f"and {more} more rows like this")
    last = alike[SHOWN - 1]
    return replace(last, parts={**last.parts, "more": "more"}, found=Message(found))


def _figure(of: Mapping[str, str], table: TableFormat, place: str) -> tuple[object, ...]:
    key = (int(of["year"]), of["unit"], of[table.subject], of[table.tier], of["measure"])
    return (*key, parse_count(of["value"]), of["source"], place)
