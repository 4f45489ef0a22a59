"""Take the text out of a Jupyter notebook: its Markdown, and what its code shows as HTML or Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kgreport.errors import TextFileError
from kgreport.fact_check.documents.html import html_to_text
from kgreport.fact_check.documents.lines import join_wrapped_lines
from kgreport.fact_check.documents.markdown import markdown_to_text


def notebook_to_text(file: str, content: str) -> str:
    """Give the text of a notebook in the order of its cells.

    Raises
    ------
    TextFileError
        It is no notebook.
    """
    try:
        cells = json.loads(content)["cells"]
        return "\n".join(piece for cell in cells for piece in _pieces(cell) if piece.strip())
    except (ValueError, LookupError, TypeError, AttributeError):
        raise TextFileError(file, "is no Jupyter notebook; open it in JupyterLab and save it again") from None


def _pieces(cell: dict[str, Any]) -> Iterator[str]:
    if cell["cell_type"] == "markdown":
        yield _markdown(cell["source"])
    for output in cell.get("outputs", ()):
        shown = output.get("data", {})
        if "text/html" in shown:
            yield html_to_text("".join(shown["text/html"]))
        elif "text/markdown" in shown:
            yield _markdown(shown["text/markdown"])


def _markdown(source: str | list[str]) -> str:
    return join_wrapped_lines(markdown_to_text("".join(source)))
