"""Text marked by its language, so that Vietnamese in an English report is spoken as what it is."""

from __future__ import annotations

import re

from kgreport.views.markup import escape_html, escape_typst


def is_vietnamese(text: str) -> bool:
    """Whether a text is in Vietnamese, by its letters: numbers of documents and names within English are not.

    >>> is_vietnamese("Số liệu công bố ngày 01/4/2019"), is_vietnamese("Regulation 132-QĐ/TW (8 March 2018)")
    (True, False)
    """
    words = [word for word in text.split() if not any(letter.isdigit() for letter in word)]
    marked = sum(not word.isascii() and bool(_VIETNAMESE.search(word)) for word in words)
    return marked > 0 and 3 * marked >= len(words)


_VIETNAMESE = re.compile(r"[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)


def spoken_html(text: str, language: str) -> str:
    """Write text as HTML; Vietnamese in an English report is marked, so that it is spoken as what it is.

    >>> spoken_html("Lưu", "en"), spoken_html("Lưu", "vi")
    ('<span lang="vi">Lưu</span>', 'Lưu')
    """
    written = escape_html(text)
    return f'<span lang="vi">{written}</span>' if language == "en" and is_vietnamese(text) else written


def spoken_typst(text: str, language: str) -> str:
    """Write text as Typst markup; Vietnamese in an English report is marked.

    >>> spoken_typst("Lưu", "en"), spoken_typst("Lưu", "vi")
    ('#text(lang: "vi")[Lưu];', 'Lưu')
    """
    written = escape_typst(text)
    return f'#text(lang: "vi")[{written}];' if language == "en" and is_vietnamese(text) else written
