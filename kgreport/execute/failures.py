"""Find the cell of an executed notebook that failed, and describe why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.errors import PublishError
from kgreport.execute.normal_form import tags_of
from kgreport.execute.notebook_file import read_cells
from kgreport.terms.phrases import shortened
from kgreport.terms.texts.terminal import without_colours

if TYPE_CHECKING:
    from nbformat import NotebookNode

STOPPED_EARLY = "it stopped the notebook early, so the cells after it are missing from the report"
NEVER_RUN = "it was not run, although no cell before it failed"
# A line of a cell in a traceback of IPython.
CELL_LINE = re.compile(r"Cell In\[(\d+)\], line (\d+)")
# So many letters of the text of an exception are in a message; the notebook has it all.
MOST_LETTERS = 2000
INJECTED_TAG = "injected-parameters"
# Authors set this tag; every tool that runs notebooks knows it.
SKIP_TAG = "skip-execution"


class ExecutionError(PublishError):
    """A cell of a notebook failed, or the notebook ended before its last cell.

    Attributes
    ----------
    notebook
        The notebook file.
    reason
        What happened, in one sentence.
    cell_index
        Number of the cell in that file, counted from one over all cells; None when no cell had started. The
        cell with injected parameters counts as the parameters cell.
    cell_source_first_line
        First line of that cell.
    executed
        File with the outputs so far; None when no cell had started.
    killed
        Whether the kernel was killed from outside, for example because memory ran out.

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
        killed: bool = False,
    ) -> None:
        self.notebook = notebook
        self.reason = reason
        self.cell_index = cell_index
        self.cell_source_first_line = cell_source_first_line
        self.executed = executed
        self.killed = killed
        cell = f"cell {cell_index} of {notebook} ({cell_source_first_line})"
        kept = f"\nThe outputs so far are in {executed}" if executed else ""
        super().__init__(f"{cell if cell_index else notebook}: {reason}{kept}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an executed notebook is not complete.

    Attributes
    ----------
    position
        Position of the cell in the executed notebook, counted from zero.
    reason
        What happened, in one sentence.
    """

    position: int
    reason: str

    def show_in(self, executed: NotebookNode) -> None:
        """Add the reason to the cell as an error output, unless the cell shows an error already."""
        from nbformat.v4 import new_output  # noqa: PLC0415

        cell = executed.cells[self.position]
        if error_of(cell) is None:
            shown = {"ename": "ExecutionError", "evalue": self.reason, "traceback": [self.reason]}
            cell.outputs.append(new_output("error", **shown))

    def error(self, notebook: Path, executed: NotebookNode, *, kept: Path) -> ExecutionError:
        """Make the error for this failure, with the cells counted as in the notebook file."""
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


def failure_in(executed: NotebookNode, interruption: str | None, last_started: int) -> Failure | None:
    """Find why an executed notebook is not complete: an error, an interruption, or a cell that was not run.

    `interruption` is what stopped the run, if no cell shows it; `last_started` is the position of a cell.
    """
    for position, cell in enumerate(executed.cells):
        if error_of(cell):
            return Failure(position=position, reason=describe_error(cell))
    if interruption:
        return Failure(position=last_started, reason=interruption)
    for position, cell in enumerate(executed.cells):
        if _should_run(cell) and cell.execution_count is None:
            return Failure(position=position, reason=NEVER_RUN)
    return None


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """Return the first error among the outputs of a cell."""
    return next((each for each in cell.get("outputs", ()) if each.output_type == "error"), None)


def describe_error(cell: NotebookNode) -> str:
    """Describe the error that a cell shows: the exception, and the line of the cell."""
    error = error_of(cell)
    if error is None:
        return ""
    if error.ename == "SystemExit":
        return STOPPED_EARLY
    shown = without_colours("\n".join(error.traceback))
    if shown.startswith(f"{error.ename}: "):
        return shown  # the error has told itself, with the line, in the language of the report
    said = shortened(without_colours(error.evalue), MOST_LETTERS)
    exception = f"{error.ename}: {said}" if error.evalue else error.ename
    places = CELL_LINE.findall(shown)
    number = next((int(line) for count, line in places if int(count) == cell.execution_count), 0)
    lines = cell.source.splitlines()
    if 0 < number <= len(lines):
        return f"{exception}; in line {number}: {lines[number - 1].strip()}"
    return exception


def _should_run(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip()) and SKIP_TAG not in tags_of(cell)
