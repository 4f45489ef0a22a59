"""Tell what a published file is, by its content and not by its name, and unpack it with bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kgreport.data.tables.books.parts import Parts
from kgreport.data.tables.books.unreadable import UnreadableBookError
from kgreport.errors import TwoLanguageError
from kgreport.notebook_shape import fault_of_notebook
from kgreport.whole_files import open_plain

Kind = Literal["html", "pdf", "ipynb", "xlsx", "docx", "csv", "other"]

LARGEST = 128 << 20
"""Bytes of the largest file that is read, packed and unpacked; one of a report has less than a megabyte."""

TABLES_ONLY: tuple[Kind, ...] = ("xlsx", "csv")
"""Formats that have the tables of a report, and not its sentences."""

IN_PRINT: tuple[Kind, ...] = ("pdf", "docx")
"""Formats that leave out what a page folds."""

_OFFICE: Mapping[str, Kind] = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_BEFORE = re.compile(rb"\A(?:[\xef\xbb\xbf\s]|<!--.*?-->|<\?xml[^>]*>)+", re.DOTALL)
"""What may stand before a text: a mark of its encoding, blanks, and comments of the browser that saved it."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class UnreadableFileError(TwoLanguageError):
    """A file is none that kgreport publishes, or it is damaged."""

    def __init__(self, name: str, vi: str, en: str) -> None:
        super().__init__(f"{name}: {vi}", f"{name}: {en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that was published.

    Attributes
    ----------
    name
        Its name.
    kind
        What it is; ``other`` for what is no format of reports.
    content
        Its bytes.
    parts
        The parts of a file of Office, by name.
    notebook
        What stands in a notebook.
    """

    name: str
    kind: Kind
    content: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)
    notebook: Mapping[str, Any] = field(default_factory=dict)


def read_file(path: Path) -> PublishedFile:
    """Read a file from disk; see `published_file`."""
    with open_plain(path) as file:
        return published_file(path.name, file.read(LARGEST + 1))


def published_file(name: str, content: bytes) -> PublishedFile:
    """Tell what a file is.

    Raises
    ------
    UnreadableFileError
        It is damaged or too large.
    """
    if len(content) > LARGEST:
        most = LARGEST >> 20
        raise UnreadableFileError(name, f"lớn hơn {most} MB", f"is larger than {most} MB")
    if content.startswith(b"%PDF-"):
        return PublishedFile(name=name, kind="pdf", content=content)
    if content.startswith(b"PK"):
        return _office(name, content)
    if content.startswith(_OLE):
        raise UnreadableFileError(
            name,
            "có mật khẩu, hoặc là tệp .doc, .xls cũ; mở rồi lưu lại thành .docx, .xlsx không có mật khẩu",
            "has a password, or is an old .doc or .xls; save it as .docx or .xlsx without a password",
        )
    return _text(name, content)


def _office(name: str, content: bytes) -> PublishedFile:
    with _damaged(name):
        packed = Parts(content, LARGEST)
        parts = {part: packed.read(part, LARGEST) for part in packed.names}
    kinds: list[Kind] = [kind for main, kind in _OFFICE.items() if main in parts]
    kind = kinds[0] if kinds else "other"
    return PublishedFile(name=name, kind=kind, content=content, parts=parts)


def _text(name: str, content: bytes) -> PublishedFile:
    start = _BEFORE.sub(b"", content[:4096]).lower()
    if start.startswith((b"<!doctype html", b"<html")):
        if b"</html>" not in content[-4096:].lower():
            raise UnreadableFileError(
                name,
                "bị cắt cụt: không có phần cuối của trang; lấy lại bản gốc từ người gửi",
                "was cut off: the page has no end; ask whoever sent it for it again",
            )
        return PublishedFile(name=name, kind="html", content=content)
    if start.startswith(b"{"):
        return _notebook(name, content)
    if name.lower().endswith(".csv") and b"\0" not in content:
        return PublishedFile(name=name, kind="csv", content=content)
    return PublishedFile(name=name, kind="other", content=content)


def _notebook(name: str, content: bytes) -> PublishedFile:
    with _damaged(name):
        found = json.loads(content.decode())
    if not isinstance(found, dict) or found.get("nbformat") != 4 or fault_of_notebook(found):
        return PublishedFile(name=name, kind="other", content=content)
    return PublishedFile(name=name, kind="ipynb", content=content, notebook=found)


def unknown(name: str) -> UnreadableFileError:
    """Make the error for a file of another kind."""
    return UnreadableFileError(
        name,
        "không phải tệp mà kgreport phát hành (HTML, PDF, XLSX, DOCX, CSV, sổ tay); kiểm tra lại tên tệp",
        "is no file that kgreport publishes (HTML, PDF, XLSX, DOCX, CSV, notebook); check its name",
    )


@contextmanager
def _damaged(name: str) -> Iterator[None]:
    """Tell what a library cannot read as a damaged file."""
    try:
        yield
    except UnreadableFileError:
        raise
    except (UnreadableBookError, ValueError, KeyError, RecursionError) as error:
        raise damaged(name, error) from None


def damaged(name: str, error: Exception) -> UnreadableFileError:
    """Make the error for a file that cannot be read to its end."""
    return UnreadableFileError(
        name,
        f"bị hỏng ({type(error).__name__}); lấy lại bản gốc từ người gửi",
        f"is damaged ({type(error).__name__}); ask whoever sent it for it again",
    )
