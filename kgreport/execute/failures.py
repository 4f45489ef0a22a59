"""Say in plain words which cell of a notebook failed and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.errors import PublishError
from kgreport.execute.normal_form import tags_of
from kgreport.execute.parameters_cell import read_cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

STOPPED_EARLY = "it stopped the notebook early; what comes after it would be missing from the report"
NEVER_RUN = "it was not run, though no cell before it failed"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# How IPython names a line of a cell in a traceback.
CELL_LINE = re.compile(r"Cell In\[(\d+)\], line (\d+)")
INJECTED_TAG = "injected-parameters"
# An author's own mark, honoured by every tool that runs notebooks.
SKIP_TAG = "skip-execution"


class ExecutionError(PublishError):
    """A cell of a notebook failed, or the notebook ended before its last cell.

    Attributes
    ----------
    notebook
        The notebook that was run.
    reason
        What happened, in one sentence.
    cell_index
        Which cell of that file, counting all its cells from one; None when no cell had started. The cell
        that hands in parameters counts as the parameters cell.
    cell_source_first_line
        First line of that cell.
    executed
        Where the notebook is kept with what was executed so far; None when nothing was.

    Examples
    --------
    >>> issubclass(kgreport.ExecutionError, kgreport.PublishError)
    True
    """

    def __init__(
        self,
        *,
        notebook: Path,
        reason: str,
        cell_index: int | None = None,
        cell_source_first_line: str = "",
        executed: Path | None = None,
    ) -> None:
        self.notebook = notebook
        self.reason = reason
        self.cell_index = cell_index
        self.cell_source_first_line = cell_source_first_line
        self.executed = executed
        cell = f"cell {cell_index} of {notebook} ({cell_source_first_line})"
        kept = f"\nWhat was run is kept in {executed}" if executed else ""
        super().__init__(f"{cell if cell_index else notebook}: {reason}{kept}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why the report of an executed notebook would not be whole.

    Attributes
    ----------
    position
        Of the cell, among those of the executed notebook, counted from zero.
    reason
        What happened, in one sentence.
    """

    position: int
    reason: str

    def show_in(self, executed: NotebookNode) -> None:
        """Leave the reason in the cell, unless the cell shows an error already."""
        from nbformat.v4 import new_output  # noqa: PLC0415

        cell = executed.cells[self.position]
        if error_of(cell) is None:
            shown = {"ename": "ExecutionError", "evalue": self.reason, "traceback": [self.reason]}
            cell.outputs.append(new_output("error", **shown))

    def error(self, notebook: Path, executed: NotebookNode, *, kept: Path) -> ExecutionError:
        """Make the error that tells it, counting the cells as in the notebook that was run."""
        cells = executed.cells[: self.position + 1]
        added = len(executed.cells) > len(read_cells(notebook))
        injected = added and any(INJECTED_TAG in tags_of(cell) for cell in cells)
        return ExecutionError(
            notebook=notebook,
            reason=self.reason,
            cell_index=len(cells) - injected,
            cell_source_first_line=cells[-1].source.strip().partition("\n")[0],
            executed=kept,
        )


def failure_in(executed: NotebookNode, trouble: str | None, last_started: int) -> Failure | None:
    """Find why an executed notebook is not whole: an error, what stopped the run, or a cell left out.

    Parameters
    ----------
    executed
        The notebook with its outputs.
    trouble
        What stopped the run, if no cell shows it.
    last_started
        Position of the cell that was started last.
    """
    for position, cell in enumerate(executed.cells):
        if error_of(cell):
            return Failure(position=position, reason=explain(cell))
    if trouble:
        return Failure(position=last_started, reason=trouble)
    for position, cell in enumerate(executed.cells):
        if _should_run(cell) and cell.execution_count is None:
            return Failure(position=position, reason=NEVER_RUN)
    return None


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """Return the output of a cell that is an error."""
    return next((one for one in cell.get("outputs", ()) if one.output_type == "error"), None)


def explain(cell: NotebookNode) -> str:
    """Tell the error that a cell shows: which exception, and at which line of the cell."""
    error = error_of(cell)
    if error is None:
        return ""
    if error.ename == "SystemExit":
        return STOPPED_EARLY
    what = f"{error.ename}: {plain(error.evalue)}" if error.evalue else str(error.ename)
    places = CELL_LINE.findall(plain("\n".join(error.traceback)))
    number = next((int(line) for count, line in places if int(count) == cell.execution_count), 0)
    lines = cell.source.splitlines()
    return f"{what}; in line {number}: {lines[number - 1].strip()}" if 0 < number <= len(lines) else what


def plain(text: str) -> str:
    r"""Take the colours out of a text made for terminals.

    >>> plain("\x1b[31mred\x1b[0m")
    'red'
    """
    return ANSI.sub("", text)


def _should_run(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip()) and SKIP_TAG not in tags_of(cell)
