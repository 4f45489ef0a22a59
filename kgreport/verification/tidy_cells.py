"""Find the cells of a published table in a tidy CSV file, whose numbers are as programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kgreport.content.figures import PrintedTable, not_numbered, own_name
from kgreport.publish.open_data.tidy import REMARK, numbers_of
from kgreport.terms.phrases import Language
from kgreport.views.formats import UNKNOWN, date_in_text

_PERCENT = " (%)"


def as_known_from_csv(known: PrintedTable, read: PrintedTable, language: Language) -> PrintedTable:
    """Give the lines of a file as rows of the published table: a cell that says the same is as published."""
    remarks = REMARK.say(language)
    columns = [column if not_numbered(column) else remarks + column for column in known.columns]
    cells = []
    for place, line in enumerate(read.cells):
        said = dict(zip(read.columns, line, strict=True))
        row = known.cells[place] if place < len(known.cells) else ()
        same_row = place < len(known.rows) and _is_row(known.rows[place], read.rows[place])
        cells.append(
            tuple(
                _cell(row[n] if same_row else None, column, said, said.get(remarks, ""), language)
                for n, column in enumerate(columns)
            )
        )
    rows = [
        known.rows[n] if n < len(known.rows) and _is_row(known.rows[n], name) else name
        for n, name in enumerate(read.rows)
    ]
    return replace(known, rows=tuple(rows), cells=tuple(cells))


def _is_row(known: str, read: str) -> bool:
    return _plain(not_numbered(own_name(known))) == _plain(not_numbered(read))


def _cell(printed: str | None, column: str, line: Mapping[str, str], remarks: str, language: Language) -> str:
    """Give a printed cell if a line says the same, else what the line says."""
    found = _values(column, line)
    if printed is not None and _says(printed, column, found, remarks, language):
        return printed
    return " ".join(found)


def _values(column: str, line: Mapping[str, str]) -> list[str]:
    """Find what a line says under the heading of a column; a cell may have a count and a share of it."""
    exact = [name for name in line if name.replace(_PERCENT, "") == column]
    names = exact or [name for name in line if not_numbered(name).replace(_PERCENT, "") == column]
    shares = {name: "%" * (_PERCENT in name) for name in names}
    return [line[name] + shares[name] for name in names if line[name]]


def _says(printed: str, column: str, found: Sequence[str], remarks: str, language: Language) -> bool:
    numbers = numbers_of(printed, language)
    if numbers and [one.removesuffix("%") for one in numbers] == [one.removesuffix("%") for one in found]:
        return True
    if f"{column}: {printed}" in remarks or [printed] == [_day(one, language) for one in found]:
        return True
    return _plain(" ".join(found)) == _plain("" if printed == UNKNOWN else printed)


def _day(text: str, language: Language) -> str:
    """Print a day as a report does; anything else as it is."""
    try:
        return date_in_text(date.fromisoformat(text), language)
    except ValueError:
        return text


def _plain(text: str) -> str:
    """Give a text without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return "".join(text.removeprefix("'").split())
