"""Show by its code what a text hides, so that it is seen, and does nothing to a terminal.

Cells and file names may hold control characters, which move the cursor, change colours or rename the window,
and others that turn the direction of a line. All that kgreport prints passes here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TextIO
from unicodedata import normalize

_HIDDEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


def with_hidden_letters_shown(text: str) -> str:
    r"""Write what a text hides by its code, as JSON and Python do; tabs and line ends stay.

    >>> print(with_hidden_letters_shown("\x1b[31m Rạch\u200bGiá \U000e0041"))
    \u001b[31m Rạch\u200bGiá \udb40\udc41
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _hidden().sub(_as_code, text)


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(_HIDDEN)


def _as_code(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    r"""Compose letters (NFC), and leave out what neither XML nor UTF-8 has: controls, and codes of no letter.

    >>> without_controls("a\x00b\x85c\ud800d\uffffe")
    'abcde'
    """
    return _UNPRINTABLE.sub("", normalize("NFC", text))


class VisibleStream:
    """A stream of text that shows by its code what is hidden; all else is as in the stream it writes to.

    Attributes
    ----------
    unfiltered
        The stream that it writes to, for colours and the bar that shows progress.
    """

    def __init__(self, stream: TextIO) -> None:
        self.unfiltered = stream

    def write(self, text: str) -> int:
        """Write a text."""
        self.unfiltered.write(with_hidden_letters_shown(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write some lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unfiltered, name)


def unfiltered(stream: TextIO | VisibleStream) -> TextIO:
    """Give the stream itself, for text that has been shown to hide nothing."""
    return stream.unfiltered if isinstance(stream, VisibleStream) else stream


@contextmanager
def visible_streams() -> Iterator[None]:
    """Have stdout and stderr show what is hidden while the block runs; they write UTF-8."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout, sys.stderr = (VisibleStream(unfiltered(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
