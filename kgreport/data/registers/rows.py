"""Rows of registers as text, whatever kind of file they stood in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawRow:
    """One matter, as it was written.

    Attributes
    ----------
    place
        Where the row stands: ``targets.csv:7`` or ``rach-gia-2018.xlsx!Chỉ tiêu!A7``.
    cells
        The text of each column, by code; words for codes are translated, dates are ISO, decimals have a
        comma.
    refs
        Where each cell of a workbook is, by column, as ``rach-gia-2018.xlsx!Chỉ tiêu!C7``.
    """

    place: str
    cells: Mapping[str, str]
    refs: Mapping[str, str]
