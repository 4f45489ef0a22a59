"""The manifest and the seal in the head of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from kgreport.seals.digests import OPEN_SEAL, SealState, seal_state
from kgreport.seals.manifests import pack_manifest, unpack_manifest

BAR_BEGINS, BAR_ENDS = "<!-- kg-site-bar -->", "<!-- /kg-site-bar -->"
"""Between these, a copy of a page in the portal has a bar that leads to other pages; no seal covers it."""

_SEAL = '<meta name="kgreport-seal" content="'
_MANIFEST = re.compile(rb'<meta name="kgreport-manifest" content="([A-Za-z0-9+/=]*)">')
_NAMES = r'(?: (?:class|lang|rel|aria-[a-z]+)="[^"<>]*")*'
_WORDS = r"(?:(?!\d[.,]\d|\d{5}|%)[^<>])*"
_LINK = rf'<a href="(?![a-z]*:|//)[^"<>]*"{_NAMES}>{_WORDS}</a>\s*'
_BAR = re.compile(rf"{BAR_BEGINS}<nav{_NAMES}>\s*(?:{_LINK})*</nav>{BAR_ENDS}\n?".encode())
"""A bar holds links to other pages alone, whose words are no figures: nothing else is outside the seal."""


def head_of_page(manifest: str) -> Markup:
    """Write the lines that carry a manifest and the open seal."""
    lines = (f'{_SEAL}{OPEN_SEAL}">', f'<meta name="kgreport-manifest" content="{pack_manifest(manifest)}">')
    return Markup("\n".join(lines))


def manifest_of_page(page: bytes) -> Mapping[str, Any] | None:
    """Read the manifest that a page carries; None where it carries none that can be read."""
    found = _MANIFEST.search(page)
    return unpack_manifest(found[1]) if found else None


def seal_state_of_page(page: bytes) -> SealState:
    """Say whether a page is as it was sealed."""
    return seal_state(page, _SEAL.encode())


def without_bar(page: bytes) -> bytes:
    """Give a page as it was built, without the bar of the portal."""
    return _BAR.sub(b"", page, count=1)
