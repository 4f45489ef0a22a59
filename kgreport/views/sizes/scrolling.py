"""Regions of a page that scroll by themselves, and where the Tab key must reach them.

Some browsers let the keyboard scroll only what the Tab key reaches. So it reaches the regions that are too
wide for a screen, and no others: how wide a table must be at least is estimated from its longest words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from types import MappingProxyType

from kgreport.views.sizes.print_sizes import width_of

NARROW = 18.0
"""Room for a table on the narrowest page, of 20 rem, in rem."""

ROOMS: Mapping[str, float] = MappingProxyType({"phone": 22.2, "tablet": 36.0, "desk": 50.0})
"""Room for a table on pages of 24.3, 40 and 75 rem, which ``report.css`` knows."""

TEXT, COMPACT_TEXT = 0.9375, 0.875
"""Sizes of the text, in rem."""

PADDING, NARROW_PADDING, COMPACT_PADDING = 1.5, 1.0, 0.8
"""Space beside the text of a cell, in rem."""

FIRST = 8.0
"""Least width of the first column, in rem."""

SANS = 1.27
"""Letters of the widest fonts of a page are wider than those in print."""

NO_ROOM: Mapping[int, float] = MappingProxyType({})


def scroll_opening(
    rows: Sequence[Sequence[str]],
    named: str,
    *,
    texts: int = 0,
    room: Mapping[int, float] = NO_ROOM,
    compact: bool = False,
) -> str:
    """Open the region that a table scrolls in.

    Parameters
    ----------
    rows
        The text of its cells, the row of headings first.
    named
        The attribute that names the region.
    texts
        How many columns of texts it has beside the first; two or more never share a narrow screen.
    room
        By column, what stands beside its text, in rem.
    compact
        Whether it is set closer.

    Examples
    --------
    >>> scroll_opening([["Năm", "Số"], ["2018", "53.340"]], 'aria-label="Năm, Số"')
    '<div class="kg-scroll">'
    >>> scroll_opening([["Năm", *"abcd"], ["2018", *["53.340"] * 4]], 'aria-label="Năm"')
    '<div class="kg-scroll kg-fits-tablet" role="region" tabindex="0" aria-label="Năm">'
    """
    size = COMPACT_TEXT if compact else TEXT
    longest = [
        max((_word_width(word) for cell in column for word in cell.split()), default=0)
        for column in zip_longest(*rows, fillvalue="")
    ]
    narrow, wide = (
        _least_width(longest, size, COMPACT_PADDING if compact else padding, room)
        for padding in (NARROW_PADDING, PADDING)
    )
    if narrow <= NARROW and texts < 2:
        return '<div class="kg-scroll">'
    least = {"phone": math.inf if texts > 1 else narrow}
    fits = next((name for name, most in ROOMS.items() if least.get(name, wide) <= most), "")
    return f'<div class="kg-scroll{f" kg-fits-{fits}" if fits else ""}" role="region" tabindex="0" {named}>'


def _least_width(longest: Sequence[float], size: float, padding: float, room: Mapping[int, float]) -> float:
    """Estimate the width of a table in rem, broken at every space, from its longest words."""
    first, *others = (width * size + padding + room.get(n, 0.0) for n, width in enumerate(longest))
    return max(first, FIRST) + sum(others)


@lru_cache(maxsize=4096)
def _word_width(word: str) -> float:
    return SANS * sum(map(width_of, word))
