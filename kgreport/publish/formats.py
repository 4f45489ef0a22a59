"""Write the page and the PDF of an executed notebook, and the files that its views bring, beside it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.publish.attachments import attachments_of
from kgreport.publish.foreign.origins import LEFT_OUT, Omission, omission_findings
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports
from kgreport.terms.findings import Finding

if TYPE_CHECKING:
    from nbformat import NotebookNode

SUFFIXES = {"html": ".html", "pdf": ".pdf", "brief": ".brief.pdf"}
"""By name, as users give it, the suffix of each format of a published notebook."""

FORMATS = tuple(SUFFIXES)
USUAL_FORMATS = ("html", "pdf")
"""The formats that are published unless users name others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The files of a published notebook.

    Attributes
    ----------
    files
        The files written.
    undescribed
        Cells with a picture without alt text; the published picture says that it has none.
    left_out
        What readers do not get of the notebook, as findings.
    """

    files: tuple[Path, ...]
    undescribed: tuple[str, ...]
    left_out: tuple[Finding, ...] = ()


def load_publishers() -> None:
    """Load the libraries that `publish` uses, before a process publishes its first notebook."""
    with block_imports(*FORMAT_CHECKERS):
        import kgreport.publish.html  # noqa: PLC0415
        import kgreport.publish.pdf  # noqa: F401, PLC0415


def publish(
    notebook: Path,
    *,
    include_code: bool | None = None,
    formats: Collection[str] = USUAL_FORMATS,
    original: Path | None = None,
) -> Published:
    """Write the page and the PDF of an executed notebook, and the files that its views bring.

    Parameters
    ----------
    notebook
        The executed notebook; the files have its name and lie in its folder.
    include_code
        Whether an appendix of the page contains the code; None is as the document says.
    formats
        The formats to write, of `FORMATS`.
    original
        The notebook that was executed, beside which its pictures lie; by default, the executed one.

    Returns
    -------
    Published
        The files written, the cells with a picture without alt text, and what is left out.

    Raises
    ------
    PublishError
        If the notebook cannot be published; the message names the cell or figure.
    """
    exporters = _exporters(include_code=include_code)
    content = _read(notebook)
    original = original or notebook
    made: dict[Path, bytes] = {}
    left_out: list[Omission] = []
    # Make all formats before writing: if one fails, no file is written.
    for name in formats:
        known = {"metadata": {"name": notebook.stem, "path": str(original.parent)}}
        exported, resources = exporters[name].from_notebook_node(content, known)
        left_out += resources.get(LEFT_OUT, [])
        made[notebook.with_suffix(SUFFIXES[name])] = exported.encode() if name == "html" else exported
    for one in attachments_of(content):
        made[notebook.with_name(one.file(notebook.stem))] = one.content.encode()
    for file, published in made.items():
        file.write_bytes(published)
    found = omission_findings(left_out, original.name)
    return Published(files=tuple(made), undescribed=tuple(_undescribed_cells(content)), left_out=tuple(found))


@cache
def _exporters(*, include_code: bool | None) -> Mapping[str, Any]:
    """Make the exporters once: making one takes as long as using it."""
    with block_imports(*FORMAT_CHECKERS):
        from kgreport.publish.html import ReportHTMLExporter  # noqa: PLC0415
        from kgreport.publish.pdf import BriefExporter, ReportPDFExporter  # noqa: PLC0415

    return {
        "html": ReportHTMLExporter(include_code=include_code),
        "pdf": ReportPDFExporter(),
        "brief": BriefExporter(),
    }


def _read(notebook: Path) -> NotebookNode:
    """Read a notebook; a notebook of the current format was validated when it was written."""
    with block_imports(*FORMAT_CHECKERS):
        import nbformat  # noqa: PLC0415

    content: NotebookNode
    stored = json.loads(notebook.read_text("utf-8"))
    version = (stored.get("nbformat"), stored.get("nbformat_minor"))
    if version != (nbformat.v4.nbformat, nbformat.v4.nbformat_minor):
        content = nbformat.read(notebook, as_version=4)
    else:
        content = nbformat.v4.to_notebook_json(stored)
    return content


def _undescribed_cells(content: NotebookNode) -> Iterator[str]:
    """Name the cells with an analyst's own picture but no alt text in the cell's metadata."""
    for number, cell in enumerate(content.cells, 1):
        if cell.cell_type == "markdown":
            lacks_alt = "![](" in cell.source
        else:
            lacks_alt = not cell.metadata.get("alt") and any(map(_lacks_alt, cell.get("outputs", [])))
        if lacks_alt:
            yield f"cell {number} ({cell.source.strip().partition(chr(10))[0]})"


def _lacks_alt(output: Any) -> bool:
    contents = output.get("data", {})
    has_alt = "text/vnd.typst" in contents or output.get("metadata", {}).get("alt")
    return not has_alt and any(kind.startswith("image/") for kind in contents)
