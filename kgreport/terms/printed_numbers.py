"""Read numbers as they are printed in Vietnamese, with how exact the print is.

`93,90%` says more than a number: two decimals, so a value from 93,895 up to but not 93,905. `gần 120` says
no count, but between which numbers it lies. All arithmetic is exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from kgreport.terms.phrases import Phrase

Approximation = Literal["", "above", "nearly", "about", "under", "at_least", "at_most"]
Exact = int | Decimal | Fraction

APPROXIMATIONS: Mapping[str, Approximation] = {
    **dict.fromkeys(("trên dưới", "khoảng", "chừng", "xấp xỉ", "ước", "~", "≈"), "about"),
    **dict.fromkeys(("trên", "hơn", ">"), "above"),
    **dict.fromkeys(("gần", "ngót"), "nearly"),
    **dict.fromkeys(("dưới", "chưa đến", "chưa tới", "chưa đầy", "<"), "under"),
    **dict.fromkeys(("ít nhất", "tối thiểu", "không dưới", "≥"), "at_least"),
    **dict.fromkeys(("không quá", "tối đa", "nhiều nhất", "≤"), "at_most"),
}
"""The words before a number that make it approximate. Where two stand together, the last one counts."""

_IN_ENGLISH: Mapping[Approximation, str] = {
    "above": "over ",
    "nearly": "nearly ",
    "about": "about ",
    "under": "under ",
    "at_least": "at least ",
    "at_most": "at most ",
}

_SPACES = "[ \u00a0\u202f]"
_GROUP = "[.\u00a0\u202f]"
_WORDS = "|".join(re.escape(word).replace(r"\ ", _SPACES + "+") for word in APPROXIMATIONS)

NUMBER = (
    rf"(?P<words>(?:(?<!\w)(?:{_WORDS}){_SPACES}*){{0,2}})(?<![\w.,])"
    rf"(?P<digits>[1-9][0-9]{{0,2}}(?:{_GROUP}[0-9]{{3}})+(?:,[0-9]+)?|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+\.[0-9]+"
    rf"|(?:0[0-9]?|[1-9][0-9]*)(?:[.,][0-9]+)?)(?![0-9]|[.,][0-9])"
    rf"(?P<percent>{_SPACES}*(?:%|phần trăm\b))?"
)
"""A printed number with its words and its percent sign, as a regular expression for case-blind search."""

_GROUPED = rf"[1-9][0-9]{{0,2}}(?:{_GROUP}[0-9]{{3}})+"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a print stands for.

    Attributes
    ----------
    low, high
        The ends; None where there is no end.
    has_low, has_high
        Whether the ends belong to it.
    """

    low: Fraction | None
    high: Fraction | None
    has_low: bool = True
    has_high: bool = False

    def __contains__(self, value: Exact) -> bool:
        """Whether a value lies in the interval."""
        exact = Fraction(value)
        above = self.low is None or exact > self.low or (self.has_low and exact == self.low)
        return above and (self.high is None or exact < self.high or (self.has_high and exact == self.high))

    def overlaps(self, other: Interval) -> bool:
        """Whether two intervals have a value in common."""
        return self._begins_before_end_of(other) and other._begins_before_end_of(self)

    def _begins_before_end_of(self, other: Interval) -> bool:
        if self.low is None or other.high is None:
            return True
        return self.low < other.high or (self.has_low and other.has_high and self.low == other.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """A number as it was printed.

    Attributes
    ----------
    text
        As printed, with its words and its percent sign.
    value
        Its value; of `93,90%` 93.90.
    decimals
        How many decimals were printed.
    is_percent
        Whether a percent sign or *phần trăm* stands after it.
    mark
        The decimal mark that was printed, a comma or a point; empty where there are no decimals.
    approximation
        How it is approximate; empty where it is exact.
    """

    text: str
    value: Decimal
    decimals: int = 0
    is_percent: bool = False
    mark: str = ""
    approximation: Approximation = ""

    @property
    def may_be_grouped(self) -> bool:
        """Whether the comma may group thousands, as in ``1,977``."""
        return self.mark == "," and self.decimals == 3 and not self.is_percent and self.value >= 1

    @property
    def interval(self) -> Interval:
        """The values that the number may stand for.

        An exact count stands for itself, a share or a decimal for all that round to it half up. *Trên* and
        *hơn* reach up to the next number that is as round, *gần* down to the one before, but no further than
        a tenth; *khoảng* reaches as far as *gần*, both ways.

        >>> share, near = parse_printed("93,90%").interval, parse_printed("gần 120").interval
        >>> Decimal("93.895") in share, Decimal("93.905") in share, 110 in near, 120 in near
        (True, False, True, False)
        """
        value = Fraction(self.value)
        if not self.approximation:
            half = Fraction(1, 2 * 10**self.decimals) if self.is_percent or self.decimals else Fraction(0)
            return Interval(value - half, value + half, has_high=not half)
        step = self._step()
        short = min(step, max(value / 10, Fraction(1, 10**self.decimals)))
        return {
            "above": Interval(value, value + step, has_low=False),
            "nearly": Interval(value - short, value),
            "about": Interval(value - short, value + short, has_high=True),
            "under": Interval(None, value),
            "at_least": Interval(value, None),
            "at_most": Interval(None, value, has_high=True),
        }[self.approximation]

    def _step(self) -> Fraction:
        """How round the number is: the largest of 1, 5, 10, 50, … last places that divides it."""
        places = int(self.value.scaleb(self.decimals))
        step = 1
        while places and places % (step * 10) == 0 and not self.decimals:
            step *= 10
        return Fraction(step * (5 if places and places % (step * 5) == 0 else 1), 10**self.decimals)


def parse_printed(text: str) -> PrintedNumber | None:
    """Read a printed number; nothing of what is none.

    A point before three digits groups thousands, unless the number is a percentage; any other point is a
    decimal mark. A zero may stand before a number under ten.

    >>> [int(parse_printed(text).value) for text in ("53.340", "08", "trên 8.100")]
    [53340, 8, 8100]
    >>> [str(parse_printed(text).value) for text in ("93,90%", "76,3 %", "19.2%", "1.234,5")]
    ['93.90', '76.3', '19.2', '1234.5']
    >>> parse_printed("012") or parse_printed("1.2.3") or parse_printed("gần")
    """
    found = re.fullmatch(NUMBER, unicodedata.normalize("NFC", text).strip(), re.IGNORECASE)
    return printed_of(found) if found else None


def printed_of(found: re.Match[str]) -> PrintedNumber:
    """Make the number of a match of `NUMBER`, which may be a part of a larger expression."""
    digits, is_percent = found["digits"], found["percent"] is not None
    if "," in digits and "." in digits:
        mark = max(",.", key=digits.rindex)
    else:
        mark = "." if "." in digits and (is_percent or not re.fullmatch(_GROUPED, digits)) else ""
        mark = "," if "," in digits else mark
    whole, _, fraction = digits.rpartition(mark) if mark else (digits, "", "")
    plain = re.sub(r"[^0-9]", "", whole)
    return PrintedNumber(
        text="".join(found[name] or "" for name in ("words", "digits", "percent")).strip(),
        value=Decimal(f"{plain}.{fraction}" if fraction else plain),
        decimals=len(fraction),
        is_percent=is_percent,
        mark=mark,
        approximation=_approximation(found["words"]),
    )


def _approximation(words: str) -> Approximation:
    said = " ".join(words.lower().split())
    return next((kind for word, kind in _BY_LENGTH if said.endswith(word)), "")


_BY_LENGTH = sorted(APPROXIMATIONS.items(), key=lambda item: -len(item[0]))


def half_up(value: Exact, decimals: int) -> Decimal:
    """Round half up.

    >>> str(half_up(Fraction(2, 3), 2)), str(half_up(Fraction(1, 8), 2)), str(half_up(4, 1))
    ('0.67', '0.13', '4.0')
    """
    return Decimal(floor(Fraction(value) * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


def truncated(value: Exact, decimals: int) -> Decimal:
    """Cut decimals off without rounding.

    >>> str(truncated(Fraction(2, 3), 2))
    '0.66'
    """
    return Decimal(floor(Fraction(value) * 10**decimals)).scaleb(-decimals)


def as_percentage(value: Decimal) -> Phrase:
    """Print a percentage with the decimals it has.

    >>> as_percentage(half_up(Fraction(6803, 100), 1))
    Phrase(vi='68,0%', en='68.0%')
    """
    return Phrase(*(f"{text}%" for text in as_number(value)))


def as_number(value: Decimal) -> Phrase:
    """Print a number with the decimals it has.

    >>> as_number(half_up(Fraction(12345, 8), 1))
    Phrase(vi='1.543,1', en='1,543.1')
    """
    english = f"{value:,f}"
    return Phrase(english.translate(str.maketrans(",.", ".,")), english)


def say_printed(number: PrintedNumber) -> Phrase:
    """Repeat a number: in Vietnamese as it was printed, in English with the same decimals.

    >>> say_printed(parse_printed("trên 4,8%")), say_printed(parse_printed("gần 8.100")).en
    (Phrase(vi='trên 4,8%', en='over 4.8%'), 'nearly 8,100')
    """
    english = (as_percentage if number.is_percent else as_number)(number.value).en
    return Phrase(number.text, _IN_ENGLISH.get(number.approximation, "") + english)
