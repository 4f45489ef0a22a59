"""Tell which cells of a notebook have not been run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from nbformat import NotebookNode

from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.shown import omission_shown
from kgreport.terms.phrases import Phrase

_NOT_RUN = Phrase("chưa chạy các ô mã {cells}", "code cells that have not been run: {cells}")
_RUN_ALL = Phrase("chạy mọi ô rồi xuất lại", "run all cells, and export again")
_MOST_NAMED = 10


def is_not_run(cell: NotebookNode) -> bool:
    """Whether a code cell has not been run, although its author did not exclude it."""
    skipped = "skip-execution" in cell.metadata.get("tags", [])
    ran = cell.get("outputs") or cell.get("execution_count") is not None
    return cell.cell_type == "code" and not ran and not skipped


def note_not_run(cells: Sequence[NotebookNode], origin: Origin) -> NotebookNode:
    """Make a cell that tells readers, and the author, that cells have not been run."""
    places = [str(cell.metadata.get("place")) for cell in cells]
    named = ", ".join(places[:_MOST_NAMED]) + ", …" * (len(places) > _MOST_NAMED)
    shown = omission_shown(origin.leave_out(_NOT_RUN.filled(cells=named), _RUN_ALL))
    metadata = NotebookNode(place=0, shown=asdict(shown))
    return NotebookNode(cell_type="markdown", source="", metadata=metadata)
