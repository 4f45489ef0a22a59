"""Read the tables of a workbook, with their numbers as their formats show them."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kgreport.content.blocks import Column, Table
from kgreport.publish.office.excel.grids import is_unnamed

_ENGLISH = "[$-409]"
_LOCALE = re.compile(r"\[\$-[0-9A-F]+\]")
_ESCAPED = re.compile(r"\\(.)")
_CODE = re.compile(
    r'(?P<sign>[+]|"[-+−]"|)(?P<whole>#,##0|0)(?P<decimals>\.0+)?(?P<percent>%?)(?:"(?P<rest>[^"]*)")?'
)
"""The formats that kgreport gives to numbers."""

_UNNAMED = re.compile(r"table(_\d+)?")
"""The names of tables that have no fixed name in the report."""

_DAYS = {"dd/mm/yyyy": "%d/%m/%Y", "dd/m/yyyy": "%d/{month}/%Y", "d mmmm yyyy": "{day} %B %Y"}


def tables_of_workbook(content: bytes) -> Iterator[Table]:
    """Give every table that is marked as one; its title is the text in the first cell of its sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415

    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for name, place in sheet.tables.items():
            rows = [[_shown(cell) for cell in row] for row in sheet[place]]
            yield Table(
                id="" if _UNNAMED.fullmatch(name) else name.replace("_", "-"),
                title=_shown(sheet["A1"]),
                columns=tuple(
                    Column(label="" if is_unnamed(heading, place) else heading)
                    for place, heading in enumerate(rows[0], 1)
                ),
                cells=tuple(map(tuple, rows[1:])),
            )


def _shown(cell: Any) -> str:
    """Give what a cell shows; a number in a format of somebody else stands with that format."""
    value, code = cell.value, str(cell.number_format or "General")
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return _day(value, code)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return _number(Decimal(repr(value)), code)


def _number(value: Decimal, code: str) -> str:
    r"""Write a number as its format says.

    >>> _number(Decimal("0.19285"), "[$-42A]0.00%"), _number(Decimal(53340), '[$-42A]#,##0"*"')
    ('19,29%', '53.340*')
    >>> _number(Decimal(-7), '[$-409]0;[$-409]"−"0'), _number(Decimal(7), '"99%"')
    ('−7', '7 ("99%")')

    LibreOffice writes signs with a backslash:

    >>> _number(Decimal(-7), r"[$-42A]#,##0;\−#,##0")
    '−7'
    """
    positive, _, negative = _ESCAPED.sub(r'"\1"', code).partition(";")
    form = _CODE.fullmatch(_LOCALE.sub("", negative if negative and value < 0 else positive))
    if form is None:
        return str(value) if code == "General" else f"{value} ({code})"
    digits = len(form["decimals"] or ".") - 1
    shown = abs(value) * (100 if form["percent"] else 1)
    # A report rounds what is left of a floating number half up.
    rounded = round(shown, 10).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    written = f"{rounded:{',' if ',' in form['whole'] else ''}f}"
    if _ENGLISH not in code:
        written = written.translate(str.maketrans(",.", ".,"))
    sign = form["sign"].strip('"') or ("−" if value < 0 else "")
    return f"{sign}{written}{form['percent']}{form['rest'] or ''}"


def _day(value: datetime.date, code: str) -> str:
    form = _DAYS.get(_LOCALE.sub("", code), "%Y-%m-%d")
    return value.strftime(form.format(month=value.month, day=value.day))
