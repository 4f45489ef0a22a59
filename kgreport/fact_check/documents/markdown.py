"""Take the marks of Markdown out of a text, each for as many blanks."""

from __future__ import annotations

import re

_NOT_TEXT = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?ms)\A---\n.*?\n---$",  # front matter
        r"(?ms)^ *(```|~~~).*?^ *\1`*~*$",  # code
        r"(?s)<!--(?:(?!<!--).)*?-->|</?[a-zA-Z][^<>\n]*>",
        r"!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)",  # pictures
        r"(?<=\])\([^)\s]+(?: \"[^\"\n]*\")?\)",  # addresses of links
        r"\[\^[^\]\n]{0,500}\]:?|[\[\]]",  # marks of notes and links
        r"(?m)^[ >]*(?:#{1,6} |>)[ >]*|[ ]#+$",  # headings and quotations
        r"(?m)^ *(?:[*_-] *){3,}$",  # rules
        r"\*\*|__|~~|`+|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)",
        r"\\(?=[^\w\s])",
    )
)
_ROW = re.compile(r"^ *(?:\|.*\|?|[^|\n ][^|\n]*\|[^|\n]+\|.*) *$", re.MULTILINE)
_RULE_ROW = re.compile(r"^[ \t:-]*-[ \t:-]*$", re.MULTILINE)


def markdown_to_text(text: str) -> str:
    """Give the words of Markdown, at the places where they stand; cells of a row stand between tabs.

    >>> markdown_to_text("**12/15** chi bộ ([bảng](b.md))")
    '  12/15   chi bộ ( bảng       )'
    >>> markdown_to_text("| Tốt | 12 |").split()
    ['Tốt', '12']
    """
    for pattern in _NOT_TEXT:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    text = _ROW.sub(_with_tabs, text)
    return _RULE_ROW.sub(lambda found: re.sub("[:-]", " ", found[0]), text)


def _with_tabs(row: re.Match[str]) -> str:
    """Put tabs between the cells of a row, and blanks for the bars at its ends."""
    cells = re.sub(r"^( *)\||\|( *)$", r"\1 \2", row[0])
    return cells.replace("|", "\t")
