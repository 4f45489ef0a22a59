"""Be the process of a kernel: load what the notebook is going to need, then serve its cells.

Started by `kernels` as ``python -P -m kgreport.execute.kernels.process MODULES WISH``, where MODULES is a
comma-separated list and WISH a `Wish` in JSON; or forked by `kernel_server`, which has loaded the modules.
"""

from __future__ import annotations

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

from kgreport.execute.slow_imports import DEBUGGER, leaving_out

if TYPE_CHECKING:
    from ipykernel.kernelapp import IPKernelApp

SEED = 0
STREAM = "kgreport.execute.kernels.streams.UnhurriedStream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a kernel is to be.

    Attributes
    ----------
    arguments
        Those of ``ipykernel_launcher``.
    cwd
        Working directory.
    environment
        All its environment variables; None for those it has.
    for_report
        Whether it shall give the same bytes whenever it runs the same cells: chance begins where it always
        begins. Else it is a kernel like any other.
    parent
        The process it ends with; None for the one whose child it is when it begins to serve.
    """

    arguments: Sequence[str]
    cwd: str
    environment: Mapping[str, str] | None
    for_report: bool = True
    parent: int | None = None


def main() -> None:
    """Load the modules named first on the command line, and fulfil the wish named next."""
    modules, wish = sys.argv[1:3]
    load(modules.split(","))
    fulfil(Wish(**json.loads(wish)))


def load(modules: Iterable[str]) -> None:
    """Load a kernel's own libraries and those that its notebook is going to import."""
    for name in filter(None, modules):
        with suppress(Exception):  # the cell that imports it shows the error where the reader looks
            importlib.import_module(name)
    with leaving_out(*DEBUGGER):
        import ipykernel.debugger  # noqa: PLC0415
    import ipykernel.ipkernel  # noqa: PLC0415
    import ipykernel.kernelapp  # noqa: F401, PLC0415

    import kgreport.execute.kernels.streams  # noqa: F401, PLC0415


def fulfil(wish: Wish) -> None:
    """Be that kernel, and serve cells until it is stopped."""
    os.chdir(wish.cwd)
    if wish.environment is not None:
        os.environ.clear()
        os.environ.update(wish.environment)
    parent = wish.parent or os.getppid()
    if os.name == "posix":
        if os.getppid() != parent:
            return  # it was killed while libraries were loaded here
        time.tzset()
        os.environ["JPY_PARENT_PID"] = str(parent)  # the kernel ends when that process is killed
    sys.argv = ["ipykernel_launcher", *wish.arguments]
    if "multiprocessing.process" in sys.modules:  # computed when it was loaded, somewhere else
        vars(sys.modules["multiprocessing.process"])["ORIGINAL_DIR"] = wish.cwd
    app = _report_app() if wish.for_report else _any_app()
    app.launch_instance(parent_handle=parent if os.name == "posix" else 0)


def _report_app() -> type[IPKernelApp]:
    """Begin chance where it always begins, and leave out what only people need who work in a notebook."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    class ReportKernelApp(IPKernelApp):
        outstream_class = STREAM

        def init_heartbeat(self) -> None:
            """The process itself tells whether it lives."""

        def init_control(self, context: object) -> None:
            super().init_control(context)
            self.shell_channel_thread = None  # it would serve further cells while one runs

        def init_kernel(self) -> None:
            super().init_kernel()
            self.kernel.shell.events.register("pre_execute", self.begin_chance)

        def begin_chance(self) -> None:
            """Begin at the first cell: until then IPython chooses tips, as often as it is asked who it is."""
            self.kernel.shell.events.unregister("pre_execute", self.begin_chance)
            random.seed(SEED)
            _seed_numpy(SEED)

    sys.path.insert(0, "")  # cells may import what lies beside the notebook; -P kept it from us
    return ReportKernelApp


def _any_app() -> type[IPKernelApp]:
    """Be what ``ipykernel_launcher`` would be."""
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    random.seed()
    _seed_numpy(None)
    if "PYTHONSAFEPATH" not in os.environ:
        sys.path.insert(_before_packages(), "")  # where IPython puts it, unless -P keeps it from it
    if "matplotlib" in sys.modules and Path("matplotlibrc").is_file():
        settings = sys.modules["matplotlib"]
        settings.rcParams.update(settings.rc_params())  # those of the working directory
    return IPKernelApp


def _before_packages() -> int:
    folders = ("site-packages", "dist-packages")
    return next((at for at, path in enumerate(sys.path) if Path(path).name in folders), 0)


def _seed_numpy(seed: int | None) -> None:
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)


if __name__ == "__main__":
    main()
