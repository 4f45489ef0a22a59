"""A printed number in its place."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kgreport.terms.printed_numbers import PrintedNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(PrintedNumber):
    """A printed number in its place.

    Attributes
    ----------
    start, end
        Where its digits and its percent sign stand; words such as *gần* before it are left out.
    """

    start: int
    end: int


def place_number(printed: PrintedNumber, start: int, end: int) -> Number:
    """Give a printed number its place."""
    return Number(start=start, end=end, **{name: getattr(printed, name) for name in _PRINTED})


def exact(number: Number | None) -> int | None:
    """Give an exact count as a number; None where there is none."""
    return int(number.value) if number and not number.approximation and not number.decimals else None


_PRINTED = tuple(one.name for one in fields(PrintedNumber))
