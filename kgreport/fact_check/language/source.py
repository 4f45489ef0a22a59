"""A text made plain for patterns, with the way back to the text as read."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
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
    pieces, places = [], []
    for cluster in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFC", cluster[0].translate(_UNSEEN).translate(_SPACES))
        pieces.append(piece)
        places += [cluster.start()] * len(piece)
    return Source("".join(pieces), (*places, len(text)))
