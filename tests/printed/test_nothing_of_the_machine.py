"""No file of a report, of whatever format, names a user, a machine or an absolute path."""

from __future__ import annotations

import base64
import getpass
import io
import platform
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from kgreport.office_packages import unpack
from tests.published_files import by_suffix

PACKED = re.compile(rb'[">]([A-Za-z0-9+/]{400,}=*)["<]')
"""The manifest in a page or in custom XML."""

SUFFIXES = (
    ".html",
    ".pdf",
    ".brief.pdf",
    ".docx",
    ".xlsx",
    ".ipynb",
    ".csv-metadata.json",
    ".table-levels.csv",
)


def texts_of(content: bytes) -> Iterator[bytes]:
    """Give all that stands in a file, unpacked."""
    yield content
    parts = list(unpack(content).values()) if content.startswith(b"PK") else []
    yield from parts
    for packed in (found for one in (content, *parts) for found in PACKED.findall(one)):
        text = base64.b64decode(packed)
        yield zlib.decompress(text) if text.startswith(b"x\xda") else text
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            yield from (one.read_bytes() for one in streams if one.get("/Filter") in (None, "/FlateDecode"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_tells_nothing_of_the_machine(suffix: str, published_2018_files: Path, project: Path) -> None:
    names = {getpass.getuser(), platform.node()}
    known = {
        str(project),
        f"{Path.home()}/",
        str(published_2018_files),
        *(one for one in names if len(one) > 4),
    }
    texts = list(texts_of(by_suffix(published_2018_files)[suffix].read_bytes()))

    assert any(b"made_from" in text for text in texts) or "csv" in suffix
    for text in texts:
        assert [name for name in known if name.encode() in text] == []
