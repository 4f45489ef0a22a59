"""The colours of the levels, muted, that colour-blind readers can tell apart.

Every coloured surface also carries a letter, so colour is never the only sign. Bars have an outline, so that
a pale one is seen on white paper and on a dark page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple


class Tint(NamedTuple):
    """The colours of a surface and of the text on it, as ``#rrggbb`` or ``#rgb``."""

    fill: str
    ink: str


OUTLINE = "#7a7f88"
"""The outline of surfaces: at least 3 to 1 against white paper and against the dark page."""

ACCENT, ALERT = "#3b7fb5", "#c4691f"
"""The colours of lines and dots, with the same contrast."""

TINTS: Mapping[str, Tint] = {
    "excellent": Tint("#33709f", "#fff"),
    "good": Tint("#a8cbe4", "#111"),
    "fulfilled": Tint("#e3e5e8", "#111"),
    "unfulfilled": Tint("#dd9a5f", "#111"),
    "good_or_better": Tint("#74a8cf", "#111"),
    "fulfilled_or_better": Tint("#c3d6e4", "#111"),
    "unknown_level": Tint("none", "currentColor"),
    "rest": Tint("none", "currentColor"),
}
"""Colours by level or sum of levels; other surfaces have the colour of the page."""

Tone = Literal["rose", "stayed", "fell"]

SHADES: Mapping[Tone, Sequence[str]] = {
    "rose": ("#e4eff7", "#c3dcee", "#9fc8e3"),
    "stayed": ("#eff1f3", "#dfe2e6", "#cbd0d6"),
    "fell": ("#fbecdd", "#f5d3b3", "#eab685"),
}
"""Fills of the cells of a matrix of movements, from few to many; the text on them is `ON_SHADES`."""

ON_SHADES = "#111"


def shade_styles() -> Iterator[str]:
    """Write the CSS rules of the shades.

    >>> next(shade_styles())
    '.kg-rose-1 { background: #e4eff7; color: #111; }'
    """
    for tone, fills in SHADES.items():
        for step, fill in enumerate(fills, start=1):
            yield f".kg-{tone}-{step} {{ background: {fill}; color: {ON_SHADES}; }}"


NOTEBOOK_STYLE = (
    "<style>"
    ".kg-section.kg-section table th,.kg-section.kg-section table td{text-align:left}"
    ".kg-section.kg-section table .kg-num{text-align:right}"
    ".kg-section table .kg-total>*{font-weight:bold}"
    ".kg-section figure{margin:1em 0}"
    ".kg-section caption,.kg-section figcaption{text-align:left;font-weight:bold;padding:.4em 0}"
    f".kg-section .kg-matrix td.kg-cell{{border:1px solid {OUTLINE}}}"
    ".kg-section .kg-matrix .kg-stayed{border-width:2px}"
    ".kg-section .kg-matrix .kg-share{display:block}"
    f"{''.join(shade_styles())}"
    ".kg-section table .kg-part{padding-left:1.8em}.kg-section table .kg-part-2{padding-left:3.2em}"
    ".kg-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".kg-letterhead,.kg-closing{display:flex;justify-content:space-between;gap:2em;text-align:center}"
    ".kg-letterhead p,.kg-closing p{margin:0}.kg-recipients{text-align:left}"
    ".kg-letterhead+h1{text-align:center}"
    ".kg-notebook{text-align:center;font-weight:bold;letter-spacing:.1em}"
    ".kg-caution{text-align:center;border:1px dashed;padding:.5em 1em}"
    "</style>"
)
"""Style of a view in a notebook; a published page has its own style sheet and leaves this out."""
