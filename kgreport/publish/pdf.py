"""Export an executed notebook as PDF, without its code.

`jupyter nbconvert` and JupyterLab's menu offer this exporter as well.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from traitlets import default

from kgreport.errors import PublishError
from kgreport.publish.diagnostics import Fragment
from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.view_markup import chapter_of
from kgreport.publish.page import CONTENTS
from kgreport.publish.prepared.attachments import Attachment, attachments_of
from kgreport.publish.prepared.documents import Document, language_of, read_document
from kgreport.publish.preprocessors import PreparingExporter, brief_in, place_of
from kgreport.publish.sound_notebooks import sound_notebook
from kgreport.publish.typesetting import typeset
from kgreport.terms.paper import Margins
from kgreport.views.titles import heading_typst

BRIEF_MARGINS = Margins(top=16, bottom=14, left=24, right=24)
"""Margins of the brief, which is one sheet."""


class ReportPDFExporter(PreparingExporter):
    """A report as an accessible PDF for archives (PDF/A-3a and PDF/UA-1)."""

    export_from_notebook = "Báo cáo (PDF) · Report"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # other binary exporters also return bytes
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF of a notebook, and nbconvert's resources."""
        name = ((resources or {}).get("metadata") or {}).get("name") or ""
        prepared, resources = super().from_notebook_node(nb, resources, **kw)
        files = {one.file(name or "report"): one for one in attachments_of(sound_notebook(nb))}
        return typeset_report(prepared, read_document(prepared, name), files), resources


def typeset_report(prepared: Any, document: Document, files: Mapping[str, Attachment]) -> bytes:
    """Typeset a prepared notebook, with files that the PDF carries inside it."""
    if not document.headed:
        title = Origin(place=1, kind="markdown").printable(document.title)
        document = replace(document, title=title)
    return typeset(document, list(_fragments(prepared)), files)


def typeset_brief(nb: Any, name: str = "", files: Mapping[str, Attachment] | None = None) -> bytes:
    """Typeset the brief of a notebook, which is not among what is prepared for readers, with files inside."""
    found = next((one for cell in nb.cells for one in cell.get("outputs", []) if brief_in(one)), None)
    if found is None:
        raise PublishError(
            "the notebook has no brief: show one in a cell of its own, as report.brief(), "
            "or leave the format 'brief' out"
        )
    title = brief_in(found)["title"]
    document = replace(read_document(nb, name or title), title=title, margins=BRIEF_MARGINS, headed=True)
    markup = found["data"]["text/vnd.typst"]
    return typeset(document, [Fragment(place="brief", markup=markup)], files)


def _fragments(nb: Any) -> Iterator[Fragment]:
    before_chapter = f"#kg-contents[{CONTENTS.say(language_of(nb))}]\n\n"
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            shown = cell.metadata["shown"]
            images = _decoded(shown["images"])
            yield Fragment(place=place_of(cell), markup=shown["typst"], images=images)
        for output in cell.get("outputs", []):
            markup = output.data["text/vnd.typst"]
            if chapter := chapter_of(output):
                heading = heading_typst(chapter["id"], chapter["title"], 2) if chapter["title"] else ""
                markup = f"{before_chapter}{heading}\n\n{markup}"
                before_chapter = ""  # the contents stand before the first chapter
            yield Fragment(
                place=place_of(cell),
                markup=markup,
                images=_decoded(output.metadata.get("kgreport", {}).get("images", {})),
            )


def _decoded(stored: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in stored.items()}
