"""Execute a notebook with papermill, and raise an error unless every cell has run.

papermill uses the engine of this library. It changes the working directory of the whole process while it
runs: call this from processes, not from threads.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from kgreport.errors import PublishError
from kgreport.execute import engine
from kgreport.execute.failures import STOPPED_EARLY, ExecutionError, failure_in
from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.normal_form import normalise, write_notebook
from kgreport.execute.parameters_cell import UnknownParameterError, checked_parameters
from kgreport.slow_imports import FORMAT_CHECKERS, REMOTE_STORES, block_imports

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["ExecutionError", "UnknownParameterError", "execute_notebook"]

KERNEL_NAME = "kgreport"
START_TIMEOUT = 120
# Seconds to wait for the outputs of a cell; a busy machine sends them late.
OUTPUT_TIMEOUT = 60
# Letters in a line of code.
LINE = 88
LOGGERS = ("papermill", "traitlets", "asyncio")


@dataclass(slots=True)
class Progress:
    """The progress of a run, and its notebook: papermill returns the notebook only if no cell fails."""

    on_cell: Callable[[int, int], None] | None
    timeout: int = 0
    notebook: NotebookNode | None = None
    started: float = 0.0
    position: int = 0
    done: int = 0
    total: int = 0

    def begin(self, notebook: NotebookNode) -> None:
        self.notebook = notebook
        self.total = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in notebook.cells)

    def start_cell(self, cell: NotebookNode, cell_index: int) -> None:
        self.position, self.started = cell_index, time.monotonic()
        cell.metadata.papermill["start_time"] = None  # papermill would parse it to time the cell

    def finish_cell(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:  # noqa: ARG002
        self.done += 1
        if self.is_late:
            raise TooLongError
        if any(each.get("source") == "ask_exit" for each in execute_reply["content"].get("payload", ())):
            raise StoppedEarlyError
        if self.on_cell:
            self.on_cell(self.done, self.total)

    @property
    def is_late(self) -> bool:
        """Whether the cell takes too long, its outputs included."""
        return 0 < self.timeout < time.monotonic() - self.started


class TooLongError(Exception):
    """A cell has ended in time, but its outputs took longer."""


class StoppedEarlyError(Exception):
    """A cell has called ``exit()``, which ends the kernel without an error."""


def execute_notebook(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, object],
    *,
    cwd: Path,
    timeout: int = 600,
    kernel: Kernel | None = None,
    on_cell: Callable[[int, int], None] | None = None,
) -> None:
    """Run a notebook in a new kernel, and write it with its outputs in normal form.

    Parameters
    ----------
    notebook
        The notebook to run; the file does not change.
    output
        File for the executed notebook; it is written also when a cell fails.
    parameters
        Values for the names in the cell tagged ``parameters``.
    cwd
        Working directory of the cells.
    timeout
        How many seconds one cell may take; 0 for no limit.
    kernel
        A new kernel that `kernels.start.running_kernel` has started in `cwd`; by default, one is started now.
    on_cell
        Called after each code cell with the number of finished code cells and the number of all.

    Raises
    ------
    UnknownParameterError
        If the notebook does not have one of the parameters; no cell is run.
    ParameterValueError
        If a notebook cannot store a value; no cell is run.
    ExecutionError
        If a cell fails, takes too long, ends the kernel, or was not run.
    """
    values = checked_parameters(notebook, parameters)
    if not cwd.is_dir():
        raise PublishError(f"cannot run {notebook} in {cwd}: no such folder")
    progress = Progress(on_cell, timeout)
    with nullcontext(kernel) if kernel else running_kernel(cwd.resolve()) as chosen:
        interruption = _run(chosen, progress, notebook, values, cwd=cwd)
    if progress.notebook is None:
        raise ExecutionError(notebook=notebook, reason=interruption or "no cell was run")
    executed = normalise(progress.notebook)
    failure = failure_in(executed, interruption, progress.position)
    if failure:
        failure.show_in(executed)
    write_notebook(executed, output)
    if failure:
        raise failure.error(notebook, executed, kept=output)


def _run(
    kernel: Kernel, progress: Progress, notebook: Path, values: dict[str, object], *, cwd: Path
) -> str | None:
    """Run the notebook; return what interrupted the run, unless a cell shows it as an error."""
    load_executor()
    import papermill  # noqa: PLC0415
    from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: PLC0415

    try:
        with _silent_libraries():
            settings = _settings(kernel, progress)
            papermill.execute_notebook(_literal_path(notebook), None, values, cwd=cwd, **settings)
    except StoppedEarlyError:
        return STOPPED_EARLY
    except (CellTimeoutError, TooLongError):
        if progress.is_late:
            return f"did not finish within {progress.timeout} s; if it needs longer, raise --timeout"
        return f"ended, but its output did not arrive within {OUTPUT_TIMEOUT} s; let it show less"
    except DeadKernelError:
        return f"the kernel died while this cell ran ({kernel.describe_end()})"
    except RuntimeError as error:  # from `PromptClient`: no kernel answers
        return f"{error} ({kernel.describe_end()})"
    return None


def _settings(kernel: Kernel, progress: Progress) -> dict[str, object]:
    """Return the settings of papermill and nbclient."""
    return {
        "engine_name": engine.NAME,
        "kernel": kernel,
        "kernel_name": KERNEL_NAME,
        "language": "python",
        "start_timeout": START_TIMEOUT,
        "execution_timeout": progress.timeout,
        "iopub_timeout": OUTPUT_TIMEOUT,
        "progress_bar": False,
        "request_save_on_cell_execute": False,  # papermill would write the whole file twice for every cell
        "record_timing": False,
        "force_raise_errors": True,
        "on_notebook_start": progress.begin,
        "on_cell_execute": progress.start_cell,
        "on_cell_executed": progress.finish_cell,
    }


def _literal_path(path: Path) -> str:
    """Escape a path for papermill, which replaces names in braces and reads ``s3:`` as a protocol.

    >>> _literal_path(Path("/reports/{year}.ipynb"))
    '/reports/{{year}}.ipynb'
    """
    return str(path.absolute()).replace("{", "{{").replace("}", "}}")


def load_executor() -> None:
    """Load the libraries that `execute_notebook` uses, and register with papermill what is ours.

    That is our engine, and a translator that writes 'Tỉnh ủy', and a long mapping in lines.
    """
    with block_imports(*FORMAT_CHECKERS, *REMOTE_STORES), _silent_libraries():
        from papermill.engines import papermill_engines  # noqa: PLC0415
        from papermill.translators import PythonTranslator, papermill_translators  # noqa: PLC0415

        import kgreport.execute.kernels.managers  # noqa: F401, PLC0415

    class ReadableTranslator(PythonTranslator):
        @classmethod
        def translate_escaped_str(cls, str_val: object) -> str:
            return repr(str_val)

        @classmethod
        def translate_dict(cls, val: dict[str, object]) -> str:
            lines = [f"{cls.translate(name)}: {cls.translate(value)}," for name, value in val.items()]
            written = f"{{{' '.join(lines)[:-1]}}}"
            if len(written) <= LINE:
                return written
            return "\n".join(["{", *(indent(line, "    ") for line in lines), "}"])

    papermill_translators.register(KERNEL_NAME, ReadableTranslator)
    papermill_engines.register(engine.NAME, engine.WarmEngine)  # also where kgreport is not installed


@contextmanager
def _silent_libraries() -> Iterator[None]:
    """Silence the logs and warnings of Jupyter's libraries: what matters is raised as an error."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
