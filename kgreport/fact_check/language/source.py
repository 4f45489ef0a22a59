"""A text made plain, with the way back to the text as read; its sentences, and numbers in their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import itemgetter

from kgreport.terms.printed_numbers import PrintedNumber

_BULLET = r"[-–—+•*▪○●►]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s|[IVX]{1,5}[.)]\s|[#|]"
_LINE_END = re.compile(rf"[ \t]*\n(?:[ \t]*\n)*[ \t]*(?P<bullet>(?={_BULLET}))?", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?…])[ \t]+")
_ENDED = re.compile(r"[.:;!?…|]\s*$")
_NUMBERED = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\.", re.IGNORECASE)
_WRAPPED = 45
"""A line this long that does not end a sentence goes on in the next line."""
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
_MOST_MARKS, _MOST_BLANKS = 8, 40
"""No letter has more marks, and no gap of a text or table more blanks that say something."""
_LONGEST_NUMBER = 60
_LONGEST_SENTENCE = 2000
"""What is longer is no sentence but a list without points, and is read piece by piece."""
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPACES = dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x3000), " ")


@dataclass(frozen=True, slots=True)
class Source:
    """A text in NFC with plain spaces.

    Attributes
    ----------
    text
        The plain text.
    places
        Where each of its characters begins in the text as read, and where that text ends.
    """

    text: str
    places: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text as read of a place in the plain text."""
        return self.places[start], self.places[end]

    def plain(self, place: int) -> int:
        """Give the place in the plain text of a place in the text as read."""
        return bisect_left(self.places, place)


def make_plain(text: str) -> Source:
    r"""Make a text plain.

    >>> plain = make_plain("hoa\u0300n\u00a0tha\u0300nh")
    >>> plain.text, plain.origin(4, 5)
    ('hoàn thành', (5, 6))
    """
    pieces, places, blanks = [], [], 0
    for cluster in _CLUSTER.finditer(text):
        letter = cluster[0][: 1 + _MOST_MARKS]
        piece = unicodedata.normalize("NFC", letter.translate(_UNSEEN).translate(_SPACES))
        blanks = blanks + 1 if piece == " " else 0
        if blanks > _MOST_BLANKS:
            continue
        pieces.append(piece)
        places += [cluster.start()] * len(piece)
    return Source("".join(pieces), (*places, len(text)))


@lru_cache(maxsize=2)
def sentences(text: str) -> Sequence[tuple[int, int]]:
    r"""Give the place of each sentence; a line of a list or of a table is one.

    >>> text = "Có 53.340 đảng viên. Trong đó:\n- 284 không\nhoàn thành"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Có 53.340 đảng viên.', 'Trong đó:', '- 284 không\nhoàn thành']
    """
    cuts = sorted([*_stops(text), *_line_cuts(text)])
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return tuple(
        piece
        for start, end in zip(starts, ends, strict=True)
        for piece in _pieces(text, start, end)
        if text[slice(*piece)].strip()
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence at blanks."""
    while end - start > _LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = blank if blank >= 0 else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut + (blank >= 0)
    yield start, end


def _stops(text: str) -> list[tuple[int, int]]:
    """Give the ends of sentences within a line; the point after the number of an item is none."""
    found = (match.span() for match in _STOP.finditer(text))
    return [
        (start, end)
        for start, end in found
        if not text[end : end + 1].islower() and not _is_numbered(text, start)
    ]


def _is_numbered(text: str, end: int) -> bool:
    """Whether nothing but the number of an item stands before a place in its line."""
    start = max(text.rfind("\n", max(0, end - _LONGEST_NUMBER), end) + 1, end - _LONGEST_NUMBER)
    return _NUMBERED.fullmatch(text, max(start, 0), end) is not None


def _line_cuts(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINE_END.finditer(text) if _ends_sentence(text, match)]


def _ends_sentence(text: str, line_end: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, line_end.start()) + 1 : line_end.start()]
    after = text[line_end.end() : line_end.end() + 1]
    if line_end[0].count("\n") > 1 or line_end["bullet"] is not None or _ENDED.search(before):
        return True
    goes_on = after.islower() or after in "(,;%" or (after.isdigit() and len(before.strip()) >= _WRAPPED)
    return "\t" in before or not goes_on


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, its cells between tabs or bars."""
    return line.count("\t") >= 2 or line.lstrip().startswith("|")


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Give the place of the sentence that a character stands in.

    >>> sentence_around("Có 15 chi bộ. 12 chi bộ tốt.", 16)
    (14, 28)
    """
    found = sentences(text)
    number = bisect_right(found, place, key=itemgetter(0)) - 1
    return found[number] if number >= 0 else (0, len(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(PrintedNumber):
    """A printed number in its place.

    Attributes
    ----------
    start, end
        Where its digits and its percent sign stand; words such as *gần* before it are left out.
    """

    start: int
    end: int


def place_number(printed: PrintedNumber, start: int, end: int) -> Number:
    """Give a printed number its place."""
    return Number(start=start, end=end, **{name: getattr(printed, name) for name in _PRINTED})


def exact(number: Number | None) -> int | None:
    """Give an exact count as a number; None where there is none."""
    return int(number.value) if number and not number.approximation and not number.decimals else None


_PRINTED = tuple(one.name for one in fields(PrintedNumber))
