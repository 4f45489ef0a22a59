"""By how much a printed figure differs from another: a count absolutely and in percent, a share in points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kgreport.content.numbers import CellNumber, number_in
from kgreport.terms.phrases import Language
from kgreport.terms.printed_numbers import as_number, half_up
from kgreport.views.formats import POINTS

Notation = Literal["vi", "en", "csv"]
"""How numbers are written: as a report in a language prints them, or as a CSV file does."""


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


def value_of(printed: str, notation: Notation) -> CellNumber | None:
    """Read a printed figure; None where it is none, or unknown.

    >>> value_of("−1.234,5", "vi").value, value_of("93.90%", "en").value, value_of("1495", "csv").value
    (Decimal('-1234.5'), Decimal('93.90'), Decimal('1495'))
    >>> value_of("–", "vi"), value_of("2018", "vi"), value_of("01/4/2019", "vi")
    (None, None, None)
    """
    number = number_in(printed.strip(), "en" if notation == "csv" else notation)
    if number is None or number.rest or (number.whole.startswith("0") and number.whole != "0"):
        return None
    # A year has no mark between its digits, so it is no figure.
    is_figure = notation == "csv" or number.is_grouped or len(number.whole) < 4
    return number if is_figure else None


def amount_of(before: CellNumber, after: CellNumber, *, in_points: bool = False) -> Amount | None:
    """Give the difference of two figures; None for a count and a share.

    Parameters
    ----------
    before, after
        The figures.
    in_points
        Whether they are themselves differences of shares, in percentage points.
    """
    if before.percent != after.percent:
        return None
    difference = after.value - before.value
    points = in_points or bool(before.percent)
    percent = None
    if before.value and not (points or before.sign or after.sign):
        percent = half_up(difference * 100 / before.value, 2)
    return Amount(difference=difference, percent=percent, in_points=points)


def _signed(number: Decimal, language: Language) -> str:
    sign = "−" if number < 0 else "+" if number > 0 else ""
    return sign + as_number(abs(number)).say(language)
