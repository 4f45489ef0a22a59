"""Find the fonts of a workbook whose letters are of an encoding from before Unicode.

In ``.VnTime`` the letters of “Sinh hoạt” are stored as “Sinh ho¹t”: the font alone makes them Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from kgreport.data.tables.books.look import CellWalker, parse, whole_tags
from kgreport.data.tables.books.parts import SHARED_STRINGS, STYLES, Parts
from kgreport.data.tables.books.unreadable import foreign_errors

_MOST_STYLES = 8 << 20
_FONT = re.compile(rb"""val\s*=\s*["'](?:\.vn|vni)""", re.IGNORECASE)
_OLD = {".vn": "TCVN3", "vni-": "VNI", "vni ": "VNI"}
"""By how the name of a font begins, its encoding."""


def old_encoding(font: str) -> str:
    """Name the encoding of a font; nothing where it is Unicode.

    >>> old_encoding(".VnTimeH"), old_encoding("VNI-Times"), old_encoding("Times New Roman")
    ('TCVN3', 'VNI', '')
    """
    return _OLD.get(font.lower()[:3]) or _OLD.get(font.lower()[:4], "")


def is_old_text(text: str) -> bool:
    """Whether a text in an old font is one of its encoding: not plain, and none of its letters Vietnamese.

    >>> is_old_text("Sinh ho¹t"), is_old_text("Chi bo 1"), is_old_text("Sinh hoạt")
    (True, False, False)
    """
    return not text.isascii() and all(letter <= "\xff" for letter in text)


@dataclass(frozen=True, slots=True)
class OldFonts:
    """By number, the old encoding of each style of cells and of each shared text that has one."""

    styles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.styles or self.texts)

    def of_cell(self, style: str, text: str) -> str:
        """Name the encoding of a cell, by its style and by the number of its shared text."""
        return self.texts.get(text) or self.styles.get(style, "")


def old_fonts(parts: Parts) -> OldFonts:
    """Find the fonts of old encodings in a workbook; most have none."""
    with foreign_errors():
        return OldFonts(_styles(parts), _texts(parts))


def _styles(parts: Parts) -> Mapping[str, str]:
    if STYLES not in parts.names:
        return {}
    content = parts.read(STYLES, _MOST_STYLES)
    if not _FONT.search(content):
        return {}
    root = ET.fromstring(content)
    fonts = [old_encoding(_name_of(font)) for font in _children(root, "fonts")]
    numbers = [int(style.get("fontId", "0")) for style in _children(root, "cellXfs")]
    return {str(n): fonts[font] for n, font in enumerate(numbers) if font < len(fonts) and fonts[font]}


def _children(root: ET.Element, name: str) -> list[ET.Element]:
    """List the elements of one of the lists of the styles."""
    return [one for group in root if group.tag.rpartition("}")[2] == name for one in group]


def _name_of(font: ET.Element) -> str:
    return next((one.get("val", "") for one in font if one.tag.rpartition("}")[2] == "name"), "")


def _texts(parts: Parts) -> Mapping[str, str]:
    if SHARED_STRINGS not in parts.names:
        return {}
    if not any(map(_FONT.search, whole_tags(parts.chunks(SHARED_STRINGS)))):
        return {}
    shared = _SharedTexts()
    parse(parts.chunks(SHARED_STRINGS), shared)
    return shared.encodings


class _SharedTexts(CellWalker):
    """Counts the shared texts, and notes those with letters in an old font."""

    def __init__(self) -> None:
        super().__init__()
        self._number = -1
        self.encodings: dict[str, str] = {}

    def begin_other(self, local: str, attributes: dict[str, str]) -> None:
        """Begin a text, or name the font of some of its letters."""
        self._number += local == "si"
        if local == "rFont" and (encoding := old_encoding(attributes.get("val", ""))):
            self.encodings[str(self._number)] = encoding
