"""The colours of the levels, from the palette of Okabe and Ito, which colour-blind readers can tell apart.

Every coloured surface also carries a letter, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Tint(NamedTuple):
    """The colours of a surface and of the text on it, as ``#rrggbb`` or ``#rgb``."""

    fill: str
    ink: str


TINTS: Mapping[str, Tint] = MappingProxyType(
    {
        "excellent": Tint("#0072b2", "#fff"),
        "good": Tint("#8cc8ee", "#111"),
        "fulfilled": Tint("#dcdfe3", "#111"),
        "unfulfilled": Tint("#e58a3c", "#111"),
        "good_or_better": Tint("#56b4e9", "#111"),
        "fulfilled_or_better": Tint("#56b4e9", "#111"),
    }
)
"""Colours by level or sum of levels; other surfaces have the colour of the page."""

LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")


def level_styles() -> Iterator[str]:
    """Write the CSS rule of each level.

    >>> next(level_styles())
    '.kg-excellent { background: #0072b2; color: #fff; }'
    """
    for level in LEVELS:
        fill, ink = TINTS[level]
        yield f".kg-{level} {{ background: {fill}; color: {ink}; }}"
