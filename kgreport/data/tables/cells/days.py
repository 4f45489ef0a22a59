"""Read a day, or say why it is none."""

from __future__ import annotations

import re
from datetime import date

from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""Days that a table may name; those before and after them are typing errors."""

_DAY = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})(-?)(?P<month>[0-9]{2})\2(?P<day>[0-9]{2})")
_A_DATE = (
    Phrase("ngày như 19/5/2018 hoặc 2018-05-19", "a date such as 2018-05-19 or 19/5/2018"),
    Phrase("sửa ngày; không rõ thì để trống", "correct the date; if unknown, leave it blank"),
)


def parse_date(text: str) -> date | Wording:
    """Read a day written as ``2019-04-01``, ``01/4/2019``, ``1-4-2019`` or ``1.4.2019``; or say why not.

    >>> parse_date("01/4/2019") == parse_date("1.4.2019"), parse_date("01/4/0019").found.en
    (True, "'01/4/0019', not in 1900–2100")
    """
    found = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    if not found:
        return Wording(quoted(text), *_A_DATE)
    try:
        read = date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return Wording(Phrase(f"'{text}', không có ngày này", f"'{text}', there is no such day"), *_A_DATE)
    return read if FIRST_DAY <= read <= LAST_DAY else far_day(text)


def far_day(text: str) -> Wording:
    """Say that a day is before or after all that a table may name."""
    span = f"{FIRST_DAY.year}–{LAST_DAY.year}"
    return Wording(Phrase(f"'{text}', không trong {span}", f"'{text}', not in {span}"), *_A_DATE)
