"""What is said of cells in many places."""

from __future__ import annotations

from kgreport.terms.phrases import Phrase

BLANK_CELL = Phrase("ô trống", "a blank cell")
"""What is found where something is missing."""

CORRECT_CELL = Phrase("sửa ô này", "correct the cell")
