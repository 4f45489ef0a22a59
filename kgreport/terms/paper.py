"""The paper of a printed report: A4, with the margins of Party documents; all in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 210
POINTS = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Margins of a page, in millimetres."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15


USUAL_MARGINS = Margins()
