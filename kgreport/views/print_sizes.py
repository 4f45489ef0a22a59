"""Sizes of printed tables and letters, for the template of the PDF and for the estimates of heights."""

from __future__ import annotations

import unicodedata
from functools import cache

from kgreport.terms.paper import POINTS

LINE = 462
"""The line that the estimates assume, in points; the usual margins leave 5 points more."""

LONG = 110
"""A table that is higher, in millimetres, may break between pages."""

CELL_INSET_X, CELL_INSET_Y = 4.0, 4.5
"""Space around the text of a cell, in points."""

LEADING = 0.45
"""Space between the lines of a cell, in sizes of the text."""

TEXT_SIZES = ((12, 7.5), (8, 9), (5, 10.5), (0, 11.5))
"""Size of the text, in points, of a table with more columns than the first number."""

LETTER_WIDTHS = {
    0.25: " ',.:;|",
    0.30: "!ijl‘’",
    0.35: "()/I\\ft{}",
    0.40: '"-J[]`“”',
    0.45: "*?crsz",
    0.50: "#$0123456789S_ae~",
    0.55: "+<>FLP^bdghkopquvxyđ–−",
    0.60: "=ETn",
    0.65: "%BRYZ",
    0.70: "ACKUV",
    0.75: "&DGHNOQXĐ—…",
    0.80: "w",
    0.85: "m",
    0.90: "M",
    1.00: "@W",
}
"""Letters by width, in sizes of the text: of Libertinus Serif, regular or semibold, rounded up to 0.05.

A test measures them in the font that comes with the typesetter.
"""

WIDEST = 1.2
_WIDTH_OF = {letter: width for width, letters in LETTER_WIDTHS.items() for letter in letters}


def text_size(columns: int) -> float:
    """Return the size of the text of a table, in points."""
    return next(size for more_than, size in TEXT_SIZES if columns > more_than)


@cache
def width_of(letter: str) -> float:
    """Return the width of a letter, in sizes of the text; an accented letter is as wide as its base.

    >>> width_of("a"), width_of("ậ"), width_of("字")
    (0.5, 0.5, 1.2)
    """
    return _WIDTH_OF.get(letter) or _WIDTH_OF.get(unicodedata.normalize("NFD", letter)[0], WIDEST)


def for_template() -> dict[str, object]:
    """Return the sizes that the template of the PDF reads, lengths in points."""
    return {
        "inset": {"x": CELL_INSET_X, "y": CELL_INSET_Y},
        "leading": LEADING,
        "long": LONG * POINTS,
        "text": TEXT_SIZES,
    }
