"""Read a count as people write it, and say what is wrong where it cannot be one.

In Vietnam the point groups thousands and the comma marks decimals, so `1.977` is one thousand nine
hundred seventy-seven, and `1,977` might be either: it is refused, never guessed.
"""

from __future__ import annotations

import re

from kgreport.terms.phrases import Phrase

_PLAIN = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
_COMMA_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+")
_NEGATIVE = re.compile(r"[-−–]\s*[0-9][0-9.,]*")
_FRACTIONAL = re.compile(r"[0-9]+[.,][0-9]+")

MOST_DIGITS = 12
"""No count of this field comes near it; more digits are a slip of the keyboard."""


def parse_count(text: str) -> int | Phrase:
    """Read a count, or say why it is none.

    Parameters
    ----------
    text
        What stands in the cell.

    Returns
    -------
    int or Phrase
        The count, or what was found instead of one.

    Examples
    --------
    >>> parse_count("1977"), parse_count("1.977")
    (1977, 1977)
    >>> parse_count("1,977").en
    "'1,977' with a comma, which may mean 1977 or 1.977"
    """
    word = text.strip()
    if _PLAIN.fullmatch(word) or _GROUPED.fullmatch(word):
        digits = word.replace(".", "")
        return int(digits) if len(digits) <= MOST_DIGITS else _too_large(word)
    return _refusal(word)


def _too_large(word: str) -> Phrase:
    begin = word[:MOST_DIGITS]
    return Phrase(f"'{begin}…', quá lớn", f"'{begin}…', too large")


def _refusal(word: str) -> Phrase:
    if not word:
        return Phrase("ô trống", "a blank cell")
    if _COMMA_GROUPED.fullmatch(word):
        plain, fraction = word.replace(",", ""), word.replace(",", ".")
        return Phrase(
            f"'{word}' có dấu phẩy, có thể hiểu là {plain} hoặc là số thập phân",
            f"'{word}' with a comma, which may mean {plain} or {fraction}",
        )
    if _NEGATIVE.fullmatch(word):
        return Phrase(f"số âm '{word}'", f"the negative number '{word}'")
    if _FRACTIONAL.fullmatch(word):
        return Phrase(f"số không nguyên '{word}'", f"the fractional number '{word}'")
    return Phrase(f"'{word}', không phải là số đếm", f"'{word}', which is not a count")
