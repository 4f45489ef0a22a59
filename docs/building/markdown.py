"""Tables and headings of Markdown, written from the code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

FROM_THE_CODE = {
    "vi": "Trang này được lập từ mã nguồn của kgreport, nên luôn khớp với phiên bản đang dùng.",
    "en": "This page is written from the code of kgreport, so it always agrees with the version in use.",
}


def cell(text: object) -> str:
    r"""Write a text into a cell of a table.

    >>> cell("a | b")
    'a \\| b'
    """
    return re.sub(r"\s+", " ", str(text)).replace("|", r"\|").strip()


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table.

    >>> print(table(["code", "meaning"], [["good", "well done"]]), end="")
    | code | meaning |
    |---|---|
    | good | well done |
    """
    head, *lines = ("| " + " | ".join(map(cell, line)) + " |" for line in (heads, *rows))
    return "\n".join([head, "|" + "---|" * len(heads), *lines]) + "\n"


def code(text: object) -> str:
    """Write a code, option or name; nothing of nothing.

    >>> code("good"), code("")
    ('`good`', '')
    """
    return f"`{text}`" if text or text == 0 else ""
