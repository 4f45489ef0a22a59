"""Read a count or a decimal as it is written in Vietnam, or say why it is none.

The point groups thousands and the comma marks decimals: `1.977` is one thousand nine hundred seventy-seven,
`12,5` twelve and a half. `1,977` may mean either; it is refused, never guessed. A number under ten is often
written with a zero before it: `08`. A longer one such as `012` is a code, and no number.
"""

from __future__ import annotations

import re

from kgreport.data.tables.cells.phrases import BLANK_CELL, CORRECT_CELL
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted, shortened

SHARE = re.compile(r"[0-9]+([.,][0-9]+)?\s*%")
_SPACE_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\s[0-9]{3})+")
_COUNT = re.compile(r"0?[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+")
_COMMA_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+")
_NEGATIVE = re.compile(r"[-−–]\s*[0-9][0-9.,]*")
_FRACTIONAL = re.compile(r"[0-9]+[.,][0-9]+")
_DECIMAL = re.compile(r"-?(0?[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?")
_ORDER = re.compile(r"[0-9]{1,9}")

MOST_DIGITS = 12
"""No real count is this long; more digits are a typing error."""

A_COUNT = Phrase("số đếm như 1977 hoặc 1.977", "a count such as 1977 or 1.977")
_A_NUMBER = Phrase("số như 1977 hoặc 12,5", "a number such as 1977 or 12,5")

_NO_COUNTS = (
    (_NEGATIVE, Phrase("số âm '{word}'", "the negative number '{word}'")),
    (_SPACE_GROUPED, Phrase("'{word}', dùng dấu cách để nhóm số", "'{word}', grouped by spaces")),
    (SHARE, Phrase("tỷ lệ '{word}'", "the share '{word}'")),
    (_FRACTIONAL, Phrase("số không nguyên '{word}'", "the fractional number '{word}'")),
)
_NO_COUNT = Phrase("'{word}', không phải là số đếm", "'{word}', which is not a count")


def parse_count(text: str) -> int | Phrase:
    """Read a count, or say what was found instead of one.

    Examples
    --------
    >>> parse_count("1977"), parse_count("1.977"), parse_count("08")
    (1977, 1977, 8)
    >>> parse_count("1,977").en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    """
    word = text.strip()
    if _COUNT.fullmatch(word):
        digits = word.replace(".", "")
        return int(digits) if len(digits) <= MOST_DIGITS else _too_large(word)
    if not word:
        return BLANK_CELL
    if len(word) <= MOST_DIGITS and _COMMA_GROUPED.fullmatch(word):
        return _ambiguous(word)
    shown = shortened(word)
    kind = next((kind for pattern, kind in _NO_COUNTS if pattern.fullmatch(word)), _NO_COUNT)
    return Phrase(kind.vi.format(word=shown), kind.en.format(word=shown))


def _too_large(word: str) -> Phrase:
    begin = word[:MOST_DIGITS]
    return Phrase(f"'{begin}…', quá lớn", f"'{begin}…', too large")


def _ambiguous(word: str) -> Phrase:
    plain, decimal = word.replace(",", ""), word.replace(",", ".")
    return Phrase(
        f"'{word}' có dấu phẩy, có thể hiểu là {plain} hoặc là số thập phân",
        f"'{word}' with a comma, which may mean {plain} or {decimal}",
    )


def parse_decimal(text: str) -> float | Wording:
    """Read a number with or without decimals, or say why it is none.

    Examples
    --------
    >>> parse_decimal("12,5"), parse_decimal("1.977"), parse_decimal("1.234,5")
    (12.5, 1977.0, 1234.5)
    >>> parse_decimal("1,977").found.en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    >>> parse_decimal("9" * 400).found.en
    "'999999999999…', too large"
    """
    if len(text) <= MOST_DIGITS and _COMMA_GROUPED.fullmatch(text):
        return Wording(_ambiguous(text), _A_NUMBER, CORRECT_CELL)
    if not _DECIMAL.fullmatch(text):
        return Wording(quoted(text), _A_NUMBER, CORRECT_CELL)
    whole, _, decimals = text.replace(".", "").partition(",")
    if len(whole.lstrip("-")) > MOST_DIGITS:
        return Wording(_too_large(text), _A_NUMBER, CORRECT_CELL)
    return float(f"{whole}.{decimals}")


def parse_order(text: str) -> str | Wording:
    """Read a place in a list as it is written, or say why it is none.

    >>> parse_order("3"), parse_order("１２").found.en
    ('3', "'１２'")
    """
    if _ORDER.fullmatch(text):
        return text
    return Wording(
        quoted(text), Phrase("số thứ tự như 3, hoặc để trống", "a number such as 3, or blank"), CORRECT_CELL
    )
