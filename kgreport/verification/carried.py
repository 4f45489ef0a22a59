"""Read what a published file says of itself: its manifest, and whether it is as it was sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgreport.content.figures import Figures, figures_from
from kgreport.printed.files import PublishedFile, damaged
from kgreport.seals.digests import SealState, seal_state
from kgreport.seals.manifests import MANIFEST_FILE, parse_manifest_text
from kgreport.seals.notebooks import manifest_of_notebook, seal_state_of_notebook
from kgreport.seals.packages import manifest_of_parts, seal_state_of_package
from kgreport.seals.pages import manifest_of_page, seal_state_of_page, without_bar
from kgreport.signing.additions import without_signatures
from kgreport.terms.phrases import Language
from kgreport.whole_files import hash_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a file says of itself.

    Attributes
    ----------
    manifest
        Its manifest; None where it carries none that can be read.
    seal
        Whether it is as it was sealed.
    digest
        The SHA-256 of the file as it was made: without the bar of the portal, and without signatures.
    """

    manifest: Mapping[str, Any] | None
    seal: SealState
    digest: str


def figures_in(manifest: Mapping[str, Any]) -> Figures | None:
    """Give the figures of a manifest; None where there are none, or they are not those of its hash."""
    try:
        figures = figures_from(manifest["figures"])
        return figures if figures.hash == manifest["figures_sha256"] else None
    except (KeyError, ValueError):
        return None


def parameters_in(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the parameters of the report that a manifest is of; nothing where it says none."""
    made_from = manifest.get("made_from")
    found = made_from.get("parameters") if isinstance(made_from, dict) else None
    return found if isinstance(found, dict) else {}


def language_in(manifest: Mapping[str, Any]) -> Language:
    """Give the language of the report that a manifest is of."""
    return "en" if parameters_in(manifest).get("language") == "en" else "vi"


def is_of_brief(manifest: Mapping[str, Any] | None) -> bool:
    """Whether a manifest is of the brief of a report, which prints other figures than the report."""
    return (manifest or {}).get("part") == "brief"


def carried_by(file: PublishedFile) -> Carried:
    """Read what a file says of itself.

    Raises
    ------
    UnreadableFileError
        It is a damaged PDF, or the library that opens PDFs is not installed.
    """
    content = as_made(file)
    manifest: Mapping[str, Any] | None = None
    seal: SealState = "none"
    match file.kind:
        case "html":
            manifest, seal = manifest_of_page(content), seal_state_of_page(content)
        case "pdf":
            manifest, seal = _manifest_of_pdf(file), seal_state(content)
        case "ipynb":
            manifest, seal = manifest_of_notebook(file.notebook), seal_state_of_notebook(content)
        case "xlsx" | "docx":
            manifest, seal = manifest_of_parts(file.parts), seal_state_of_package(file.parts)
    return Carried(manifest=manifest, seal=seal, digest=hash_bytes(content))


def as_made(file: PublishedFile) -> bytes:
    """Give a file as it was built: a page without the bar of the portal, a PDF without its signatures."""
    if file.kind == "html":
        return without_bar(file.content)
    if file.kind == "pdf":
        return without_signatures(file.content)
    return file.content


def _manifest_of_pdf(file: PublishedFile) -> Mapping[str, Any] | None:
    from kgreport.printed.pdf import open_pdf  # noqa: PLC0415

    reader = open_pdf(file.name, file.content)
    try:
        found = reader.attachments.get(MANIFEST_FILE, [])
    except Exception as error:  # pypdf lets out errors of many kinds
        raise damaged(file.name, error) from error
    return next(filter(None, map(parse_manifest_text, found)), None)
