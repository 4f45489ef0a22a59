"""What a prepared notebook says, as blocks: those of its views, and those read from everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from kgreport.content.blocks import Block, Heading, Paragraph, Picture, in_order
from kgreport.content.figures import FORM, figures_of
from kgreport.content.html import blocks_of_html
from kgreport.content.plain import CONTENT, ContentError, blocks_of
from kgreport.publish.foreign.pictures import SVG
from kgreport.publish.foreign.view_markup import chapter_of, fault_of_html, is_safe_link, page_of


def content_of(nb: Mapping[str, Any]) -> list[Block]:
    """Give what a notebook says, in its order: the heading of each chapter stands where it begins.

    Parameters
    ----------
    nb
        A notebook that the preprocessors of `kgreport.publish.preprocessors` have prepared.
    """
    found: list[Block] = []
    for cell in nb["cells"]:
        if cell["cell_type"] == "markdown":
            found += blocks_of_html(cell["metadata"]["shown"]["html"])
        for output in cell.get("outputs", []):
            if (chapter := chapter_of(output)) and chapter["title"]:
                found.append(Heading(level=2, text=chapter["title"], id=chapter["id"]))
            found += _of_output(output.get("data", {}))
    return found


def content_of_brief(nb: Mapping[str, Any]) -> list[Block]:
    """Give what the brief of a notebook says, which is none of what its readers get."""
    outputs = (output for cell in nb["cells"] for output in cell.get("outputs", []))
    briefs = (one for one in outputs if one.get("metadata", {}).get("kgreport", {}).get("brief"))
    return next((_of_output(one["data"]) for one in briefs), [])


def _of_output(data: Mapping[str, Any]) -> list[Block]:
    """Give the blocks of a view as it wrote them, if they are sound; of all else, what its page says."""
    with suppress(ContentError, KeyError):
        if is_passive(blocks := blocks_of(data[CONTENT])):
            return blocks
    return blocks_of_html(page_of(data))


def with_figures(manifest: Mapping[str, Any], title: str, blocks: Iterable[Block]) -> Mapping[str, Any]:
    """Say in a manifest what a document is called, and which figures its blocks print."""
    figures = figures_of(blocks)
    return {
        **manifest,
        "title": title,
        "figures": figures.as_dict(),
        "figures_sha256": figures.hash,
        "figures_form": FORM,
    }


def is_passive(blocks: Iterable[Block]) -> bool:
    """Whether no drawing and no link in blocks loads or runs anything."""
    for block in in_order(blocks):
        if isinstance(block, Picture) and block.mime == SVG and fault_of_html(block.data):
            return False
        if isinstance(block, Paragraph) and not all(is_safe_link(run.href) for run in block.runs if run.href):
            return False
    return True
