"""Letters without their marks, as somebody types who has no Vietnamese keyboard."""

from __future__ import annotations

import unicodedata


def fold(word: str) -> str:
    """Take the marks off a word.

    >>> fold("Đảng"), fold("kiểm")
    ('dang', 'kiem')
    """
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(one for one in letters if not "\u0300" <= one <= "\u036f").replace("đ", "d")
