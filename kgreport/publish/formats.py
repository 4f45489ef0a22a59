"""Publish one executed notebook in every format, beside it."""

from __future__ import annotations

from pathlib import Path

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
