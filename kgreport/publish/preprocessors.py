"""The preprocessors of nbconvert that prepare an executed notebook for every format.

`KeepMarks` keeps the marks of all figures. `DropUnpublished` removes what readers do not get.
`ForeignOutputs` gives all other outputs HTML and Typst, as views have them. So exporters handle
one kind of output.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.preprocessors import Preprocessor
from traitlets import Bool, default

from kgreport.publish.foreign.markdown import is_too_long, publish_markdown
from kgreport.publish.foreign.not_run import is_not_run, note_not_run
from kgreport.publish.foreign.origins import LEFT_OUT, Origin
from kgreport.publish.foreign.outputs import publish_outputs
from kgreport.publish.prepared.documents import language_of, marks_in, split_title, title_cell
from kgreport.publish.sound_notebooks import sound_notebook
from kgreport.publish.typesetting import fault_of_picture
from kgreport.views.markup import close_gaps, heading_levels

# nbformat's cells and nbconvert's resources are dicts of anything.
Cell = Any
Notebook = Any
Resources = dict[str, Any]

# The level of the heading of a section without a chapter in HTML; the PDF counts one less.
SECTION = 2

_VIEW_HEADING = re.compile(r"<h([2-6])[ >]")

# The user can configure these; they run first.
_OF_NBCONVERT = tuple(
    f"nbconvert.preprocessors.{name}Preprocessor"
    for name in ("TagRemove", "RegexRemove", "ClearOutput", "Execute")
)
_KEEP_MARKS = "kgreport.publish.preprocessors.KeepMarks"
_OURS = tuple(
    f"kgreport.publish.preprocessors.{name}" for name in ("DropUnpublished", "ForeignOutputs", "TellNotRun")
)


class _Preparing(Preprocessor):
    """Runs unless somebody configures otherwise; other preprocessors of nbconvert run on demand."""

    enabled = Bool(True).tag(config=True)


class KeepMarks(_Preparing):
    """Keep the marks of all figures in the notebook's metadata.

    It runs before outputs may be removed, and again after cells may have been run.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Add the marks that are in the outputs now."""
        if marks := marks_in(nb):
            nb.metadata["kgreport"] = {**nb.metadata.get("kgreport", {}), "marks": marks}
        return nb, resources


class PreparingExporter(Exporter):
    """Takes the notebook of anybody, and runs the preprocessors on the one copy that `Exporter` makes.

    nbconvert makes two more copies and validates the result, which costs as much as the preprocessors.
    """

    @default("default_preprocessors")
    def _default_preprocessors(self) -> list[str]:
        return [_KEEP_MARKS, *_OF_NBCONVERT, _KEEP_MARKS, *_OURS]

    def from_notebook_node(
        self, nb: Notebook, resources: Resources | None = None, **kw: Any
    ) -> tuple[Any, Resources]:
        """Export a notebook; its author is told by the log what readers do not get."""
        exported, resources = super().from_notebook_node(sound_notebook(nb), resources, **kw)
        for one in dict.fromkeys(resources.get(LEFT_OUT, [])):
            self.log.warning(one.say("en"))
        return exported, resources

    def prepare(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Prepare a sound notebook that nobody else has; it is not copied, which would take half the time."""
        return self._preprocess(nb, self._init_resources(resources))

    def _preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources


class DropUnpublished(_Preparing):
    """Drop what readers do not get.

    This drops guides for the analyst, empty cells, raw cells, sections without figures, and a first heading
    that is printed as the title. The other cells store their number in the notebook as ``place`` in their
    metadata.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Keep the cells that are published."""
        _number_cells(nb)
        _take_title(nb)
        nb.cells = [cell for cell in nb.cells if is_published(cell)]
        for cell in nb.cells:
            if "outputs" in cell:
                cell.outputs = [output for output in cell.outputs if not _is_left_out(output)]
        return nb, resources


class ForeignOutputs(_Preparing):
    """Give an analyst's own outputs HTML and Typst, as views have them.

    Every output without Typst gets clean HTML and Typst. Every Markdown cell gets the level of its highest
    heading (``heading_level`` in its metadata, as HTML counts), so that the page skips no level.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Replace foreign outputs, write Markdown, set the levels of headings, and head the chapters."""
        origin_of = _origins(nb, resources)
        outline = _Outline(nb)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                level = cell.metadata["heading_level"] = outline.enter(cell.source)
                cell.metadata["shown"] = asdict(publish_markdown(cell.source, origin_of(cell, level)))
            elif cell.cell_type == "code":
                outline.enter_views(cell)
                cell.outputs = publish_outputs(cell.outputs, origin_of(cell, outline.below()))
        return nb, resources


class TellNotRun(_Preparing):
    """Tell readers and the author which cells have not been run: their results are not in the document."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Put a note above everything."""
        if cells := [cell for cell in nb.cells if is_not_run(cell)]:
            nb.cells.insert(0, note_not_run(cells, _origins(nb, resources)(cells[0], SECTION)))
        return nb, resources


def is_published(cell: Cell) -> bool:
    """Return whether readers get a cell; of one that shows several sections, they get those with figures."""
    if cell.cell_type == "raw" or not cell.source.strip():
        return False
    if "guide" in cell.metadata.get("tags", []):
        return False
    outputs = cell.get("outputs", [])
    return not outputs or not all(map(_is_left_out, outputs))


def _is_left_out(output: Any) -> bool:
    return bool(_metadata_of(output).get("left_out") or brief_in(output))


def brief_in(output: Any) -> dict[str, str]:
    """Return the title of the brief that a view is; nothing of other outputs."""
    return dict(_metadata_of(output).get("brief") or {})


def place_of(cell: Cell) -> str:
    """Name a cell by its number and its first line, so that the author finds it."""
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    first = first if len(first) <= 50 else first[:49] + "…"
    kind = "code" if cell.cell_type == "code" else "Markdown"
    return f"{kind} cell {cell.metadata.get('place', '?')} ({first})"


class _Outline:
    """The level that the next heading may have, and the chapter, cell after cell."""

    def __init__(self, nb: Notebook) -> None:
        markdown = (cell for cell in nb.cells if cell.cell_type == "markdown")
        written = [level for cell in markdown for level in _levels(cell.source)]
        has_views = any(_is_view(output) for cell in nb.cells for output in cell.get("outputs", []))
        # In a notebook with views, '##' is a section.
        self.highest = min([*written, SECTION] if has_views else written, default=1)
        self.last = SECTION - 1
        self.chapter: str | None = None
        self.has_heading = False

    def enter(self, source: str) -> int:
        """Return the level for the highest heading of some Markdown, and continue from its last heading."""
        levels = _levels(source)
        if not levels:
            return self.below()
        level = self._section() + min(levels) - self.highest
        top = min(level, self.last + 1)
        self.last = close_gaps(levels, top)[-1]
        return top

    def enter_views(self, cell: Cell) -> None:
        """Continue below the section that a view of the cell opens; a chapter is headed where it begins."""
        for output in cell.outputs:
            heading = _VIEW_HEADING.search(output["data"].get("text/html", "")) if _is_view(output) else None
            if heading:
                self.last = int(heading[1])
                chapter = _metadata_of(output).get("chapter") or {}
                if chapter and chapter["id"] == self.chapter:
                    output["metadata"]["kgreport"].pop("chapter", None)
                self.chapter, self.has_heading = chapter.get("id"), bool(chapter.get("title"))

    def _section(self) -> int:
        """Return the level of a section: one lower inside a chapter that has a heading of its own."""
        return SECTION + self.has_heading

    def below(self) -> int:
        """Return the level of a heading inside the last section."""
        return min(self.last + 1, self._section() + 1)


def _levels(source: str) -> list[int]:
    return [] if is_too_long(source) else heading_levels(source)


def _number_cells(nb: Notebook) -> None:
    """Number the cells of each kind: code cells as Jupyter numbers them."""
    counts = {"code": 0, "markdown": 0, "raw": 0}
    for cell in nb.cells:
        counts[cell.cell_type] += bool(cell.source.strip())
        cell.metadata["place"] = counts[cell.cell_type]


def _take_title(nb: Notebook) -> None:
    position = title_cell(nb)
    if position is not None:
        nb.metadata["title"], nb.cells[position].source = split_title(nb.cells[position].source)


def _origins(nb: Notebook, resources: Resources) -> Callable[[Cell, int], Origin]:
    """Return what gives the origin of a cell; what is left out is added to the resources."""
    folder = (resources.get("metadata") or {}).get("path")
    of_all = {
        "language": language_of(nb),
        "folder": Path(folder) if folder else None,
        "fault_of": fault_of_picture,
        "omissions": resources.setdefault(LEFT_OUT, []),
    }

    def origin_of(cell: Cell, level: int) -> Origin:
        alt, caption = (str(cell.metadata.get(name) or "") for name in ("alt", "caption"))
        return Origin(
            place=int(cell.metadata.get("place", 0)),
            kind=cell.cell_type,
            level=level,
            alt=alt,
            caption=caption,
            attached=cell.get("attachments", {}),
            **of_all,
        )

    return origin_of


def _is_view(output: Any) -> bool:
    return "text/vnd.typst" in output.get("data", {})


def _metadata_of(output: Any) -> dict[str, Any]:
    return dict(output.get("metadata", {}).get("kgreport", {}))
