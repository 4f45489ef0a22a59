"""Start Jupyter's kernels warm: those of this very Python as forks of a server that this process keeps.

Jupyter finds `WarmProvisioner` under the name ``kgreport-warm``. Whatever it cannot fork, it starts as
Jupyter does without it.
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

from kgreport.execute.kernels.folders import own_folder
from kgreport.execute.kernels.fork import CAN_FORK, PRELOAD, ForkedProcess, WarmStartError, fork_kernel
from kgreport.execute.kernels.process import Wish
from kgreport.execute.kernels.server_pool import server_for, stop_server
from kgreport.execute.kernels.start import CHANNELS

# Loaded before the rest, so that a kernel for people can be debugged.
FOR_PEOPLE = "ipykernel.debugger"
# What a kernel may be started with, beyond its command, for it to be forked.
FORKABLE = {"env", "cwd", "stdin", "stdout", "stderr", "independent"}


class WarmProvisioner(LocalProvisioner):
    """Forks kernels of this very Python, and starts others as Jupyter does."""

    preload = List(
        Unicode(), list(PRELOAD), config=True, help="Modules that are loaded once, before kernels are forked."
    )

    _folder: Path | None = None
    _clearing: ExitStack | None = None

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Have a kernel that can be forked listen in a folder of its own instead of at ports."""
        if self.parent is not None and CAN_FORK and is_this_python(self.kernel_spec.argv):
            self._move_in(self.parent)
        return await super().pre_launch(**options)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Fork the kernel, or start it."""
        if self._folder is not None and not options.get("independent"):
            try:
                forked = await asyncio.to_thread(self._fork, cmd, options)
            except WarmStartError as error:
                self.log.warning("%s; the kernel is started the ordinary way", error)
            else:
                self.process = cast(Any, forked)  # used as if it were a Popen
                self.pid, self.pgid = forked.pid, None  # signals go by the server
                self.cwd = options.get("cwd", Path.cwd())
                return self.connection_info
        return await super().launch_kernel(cmd, **options)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of a kernel that is not coming back."""
        if self._clearing is not None and not restart:
            self._clearing.close()
            self._folder = self._clearing = None
        await super().cleanup(restart=restart)

    def _move_in(self, manager: Any) -> None:
        if self._folder is None:
            self._clearing = ExitStack()
            self._folder = self._clearing.enter_context(own_folder())
            manager.transport, manager.cache_ports = "ipc", False
            manager.ip = str(self._folder / "socket")
            for number, channel in enumerate(CHANNELS, start=1):
                setattr(manager, f"{channel}_port", number)

    def _fork(self, command: Sequence[str], options: Mapping[str, Any]) -> ForkedProcess:
        unknown = set(options) - FORKABLE
        if unknown:
            msg = f"a kernel with {', '.join(sorted(unknown))} cannot be forked"
            raise WarmStartError(msg)
        arguments = command[command.index("ipykernel_launcher") + 1 :]
        cwd = str(options.get("cwd") or Path.cwd())
        wish = Wish(arguments=arguments, cwd=cwd, environment=options["env"], for_report=False)
        address = server_for(options["env"], (FOR_PEOPLE, *self.preload))
        files = (_descriptor(options.get(name), usual) for name, usual in (("stdout", 1), ("stderr", 2)))
        try:
            return fork_kernel(address, wish, *files)
        except WarmStartError:
            stop_server(address)  # the next one may fare better with another
            raise


def is_this_python(command: Sequence[str]) -> bool:
    """Tell whether a kernel's command starts ``ipykernel_launcher`` in the Python that runs here.

    >>> is_this_python(["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    True
    >>> is_this_python(["R", "--slave", "-e", "IRkernel::main()"])
    False
    """
    if "ipykernel_launcher" not in command:
        return False
    python, *options = command[: command.index("ipykernel_launcher")]
    own = {"python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
    same = python in own or _program(python) == _program(sys.executable)
    return same and options in (["-m"], ["-Xfrozen_modules=off", "-m"])


def _program(path: str) -> tuple[Path, Path]:
    """Name a Python by its folder, which tells its environment, and the file it is in the end."""
    return Path(path).parent.resolve(), Path(path).resolve()


def _descriptor(file: Any, usual: int) -> int:
    """Find the descriptor of a file as `subprocess.Popen` takes it."""
    number = usual if file is None else file if isinstance(file, int) else file.fileno()
    if number < 0:
        msg = "a kernel whose output goes into a pipe cannot be forked"
        raise WarmStartError(msg)
    return number
