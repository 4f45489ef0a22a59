"""Save a workbook so that the same content gives the same bytes, and the file is whole or not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl.writer.excel import ExcelWriter

from kgreport.office_packages import pack_again
from kgreport.whole_files import write_whole


def save_packed(book: Any, path: Path) -> None:
    """Save a workbook with the date of its creation as the date of its last change."""
    write_whole(path, packed(book))


def packed(book: Any) -> bytes:
    """Give the bytes of a workbook, with the date of its creation as the date of its last change."""
    written = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()  # not compressed, as it is packed again
    return pack_again(written.getvalue())
