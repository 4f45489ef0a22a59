"""The marks of a draft and of simulated figures, which every publication with such figures carries.

They lie in the outputs of a notebook: in the metadata of each section, and in the output of the cell that
read the figures. So publishers find them, however the figures are shown.
"""

from __future__ import annotations

import sys
from typing import Any

from kgreport.terms.phrases import Language, Phrase

DRAFT_MARK = Phrase("DỰ THẢO", "DRAFT")
SIMULATED_MARK = Phrase("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA")

MARKS = "application/vnd.kgreport.marks+json"
"""MIME type of an output that only publishers read: no Jupyter shows it."""


def marks_of(language: Language, *, draft: bool = False, simulated: bool = False) -> dict[str, str]:
    """Give the marks as publishers read them.

    >>> marks_of("en", draft=True)
    {'draft_mark': 'DRAFT'}
    """
    marks = {"draft_mark": DRAFT_MARK} if draft else {}
    marks |= {"simulated_mark": SIMULATED_MARK} if simulated else {}
    return {name: mark.say(language) for name, mark in marks.items()}


def marks_in(report: Any) -> dict[str, str]:
    """Give the marks that all that shows the figures of a report carries."""
    given = report.parameters
    return marks_of(given.language, draft=given.status == "draft", simulated=report.dataset.simulated)


def leave_in_cell(marks: dict[str, str]) -> None:
    """Leave marks in the output of the notebook's cell that runs; where no notebook runs, do nothing."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if marks and shell is not None:
        shell.display_pub.publish({MARKS: marks})
