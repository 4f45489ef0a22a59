"""Pack a file of Office (a zip of parts) so that the same content gives the same bytes.

The libraries that write such files stamp every part, and the last change of the document, with the time.
"""

from __future__ import annotations

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)</dcterms:created>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def pack_again(package: bytes) -> bytes:
    """Pack the parts of what a library wrote again, without times; its last change is its creation."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(again, "w") as new:
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
