"""Seal a file: write the SHA-256 of the file into the file itself.

The digest is taken while 64 zeros stand in its place, so anybody can take it again. A seal tells that a
file is as it was made; it does not tell who made it: that takes a signature.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Literal

from kgreport.whole_files import hash_bytes

SealState = Literal["intact", "broken", "none"]

_NAME = b"kgreport-seal:"
OPEN_SEAL = (_NAME + b"0" * 64).decode()
"""What a file holds, once or several times, before it is sealed."""

_SEAL = re.compile(_NAME + rb"([0-9a-f]{64})")


def sealed(content: bytes) -> bytes:
    """Seal the content of a file that holds `OPEN_SEAL`.

    >>> seal_state(sealed(b"53.340 " + OPEN_SEAL.encode()))
    'intact'
    >>> seal_state(sealed(b"53.340 " + OPEN_SEAL.encode()).replace(b"53", b"54"))
    'broken'
    """
    return content.replace(OPEN_SEAL.encode(), _NAME + hash_bytes(content).encode())


def seal_state(content: bytes, place: bytes = b"") -> SealState:
    """Say whether a file is as it was sealed.

    Parameters
    ----------
    content
        The content of the file.
    place
        What stands before the seal; the same digest is open wherever else it stands.
    """
    found = _SEAL.search(content, max(content.find(place), 0))
    if not found:
        return "none"
    opened = content.replace(found[0], OPEN_SEAL.encode())
    return "intact" if hash_bytes(opened) == found[1].decode() else "broken"


def hash_of_parts(parts: Mapping[str, bytes]) -> str:
    """Hash the parts of a package by their names, in whatever order and however packed they are."""
    whole = hashlib.sha256()
    for name, content in sorted(parts.items()):
        whole.update(f"{hash_bytes(content)}  {name}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def seal_parts(parts: Mapping[str, bytes], holder: str) -> dict[str, bytes]:
    """Seal the parts of a package, of which one holds `OPEN_SEAL`."""
    seal = _NAME + hash_of_parts(parts).encode()
    return {**parts, holder: parts[holder].replace(OPEN_SEAL.encode(), seal)}


def seal_state_of_parts(parts: Mapping[str, bytes], holder: str) -> SealState:
    """Say whether the parts of a package are as they were sealed."""
    found = _SEAL.search(parts[holder])
    if not found:
        return "none"
    opened = {**parts, holder: parts[holder].replace(found[0], OPEN_SEAL.encode())}
    return "intact" if hash_of_parts(opened) == found[1].decode() else "broken"
