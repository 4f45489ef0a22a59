"""Headings, and titles of tables and charts after their numbers, for pages and in print."""

from __future__ import annotations

from kgreport.views.markup import escape_html, escape_typst


def numbered(number: str, title: str) -> str:
    """Write the title of a table or chart after its number.

    >>> numbered("Bảng 7", "Đảng viên theo mức xếp loại")
    'Bảng 7. Đảng viên theo mức xếp loại'
    """
    return f"{number}. {title}" if number else title


def numbered_html(number: str, title: str) -> str:
    """Write the title of a table or chart after its number, for a page."""
    return f'<span class="kg-number">{number}.</span> {escape_html(title)}' if number else escape_html(title)


def numbered_typst(number: str, title: str) -> str:
    """Write the title of a table or chart after its number, for the PDF."""
    return f"*{number}.* {escape_typst(title)}" if number else escape_typst(title)


def heading_html(name: str, text: str, level: int) -> str:
    """Write a heading of a page."""
    return f'<h{level} id="{name}">{escape_html(text)}</h{level}>'


def heading_typst(name: str, text: str, level: int) -> str:
    """Write a heading of the PDF, which counts one level less than a page."""
    return f"{'=' * (level - 1)} {escape_typst(text)} <{name}>"
