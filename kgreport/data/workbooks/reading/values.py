"""Read the value of a cell as a count or as a date."""

from __future__ import annotations

from datetime import date

from kgreport.data.tables.books.book import Value, text_of
from kgreport.data.tables.cells.days import parse_date
from kgreport.data.tables.cells.numbers import parse_count
from kgreport.terms.phrases import Phrase


def date_text(value: Value) -> str:
    """Write a date as ISO does, also one typed as text; what is no date stays as it is.

    >>> date_text("19/5/2018"), date_text("2018-05-19"), date_text("31/02/2018")
    ('2018-05-19', '2018-05-19', '31/02/2018')
    """
    text = text_of(value)
    day = parse_date(text)
    return day.isoformat() if isinstance(day, date) else text


def count_of(value: Value) -> int | Phrase | None:
    """Read a count: nothing of a blank cell, or why it is none.

    >>> count_of(1977.0), count_of("1.977"), count_of("08"), count_of("  ")
    (1977, 1977, 8, None)
    >>> count_of(10.000000000000002), count_of(7.92017e17).en
    (10, "'7,92017E+17', which is not a count")
    >>> count_of("1,977").en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    >>> count_of(-3.0).en
    "the negative number '-3'"
    """
    if isinstance(value, bool):
        word = "TRUE" if value else "FALSE"
        return Phrase(f"giá trị {word}, không phải là số đếm", f"{word}, which is not a count")
    if not isinstance(value, int | float | str):
        shown = f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else str(value)
        return Phrase(f"ngày giờ {shown}, không phải là số đếm", f"the date or time {shown}, not a count")
    text = text_of(value)
    if isinstance(value, float) and "," in text and "E" not in text and value > 0:
        return _fractional(text)
    return parse_count(text) if text else None


def _fractional(text: str) -> Phrase:
    """Say that a number has decimals; three of them may have been meant as thousands."""
    shown, meant = text.replace(",", "."), text.replace(",", "")
    if len(text.partition(",")[2]) != 3 or text.startswith("0"):
        return Phrase(f"số không nguyên {text}", f"the fractional number {shown}")
    return Phrase(
        f"số không nguyên {text}, có lẽ định gõ {meant}",
        f"the fractional number {shown}, perhaps meant to be {meant}",
    )
