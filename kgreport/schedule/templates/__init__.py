"""The texts of the entries, and the function that fills in their gaps."""

from __future__ import annotations

import re
from pathlib import Path

_GAP = re.compile(r"<<(\w+)>>")


def fill(template: str, **values: str) -> str:
    """Fill in the gaps of a template, each written as its name between << and >>.

    Parameters
    ----------
    template
        Name of a file beside this one.
    values
        The text for each gap. A value may contain text that looks like a gap.
    """
    text = (Path(__file__).parent / template).read_text("utf-8")
    return _GAP.sub(lambda gap: values[gap[1]], text)
