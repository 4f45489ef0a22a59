"""Save a workbook so that the same content gives the same bytes, and the file is whole or not there."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from kgreport.whole_files import write_whole

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)</dcterms:created>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def save_packed(book: Any, path: Path) -> None:
    """Save a workbook with the date of its creation as the date of its last change."""
    write_whole(path, packed(book))


def packed(book: Any) -> bytes:
    """Give the bytes of a workbook, with the date of its creation as the date of its last change."""
    written = io.BytesIO()
    book.save(written)
    return _repack(written)


def _repack(written: io.BytesIO) -> bytes:
    again = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _modified_when_created(content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return again.getvalue()


def _modified_when_created(core: bytes) -> bytes:
    created = _CREATED.search(core)
    return _MODIFIED.sub(rb"\g<1>" + created[1] + rb"\g<2>", core) if created else core
