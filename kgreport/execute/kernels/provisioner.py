"""A kernel provisioner for Jupyter, ``kgreport-warm``: it forks kernels from a kernel server.

It forks kernels of the Python that runs Jupyter. It starts all other kernels as Jupyter's own provisioner
does.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from kgreport.execute.kernels.folders import kernel_folder
from kgreport.execute.kernels.fork import CAN_FORK, PRELOAD, ForkedProcess, WarmStartError, fork_kernel
from kgreport.execute.kernels.launcher import KernelRequest
from kgreport.execute.kernels.server_pool import server_for, stop_server
from kgreport.execute.kernels.start import CHANNELS

# Loaded first, so that a user can debug the kernel.
DEBUGGER_MODULE = "ipykernel.debugger"
# The options of a kernel's start that a forked kernel supports.
SUPPORTED = {"env", "cwd", "stdin", "stdout", "stderr", "independent"}


class WarmProvisioner(LocalProvisioner):
    """Forks kernels of this Python, and starts others as Jupyter does."""

    preload = List(
        Unicode(), list(PRELOAD), config=True, help="Modules that are loaded once, before kernels are forked."
    )

    _folder: Path | None = None
    _cleanup: ExitStack | None = None

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Choose sockets in a folder instead of ports, for a kernel that can be forked."""
        if self.parent is not None and CAN_FORK and is_this_python(self.kernel_spec.argv):
            self._use_sockets(self.parent)
        return await super().pre_launch(**options)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Fork the kernel, or start it as Jupyter does."""
        if self._folder is not None and not options.get("independent"):
            try:
                forked = await asyncio.to_thread(self._fork, cmd, options)
            except WarmStartError as error:
                self.log.warning("%s; Jupyter starts a new process instead", error)
            else:
                self.process = cast(Any, forked)  # used as if it were a Popen
                self.pid, self.pgid = forked.pid, None  # the server sends the signals
                self.cwd = options.get("cwd", Path.cwd())
                return self.connection_info
        return await super().launch_kernel(cmd, **options)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of the kernel, unless the kernel restarts."""
        if self._cleanup is not None and not restart:
            self._cleanup.close()
            self._folder = self._cleanup = None
        await super().cleanup(restart=restart)

    def _use_sockets(self, manager: Any) -> None:
        if self._folder is None:
            self._cleanup = ExitStack()
            self._folder = self._cleanup.enter_context(kernel_folder())
            manager.transport, manager.cache_ports = "ipc", False
            manager.ip = str(self._folder / "socket")
            for number, channel in enumerate(CHANNELS, start=1):
                setattr(manager, f"{channel}_port", number)

    def _fork(self, command: Sequence[str], options: Mapping[str, Any]) -> ForkedProcess:
        unknown = set(options) - SUPPORTED
        if unknown:
            raise WarmStartError(f"a kernel with {', '.join(sorted(unknown))} cannot be forked")
        request = KernelRequest(
            arguments=command[command.index("ipykernel_launcher") + 1 :],
            cwd=str(options.get("cwd") or Path.cwd()),
            environment=options["env"],
            for_report=False,
        )
        address = server_for(options["env"], (DEBUGGER_MODULE, *self.preload))
        files = (_descriptor(options.get(name), number) for name, number in (("stdout", 1), ("stderr", 2)))
        try:
            return fork_kernel(address, request, *files)
        except WarmStartError:
            stop_server(address)  # the next kernel starts another server
            raise


def is_this_python(command: Sequence[str]) -> bool:
    """Return whether a kernel's command starts ``ipykernel_launcher`` in the Python that runs here.

    >>> is_this_python(["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    True
    >>> is_this_python(["R", "--slave", "-e", "IRkernel::main()"])
    False
    """
    if "ipykernel_launcher" not in command:
        return False
    python, *options = command[: command.index("ipykernel_launcher")]
    names = {"python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
    same = python in names or _program(python) == _program(sys.executable)
    return same and options in (["-m"], ["-Xfrozen_modules=off", "-m"])


def _program(path: str) -> tuple[Path, Path]:
    """Identify a Python by its folder, which names its environment, and by the file behind its links."""
    return Path(path).parent.resolve(), Path(path).resolve()


def _descriptor(file: Any, default: int) -> int:
    """Return the descriptor of a file that was given as `subprocess.Popen` takes it."""
    number = default if file is None else file if isinstance(file, int) else file.fileno()
    if number < 0:
        raise WarmStartError("a kernel that writes into a pipe cannot be forked")
    return number
