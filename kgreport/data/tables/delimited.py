"""Read delimited text in one form, whatever program wrote it."""

from __future__ import annotations

import unicodedata
from pathlib import Path


def read_text(path: Path) -> str:
    """Read UTF-8 text: without its byte order mark, letters composed (NFC), lines ended by a line feed.

    Raises
    ------
    UnicodeDecodeError
        It is not UTF-8.
    """
    text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    r"""Tell what separates the cells of the header, as Excel writes it here or there.

    >>> delimiter_of("year;unit\n2018;a,b")
    ';'
    """
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)
