"""Publish one executed notebook in every format, beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kgreport.publish.lean import FORMAT_CHECKERS, leaving_out


def load_publishers() -> None:
    """Load what publishing needs, so that it need not be waited for later."""
    with leaving_out(*FORMAT_CHECKERS):
        import kgreport.publish.html  # noqa: PLC0415
        import kgreport.publish.pdf  # noqa: F401, PLC0415


def publish(notebook: Path, *, include_code: bool = True) -> list[Path]:
    """Write the page and the PDF of an executed notebook.

    Parameters
    ----------
    notebook
        The executed notebook; the files go beside it, under the same name.
    include_code
        Whether the page keeps the code, folded away.

    Returns
    -------
    list of Path
        The files written.

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
    return [html, pdf]


def find_undescribed(notebook: Path) -> list[str]:
    """Name the cells of an executed notebook with a picture and no alt text.

    A view of the library always has one; a figure of an analyst's own has it from the cell's metadata. The
    page and the PDF are made all the same, with an alt text that says that there is none.
    """
    import nbformat  # noqa: PLC0415

    cells = nbformat.read(notebook, as_version=4).cells
    return [
        f"cell {number} ({cell.source.strip().partition(chr(10))[0]})"
        for number, cell in enumerate(cells, 1)
        if cell.cell_type == "code" and not cell.metadata.get("alt") and any(map(_undescribed, cell.outputs))
    ]


def _undescribed(output: Any) -> bool:
    contents = output.get("data", {})
    own = "text/vnd.typst" in contents or output.get("metadata", {}).get("alt")
    return not own and any(kind.startswith("image/") for kind in contents)
