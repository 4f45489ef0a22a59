"""The entries as text, and the filling in of what is missing in them."""

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
        What stands in each gap. A value may itself hold what looks like one.
    """
    text = (Path(__file__).parent / template).read_text("utf-8")
    return _GAP.sub(lambda gap: values[gap[1]], text)
