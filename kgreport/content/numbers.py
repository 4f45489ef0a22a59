"""Read the numbers that cells print, as reports write them in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kgreport.terms.phrases import Language

_PRINTED = {
    "vi": re.compile(r"([+\-−]?)([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?(%?)(.*)", re.DOTALL),
    "en": re.compile(r"([+\-−]?)([1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)(.*)", re.DOTALL),
}
_CERTAIN = re.compile(r"([-−]?)(0|[1-9]\d*)(?:[.,](\d+))?(%?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNumber:
    """A number that a cell prints.

    Attributes
    ----------
    sign, percent
        Its sign as printed, and ``%``; empty for none.
    whole, decimals
        Its digits before and after the decimal mark.
    is_grouped
        Whether marks group its digits.
    rest
        What follows it in its cell.
    """

    sign: str
    whole: str
    decimals: str
    percent: str
    is_grouped: bool = False
    rest: str = ""

    @property
    def is_negative(self) -> bool:
        """Whether it has a minus, of print or of programs."""
        return self.sign in ("−", "-")

    @property
    def plain(self) -> str:
        """It as programs write it, with its percent sign."""
        fraction = f".{self.decimals}" if self.decimals else ""
        return f"{'-' * self.is_negative}{self.whole}{fraction}{self.percent}"

    @property
    def value(self) -> Decimal:
        """Its value; of ``12,50%`` 12.50."""
        return Decimal(self.plain.removesuffix("%"))


def number_in(cell: str, language: Language) -> CellNumber | None:
    """Read the number that a cell begins with; None where it begins with none.

    >>> number_in("−1.234,50%", "vi").plain, number_in("53,340*", "en").rest, number_in("khoảng 12", "vi")
    ('-1234.50%', '*', None)
    """
    found = _PRINTED[language].match(cell)
    if found is None:
        return None
    sign, written, decimals, percent, rest = found.groups(default="")
    whole = re.sub(r"\D", "", written)
    return CellNumber(
        sign=sign, whole=whole, decimals=decimals, percent=percent, is_grouped=whole != written, rest=rest
    )


def certain_number(cell: str) -> CellNumber | None:
    """Read a number that is the same in every language, as one in the table of an analyst.

    >>> [number.plain for cell in ("-12.5", "0.125", "12,5%") if (number := certain_number(cell))]
    ['-12.5', '0.125', '12.5%']
    >>> certain_number("1.234"), certain_number("007")
    (None, None)
    """
    found = _CERTAIN.fullmatch(cell)
    if found is None or (len(found[3] or "") == 3 and found[2] != "0"):
        return None  # 1.234 is a thousand in one language and about one in the other
    sign, whole, decimals, percent = found.groups(default="")
    return CellNumber(sign=sign, whole=whole, decimals=decimals, percent=percent)
