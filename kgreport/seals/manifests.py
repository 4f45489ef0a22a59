"""Write the manifest that a file carries as text, and read it again, whoever wrote it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

MANIFEST_FILE = "manifest.json"
"""The name of the manifest among the files that a PDF carries."""

MOST_LETTERS = 32 << 20
"""Bytes of the longest manifest that is read; one of a report has about 30,000."""


def manifest_text(manifest: Mapping[str, Any]) -> str:
    """Write a manifest as JSON, in an order that does not change."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()  # a name of a file may hold half a letter


def parse_manifest_text(text: str | bytes) -> Mapping[str, Any] | None:
    """Read what `manifest_text` gave; None if it is no manifest of kgreport."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        if isinstance(found, dict) and isinstance(found.get("key"), str):
            return found
    return None


def pack_manifest(text: str) -> str:
    """Compress the text of a manifest, and write it in letters that stand in any page.

    >>> unpack_manifest(pack_manifest(manifest_text({"key": "a", "title": "Đảng viên"})))
    {'key': 'a', 'title': 'Đảng viên'}
    """
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def unpack_manifest(packed: str | bytes) -> Mapping[str, Any] | None:
    """Read what `pack_manifest` gave; None if it is damaged, no manifest, or unpacks without an end."""
    with suppress(ValueError, zlib.error):
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(base64.b64decode(packed, validate=True), MOST_LETTERS)
        if unpacking.eof:
            return parse_manifest_text(text)
    return None
