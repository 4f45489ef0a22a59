"""Write numbers and dates as text, as they are printed in Vietnam or in English.

Nothing else in a report writes numbers as text; findings on printed shares and on figures far from others use
`kgreport.terms.printed_numbers`. Rounding is half up, on the decimal a number is written as;
unknown is a dash, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kgreport.terms.phrases import MONTHS, Language, Phrase

UNKNOWN = "–"
POINTS = Phrase("điểm %", "pp")
"""The unit of differences between shares, percentage points, in tables."""

POINTS_IN_TEXT = Phrase("điểm phần trăm", "pp")
"""The same within a sentence."""

_SIGNS = {"vi": str.maketrans(",.-", ".,−"), "en": str.maketrans("-", "−")}


def count(number: int | None, language: Language = "vi") -> str:
    """Print a count, its thousands grouped.

    >>> count(53340), count(840), count(0), count(None)
    ('53.340', '840', '0', '–')
    >>> count(53340, "en")
    '53,340'
    """
    return UNKNOWN if number is None else f"{number:,}".translate(_SIGNS[language])


def decimal(number: float | None, language: Language = "vi") -> str:
    """Print a number with the decimals it is written with, and no more.

    >>> decimal(12.5), decimal(1977.0), decimal(-1234.56), decimal(0.0), decimal(None)
    ('12,5', '1.977', '−1.234,56', '0', '–')
    >>> decimal(1234.5, "en")
    '1,234.5'
    """
    return UNKNOWN if number is None else _as_written(Decimal(str(number)), language)


def percent(share: float | None, digits: int = 2, language: Language = "vi") -> str:
    """Print a share, a fraction of one, in percent.

    >>> percent(0.9390), percent(1), percent(0), percent(None)
    ('93,90%', '100,00%', '0,00%', '–')
    >>> percent(0.00125), percent(0.2, 0), percent(0.9390, language="en")
    ('0,13%', '20%', '93.90%')
    """
    return UNKNOWN if share is None else _decimal(share * 100, digits, language) + "%"


def limit(share: float, language: Language = "vi") -> str:
    """Print a limit, a fraction of one, with no more decimals than it is written with.

    >>> limit(0.2), limit(0.29), limit(0.125), limit(0.25, "en")
    ('20%', '29%', '12,5%', '25%')
    """
    return _as_written(Decimal(str(share)) * 100, language) + "%"


def as_printed(share: float, digits: int = 2) -> Decimal:
    """Give the percentage that is printed of a share, so that shares compare as they are read.

    >>> as_printed(0.69047), as_printed(0.69047) == as_printed(0.69052)
    (Decimal('69.05'), True)
    """
    return _rounded(share * 100, digits)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two shares as printed, and their difference as printed.

    Attributes
    ----------
    before, now
        The shares in percent.
    difference
        The difference in percentage points, without a sign and without its unit.
    points
        The same with its unit, as a sentence says it.
    direction
        1 where the share rose, -1 where it fell, 0 where it is printed alike.
    digits
        The decimals of all three; more than two where rounding would distort the difference.
    """

    before: str
    now: str
    difference: str
    points: str
    direction: int
    digits: int

    @property
    def signed(self) -> str:
        """The difference with its sign, without its unit."""
        return ("−", "", "+")[self.direction + 1] + self.difference


MOST_DIGITS = 3
"""Shares are compared with no more decimals; the difference is then that of the shares as printed."""


def compare(before: float, now: float, language: Language = "vi") -> Comparison:
    """Print two shares and their difference so that they never contradict each other.

    Shares that are printed alike are unchanged. Where the difference, rounded by itself, is not that of the
    rounded shares, all three have one more decimal, and no further one.

    >>> compare(0.9, 0.95).signed, compare(0.06903, 0.06897).signed
    ('+5,00', '0,00')
    >>> found = compare(0.0056709, 0.0053299)
    >>> found.before, found.now, found.points, found.direction
    ('0,567%', '0,533%', '0,034 điểm phần trăm', -1)
    """
    for digits in range(2, MOST_DIGITS + 1):
        then, since = as_printed(before, digits), as_printed(now, digits)
        if then == since or since - then == _rounded((now - before) * 100, digits):
            break
    difference = _grouped(abs(since - then), digits, language)
    return Comparison(
        before=percent(before, digits, language),
        now=percent(now, digits, language),
        difference=difference,
        points=f"{difference} {POINTS_IN_TEXT.say(language)}",
        direction=(since > then) - (since < then),
        digits=digits,
    )


def difference(before: float, now: float, language: Language = "vi") -> str:
    """Print the difference of two shares in percentage points, with two decimals and its sign.

    For where not both shares are printed; where they are, `compare` keeps the three from contradicting.

    >>> difference(0.848408, 0.848255), difference(0.9, 0.9)
    ('−0,02', '0,00')
    """
    points = _rounded((now - before) * 100, 2)
    sign = "+" if points > 0 else ""
    return sign + _grouped(points, 2, language)


def change(difference: int | None, language: Language = "vi") -> str:
    """Print a difference between two counts, always with its sign.

    >>> change(12), change(-1977), change(0)
    ('+12', '−1.977', '0')
    """
    if difference is None:
        return UNKNOWN
    return ("+" if difference > 0 else "") + count(difference, language)


def date_in_text(day: date, language: Language = "vi") -> str:
    """Print a date as it stands in running text.

    >>> date_in_text(date(2019, 4, 1)), date_in_text(date(2018, 12, 6)), date_in_text(date(2019, 2, 14))
    ('01/4/2019', '06/12/2018', '14/02/2019')
    >>> date_in_text(date(2019, 4, 1), "en")
    '1 April 2019'
    """
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02}/{_month(day)}/{day.year}"


def date_in_head(day: date, language: Language = "vi") -> str:
    """Print a date as it stands in the head of a document.

    A zero stands before days under 10, and before months 1 and 2 only.

    >>> date_in_head(date(2018, 4, 3)), date_in_head(date(2019, 2, 14))
    ('ngày 03 tháng 4 năm 2018', 'ngày 14 tháng 02 năm 2019')
    """
    if language == "en":
        return date_in_text(day, "en")
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def sum_as_printed(shares: list[float], language: Language = "vi") -> str:
    """Print what the printed percentages of these shares add up to; rounding may keep it from 100,00%.

    >>> sum_as_printed([3 / 284, 33 / 284, 55 / 284, 193 / 284])
    '100,01%'
    """
    return _decimal(float(sum(_rounded(share * 100, 2) for share in shares)), 2, language) + "%"


def listing(words: list[str], language: Language = "vi") -> str:
    """Join words into a list within a sentence.

    >>> listing(["a", "b", "c"]), listing(["a"])
    ('a, b và c', 'a')
    """
    last = " và " if language == "vi" else " and "
    return last.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def span(years: Sequence[int]) -> str:
    """Name years from first to last.

    >>> span([2014, 2015, 2018]), span([2018])
    ('2014–2018', '2018')
    """
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def sentence(text: str) -> str:
    """Begin with a capital, and leave the rest as it is.

    >>> sentence("đảng viên và TW")
    'Đảng viên và TW'
    """
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """Begin without a capital, as within a sentence, and leave the rest as it is.

    >>> uncapitalized("Đảng viên và TW")
    'đảng viên và TW'
    """
    return text[:1].lower() + text[1:]


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


def _decimal(number: float, digits: int, language: Language) -> str:
    return _grouped(_rounded(number, digits), digits, language)


def _as_written(number: Decimal, language: Language) -> str:
    return _grouped(number, max(0, -int(number.normalize().as_tuple().exponent)), language)


def _grouped(number: Decimal, digits: int, language: Language) -> str:
    return f"{number:z,.{digits}f}".translate(_SIGNS[language])


def _rounded(number: float, digits: int) -> Decimal:
    return Decimal(str(round(number, 10))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def text_columns(lines: Sequence[Sequence[str]], numeric: Sequence[bool]) -> list[str]:
    """Set cells under each other as text, numbers flush right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    ]
