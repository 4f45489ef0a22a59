"""Regions of a page that scroll by themselves, and which of them the keyboard must reach."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

NARROW = 32
"""So many letters, with two for the space around each cell, fit in a line of a narrow screen."""


def scroll_opening(cells: Sequence[Sequence[str]], named: str) -> str:
    """Open the region that a table without a numbered caption scrolls in.

    Some browsers let the keyboard scroll only what the Tab key reaches. So it reaches the regions that scroll
    on a narrow screen, and no others.

    >>> scroll_opening([["Năm", "Số"], ["2018", "53.340"]], 'aria-label="Năm, Số"')
    '<div class="kg-scroll">'
    >>> scroll_opening([["Năm", *"abcdefgh"], ["2018", *["53.340"] * 8]], 'aria-label="Năm"')
    '<div class="kg-scroll" role="region" tabindex="0" aria-label="Năm">'
    """
    columns = list(zip_longest(*cells, fillvalue=""))
    longest = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    texts = sum(any(" " in cell.strip() for cell in column[1:]) for column in columns)
    if texts < 2 and sum(longest) + 2 * len(columns) <= NARROW:
        return '<div class="kg-scroll">'
    return f'<div class="kg-scroll" role="region" tabindex="0" {named}>'
