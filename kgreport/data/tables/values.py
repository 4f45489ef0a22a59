"""Read the text of one cell, or say what is wrong with it.

In Vietnam the point groups thousands and the comma marks decimals: `1.977` is one thousand nine hundred
seventy-seven, `12,5` twelve and a half. `1,977` may mean either; it is refused, never guessed. A number under
ten is often written with a zero before it: `08`. A longer one such as `012` is a code, and no number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kgreport.data.tables.faults import BLANK_CELL, CORRECT_CELL
from kgreport.data.tables.layout import UNIT_CODE, CellKind, ColumnLayout
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.spelling import code_of_label, did_you_mean, nearest

_NO_LABELS: Mapping[str, Phrase] = MappingProxyType({})

_SHARE = re.compile(r"[0-9]+([.,][0-9]+)?\s*%")
_SPACE_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\s[0-9]{3})+")
_COUNT = re.compile(r"0?[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+")
_COMMA_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+")
_NEGATIVE = re.compile(r"[-−–]\s*[0-9][0-9.,]*")
_FRACTIONAL = re.compile(r"[0-9]+[.,][0-9]+")
_DECIMAL = re.compile(r"-?(0?[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_DAY = re.compile(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}")
_TRUE, _FALSE = ("1", "true", "x", "có"), ("0", "false", "không", "")

MOST_DIGITS = 12
"""No real count is this long; more digits are a typing error."""

A_COUNT = Phrase("số đếm như 1977 hoặc 1.977", "a count such as 1977 or 1.977")
_WRITE_COUNT = Phrase(
    "sửa thành số đếm; chưa có số liệu thì bỏ dòng này", "write the count; if it is unknown, remove the row"
)
_WRITE_SHARE = Phrase(
    "ghi số đếm; nếu nguồn chỉ in tỷ lệ, ghi tỷ lệ vào bảng shares.csv",
    "write the count; if the source prints the share alone, write it into the table shares.csv",
)
_A_NUMBER = Phrase("số như 1977 hoặc 12,5", "a number such as 1977 or 12,5")
_A_DATE = (
    Phrase("ngày như 19/5/2018 hoặc 2018-05-19", "a date such as 2018-05-19 or 19/5/2018"),
    Phrase("sửa ngày; không rõ thì để trống", "correct the date; if unknown, leave it blank"),
)
_A_TRUTH = Phrase("1 hoặc 0, có hoặc không, x hoặc để trống", "1 or 0, true or false, x or blank")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The years and units that the cells of a dataset may name.

    Attributes
    ----------
    years
        The years a row may be of.
    units
        Ids of the units; empty where no table of units says which there are.
    """

    years: range = range(0)
    units: Collection[str] = ()


_NO_COUNTS = (
    (_NEGATIVE, Phrase("số âm '{word}'", "the negative number '{word}'")),
    (_SPACE_GROUPED, Phrase("'{word}', dùng dấu cách để nhóm số", "'{word}', grouped by spaces")),
    (_SHARE, Phrase("tỷ lệ '{word}'", "the share '{word}'")),
    (_FRACTIONAL, Phrase("số không nguyên '{word}'", "the fractional number '{word}'")),
)
_NO_COUNT = Phrase("'{word}', không phải là số đếm", "'{word}', which is not a count")


def parse_count(text: str) -> int | Phrase:
    """Read a count, or say what was found instead of one.

    Examples
    --------
    >>> parse_count("1977"), parse_count("1.977"), parse_count("08")
    (1977, 1977, 8)
    >>> parse_count("1,977").en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    """
    word = text.strip()
    if _COUNT.fullmatch(word):
        digits = word.replace(".", "")
        return int(digits) if len(digits) <= MOST_DIGITS else _too_large(word)
    if not word:
        return BLANK_CELL
    if _COMMA_GROUPED.fullmatch(word):
        return _ambiguous(word)
    kind = next((kind for pattern, kind in _NO_COUNTS if pattern.fullmatch(word)), _NO_COUNT)
    return Phrase(kind.vi.format(word=word), kind.en.format(word=word))


def _too_large(word: str) -> Phrase:
    begin = word[:MOST_DIGITS]
    return Phrase(f"'{begin}…', quá lớn", f"'{begin}…', too large")


def _ambiguous(word: str) -> Phrase:
    plain, decimal = word.replace(",", ""), word.replace(",", ".")
    return Phrase(
        f"'{word}' có dấu phẩy, có thể hiểu là {plain} hoặc là số thập phân",
        f"'{word}' with a comma, which may mean {plain} or {decimal}",
    )


def parse_decimal(text: str) -> float | Wording:
    """Read a number with or without decimals, or say why it is none.

    Examples
    --------
    >>> parse_decimal("12,5"), parse_decimal("1.977"), parse_decimal("1.234,5")
    (12.5, 1977.0, 1234.5)
    >>> parse_decimal("1,977").found.en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    """
    if _COMMA_GROUPED.fullmatch(text):
        return Wording(_ambiguous(text), _A_NUMBER, CORRECT_CELL)
    if not _DECIMAL.fullmatch(text):
        return Wording(quoted(text), _A_NUMBER, CORRECT_CELL)
    return float(text.replace(".", "").replace(",", "."))


def parse_date(text: str) -> date | Wording:
    """Read a day written as ``2019-04-01`` or ``01/4/2019``, or say why it is none."""
    day = _DAY.fullmatch(text)
    try:
        if day:
            return date(int(day[3]), int(day[2]), int(day[1]))
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        return Wording(Phrase(f"'{text}', không có ngày này", f"'{text}', there is no such day"), *_A_DATE)
    return Wording(quoted(text), *_A_DATE)


def parse_truth(text: str) -> bool | Wording:
    """Read yes or no, or say what is neither; a blank cell says no."""
    low = text.lower()
    return low in _TRUE if low in (*_TRUE, *_FALSE) else Wording(quoted(text), _A_TRUTH, CORRECT_CELL)


def parse_year(text: str, years: range) -> int | Wording:
    """Read one of some years, or say which they are."""
    if text in map(str, years):
        return int(text)
    span = f"{years[0]}–{years[-1]}"
    return Wording(
        quoted(text),
        Phrase(f"một năm trong khoảng {span}", f"a year in {span}"),
        Phrase("sửa năm, hoặc đặt first_year, last_year", "correct it, or set first_year and last_year"),
    )


def unknown_code(
    text: str,
    column: str,
    known: Collection[str],
    *,
    blank: bool = False,
    labels: Mapping[str, Phrase] = _NO_LABELS,
) -> Wording:
    """Say that a code is not among those known; that of this name, or the nearest one, is advised."""
    near = code_of_label(text, labels) or nearest(text, list(known))
    found = Phrase(f"mã lạ '{text}'", f"unknown {column} '{text}'") if text else BLANK_CELL
    expected = _ID_OF_UNITS if column == "unit" else one_of(known, blank=blank)
    return Wording(found, expected, did_you_mean(near, CORRECT_CELL), word=text)


_ID_OF_UNITS = Phrase("mã có trong bảng units", "an id of the table units")


def one_of(codes: Collection[str], most: int = 12, *, blank: bool = False) -> Phrase:
    """Say which codes are expected; of many, the first."""
    known = list(codes)
    if not known:
        return Phrase("để trống", "it blank")
    listed = ", ".join(known if len(known) <= most else [*known[:most], "…"])
    vi, en = (", hoặc để trống", ", or blank") if blank else ("", "")
    return Phrase(f"một trong: {listed}{vi}", f"one of {listed}{en}")


def _count(text: str, *_: object) -> int | Wording:
    count = parse_count(text)
    if isinstance(count, int):
        return count
    advice = _WRITE_SHARE if _SHARE.fullmatch(text.strip()) else _WRITE_COUNT
    return Wording(count, A_COUNT, advice)


def _year(text: str, column: ColumnLayout, row: Mapping[str, str], allowed: Allowed) -> int | Wording:
    return parse_year(text, range(allowed.years.start, allowed.years.stop + column.years_ahead(row)))


def _unit(text: str, column: ColumnLayout, _: Mapping[str, str], allowed: Allowed) -> str | Wording:
    if not text or text in allowed.units:
        return text
    if allowed.units:
        return unknown_code(text, "unit", allowed.units)
    if UNIT_CODE.fullmatch(text):
        return text
    blank = Phrase("; để trống là toàn Đảng bộ", ", or blank") if column.blank else Phrase("", "")
    return Wording(
        quoted(text),
        Phrase(f"mã như 'rach-gia'{blank.vi}", f"a code such as 'rach-gia'{blank.en}"),
        Phrase("viết thường, không dấu, nối bằng '-'", "use lower case, without accents, joined by '-'"),
    )


def _code(text: str, column: ColumnLayout, row: Mapping[str, str], _: Allowed) -> str | Wording:
    codes = column.codes
    if column.codes_by is not None:
        other, by_code = column.codes_by
        if row[other] not in by_code and not codes:
            return text
        codes = by_code.get(row[other], codes)
    if text in codes:
        return text
    return unknown_code(text, column.name, codes, blank=column.blank, labels=codes)


def _text(text: str, column: ColumnLayout, *_: object) -> str | Wording:
    wrong = column.refuse(text) if column.refuse else None
    return Wording(quoted(text), column.expected or wrong, wrong) if wrong else text


def _order(text: str, *_: object) -> str | Wording:
    if text.isdecimal():
        return text
    expected = Phrase("số thứ tự như 3, hoặc để trống", "a number such as 3, or blank")
    return Wording(quoted(text), expected, CORRECT_CELL)


_PARSERS: Mapping[CellKind, Callable[[str, ColumnLayout, Mapping[str, str], Allowed], object]] = {
    "year": _year,
    "unit": _unit,
    "code": _code,
    "text": _text,
    "count": _count,
    "decimal": lambda text, *_: parse_decimal(text),
    "date": lambda text, *_: parse_date(text),
    "truth": lambda text, *_: parse_truth(text),
    "order": _order,
}
_BLANK_VALUES: Mapping[CellKind, object] = {"decimal": None, "date": None, "truth": False}


def read_cell(column: ColumnLayout, row: Mapping[str, str], allowed: Allowed) -> object:
    """Read a cell of a row: its value, or a `Wording` of what is wrong with it.

    A blank cell is its default, False of a truth, None of a decimal or a date, else empty text.
    """
    text = row[column.name]
    if text or column.kind == "count":
        return _PARSERS[column.kind](text, column, row, allowed)
    return _BLANK_VALUES.get(column.kind, column.default) if column.blank else blank_cell(column)


def blank_cell(column: ColumnLayout) -> Wording:
    """Say that a cell must be filled in."""
    filled = Phrase(f"điền cột '{column.name}'", f"the column '{column.name}' filled in")
    advice = Phrase("điền ô này, hoặc bỏ cả dòng", "fill it in, or remove the row")
    return Wording(BLANK_CELL, column.expected or filled, advice)
