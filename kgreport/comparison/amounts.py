"""By how much a printed figure differs from another: a count absolutely and in percent, a share in points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kgreport.terms.phrases import Language
from kgreport.terms.printed_numbers import as_number, half_up
from kgreport.views.formats import POINTS

_MINUS = "−-"
Notation = Literal["vi", "en", "csv"]
"""How numbers are written: as a report in a language prints them, or as a CSV file does."""

_PRINTED = {
    "vi": re.compile(r"[+−-]?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,\d+)?%?"),
    "en": re.compile(r"[+−-]?(?:0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.\d+)?%?"),
    "csv": re.compile(r"[+−-]?\d+(?:\.\d+)?%?"),
}
"""A number as `kgreport.views.formats` prints it. A year has no mark between its digits, so it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The difference of two figures.

    Attributes
    ----------
    difference
        The later less the earlier one; of shares, in percentage points.
    percent
        The difference in percent of the earlier figure; None for shares, where that figure is 0, and where
        one of the two is a difference itself.
    in_points
        Whether the difference is of percentage points.
    """

    difference: Decimal
    percent: Decimal | None
    in_points: bool

    def say(self, language: Language) -> str:
        """Print it with its sign.

        >>> amount_of(value_of("1.977", "vi"), value_of("1.985", "vi")).say("vi")
        '+8; +0,40%'
        >>> amount_of(value_of("93,90%", "vi"), value_of("91,90%", "vi")).say("vi")
        '−2,00 điểm %'
        """
        said = _signed(self.difference, language)
        if self.in_points:
            return f"{said} {POINTS.say(language)}"
        return said if self.percent is None else f"{said}; {_signed(self.percent, language)}%"

    def as_dict(self) -> dict[str, str | float | None]:
        """Give it as data for JSON."""
        return {
            "difference": float(self.difference),
            "percent": None if self.percent is None else float(self.percent),
            "unit": "points" if self.in_points else "count",
        }


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a printed figure, and whether it is a percentage, or a difference with its sign."""

    number: Decimal
    is_percent: bool = False
    is_signed: bool = False


def value_of(printed: str, notation: Notation) -> Value | None:
    """Read a printed figure; None where it is none, or unknown.

    >>> value_of("−1.234,5", "vi")
    Value(number=Decimal('-1234.5'), is_percent=False, is_signed=True)
    >>> value_of("93.90%", "en")
    Value(number=Decimal('93.90'), is_percent=True, is_signed=False)
    >>> value_of("1495", "csv").number
    Decimal('1495')
    >>> value_of("–", "vi"), value_of("2018", "vi"), value_of("01/4/2019", "vi")
    (None, None, None)
    """
    text = printed.strip()
    if not _PRINTED[notation].fullmatch(text):
        return None
    group, mark = (".", ",") if notation == "vi" else (",", ".")
    plain = text.rstrip("%").lstrip("+" + _MINUS).replace(group, "").replace(mark, ".")
    number = Decimal(plain)
    negative, signed = text[0] in _MINUS, text[0] in "+" + _MINUS
    return Value(-number if negative else number, is_percent=text.endswith("%"), is_signed=signed)


def amount_of(before: Value, after: Value, *, in_points: bool = False) -> Amount | None:
    """Give the difference of two figures; None for a count and a share.

    Parameters
    ----------
    before, after
        The figures.
    in_points
        Whether they are themselves differences of shares, in percentage points.
    """
    if before.is_percent != after.is_percent:
        return None
    difference = after.number - before.number
    points = in_points or before.is_percent
    percent = None
    if before.number and not (points or before.is_signed or after.is_signed):
        percent = half_up(difference * 100 / abs(before.number), 2)
    return Amount(difference=difference, percent=percent, in_points=points)


def _signed(number: Decimal, language: Language) -> str:
    sign = "−" if number < 0 else "+" if number > 0 else ""
    return sign + as_number(abs(number)).say(language)
