"""What a cell of a workbook shows: its value in its number format, in the language of that format."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from kgreport.publish.office.excel.numbers import LOCALES
from kgreport.terms.phrases import Language
from kgreport.views.formats import date_in_text

_LANGUAGES: dict[str, Language] = {locale: language for language, locale in LOCALES.items()}
_SECTION = re.compile(
    r'(?P<locale>\[\$-\w+\])?(?P<sign>\+|"[−-]")?(?P<whole>#,##0|0)(?:\.(?P<decimals>0+))?'
    r'(?P<percent>%?)(?:"(?P<rest>[^"]*)")?'
)
_DAY = re.compile(r"(?P<locale>\[\$-\w+\])[dmy /]+")


def shown(value: object, code: str) -> str:
    """Print the value of a cell as a program in the language of its number format shows it.

    Parameters
    ----------
    value
        The value.
    code
        The number format, one of those that `kgreport.publish.office.excel.numbers` writes.

    Examples
    --------
    >>> shown(53340, '[$-42A]#,##0"*"'), shown(-6.16, '[$-42A]0.00;[$-42A]"−"0.00'), shown("–", "General")
    ('53.340*', '−6,16', '–')
    >>> shown(0.19285714285714287, "[$-409]0.00%"), shown(date(2019, 3, 2), "[$-42A]dd/m/yyyy")
    ('19.29%', '02/3/2019')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        match = _DAY.fullmatch(code)
        return date_in_text(day, _LANGUAGES[match["locale"]]) if match else day.isoformat()
    first, _, negative = code.partition(";")
    section = _SECTION.fullmatch(negative if negative and value < 0 else first)  # type: ignore[operator]
    return _number(Decimal(str(value)), section) if section else str(value)


def _number(value: Decimal, section: re.Match[str]) -> str:
    scale = 100 if section["percent"] else 1
    digits = len(section["decimals"] or "")
    rounded = abs(round(value * scale, 10)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded:,.{digits}f}" if "#" in section["whole"] else f"{rounded:.{digits}f}"
    if section["locale"] and _LANGUAGES[section["locale"]] == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return (section["sign"] or "").strip('"') + text + section["percent"] + (section["rest"] or "")
