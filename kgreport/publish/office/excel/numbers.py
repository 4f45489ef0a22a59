"""The cells of a workbook: the number behind a printed figure, and the format that shows it as printed.

The separators of thousands and decimals are those of the reader's computer; where a program takes them from
the format, as LibreOffice does, they are those of the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from kgreport.content.blocks import Value
from kgreport.content.figures import MARKS
from kgreport.content.numbers import CellNumber, certain_number, number_in
from kgreport.terms.phrases import Language
from kgreport.views.formats import date_in_text

LOCALES: Mapping[Language, str] = {"vi": "[$-42A]", "en": "[$-409]"}
"""Vietnamese and English as number formats name them."""

_MARKS = re.compile(rf'[{MARKS}]*| \([^()"]{{1,20}}\)')
"""What may follow a number in its cell: marks that a note explains, or a share in brackets."""

MOST_DIGITS = 15
"""Excel keeps no more digits of a number; one of more digits is written as text."""

FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel counts days wrong or not at all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds.

    Attributes
    ----------
    value
        Its value.
    code
        The number format that shows it as it is printed; empty for a text.
    leads_to
        The name of the sheet that it is a link to; empty for no link.
    """

    value: str | int | float | date
    code: str = ""
    leads_to: str = ""


@lru_cache(maxsize=8192, typed=True)
def cell_of(printed: str, raw: Value, kind: str, language: Language) -> Cell:
    """Make the cell of a printed figure; what is not shown exactly as it is printed is written as text.

    Parameters
    ----------
    printed
        What the report prints.
    raw
        The value behind it, None where it is not known.
    kind
        The kind of its column; see `kgreport.content.blocks.Column`.
    language
        The language of the table.

    Examples
    --------
    >>> cell_of("19,29%", 0.19285714285714287, "percent", "vi")
    Cell(value=0.19285714285714287, code='[$-42A]0.00%', leads_to='')
    >>> cell_of("53.340*", 53340, "count", "vi").code
    '[$-42A]#,##0"*"'
    >>> cell_of("02/3/2019", "2019-03-02", "date", "vi").value
    datetime.date(2019, 3, 2)
    >>> cell_of("–", None, "count", "vi").value, cell_of("=1+1", "=1+1", "text", "vi").value
    ('–', '=1+1')
    """
    if kind == "date":
        return _day(printed, raw, language) or Cell(printed)
    if kind == "year" and isinstance(raw, int) and printed == str(raw):
        return Cell(raw, "0")
    if kind == "number":
        return _plain_number(printed) or Cell(printed)
    if kind == "text" or raw is None:
        return Cell(printed)
    return _number(printed, raw, language) or Cell(printed)


def _number(printed: str, raw: Value, language: Language) -> Cell | None:
    """Give the number that kgreport printed, with the digits, the signs and the marks that it printed."""
    number = number_in(printed, language)
    if number is None or not _MARKS.fullmatch(number.rest):
        return None
    grouped = number.is_grouped or (not number.decimals and len(number.whole) < 4)
    return _shown(number, raw, "#,##0" if grouped else "0", LOCALES[language])


def _plain_number(printed: str) -> Cell | None:
    """Give a number of an analyst's own table, where no reader can take it for another."""
    number = None if "," in printed else certain_number(printed)
    return _shown(number, None, "0", LOCALES["en"]) if number else None


def _shown(number: CellNumber, raw: Value, whole: str, locale: str) -> Cell | None:
    """Show a number with its sign, its decimals and what follows it; None where it has too many digits."""
    if len(number.whole + number.decimals) > MOST_DIGITS:
        return None
    code = whole + ("." + "0" * len(number.decimals)) * bool(number.decimals) + number.percent
    end = f'"{number.rest}"' if number.rest else ""
    positive = f"+{code}" if number.sign == "+" else code
    negative = f';{locale}"{number.sign}"{code}{end}' if number.is_negative else ""
    return Cell(_value(number, raw), f"{locale}{positive}{end}{negative}")


def _value(number: CellNumber, raw: Value) -> int | float:
    """Give the raw value where it is shown as it is printed, else the number that is printed."""
    shown, scale = number.value, 100 if number.percent else 1
    if isinstance(raw, int | float) and shown and _rounded(raw * scale, len(number.decimals)) == shown:
        return raw
    exact = shown / scale
    return int(exact) if not number.decimals and not number.percent else float(exact)


def _rounded(number: float, digits: int) -> Decimal:
    """Round half up, as a report is printed and as Excel shows a number."""
    return Decimal(str(round(number, 10))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _day(printed: str, raw: Value, language: Language) -> Cell | None:
    """Give a day, where a format shows it as it is printed."""
    try:
        day = date.fromisoformat(str(raw))
    except ValueError:
        return None
    if day < FIRST_DAY or date_in_text(day, language) != printed:
        return None
    form = "d mmmm yyyy"
    if language == "vi":
        form = "dd/mm/yyyy" if f"/{day:%m}/" in printed else "dd/m/yyyy"
    return Cell(day, LOCALES[language] + form)
