"""Shares drawn as dots on one scale, in the cells of a table beside their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from kgreport.terms.phrases import Language
from kgreport.views import formats

WIDTH, HEIGHT, RADIUS = 64, 12, 3.5
"""The drawing of a cell on a page, in pixels; the dot of a share at an end stands inside it."""

ROOM = 4.5
"""What the drawing and the gap before it take on a page, in rem."""

STEP, LEAST_SPAN = 5, 10
"""A scale begins and ends at a multiple of so many percent, and spans at least so many, so that shares which
are nearly equal look nearly equal."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What shares are drawn on.

    Attributes
    ----------
    low, high
        The shares at its ends.
    whole
        The share of the whole, which a line marks; None where it is unknown.
    """

    low: float
    high: float
    whole: float | None = None

    def ends(self, language: Language) -> tuple[str, str]:
        """Write the shares at both ends.

        >>> Scale(0.8, 1.0).ends("vi")
        ('80%', '100%')
        """
        return formats.percent(self.low, 0, language), formats.percent(self.high, 0, language)

    def place(self, share: float) -> float:
        """Place a share on the scale: 0 at its low end, 1 at its high end.

        >>> Scale(0.8, 1.0).place(0.85)
        0.25
        """
        return round((share - self.low) / (self.high - self.low), 4)

    def html(self, share: float | None) -> str:
        """Draw a share, or leave its place empty; screen readers read the number that stands beside it."""
        size = f'<svg class="kg-dot" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
        if share is None:
            return f"{size}</svg>"
        line = "" if self.whole is None else f"M{self._across(self.whole)} 0v{HEIGHT}"
        middle = f"{HEIGHT / 2:g}"
        return (
            f'{size}<path stroke="currentColor" d="M0 {middle}h{WIDTH}{line}"/>'
            f'<circle cx="{self._across(share)}" cy="{middle}" r="{RADIUS}"/></svg>'
        )

    def _across(self, share: float) -> str:
        return f"{RADIUS + self.place(share) * (WIDTH - 2 * RADIUS):.1f}"

    def typst(self, share: float | None, number: str) -> str:
        """Draw a share in print beside its number, or leave its place empty."""
        places = ("none" if one is None else f"{self.place(one):g}" for one in (share, self.whole))
        return f"#kg-dot({', '.join(places)})[{number}]"


def scale_of(shares: Iterable[float | None], whole: float | None = None) -> Scale | None:
    """Choose a scale on which all shares and that of the whole have a place; None where no share is known.

    >>> scale_of([0.8125, None, 0.9615], 0.9024)
    Scale(low=0.8, high=1.0, whole=0.9024)
    >>> [scale_of(shares).ends("vi") for shares in ([0.8142, 0.8322], [0.0, 0.021], [0.999, 1.0])]
    [('75%', '85%'), ('0%', '10%'), ('90%', '100%')]
    """
    known = [share for share in (*shares, whole) if share is not None]
    if not known:
        return None
    low = math.floor(round(min(known) * 100 / STEP, 6)) * STEP
    high = math.ceil(round(max(known) * 100 / STEP, 6)) * STEP
    while high - low < LEAST_SPAN:
        low, high = max(low - STEP, 0), min(high + (STEP if low == 0 else 0), 100)
    return Scale(low / 100, high / 100, whole)
