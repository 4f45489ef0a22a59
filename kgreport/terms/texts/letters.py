"""The letters that texts may have: those that the fonts of the PDF have, and what other letters look like."""

from __future__ import annotations

import re
from unicodedata import decomposition, normalize

VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"
"""The letters with marks, as a part of a pattern."""

PLAIN = rf"\t\n\r -~{VIETNAMESE}°²³–—‘’“”…•−≤≥→"
"""Letters and signs of usual texts, as a part of a pattern: none of them is ever wrong."""

PRINTED = (
    r" -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    r"\u048a-\u04ff\u0510-\u0513\u051a-\u051d\u0531-\u0556\u0559-\u058a\u058d-\u058f\u1d00-\u1dbf"
    r"\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d"
    r"\u1f80-\u1fb4\u1fb6-\u1fc4\u1fc6-\u1fd3\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-\u1ff4\u1ff6-\u1ffe"
    r"\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u205f\u2070-\u2071\u2074-\u208e"
    r"\u2090-\u209c\u20a0-\u20c0\u2100-\u211e\u2120\u2122\u2124\u2126-\u2151\u2153-\u2184\u2189"
    r"\u2190-\u23ff\u2422-\u2423\u2460-\u2606\u2609-\u262f\u2638-\u268b\u2690-\u269c\u26a0-\u26a7"
    r"\u26aa-\u26af\u26b2\u2701-\u2704\u2706-\u2709\u270c-\u2714\u2717-\u2726\u272a-\u274b\u274d"
    r"\u274f-\u2752\u2756\u2758-\u275e\u2761-\u277f\u2794\u2798-\u27af\u27b1-\u2b73\u2b76-\u2b95"
    r"\u2b97-\u2bff"
)
"""Letters that a font of the typesetter has, written from left to right, as a part of a pattern.

A test holds them against the typesetter. Marks that join a letter are not among them.
"""

_SAME = str.maketrans(
    {
        **dict(zip("ÐðƉɖ", "ĐđĐđ", strict=True)),
        **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "ABEZHIKMNOPTYXov", strict=True)),
    }
)
"""Icelandic, African, Cyrillic and Greek letters, each with the letter it looks like."""

_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_GREEK_CYRILLIC = "".join(map(chr, (letter for letter in _SAME if letter > 0x0370)))
LOOKALIKES = re.compile(
    rf"[ÐðƉɖ]|(?<=[{_LATIN}])[{_GREEK_CYRILLIC}]|[{_GREEK_CYRILLIC}](?=[{_LATIN}])"
    r"|[\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]"
)
"""Letters that look like others: within a Latin word those of Greek and Cyrillic too."""


def looks_like(letter: str) -> str:
    """Give the letter that one looks like.

    >>> looks_like("\u00d0"), looks_like("\u0410"), looks_like("\uff11"), looks_like("\U0001d7cf")
    ('Đ', 'A', '1', '1')
    """
    return letter.translate(_SAME) if not decomposition(letter) else normalize("NFKC", letter)


def codes_of(text: str) -> str:
    """Name the letters of a text by their codes.

    >>> codes_of("\u202e")
    'U+202E'
    """
    return " ".join(f"U+{ord(letter):04X}" for letter in text)
