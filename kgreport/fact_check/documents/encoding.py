"""Decode the bytes of a text file."""

from __future__ import annotations

import codecs

from kgreport.errors import TextFileError


def decode(file: str, content: bytes) -> str:
    r"""Decode UTF-8, or UTF-16 with a byte order mark; line ends become ``\n``.

    Raises
    ------
    TextFileError
        It is in another encoding, or no text at all.
    """
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not {'UTF-16' if is_utf16 else 'UTF-8'}"
        raise TextFileError(file, f"{found}; expected text in UTF-8; {SAVE_AS_UTF8}") from None
    if "\0" in text:
        raise TextFileError(file, f"holds zero bytes, so it is no text in UTF-8; {SAVE_AS_UTF8}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


SAVE_AS_UTF8 = "save it again as UTF-8, for example with 'Save as' of Notepad"
