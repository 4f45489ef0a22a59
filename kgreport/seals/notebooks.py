"""The manifest and the seal in the metadata of an executed notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from kgreport.seals.digests import OPEN_SEAL, SealState, seal_state, sealed

_METADATA, _OURS, _FOLLOWING = '\n "metadata": {', '\n  "kgreport": ', '\n  "language_info": {'
"""How the metadata of a notebook begin, and where a part of them stands in the order of the names."""

KEYS = ("manifest", "seal")
"""What a notebook carries under ``kgreport`` in its metadata, beside what others keep there."""


def notebook_with_manifest(notebook: str, manifest: str) -> bytes:
    """Give the text of a notebook with a manifest, sealed.

    The text is as kgreport writes notebooks. To read and write all of it would take ten times as long.
    """
    before, metadata, after = notebook.rpartition(_METADATA)
    place = after.find(_FOLLOWING)
    if not metadata or place < 0 or _OURS in after[:place]:
        return _written_anew(notebook, manifest)
    carried = f'{_OURS}{{\n   "manifest": {manifest},\n   "seal": "{OPEN_SEAL}"\n  }},'
    return sealed("".join((before, metadata, after[:place], carried, after[place:])).encode())


def _written_anew(notebook: str, manifest: str) -> bytes:
    """Do the same for a notebook whose metadata has something of kgreport, or another form."""
    content = json.loads(notebook)
    of_kgreport = content["metadata"].setdefault("kgreport", {})
    of_kgreport |= dict(zip(KEYS, (json.loads(manifest), OPEN_SEAL), strict=True))
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return sealed(f"{text}\n".encode())


def without_manifest(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Give the metadata of a notebook without what an earlier build put there.

    >>> without_manifest({"title": "x", "kgreport": {"manifest": {}, "seal": ""}})
    {'title': 'x'}
    """
    kept = {name: value for name, value in metadata.get("kgreport", {}).items() if name not in KEYS}
    others = {name: value for name, value in metadata.items() if name != "kgreport"}
    return {**others, "kgreport": kept} if kept else others


def manifest_of_notebook(notebook: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Read the manifest that a notebook carries; None where it carries none."""
    with suppress(KeyError, TypeError):
        found = notebook["metadata"]["kgreport"]["manifest"]
        return found if isinstance(found["key"], str) else None
    return None


def seal_state_of_notebook(notebook: bytes) -> SealState:
    """Say whether the file of a notebook is as it was sealed; the seal stands near its end."""
    return seal_state(notebook, b'"seal": "')
