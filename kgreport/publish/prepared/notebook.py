"""An executed notebook as every format reads it: prepared once, with what it says apart from formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgreport.content.blocks import Block
from kgreport.publish.prepared.attachments import Attachment
from kgreport.publish.prepared.documents import Document
from kgreport.seals.manifests import manifest_text

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An executed notebook, prepared once for all formats.

    Attributes
    ----------
    notebook
        What readers get: every output has clean HTML and Typst markup.
    executed
        The notebook as it was executed, with what readers do not get.
    document
        Its title, language, date, marks and margins.
    blocks
        What readers get, apart from any format; see `kgreport.content.blocks`.
    stem
        The name of its files without their suffixes.
    attachments
        The files that its views bring.
    formats
        The formats that are made of it together.
    manifest
        What the files carry about what they are made from and what they show; None where nobody says.
    """

    notebook: NotebookNode
    executed: NotebookNode
    document: Document
    blocks: Sequence[Block]
    stem: str
    attachments: Sequence[Attachment] = ()
    formats: Sequence[str] = ()
    manifest: Mapping[str, Any] | None = None

    @property
    def carried(self) -> str:
        """The text of the manifest; empty for none."""
        return "" if self.manifest is None else manifest_text(self.manifest)
