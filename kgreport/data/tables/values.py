"""Read a cell as the layout of its column says, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kgreport.data.tables.cells.days import parse_date
from kgreport.data.tables.cells.numbers import A_COUNT, SHARE, parse_count, parse_decimal, parse_order
from kgreport.data.tables.cells.phrases import BLANK_CELL, CORRECT_CELL
from kgreport.data.tables.layout import UNIT_CODE, CellKind, ColumnLayout
from kgreport.file_names import HOW_CODES_LOOK, fault_of_unit
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted, shortened
from kgreport.terms.spelling import code_of_label, did_you_mean, nearest
from kgreport.terms.texts.soundness import sound_text

_NO_LABELS: Mapping[str, Phrase] = MappingProxyType({})

_TRUE, _FALSE = ("1", "true", "x", "có"), ("0", "false", "không", "")

_WRITE_COUNT = Phrase(
    "sửa thành số đếm; chưa có số liệu thì bỏ dòng này", "write the count; if it is unknown, remove the row"
)
_WRITE_SHARE = Phrase(
    "ghi số đếm; nếu nguồn chỉ in tỷ lệ, ghi tỷ lệ vào bảng shares.csv",
    "write the count; if the source prints the share alone, write it into the table shares.csv",
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
    shown = shortened(text)
    found = Phrase(f"mã lạ '{shown}'", f"unknown {column} '{shown}'") if text else BLANK_CELL
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
    advice = _WRITE_SHARE if SHARE.fullmatch(text.strip()) else _WRITE_COUNT
    return Wording(count, A_COUNT, advice)


def _year(text: str, column: ColumnLayout, row: Mapping[str, str], allowed: Allowed) -> int | Wording:
    return parse_year(text, range(allowed.years.start, allowed.years.stop + column.years_ahead(row)))


def _unit(text: str, column: ColumnLayout, _: Mapping[str, str], allowed: Allowed) -> str | Wording:
    if not text or text in allowed.units or (not allowed.units and UNIT_CODE.fullmatch(text)):
        return text
    if allowed.units:
        return unknown_code(text, "unit", allowed.units)
    blank = Phrase("; để trống là toàn Đảng bộ", ", or blank") if column.blank else Phrase("", "")
    return Wording(
        quoted(text),
        Phrase(f"mã như 'rach-gia'{blank.vi}", f"a code such as 'rach-gia'{blank.en}"),
        fault_of_unit(text) or HOW_CODES_LOOK,
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


def _text(text: str, column: ColumnLayout, row: Mapping[str, str], _: Allowed) -> str | Wording:
    given = _sound_text(text)
    if isinstance(given, Wording):
        return given
    return (column.refuse(given, row) if column.refuse else None) or given


_sound_text = lru_cache(maxsize=4096)(sound_text)
"""The rule on texts; sources and the like are the same in many rows."""


_PARSERS: Mapping[CellKind, Callable[[str, ColumnLayout, Mapping[str, str], Allowed], object]] = {
    "year": _year,
    "unit": _unit,
    "code": _code,
    "text": _text,
    "count": _count,
    "decimal": lambda text, *_: parse_decimal(text),
    "date": lambda text, *_: parse_date(text),
    "truth": lambda text, *_: parse_truth(text),
    "order": lambda text, *_: parse_order(text),
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
