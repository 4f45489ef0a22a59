"""Text that was made for a terminal, as a reader would have seen it there."""

from __future__ import annotations

import re

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def without_colours(text: str) -> str:
    r"""Remove the colour codes from a text made for terminals.

    >>> without_colours("\x1b[31mred\x1b[0m")
    'red'
    """
    return _ANSI.sub("", text)


def drop_overwritten(text: str) -> str:
    r"""Drop what a carriage return overwrites in a line, as a bar of progress does.

    >>> drop_overwritten("10%\r90%\rdone\r\nnext")
    'done\r\nnext'
    """
    if "\r" not in text:
        return text
    return "\n".join(line[line.rfind("\r", 0, -1) + 1 :] for line in text.split("\n"))
