"""The manifest and the seal in a package of Office: a workbook, or a document of Word.

They are a part of custom XML, which Office keeps when somebody saves the file again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from kgreport.office_packages import pack
from kgreport.seals.digests import OPEN_SEAL, SealState, seal_parts, seal_state_of_parts
from kgreport.seals.manifests import pack_manifest, unpack_manifest

NAMESPACE = "urn:kgreport:manifest"

_ITEM = "customXml/item{}.xml"
_MAIN = re.compile(
    rb'Type="[^"]*/officeDocument"[^>]*?Target="/?([^"]+)"|Target="/?([^"]+)"[^>]*?/officeDocument"'
)
_MANIFEST = re.compile(rb">([A-Za-z0-9+/=]+)</(?:\w+:)?manifest>")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{6B677265-706F-7274-8D61-6E6966657374}"


def packed_with_manifest(parts: Mapping[str, bytes], manifest: str) -> bytes:
    """Pack the parts of a file of Office; equal parts give equal bytes.

    Parameters
    ----------
    parts
        Its parts, as a library wrote them.
    manifest
        The text of the manifest that it carries, as `kgreport.seals.manifests.manifest_text` gives it; with
        one, it is sealed.
    """
    return pack(_with_manifest(parts, manifest) if manifest else parts)


def _with_manifest(parts: Mapping[str, bytes], manifest: str) -> dict[str, bytes]:
    parts = dict(parts)
    number = next(n for n in range(1, len(parts) + 2) if _ITEM.format(n) not in parts)
    holder = _ITEM.format(number)
    parts |= _custom_xml(number, manifest)
    override = f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{_PROPERTIES_TYPE}"/>'
    types = _with_default(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace(b"</Types>", f"{override}</Types>".encode())
    relations = _relations_of_main(parts)
    target = posixpath.relpath(holder, posixpath.dirname(posixpath.dirname(relations)))
    parts[relations] = parts.get(relations, _NO_RELATIONS).replace(
        b"</Relationships>", f"{_relation('kgreport', 'customXml', target)}</Relationships>".encode()
    )
    return seal_parts(parts, holder)


def manifest_of_parts(parts: Mapping[str, bytes]) -> Mapping[str, Any] | None:
    """Read the manifest that a package carries; None where it carries none that can be read."""
    for name in _holders(parts):
        if found := _MANIFEST.search(parts[name]):
            return unpack_manifest(found[1])
    return None


def seal_state_of_package(parts: Mapping[str, bytes]) -> SealState:
    """Say whether a package is as it was sealed."""
    return next((seal_state_of_parts(parts, name) for name in _holders(parts)), "none")


def _holders(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Name the parts that hold a manifest; Office may have numbered them anew."""
    for name, content in sorted(parts.items()):
        if name.startswith("customXml/item") and NAMESPACE.encode() in content and _MANIFEST.search(content):
            yield name


def _custom_xml(number: int, manifest: str) -> dict[str, bytes]:
    """Write the item with the manifest, its properties, and the relation between the two."""
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    item = f'<manifest xmlns="{NAMESPACE}" seal="{OPEN_SEAL}">{pack_manifest(manifest)}</manifest>'
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_STORE_ID}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relation = _relation("rId1", "customXmlProps", f"itemProps{number}.xml")
    relations = _NO_RELATIONS.decode().replace("</", f"{relation}</")
    return {
        _ITEM.format(number): f"{declared}{item}".encode(),
        f"customXml/itemProps{number}.xml": f"{declared}{properties}".encode(),
        f"customXml/_rels/item{number}.xml.rels": relations.encode(),
    }


_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target={quoteattr(target)}/>'


def _with_default(types: bytes) -> bytes:
    """Say what ``.xml`` parts are, if the list of types does not."""
    if b'Extension="xml"' in types:
        return types
    default = b'<Default Extension="xml" ContentType="application/xml"/>'
    return re.sub(rb"(<Types[^>]*>)", lambda found: found[1] + default, types, count=1)


def _relations_of_main(parts: Mapping[str, bytes]) -> str:
    """Name the part with the relations of the workbook or document."""
    found = _MAIN.search(parts["_rels/.rels"])
    main = (found[1] or found[2]).decode() if found else ""
    return f"{posixpath.dirname(main)}/_rels/{posixpath.basename(main)}.rels"
