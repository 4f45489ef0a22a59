"""Find the line of a notebook's cell that an error comes from."""

from __future__ import annotations

import linecache
import sys
from traceback import walk_tb


def line_of_cell(error: BaseException, language: str) -> list[str]:
    """Name the cell, as IPython does, and show its line; nothing for an error that no cell caused."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    compiler = getattr(shell, "compile", None)
    for frame, number in walk_tb(error.__traceback__):
        label = compiler.format_code_name(frame.f_code.co_filename) if compiler else None
        if label and label[0] == "Cell":
            line = linecache.getline(frame.f_code.co_filename, number).strip()
            named = ("Ô", "dòng") if language == "vi" else ("Cell", "line")
            return [f"{named[0]} {label[1]}, {named[1]} {number}: {line}"]
    return []
