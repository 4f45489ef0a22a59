"""The program of a kernel's process: it loads libraries, then serves the cells of a notebook.

`start` runs it as ``python -P -m kgreport.execute.kernels.launcher MODULES REQUEST``, where MODULES is a
comma-separated list and REQUEST a `KernelRequest` in JSON. `server` loads the same modules once, and each
process that it forks calls `run_kernel`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.execute.kernels.orphans import adopt_orphans
from kgreport.slow_imports import DEBUGGER, block_imports

if TYPE_CHECKING:
    from ipykernel.kernelapp import IPKernelApp

SEED = 0
STREAM = "kgreport.execute.kernels.streams.ReportStream"


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelRequest:
    """The kernel that a process must become.

    Attributes
    ----------
    arguments
        Arguments of ``ipykernel_launcher``.
    cwd
        Working directory.
    environment
        All environment variables; None keeps those of the process.
    for_report
        Whether the same cells must give the same bytes. Random seeds are then fixed, so notebooks that use
        random numbers are reproducible. If not, the kernel behaves like any other kernel of Jupyter.
    parent
        The process that the kernel ends with; None for its parent process.
    """

    arguments: Sequence[str]
    cwd: str
    environment: Mapping[str, str] | None
    for_report: bool = True
    parent: int | None = None


def main() -> None:
    """Load the modules of the first argument, and run the kernel that the second one requests."""
    modules, request = sys.argv[1:3]
    load(modules.split(","))
    run_kernel(KernelRequest(**json.loads(request)))


def load(modules: Iterable[str]) -> None:
    """Load the libraries of a kernel, and the modules that its notebook is going to import.

    Python does not look for garbage meanwhile: nearly all that is loaded stays.
    """
    gc.disable()
    for name in filter(None, modules):
        with suppress(Exception):  # the cell that imports it shows the error where the reader looks
            importlib.import_module(name)
    with block_imports(*DEBUGGER):
        import ipykernel.debugger  # noqa: PLC0415
    import ipykernel.ipkernel  # noqa: PLC0415
    import ipykernel.kernelapp  # noqa: F401, PLC0415

    import kgreport.execute.kernels.streams  # noqa: F401, PLC0415

    gc.enable()


def run_kernel(request: KernelRequest) -> None:
    """Turn this process into the kernel, and serve cells until the kernel is stopped."""
    os.chdir(request.cwd)
    if request.environment is not None:
        os.environ.clear()
        os.environ.update(request.environment)
    parent = request.parent or os.getppid()
    if os.name == "posix":
        if os.getppid() != parent:
            return  # the parent was killed while this process loaded libraries
        time.tzset()
        os.environ["JPY_PARENT_PID"] = str(parent)  # ipykernel ends when that process ends
    if request.for_report:
        adopt_orphans()
    sys.argv = ["ipykernel_launcher", *request.arguments]
    if "multiprocessing.process" in sys.modules:  # it stored the working directory when it was loaded
        vars(sys.modules["multiprocessing.process"])["ORIGINAL_DIR"] = request.cwd
    app = _report_app() if request.for_report else _jupyter_app()
    app.launch_instance(parent_handle=parent if os.name == "posix" else 0)


def _report_app() -> type[IPKernelApp]:
    """Make the application of a report's kernel: fixed random seeds, and nothing that only people need."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    class ReportKernelApp(IPKernelApp):
        outstream_class = STREAM

        def init_heartbeat(self) -> None:
            """Start no heartbeat: the client watches the process instead."""

        def init_control(self, context: object) -> None:
            super().init_control(context)
            self.shell_channel_thread = None  # it would take requests while a cell runs

        def init_kernel(self) -> None:
            super().init_kernel()
            self.kernel.shell.events.register("pre_execute", self.seed_random_numbers)

        def seed_random_numbers(self) -> None:
            """Fix the seeds at the first cell: before it, IPython draws random tips."""
            self.kernel.shell.events.unregister("pre_execute", self.seed_random_numbers)
            random.seed(SEED)
            _seed_numpy(SEED)

    sys.path.insert(0, "")  # `-P` leaves it out, and cells may import modules beside the notebook
    return ReportKernelApp


def _jupyter_app() -> type[IPKernelApp]:
    """Prepare the process as ``ipykernel_launcher`` would, and return its application."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    random.seed()
    _seed_numpy(None)
    if "PYTHONSAFEPATH" not in os.environ:
        sys.path.insert(_before_packages(), "")  # where IPython inserts it
    if "matplotlib" in sys.modules and Path("matplotlibrc").is_file():
        matplotlib = sys.modules["matplotlib"]
        matplotlib.rcParams.update(matplotlib.rc_params())  # the settings of the working directory
    return IPKernelApp


def _before_packages() -> int:
    folders = ("site-packages", "dist-packages")
    return next((at for at, path in enumerate(sys.path) if Path(path).name in folders), 0)


def _seed_numpy(seed: int | None) -> None:
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)


if __name__ == "__main__":
    main()
