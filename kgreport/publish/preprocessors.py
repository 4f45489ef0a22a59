"""Prepare the cells of an executed notebook for publishing, in the same way for every format.

First what is not published is dropped; then everything that is not a view of ours gets the two
texts that views have, so that the formats need to know nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from kgreport.publish.documents import language_of, split_title, title_cell
from kgreport.publish.foreign_outputs import Origin, publish_outputs
from kgreport.views.markup import close_gaps, heading_levels

# nbformat's cells and nbconvert's resources are dicts of anything.
Cell = Any
Notebook = Any
Resources = dict[str, Any]

# Views open a section with a heading of this level in HTML; the PDF counts one less.
SECTION = 2


class DropUnpublished(Preprocessor):
    """Drop what readers do not get.

    Guides for the analyst, empty cells, raw cells, and sections without figures go. So does a first
    heading that is printed as the title. Cells that stay remember their place in the notebook.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Keep the cells that are published."""
        _name_places(nb)
        _take_title(nb)
        nb.cells = [cell for cell in nb.cells if is_published(cell)]
        return nb, resources


class ForeignOutputs(Preprocessor):
    """Give what an analyst wrote the two texts that views have.

    Every output without Typst gets clean HTML and Typst; every Markdown cell is told which level its
    highest heading takes (``heading_level`` in its metadata, as HTML counts), so that none is skipped.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Replace foreign outputs and set the levels of headings, from first to last."""
        language = language_of(nb)
        outline = _Outline(nb)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.metadata["heading_level"] = outline.enter(cell.source)
            elif cell.cell_type == "code":
                outline.pass_views(cell)
                origin = Origin(language=language, level=outline.below(), **_origin(cell))
                cell.outputs = publish_outputs(cell.outputs, origin)
        return nb, resources


def is_published(cell: Cell) -> bool:
    """Whether readers get to see a cell."""
    if cell.cell_type == "raw" or not cell.source.strip():
        return False
    if "guide" in cell.metadata.get("tags", []):
        return False
    return not any(_said(output).get("left_out") for output in cell.get("outputs", []))


def place_of(cell: Cell) -> str:
    """Name a cell so that its author finds it: its number and how it begins."""
    begins = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    begins = begins if len(begins) <= 50 else begins[:49] + "…"
    kind = "code" if cell.cell_type == "code" else "Markdown"
    return f"{kind} cell {cell.metadata.get('place', '?')} ({begins})"


class _Outline:
    """The level that the next heading may take, as cells follow each other."""

    def __init__(self, nb: Notebook) -> None:
        written = [level for cell in nb.cells if cell.cell_type == "markdown" for level in _levels(cell)]
        has_views = any(_is_view(output) for cell in nb.cells for output in cell.get("outputs", []))
        # Beside our views '##' is a section, as in the notebook itself.
        self.highest = min([*written, SECTION] if has_views else written, default=1)
        self.last = SECTION - 1

    def enter(self, source: str) -> int:
        """Return the level for the highest heading of some Markdown, and go on from its last."""
        levels = heading_levels(source)
        if not levels:
            return self.below()
        wanted = SECTION + min(levels) - self.highest
        top = min(wanted, self.last + 1)
        self.last = close_gaps(levels, top)[-1]
        return top

    def pass_views(self, cell: Cell) -> None:
        """Go on from the section that a view opens."""
        if any("<h2" in output["data"].get("text/html", "") for output in cell.outputs if _is_view(output)):
            self.last = SECTION

    def below(self) -> int:
        """Return the level of a heading inside what came last."""
        return min(self.last + 1, SECTION + 1)


def _levels(cell: Cell) -> list[int]:
    return heading_levels(cell.source)


def _name_places(nb: Notebook) -> None:
    """Number cells of each kind as an author counts them: code cells as Jupyter does."""
    counts = {"code": 0, "markdown": 0, "raw": 0}
    for cell in nb.cells:
        counts[cell.cell_type] += bool(cell.source.strip())
        cell.metadata["place"] = counts[cell.cell_type]


def _take_title(nb: Notebook) -> None:
    place = title_cell(nb)
    if place is not None:
        nb.metadata["title"], nb.cells[place].source = split_title(nb.cells[place].source)


def _origin(cell: Cell) -> dict[str, Any]:
    metadata = cell.metadata
    texts: Iterator[tuple[str, str]] = ((key, str(metadata.get(key) or "")) for key in ("alt", "caption"))
    return {"place": int(metadata.get("place", 0)), **dict(texts)}


def _is_view(output: Any) -> bool:
    return "text/vnd.typst" in output.get("data", {})


def _said(output: Any) -> dict[str, Any]:
    return dict(output.get("metadata", {}).get("kgreport", {}))
