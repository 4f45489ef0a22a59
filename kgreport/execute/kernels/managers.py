"""Jupyter kernel managers for papermill: one forks kernels, the other uses a kernel that runs already."""

from __future__ import annotations

import math
import time
import uuid
from contextlib import suppress
from queue import Empty
from typing import Any, cast

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type

from kgreport.execute.kernels.provisioner import WarmProvisioner
from kgreport.execute.kernels.start import MOST_OUTPUT, Kernel

# Seconds between two checks whether a kernel has ended.
POLL_INTERVAL = 0.005
# Milliseconds between two attempts to connect to a kernel that does not listen yet.
RECONNECT_INTERVAL = 5
# Seconds between two looks for the answer of a kernel.
LOOK_INTERVAL = 0.5


class ShellChannel(AsyncZMQSocketChannel):
    """Looks for the answer every half second.

    ZeroMQ tells once that a message has come. Who sends then, as a widget does, takes the sign away.
    """

    async def get_msg(  # type: ignore[override]  # as its base class does
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """Give the next message; `Empty` is raised when none has come in so many seconds."""
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while (left := end - time.monotonic()) > LOOK_INTERVAL:
            with suppress(Empty):
                return await super().get_msg(timeout=LOOK_INTERVAL)
        return await super().get_msg(timeout=max(left, 0))


class PromptClient(AsyncKernelClient):
    """A client without the kernel's heartbeat, which does not wait for messages that nobody reads."""

    shell_channel_class = Type(ShellChannel)

    def start_channels(self, **_: object) -> None:  # type: ignore[override]
        """Connect without a heartbeat: the manager watches the process."""
        self.context.reconnect_ivl = RECONNECT_INTERVAL  # a forked kernel listens after some milliseconds
        super().start_channels(hb=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers."""
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while time.monotonic() < end and await self.is_alive():
            self.kernel_info()
            with suppress(Empty):
                await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=1)
                return
        raise RuntimeError("no kernel answered")


class WarmManager(AsyncKernelManager):
    """A manager that starts kernels by `WarmProvisioner`, unless the kernel's specification names another."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"client_factory": PromptClient, **settings})

    async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
        spec = self.kernel_spec
        if self.provisioner is None and spec is not None and "kernel_provisioner" not in spec.metadata:
            self.kernel_id = self.kernel_id or str(uuid.uuid4())
            named = {"kernel_id": self.kernel_id, "kernel_spec": spec}
            self.provisioner = WarmProvisioner(parent=self, **named)
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = _async_pre_start_kernel

    async def _async_wait(self, pollinterval: float = POLL_INTERVAL) -> None:
        await super()._async_wait(min(pollinterval, POLL_INTERVAL))


def manager_of(kernel: Kernel) -> type[AsyncKernelManager]:
    """Make the class of a manager that uses this running kernel instead of starting one."""

    class CountingChannel(AsyncZMQSocketChannel):
        """Counts what cells show, and stops a kernel that would fill the memory of this process."""

        received = 0

        async def _recv(self, **options: Any) -> dict[str, Any]:  # type: ignore[override]
            parts = await self.socket.recv_multipart(**options)
            self.received += sum(map(len, parts))
            if self.received > MOST_OUTPUT and not kernel.flooded:
                kernel.flooded = True
                kernel.stop()
            return self.session.deserialize(self.session.feed_identities(parts)[1])

    class CountingClient(PromptClient):
        iopub_channel_class = Type(CountingChannel)  # type: ignore[assignment]  # as its base class does

    class Manager(AsyncKernelManager):
        kernel_spec = KernelSpec(display_name="Python 3", language="python")

        def __init__(self, **settings: object) -> None:
            super().__init__(client_factory=CountingClient, **settings)
            self.load_connection_file(str(kernel.connection_file))
            self.provisioner = LocalProvisioner(kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.process = cast(Any, kernel.process)  # used as if it were a Popen

        async def shutdown_kernel(self, **_: object) -> None:  # type: ignore[override]
            """Stop at once."""
            kernel.stop()

    return Manager
