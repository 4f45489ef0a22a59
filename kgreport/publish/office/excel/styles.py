"""How the cells of a workbook look: the colours of the reports, in a letter that every computer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK, MUTED, ACCENT, LINK = "#1d2025", "#585d66", "#9e1b1e", "#8f1719"
HEAD, HAIR, RULE, PAPER = "#f3e7e5", "#e3dfd8", "#a8a198", "#ffffff"

SIZE = 11
EVERY: Mapping[str, Any] = {"font_name": "Arial", "font_size": SIZE, "font_color": INK, "valign": "top"}
"""What all cells have, also those that hold nothing."""

Look = Literal["cover", "title", "mark", "section", "line", "text", "link", "head", "cell"]

_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    "cover": {"bold": True, "font_size": 18, "font_color": ACCENT, "text_wrap": True},
    "title": {"bold": True, "font_size": 14, "font_color": ACCENT},
    "mark": {"bold": True, "font_color": ACCENT},
    "section": {"bold": True, "font_size": 13},
    "line": {"font_color": MUTED},
    "text": {"text_wrap": True},
    "link": {"font_color": LINK, "underline": 1},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "bottom",
        "bg_color": HEAD,
        "top": 1,
        "bottom": 1,
        "top_color": RULE,
        "bottom_color": RULE,
        "left": 1,
        "left_color": PAPER,
    },
    "cell": {"text_wrap": True, "bottom": 1, "bottom_color": HAIR},
}


_LINE = 1.35
"""The height of a line, as a part of the size of its letters."""

_BOLD = 1.1
"""So much wider are bold letters than others."""


def height_of(look: Look, lines: int = 1) -> float:
    """Give the height of a row, in points."""
    return round(_size(look) * _LINE * lines + 1, 1)


def in_letters(text: str, look: Look) -> float:
    """Give how wide a text is, in letters of the usual size.

    >>> in_letters("Đảng viên", "line"), in_letters("Đảng viên", "title") > 9
    (9.0, True)
    """
    return len(text) * _size(look) / SIZE * (_BOLD if _LOOKS[look].get("bold") else 1.0)


def _size(look: Look) -> int:
    return int(_LOOKS[look].get("font_size", SIZE))


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def of(
        self,
        look: Look,
        *,
        code: str = "",
        right: bool = False,
        total: bool = False,
        indent: int = 0,
        typed: bool = False,
    ) -> Format:
        """Give a style.

        Parameters
        ----------
        look
            What it is for.
        code
            Number format; empty for a text.
        right
            Whether it is set flush right.
        total
            Whether it sums others: in bold, under a rule.
        indent
            How far it is set off from the left.
        typed
            Whether Excel is told that it is a text, also when somebody edits it.
        """
        key = (look, code, right, total, indent, typed)
        if key not in self.made:
            properties = {**EVERY, **_LOOKS[look], "indent": indent, "align": "right" if right else "left"}
            properties |= {"num_format": code} if code else {}
            properties |= {"bold": True, "top": 1, "top_color": RULE} if total else {}
            properties |= {"quote_prefix": True} if typed else {}
            self.made[key] = self.book.add_format(properties)
        return self.made[key]
