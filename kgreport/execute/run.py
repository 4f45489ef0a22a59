"""Execute a notebook with papermill, and hand it over only when every cell has run.

papermill does it, by the engine of this library. papermill changes the working directory of the whole process
while it runs: call this from processes, not from threads.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.errors import PublishError
from kgreport.execute import engine
from kgreport.execute.failures import STOPPED_EARLY, ExecutionError, failure_in
from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.normal_form import normalise, write_notebook
from kgreport.execute.parameters_cell import UnknownParameterError, fitting_parameters, parameters_of
from kgreport.execute.slow_imports import FORMAT_CHECKERS, leaving_out
from kgreport.whole_files import translating_write_errors

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["ExecutionError", "UnknownParameterError", "execute_notebook", "parameters_of"]

KERNEL_NAME = "kgreport"
START_TIMEOUT = 120
# A cell is done only when its outputs have arrived; on a busy machine that takes a while.
OUTPUT_TIMEOUT = 60
LOGGERS = ("papermill", "traitlets", "asyncio")


@dataclass(slots=True)
class Course:
    """How far a run has come; papermill gives the notebook back only when all went well."""

    on_cell: Callable[[int, int], None] | None
    notebook: NotebookNode | None = None
    position: int = 0
    done: int = 0
    total: int = 0

    def begin(self, notebook: NotebookNode) -> None:
        self.notebook = notebook
        self.total = sum(one.cell_type == "code" and bool(one.source.strip()) for one in notebook.cells)

    def start_cell(self, cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG002
        self.position = cell_index

    def finish_cell(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:  # noqa: ARG002
        self.done += 1
        if any(one.get("source") == "ask_exit" for one in execute_reply["content"].get("payload", ())):
            raise StoppedEarlyError
        if self.on_cell:
            self.on_cell(self.done, self.total)


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
    """Run a notebook in a fresh kernel and write it, in normal form, with its outputs.

    Parameters
    ----------
    notebook
        The notebook to run; it is not changed.
    output
        Where the executed notebook goes, also when a cell fails.
    parameters
        Values for names of the cell tagged ``parameters``.
    cwd
        Working directory of the cells.
    timeout
        How many seconds one cell may take; 0 for any time.
    kernel
        A fresh kernel to run it in, started in `cwd` by `kernels.start.running_kernel`; whoever
        starts it early need not wait for it now. Without one, one is started.
    on_cell
        Told after each cell how many code cells are done, and of how many.

    Raises
    ------
    UnknownParameterError
        If the notebook does not have one of the parameters; nothing is run then.
    ParameterValueError
        If a value cannot be written into a notebook; nothing is run then.
    ExecutionError
        If a cell fails, takes too long, ends the kernel, or has not been run in the end.
    """
    values = fitting_parameters(notebook, parameters)
    if not cwd.is_dir():
        msg = f"cannot run {notebook} in {cwd}: no such folder"
        raise PublishError(msg)
    course = Course(on_cell)
    with nullcontext(kernel) if kernel else running_kernel(cwd.resolve()) as chosen:
        trouble = _run(chosen, course, notebook, values, cwd=cwd, timeout=timeout)
    if course.notebook is None:
        raise ExecutionError(notebook=notebook, reason=trouble or "no cell was run")
    executed = normalise(course.notebook)
    failure = failure_in(executed, trouble, course.position)
    if failure:
        failure.show_in(executed)
    write_notebook(executed, output)
    if failure:
        raise failure.error(notebook, executed, kept=output)


def _run(
    kernel: Kernel, course: Course, notebook: Path, values: dict[str, object], *, cwd: Path, timeout: int
) -> str | None:
    """Run the notebook; return what went wrong, apart from errors that a cell shows itself."""
    with leaving_out(*FORMAT_CHECKERS), _quiet():
        import papermill  # noqa: PLC0415
        from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: PLC0415
        from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415

    paths = _literal_path(notebook), _literal_path(kernel.folder / "executed.ipynb")
    try:
        with _quiet(), translating_write_errors(kernel.folder):
            _teach_papermill()
            papermill.execute_notebook(*paths, values, cwd=cwd, **_settings(kernel, course, timeout))
    except StoppedEarlyError:
        return STOPPED_EARLY
    except CellTimeoutError:
        return f"did not finish within {timeout} s; if it needs longer, raise --timeout"
    except DeadKernelError:
        return f"the kernel died while this cell ran ({kernel.last_words()})"
    except RuntimeError as error:  # how Jupyter's client says that no kernel answers
        return f"{error} ({kernel.last_words()})"
    except PapermillExecutionError:
        return None
    return None


def load_executor() -> None:
    """Load all that `execute_notebook` needs, for a process that is going to execute notebooks."""
    with leaving_out(*FORMAT_CHECKERS), _quiet():
        _teach_papermill()
        import kgreport.execute.kernels.managers  # noqa: F401, PLC0415


def _settings(kernel: Kernel, course: Course, timeout: int) -> dict[str, object]:
    """Choose what papermill, and nbclient below it, shall do other than usual."""
    return {
        "engine_name": engine.NAME,
        "kernel": kernel,
        "kernel_name": KERNEL_NAME,
        "language": "python",
        "start_timeout": START_TIMEOUT,
        "execution_timeout": timeout,
        "iopub_timeout": OUTPUT_TIMEOUT,
        "progress_bar": False,
        "request_save_on_cell_execute": False,  # it would write the whole file twice for every cell
        "record_timing": False,
        "store_widget_state": False,
        "coalesce_streams": True,  # how a text is cut into messages depends on the clock
        "force_raise_errors": True,
        "on_notebook_start": course.begin,
        "on_cell_execute": course.start_cell,
        "on_cell_executed": course.finish_cell,
    }


def _literal_path(path: Path) -> str:
    """Protect a path from papermill, which fills parameters into braces and reads ``s3:`` as an order.

    >>> _literal_path(Path("/reports/{year}.ipynb"))
    '/reports/{{year}}.ipynb'
    """
    return str(path.absolute()).replace("{", "{{").replace("}", "}}")


def _teach_papermill() -> None:
    """Have our engine used, and parameters written as a reader would: 'Tỉnh ủy' and not its code points."""
    from papermill.engines import papermill_engines  # noqa: PLC0415
    from papermill.translators import PythonTranslator, papermill_translators  # noqa: PLC0415

    class ReadableTranslator(PythonTranslator):
        @classmethod
        def translate_escaped_str(cls, str_val: object) -> str:
            return repr(str_val)

    papermill_translators.register(KERNEL_NAME, ReadableTranslator)
    papermill_engines.register(engine.NAME, engine.WarmEngine)  # also where nothing is installed


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Jupyter's libraries from logging and warning: what matters is raised."""
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
