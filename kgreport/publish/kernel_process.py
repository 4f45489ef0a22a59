"""Be the process of a kernel: load what the notebook is going to need, then serve its cells.

Started by `kernels` as ``python -P -m kgreport.publish.kernel_process MODULES ARGUMENTS…``, where MODULES is
a comma-separated list and ARGUMENTS are those of ``ipykernel_launcher``.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress

from kgreport.publish.lean import DEBUGGER, leaving_out


def main() -> None:
    """Load the modules named first on the command line and serve until the process is stopped."""
    preload = sys.argv.pop(1)
    for name in filter(None, preload.split(",")):
        with suppress(Exception):  # the cell that imports it shows the error where the reader looks
            importlib.import_module(name)
    with leaving_out(*DEBUGGER):
        import ipykernel.debugger  # noqa: F401, PLC0415
    from ipykernel import kernelapp  # noqa: PLC0415

    sys.path.insert(0, "")  # cells may import what lies beside the notebook; -P kept it from us
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
