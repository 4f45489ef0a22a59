"""How large a text may be that is checked."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kgreport.errors import TextFileError

MOST_BYTES = 64 << 20
"""How large a file may be."""

MOST_LETTERS = 1_000_000
"""How many letters its text may have: some 400 pages."""

MOST_NUMBERS = 20_000
"""How many numbers its text may have: some 50 on each of 400 pages."""

MOST_SECONDS = 30.0
"""How long the processor may work on one text."""

SAVE_AS_TEXT = "copy its text into a new document and check that"
SPLIT = "split it and check its parts one by one"
_NUMBER = re.compile(r"\d[\d.,]*")


def check_bytes(file: str, size: int) -> None:
    """A file is not too large.

    Raises
    ------
    TextFileError
        It is.
    """
    if size > MOST_BYTES:
        raise TextFileError(file, f"is larger than {MOST_BYTES >> 20} MB; expected at most that; {SPLIT}")


def check_letters(file: str, text: str) -> None:
    """A text is not longer than can be checked in minutes.

    Raises
    ------
    TextFileError
        It has too many letters or numbers.
    """
    if len(text) > MOST_LETTERS:
        raise too_long(file)
    numbers = sum(1 for _ in _NUMBER.finditer(text))
    if numbers > MOST_NUMBERS:
        raise TextFileError(file, f"has {numbers:,} numbers; expected at most {MOST_NUMBERS:,}; {SPLIT}")


def joined(file: str, lines: Iterable[str]) -> str:
    """Join lines, but no more of them than a text may have.

    Raises
    ------
    TextFileError
        There are more.
    """
    kept, letters = list[str](), 0
    for line in lines:
        kept.append(line)
        letters += len(line)
        if letters > MOST_LETTERS:
            raise too_long(file)
    return "\n".join(kept)


def too_long(file: str) -> TextFileError:
    """Make the error for a text with more letters than are checked."""
    return TextFileError(file, f"its text has more than {MOST_LETTERS:,} letters; {SPLIT}")


class _TooLongError(BaseException):
    """The time is over; no `Exception`, so that no library takes it for a flaw of the file."""


@contextmanager
def time_limit(file: str, seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Give up a text that takes too long, where the system can tell (not on Windows, nor in a thread).

    Raises
    ------
    TextFileError
        The block took longer.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TooLongError:
        raise TextFileError(file, f"takes more than {seconds:g} seconds to check; {SPLIT}") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _give_up(*_: object) -> None:
    raise _TooLongError
