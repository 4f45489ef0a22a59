"""Sizes of printed tables, for the template of the PDF, and the heights that tables and rows will have.

Heights are estimated from the sizes, because measuring them takes as long as typesetting them. The estimates
hold for a page with the usual margins. On a narrower page, the template measures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from kgreport.terms.paper import POINTS

PRINTED_WIDTH, PRINTED_GAP = 36.0, 5.0
"""The drawing of a dot in a cell and the gap before it, in points."""

LINE = 462
"""The line that the estimates assume, in points; the usual margins leave 5 points more."""

LONG = 80
"""A table that is higher, in millimetres, may break between pages."""

START = 40
"""Room that a table which may break needs on its first page, in millimetres: for title and first rows."""

TAIL = 2
"""The last rows of a table that may break; they stay together, with its notes."""

CELL_INSET_X, CELL_INSET_Y = 4.0, 3.4
"""Space around the text of a cell, in points."""

INDENT = 10.0
"""How much further right the name of a part stands, in points."""

LEADING = 0.45
"""Space between the lines of a cell, in sizes of the text."""

TEXT_SIZES = ((12, 7.5), (8, 8.5), (5, 10), (0, 11))
"""Size of the text, in points, of a table with more columns than the first number."""

WORDY_SIZE = 9.5
"""Size of the text, in points, of a table of words."""

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

LONGEST_WORD = 40
"""Letters of a word that fits into a line; a longer one may be broken anywhere.

It would run off the sheet, and PDF/A allows no text run of more than 32 767 bytes.
"""

BREAK = "\u200b"
"""Marks where a long word may be broken."""

LONGEST_HEADING = 4000
"""So long a heading is a paragraph: a bookmark of a PDF has at most 16 000 letters."""

_LONGEST_STRING = 8000

_LONG_WORD = re.compile(rf"[^ \t\n]{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(r".{6,24}?[\xa0/._,;:&=+-]|.{1,12}")

WIDEST = 1.2
_AVERAGE_LETTER, _LINE_HEIGHT = 0.46, 1.1
_WIDTH_OF = {letter: width for width, letters in LETTER_WIDTHS.items() for letter in letters}


def text_size(columns: int) -> float:
    """Return the size of the text of a table, in points."""
    return next(size for more_than, size in TEXT_SIZES if columns > more_than)


def with_breaks(text: str) -> str:
    r"""Mark where long words may be broken: after signs, and in long stretches without any.

    >>> with_breaks("Tệp nam-2018_" + "a" * 40 + ".xlsx").split(BREAK)
    ['Tệp nam-2018_', 'aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'aaaaaaaaaaaaaaaa.', 'xlsx']
    """
    return _LONG_WORD.sub(lambda word: BREAK.join(_PIECE.findall(word[0])), text)


def within_pdf(text: str) -> str:
    """Shorten what becomes a title, a name or an alt text of a PDF, which has at most 16 000 letters.

    >>> len(within_pdf("a" * 20_000)), within_pdf("Biểu đồ")
    (8000, 'Biểu đồ')
    """
    return text if len(text) <= _LONGEST_STRING else f"{text[: _LONGEST_STRING - 1]}…"


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
        "indent": INDENT,
        "dot": {"width": PRINTED_WIDTH, "gap": PRINTED_GAP},
        "inset": {"x": CELL_INSET_X, "y": CELL_INSET_Y},
        "leading": LEADING,
        "long": LONG * POINTS,
        "start": START * POINTS,
        "text": TEXT_SIZES,
    }


def long_in_print(
    widths: Sequence[str],
    rows: Sequence[Sequence[str]],
    groups: Sequence[tuple[int, int, str]],
    size: float,
) -> str:
    """Return in Typst's words whether a table is long; ``auto`` if the template must measure it.

    Parameters
    ----------
    widths
        Widths of its columns in Typst's words: ``auto``, or a share such as ``1.2fr``.
    rows
        The text of its cells, the row of headings first.
    groups
        Headings of groups of columns: the position of the first, their number, and the text.
    size
        Size of the text, in points.

    Examples
    --------
    >>> long_in_print(["1fr", "auto"], [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"]], [], 11)
    'false'
    """
    capacities = _capacities(widths, rows, LINE / (_AVERAGE_LETTER * size))
    line_counts = [
        max(-(-len(cell) // capacity) for cell, capacity in zip(row, capacities, strict=True)) for row in rows
    ]
    if groups:
        line_counts.append(max(-(-len(text) // sum(capacities[at : at + span])) for at, span, text in groups))
    height = sum(
        2 * CELL_INSET_Y + max(count, 1) * _LINE_HEIGHT * size - LEADING * size for count in line_counts
    )
    limit = LONG * POINTS
    if limit < height < 1.2 * limit:
        return "auto"
    return "true" if height > limit else "false"


def line_heights(
    widths: Sequence[str], rows: Sequence[Sequence[str]], room: Mapping[int, float], size: float
) -> list[str]:
    """Return the height of each row in Typst's words: ``kg-line`` if it surely has one line, else ``auto``.

    `room` is what stands beside the text of a column: indents and drawings, in points.

    Examples
    --------
    >>> rows = [["Đơn vị", "Số"], ["Huyện Hoa Sen", "12"], ["Huyện " * 20, "3"]]
    >>> line_heights(["1fr", "auto"], rows, {}, 11)
    ['auto', 'kg-line', 'auto']
    """
    needs = [
        [2 * CELL_INSET_X + room.get(n, 0.0) + size * sum(map(width_of, cell)) for n, cell in enumerate(row)]
        for row in rows
    ]
    widest = [max(column) for column in zip(*needs, strict=True)]
    shares = [_share(width) for width in widths]
    free = LINE - sum(need for need, share in zip(widest, shares, strict=True) if not share)
    rooms = [
        free * share / sum(shares) if share else need for need, share in zip(widest, shares, strict=True)
    ]
    fits = [free >= 0 and all(need <= most for need, most in zip(row, rooms, strict=True)) for row in needs]
    return ["auto", *("kg-line" if fit else "auto" for fit in fits[1:])]


def _share(width: str) -> float:
    """Return a column's share of the free width; 0 for a column as wide as its text."""
    return float(width.removesuffix("fr")) if width.endswith("fr") else 0.0


def _capacities(widths: Sequence[str], rows: Sequence[Sequence[str]], line: float) -> list[int]:
    """Return about how many letters fit in a line of each column."""
    shares = [_share(width) for width in widths]
    needs = [
        0 if share else 2 + max((len(row[n]) for row in rows[1:]), default=0)
        for n, share in enumerate(shares)
    ]
    free = max(line - sum(needs), 0.0)
    return [max(int(free * share / sum(shares)) - 2, 4) if share else int(line) for share in shares]
