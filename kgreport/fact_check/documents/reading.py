"""Read the text of a file of any kind that is known, or of standard input.

Lines are paragraphs, and the cells of a table row stand between tabs. The text of a ``.txt`` or ``.md`` file
keeps its length: what is no text in it becomes blanks, so that a place in the text is the place in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kgreport.errors import TextFileError
from kgreport.fact_check.documents.bounds import MOST_BYTES, SAVE_AS_TEXT, check_bytes, check_letters
from kgreport.fact_check.documents.encoding import decode
from kgreport.fact_check.documents.lines import join_wrapped_lines
from kgreport.whole_files import open_plain

STDIN = "-"


def read_text(path: Path) -> str:
    """Read the text of a file.

    Raises
    ------
    TextFileError
        The file cannot be read, is not of the kind that its name says, or has no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        found = f"a {path.suffix} file" if path.suffix else "a file without a suffix"
        advice = _ADVICE.get(path.suffix.lower(), "save it in one of these formats")
        raise TextFileError(str(path), f"{found}; expected one of {', '.join(READERS)}; {advice}")
    return _not_empty(str(path), reader, _content(path))


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
    return _not_empty(STDIN, READERS[kind], content)


def _not_empty(file: str, reader: Callable[[str, bytes], str], content: bytes) -> str:
    check_bytes(file, len(content))
    if not content.strip():
        raise TextFileError(file, "is empty; expected a text")
    try:
        text = reader(file, content)
    except RecursionError:
        raise TextFileError(file, f"its elements are nested too deeply; {SAVE_AS_TEXT}") from None
    check_letters(file, text)
    if not any(sign.isalnum() for sign in text):
        raise TextFileError(file, "has no text; expected an article or a report")
    return text


def _plain(file: str, content: bytes) -> str:
    return join_wrapped_lines(decode(file, content))


def _markdown(file: str, content: bytes) -> str:
    from kgreport.fact_check.documents.markdown import markdown_to_text  # noqa: PLC0415

    return join_wrapped_lines(markdown_to_text(decode(file, content)))


def _html(file: str, content: bytes) -> str:
    from kgreport.fact_check.documents.html import html_to_text  # noqa: PLC0415

    return html_to_text(decode(file, content))


def _notebook(file: str, content: bytes) -> str:
    from kgreport.fact_check.documents.notebook import notebook_to_text  # noqa: PLC0415

    return notebook_to_text(file, decode(file, content))


def _word(file: str, content: bytes) -> str:
    from kgreport.fact_check.documents.word import word_to_text  # noqa: PLC0415

    return word_to_text(file, content)


def _pdf(file: str, content: bytes) -> str:
    from kgreport.fact_check.documents.pdf import pdf_to_text  # noqa: PLC0415

    return pdf_to_text(file, content)


READERS: Mapping[str, Callable[[str, bytes], str]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".pdf": _pdf,
    ".ipynb": _notebook,
}
"""What reads a file, by the end of its name: its name and content to its text."""

_ADVICE = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".rtf": "open it in Word or LibreOffice and save it as .docx",
    ".xlsx": "figures in tables are checked by kgreport check",
    ".csv": "figures in tables are checked by kgreport check",
}

_FIRST_BYTES = {b"%pdf-": ".pdf", b"pk\x03\x04": ".docx", b"<!doctype html": ".html", b"<html": ".html"}
