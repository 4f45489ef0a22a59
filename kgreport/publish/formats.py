"""Publish one executed notebook in every format, beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.publish.lean import FORMAT_CHECKERS, leaving_out

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published of a notebook.

    Attributes
    ----------
    files
        The files written.
    undescribed
        Cells with a picture that has no alt text; it is published all the same, and says so.
    """

    files: tuple[Path, ...]
    undescribed: tuple[str, ...]


def load_publishers() -> None:
    """Load what publishing needs, so that it need not be waited for later."""
    with leaving_out(*FORMAT_CHECKERS):
        import kgreport.publish.html  # noqa: PLC0415
        import kgreport.publish.pdf  # noqa: F401, PLC0415


def publish(notebook: Path, *, include_code: bool = True) -> Published:
    """Write the page and the PDF of an executed notebook.

    Parameters
    ----------
    notebook
        The executed notebook; the files go beside it, under the same name.
    include_code
        Whether the page keeps the code, folded away.

    Returns
    -------
    Published
        The files written, and the cells whose picture nobody described.

    Raises
    ------
    PublishError
        The notebook cannot be published; the message names the cell or figure.
    """
    with leaving_out(*FORMAT_CHECKERS):
        import nbformat  # noqa: PLC0415

        from kgreport.publish.html import ReportHTMLExporter  # noqa: PLC0415
        from kgreport.publish.pdf import ReportPDFExporter  # noqa: PLC0415

    content = nbformat.read(notebook, as_version=4)
    resources = {"metadata": {"name": notebook.stem}}
    page, _ = ReportHTMLExporter(include_code=include_code).from_notebook_node(content, resources)
    printed, _ = ReportPDFExporter().from_notebook_node(content, resources)
    html, pdf = notebook.with_suffix(".html"), notebook.with_suffix(".pdf")
    html.write_text(page, "utf-8", newline="\n")
    pdf.write_bytes(printed)
    return Published(files=(html, pdf), undescribed=tuple(_undescribed_cells(content)))


def _undescribed_cells(content: NotebookNode) -> Iterator[str]:
    """Name the cells with a picture of an analyst's own that has no alt text in the cell's metadata."""
    for number, cell in enumerate(content.cells, 1):
        described = cell.cell_type != "code" or cell.metadata.get("alt")
        if not described and any(map(_undescribed, cell.outputs)):
            yield f"cell {number} ({cell.source.strip().partition(chr(10))[0]})"


def _undescribed(output: Any) -> bool:
    contents = output.get("data", {})
    own = "text/vnd.typst" in contents or output.get("metadata", {}).get("alt")
    return not own and any(kind.startswith("image/") for kind in contents)
