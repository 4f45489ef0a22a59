"""Pack a file of Office (a zip of parts) so that the same content gives the same bytes.

The libraries that write such files stamp every part, and the last change of the document, with the time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_CORE = "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)</dcterms:created>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def pack_again(package: bytes) -> bytes:
    """Pack the parts of what a library wrote again, without times; its last change is its creation."""
    parts = unpack(package)
    if _CORE in parts:
        parts[_CORE] = _modified_when_created(parts[_CORE])
    return pack(parts)


def parts_in_language(package: bytes, language: str) -> dict[str, bytes]:
    """Give the parts of what a library wrote, in a language that it could not be told."""
    parts = unpack(package)
    said = f"<dc:language>{language}</dc:language></cp:coreProperties>"
    return parts | {_CORE: parts[_CORE].replace(b"</cp:coreProperties>", said.encode())}


def unpack(package: bytes) -> dict[str, bytes]:
    """Give the parts of a package that a library wrote, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts in their order, without times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts.items():
            file.writestr(entry_of(name), content)
    return packed.getvalue()


def entry_of(name: str, mode: int = 0o600) -> zipfile.ZipInfo:
    """Describe a file in a zip: without a time, and alike on every system."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


def _modified_when_created(core: bytes) -> bytes:
    created = _CREATED.search(core)
    return _MODIFIED.sub(rb"\g<1>" + created[1] + rb"\g<2>", core) if created else core
