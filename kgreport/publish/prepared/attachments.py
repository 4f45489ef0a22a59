"""Read the files that go with a notebook: views keep them in the metadata of their outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Any

from kgreport.errors import PublishError
from kgreport.seals.manifests import MANIFEST_FILE, manifest_text
from kgreport.terms.phrases import Language, Phrase

_NAME = re.compile(r"[a-z0-9-]+\.[a-z0-9]+")


class AttachmentError(PublishError):
    """A file that goes with a notebook has a name that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a notebook: it lies beside the page, and inside the PDF.

    Attributes
    ----------
    name
        What follows the name of the notebook, such as ``sources.csv``.
    mime
        Its MIME type.
    description
        What it is, in words.
    content
        Its text.
    """

    name: str
    mime: str
    description: str
    content: str

    def file(self, stem: str) -> str:
        """Name its file.

        >>> Attachment(name="sources.csv", mime="text/csv", description="", content="").file("report-2018")
        'report-2018.sources.csv'
        """
        return f"{stem}.{self.name}"


def attachments_of(nb: Mapping[str, Any]) -> list[Attachment]:
    """List the files that the outputs of a notebook carry, in their order.

    A file that is shown twice is one file. Another file of the same name gets a number.

    Raises
    ------
    AttachmentError
        A name is not of small letters, digits and one ending.
    """
    found: dict[str, Attachment] = {}
    for one in dict.fromkeys(map(_read, _stored(nb))):
        name = next(name for name in _names(one.name) if name not in found)
        found[name] = replace(one, name=name)
    return list(found.values())


def manifest_file(manifest: Mapping[str, Any] | None, language: Language) -> dict[str, Attachment]:
    """Give the manifest as a file that a PDF carries; nothing where there is none."""
    if manifest is None:
        return {}
    said, content = _IN_MANIFEST.say(language), manifest_text(manifest)
    file = Attachment(name=MANIFEST_FILE, mime="application/json", description=said, content=content)
    return {MANIFEST_FILE: file}


_IN_MANIFEST = Phrase(
    "Tài liệu này được lập từ những gì: số liệu, tham số, quy tắc, phiên bản",
    "What this document was made from: figures, parameters, rules, versions",
)


def _stored(nb: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for cell in nb.get("cells", []):
        for output in cell.get("outputs", []):
            yield from output.get("metadata", {}).get("kgreport", {}).get("attachments", [])


def _read(stored: Mapping[str, Any]) -> Attachment:
    name = str(stored["name"])
    if not _NAME.fullmatch(name):
        raise AttachmentError(f"a view brings a file {name!r}: expected a name such as 'sources.csv'")
    return Attachment(**{field.name: str(stored[field.name]) for field in fields(Attachment)})


def _names(name: str) -> Iterator[str]:
    """Give a name, then the same with numbers: ``sources.csv``, ``sources-2.csv``."""
    stem, _, ending = name.rpartition(".")
    yield name
    yield from (f"{stem}-{number}.{ending}" for number in count(2))
