"""Publish one executed notebook in every format, beside it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.errors import PublishError
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports

if TYPE_CHECKING:
    from nbformat import NotebookNode

Publisher = Callable[["NotebookNode", str], bytes]

FORMATS = ("html", "pdf")
"""What a notebook is published as: the suffix of the file, and the name by which it is asked for."""


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
    with block_imports(*FORMAT_CHECKERS):
        import kgreport.publish.html  # noqa: PLC0415
        import kgreport.publish.pdf  # noqa: F401, PLC0415


def publish(notebook: Path, *, include_code: bool = True, formats: Collection[str] = FORMATS) -> Published:
    """Write the page and the PDF of an executed notebook.

    Parameters
    ----------
    notebook
        The executed notebook; the files go beside it, under the same name.
    include_code
        Whether the page keeps the code, folded away.
    formats
        Those of `FORMATS` to write.

    Returns
    -------
    Published
        The files written, and the cells whose picture nobody described.

    Raises
    ------
    PublishError
        The notebook cannot be published; the message names the cell or figure. Or there is no such format.
    """
    for name in formats:
        _check_format(name)
    publishers = _publishers(include_code=include_code)
    content = _read(notebook)
    # All are made before any is written: what cannot be published in one format leaves no files.
    made = {
        notebook.with_suffix(f".{name}"): publishers[name](content, notebook.stem)
        for name in FORMATS
        if name in formats
    }
    for file, published in made.items():
        file.write_bytes(published)
    return Published(files=tuple(made), undescribed=tuple(_undescribed_cells(content)))


def _check_format(name: str) -> None:
    if name in FORMATS:
        return
    near = difflib.get_close_matches(name.lower().lstrip("."), FORMATS, n=1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    msg = f"unknown format '{name}': {hint}a notebook is published as {' or '.join(FORMATS)}"
    raise PublishError(msg)


@cache
def _publishers(*, include_code: bool) -> Mapping[str, Publisher]:
    """Keep the exporters open: to make one takes as long as to use it."""
    with block_imports(*FORMAT_CHECKERS):
        from kgreport.publish.html import ReportHTMLExporter  # noqa: PLC0415
        from kgreport.publish.pdf import ReportPDFExporter  # noqa: PLC0415

    page, printed = ReportHTMLExporter(include_code=include_code), ReportPDFExporter()

    def html(content: NotebookNode, name: str) -> bytes:
        return page.from_notebook_node(content, {"metadata": {"name": name}})[0].encode()

    def pdf(content: NotebookNode, name: str) -> bytes:
        return printed.from_notebook_node(content, {"metadata": {"name": name}})[0]

    return {"html": html, "pdf": pdf}


def _read(notebook: Path) -> NotebookNode:
    """Read a notebook; one of this version was checked when it was written."""
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
    """Name the cells with a picture of an analyst's own that has no alt text in the cell's metadata."""
    for number, cell in enumerate(content.cells, 1):
        described = cell.cell_type != "code" or cell.metadata.get("alt")
        if not described and any(map(_undescribed, cell.outputs)):
            yield f"cell {number} ({cell.source.strip().partition(chr(10))[0]})"


def _undescribed(output: Any) -> bool:
    contents = output.get("data", {})
    own = "text/vnd.typst" in contents or output.get("metadata", {}).get("alt")
    return not own and any(kind.startswith("image/") for kind in contents)
