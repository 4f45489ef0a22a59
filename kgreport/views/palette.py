"""The colours of the levels: of the palette of Okabe and Ito, safe for the colour-blind.

Every surface that has one of them carries a letter too; nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Tint(NamedTuple):
    """A surface and what is written on it, as ``#rrggbb``."""

    fill: str
    ink: str


TINTS: Mapping[str, Tint] = MappingProxyType(
    {
        "excellent": Tint("#0072b2", "#ffffff"),
        "good": Tint("#8cc8ee", "#111111"),
        "fulfilled": Tint("#dcdfe3", "#111111"),
        "unfulfilled": Tint("#e58a3c", "#111111"),
        "good_or_better": Tint("#56b4e9", "#111111"),
        "fulfilled_or_better": Tint("#56b4e9", "#111111"),
    }
)
"""By level, and by sum of levels; what has none of its own stays as the page is."""
