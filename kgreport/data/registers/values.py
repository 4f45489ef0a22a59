"""Read one cell of a register, or say what is wrong with it.

A decimal is written as in Vietnam: `12,5` is twelve and a half, `1.977` one thousand nine hundred
seventy-seven. What may be read in two ways is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kgreport.data.records.cells import BLANK_CELL
from kgreport.data.registers.layout import Kind, RegisterColumn
from kgreport.data.tables.cells import one_of
from kgreport.data.tables.faults import CORRECT_CELL
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?")
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+")
_UNIT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUE, _FALSE = ("1", "true", "x", "có"), ("0", "false", "không", "")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the cells of a dataset may speak of.

    Attributes
    ----------
    years
        The years a row may be of.
    units
        Ids of the units; empty where no table of units says which there are.
    """

    years: range
    units: Collection[str]


def parse_decimal(text: str) -> float | Wording:
    """Read a number that may be broken, or say why it is none.

    Examples
    --------
    >>> parse_decimal("12,5"), parse_decimal("1.977"), parse_decimal("1.234,5")
    (12.5, 1977.0, 1234.5)
    >>> parse_decimal("1,977").found.en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    """
    if _AMBIGUOUS.fullmatch(text) and len(text.rpartition(",")[2]) == 3:
        plain, broken = text.replace(",", ""), text.replace(",", ".")
        found = Phrase(
            f"'{text}' có dấu phẩy, có thể hiểu là {plain} hoặc là số thập phân",
            f"'{text}' with a comma, which may mean {plain} or {broken}",
        )
        return Wording(found, _A_NUMBER, CORRECT_CELL)
    if not _DECIMAL.fullmatch(text):
        return Wording(_quoted(text), _A_NUMBER, CORRECT_CELL)
    return float(text.replace(".", "").replace(",", "."))


_A_NUMBER = Phrase("số như 1977 hoặc 12,5", "a number such as 1977 or 12,5")


def parse_date(text: str) -> date | Wording:
    """Read a day written as ``2019-04-01`` or ``01/4/2019``, or say why it is none."""
    day = _DAY.fullmatch(text)
    try:
        if day:
            return date(int(day[3]), int(day[2]), int(day[1]))
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        found = Phrase(f"'{text}', không có ngày này", f"'{text}', there is no such day")
        return Wording(found, _A_DAY, CORRECT_CELL)
    return Wording(_quoted(text), _A_DAY, CORRECT_CELL)


_A_DAY = Phrase("ngày như 01/4/2019 hoặc 2019-04-01", "a day such as 01/4/2019 or 2019-04-01")


def _truth(text: str, *_: object) -> bool | Wording:
    low = text.lower()
    if low in (*_TRUE, *_FALSE):
        return low in _TRUE
    expected = Phrase("1 hoặc 0, có hoặc không, x hoặc để trống", "1 or 0, true or false, x or blank")
    return Wording(_quoted(text), expected, CORRECT_CELL)


def _year(text: str, _: RegisterColumn, allowed: Allowed) -> int | Wording:
    if text in map(str, allowed.years):
        return int(text)
    span = f"{allowed.years[0]}–{allowed.years[-1]}"
    return Wording(
        _quoted(text),
        Phrase(f"một năm trong khoảng {span}", f"a year in {span}"),
        Phrase("sửa năm, hoặc đặt first_year, last_year", "correct it, or set first_year and last_year"),
    )


def _unit(text: str, _: RegisterColumn, allowed: Allowed) -> str | Wording:
    if not text or text in allowed.units or (not allowed.units and _UNIT.fullmatch(text)):
        return text
    expected = Phrase("mã có trong bảng units", "an id of the table units")
    if not allowed.units:
        expected = Phrase("mã như 'rach-gia', hoặc để trống", "a code such as 'rach-gia', or blank")
    found = Phrase(f"mã lạ '{text}'", f"unknown unit '{text}'")
    return Wording(found, expected, did_you_mean(nearest(text, list(allowed.units)), CORRECT_CELL))


def _code(text: str, column: RegisterColumn, _: Allowed) -> str | Wording:
    codes = column.codes or {}
    if text in codes or not text:
        return text or column.default
    found = Phrase(f"mã lạ '{text}'", f"unknown {column.name} '{text}'")
    return Wording(found, one_of(codes), did_you_mean(nearest(text, codes), CORRECT_CELL), word=text)


_PARSERS: Mapping[Kind, Callable[[str, RegisterColumn, Allowed], object]] = {
    "year": _year,
    "unit": _unit,
    "text": lambda text, *_: text,
    "code": _code,
    "decimal": lambda text, *_: parse_decimal(text) if text else None,
    "date": lambda text, *_: parse_date(text) if text else None,
    "truth": _truth,
}


def parse_cell(text: str, column: RegisterColumn, allowed: Allowed) -> object:
    """Read a cell: its value, or a `Wording` of what is wrong; blank is None, or "" of text and codes."""
    if not text and column.required:
        expected = Phrase(f"điền cột '{column.name}'", f"the column '{column.name}' filled in")
        advice = Phrase("điền ô này, hoặc bỏ cả dòng", "fill it in, or remove the row")
        return Wording(BLANK_CELL, expected, advice)
    return _PARSERS[column.kind](text, column, allowed)


def _quoted(text: str) -> Phrase:
    return Phrase(f"'{text}'", f"'{text}'")
