"""Read the text of a file of any kind that is known, or of standard input.

Lines are paragraphs, and the cells of a table row stand between tabs. The text of a ``.txt`` or ``.md`` file
keeps its length: what is no text in it becomes blanks, so that a place in the text is the place in the file.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from kgreport.errors import TextFileError
from kgreport.fact_check.documents.bounds import MOST_BYTES, SAVE_AS_TEXT, check_bytes, check_letters
from kgreport.fact_check.documents.lines import join_wrapped_lines
from kgreport.fact_check.documents.markdown import markdown_to_text
from kgreport.whole_files import open_plain

STDIN = "-"
KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".ipynb")
"""The files that can be read, by the ends of their names."""


def read_text(path: Path) -> str:
    """Read the text of a file.

    Raises
    ------
    TextFileError
        The file cannot be read, is not of the kind that its name says, or has no text.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        found = f"a {path.suffix} file" if path.suffix else "a file without a suffix"
        advice = _ADVICE.get(kind, "save it in one of these formats")
        raise TextFileError(str(path), f"{found}; expected one of {', '.join(KINDS)}; {advice}")
    return _not_empty(str(path), kind, _content(path))


def _content(path: Path) -> bytes:
    """Read the bytes of a file, but no more than a text may have."""
    try:
        with open_plain(path) as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        found = "is a link to a file that is not there" if path.is_symlink() else "there is no such file"
        raise TextFileError(str(path), f"{found}; check the path") from None
    except PermissionError:
        advice = "give the account that runs kgreport permission to read it"
        raise TextFileError(str(path), f"cannot be read: no permission; {advice}") from None
    except OSError as error:
        is_special = path.exists() and not path.is_file()
        found = "a folder, pipe or device" if is_special else (error.strerror or str(error)).lower()
        raise TextFileError(
            str(path), f"cannot be read: {found}; expected a file; name the file of the text"
        ) from None


def read_stdin(content: bytes) -> str:
    """Read the text of what was piped in; its first bytes say of which kind it is.

    Raises
    ------
    TextFileError
        It cannot be read, or has no text.
    """
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((kind for mark, kind in _FIRST_BYTES.items() if start.startswith(mark)), ".txt")
    return _not_empty(STDIN, kind, content)


def _not_empty(file: str, kind: str, content: bytes) -> str:
    check_bytes(file, len(content))
    if not content.strip():
        raise TextFileError(file, "is empty; expected a text")
    try:
        text = _text(file, kind, content)
    except RecursionError:
        raise TextFileError(file, f"its elements are nested too deeply; {SAVE_AS_TEXT}") from None
    check_letters(file, text)
    if not any(sign.isalnum() for sign in text):
        raise TextFileError(file, "has no text; expected an article or a report")
    return text


def _text(file: str, kind: str, content: bytes) -> str:
    """Read the text of a file of a kind; what reads it is loaded only then."""
    match kind:
        case ".docx":
            from kgreport.fact_check.documents.word import word_to_text  # noqa: PLC0415

            return word_to_text(file, content)
        case ".pdf":
            from kgreport.fact_check.documents.pdf import pdf_to_text  # noqa: PLC0415

            return pdf_to_text(file, content)
        case ".html" | ".htm":
            from kgreport.fact_check.documents.html import html_to_text  # noqa: PLC0415

            return html_to_text(_decode(file, content))
        case ".ipynb":
            from kgreport.fact_check.documents.notebook import notebook_to_text  # noqa: PLC0415

            return notebook_to_text(file, _decode(file, content))
    text = _decode(file, content)
    return join_wrapped_lines(markdown_to_text(text) if kind == ".md" else text)


def _decode(file: str, content: bytes) -> str:
    r"""Decode UTF-8, or UTF-16 with a byte order mark; line ends become ``\n``."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not {'UTF-16' if is_utf16 else 'UTF-8'}"
        raise TextFileError(file, f"{found}; expected text in UTF-8; {_SAVE_AS_UTF8}") from None
    if "\0" in text:
        raise TextFileError(file, f"holds zero bytes, so it is no text in UTF-8; {_SAVE_AS_UTF8}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE_AS_UTF8 = "save it again as UTF-8, for example with 'Save as' of Notepad"
_ADVICE = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".rtf": "open it in Word or LibreOffice and save it as .docx",
    ".xlsx": "figures in tables are checked by kgreport check",
    ".csv": "figures in tables are checked by kgreport check",
}

_FIRST_BYTES = {b"%pdf-": ".pdf", b"pk\x03\x04": ".docx", b"<!doctype html": ".html", b"<html": ".html"}
