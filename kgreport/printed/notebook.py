"""Read an executed notebook as the blocks that it shows, not those that its views wrote for other formats."""

from __future__ import annotations

from typing import Any

from kgreport.content.blocks import Block
from kgreport.content.plain import CONTENT
from kgreport.publish.prepared.content import content_of
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports


def blocks_of_notebook(notebook: Any) -> list[Block]:
    """Read what readers of a notebook get; its cells are not run. The notebook is changed."""
    with block_imports(*FORMAT_CHECKERS):
        import nbformat  # noqa: PLC0415

        from kgreport.publish.preprocessors import PreparingExporter  # noqa: PLC0415

    notebook = nbformat.v4.to_notebook_json(notebook)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(CONTENT, None)
    prepared, _ = PreparingExporter().from_notebook_node(notebook, {"metadata": {"name": "report"}})
    return content_of(prepared)
