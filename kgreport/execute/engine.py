"""Be an engine for papermill that runs notebooks in warm kernels: ``papermill --engine kgreport``.

It is papermill's own engine but for how kernels are started and asked. The server that forks them stays for
the next notebook and ends with the process.
"""

from __future__ import annotations

from typing import Any

from kgreport.execute.kernels.start import Kernel

NAME = "kgreport"


class WarmEngine:
    """What papermill asks of an engine.

    It inherits nothing: papermill loads it while it is itself being loaded.
    """

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, *, kernel: Kernel | None = None, **settings: Any
    ) -> Any:
        """Execute a notebook.

        Parameters
        ----------
        nb
            The notebook.
        kernel_name
            Name of the kernel to start.
        kernel
            A running kernel, to be used instead and stopped at once in the end. One that is started here is
            asked to end, and given the time to write what its files still hold back.
        settings
            What papermill and nbclient take.
        """
        from papermill.engines import NBClientEngine  # noqa: PLC0415

        from kgreport.execute.kernels.managers import WarmManager, manager_of  # noqa: PLC0415

        ours: dict[str, Any] = {"kernel_manager_class": manager_of(kernel) if kernel else WarmManager}
        if kernel:
            ours["shutdown_kernel"] = "immediate"
        return NBClientEngine.execute_notebook(nb, kernel_name, **{**ours, **settings})

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Find the kernel's name as papermill does."""
        from papermill.utils import nb_kernel_name  # noqa: PLC0415

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Find the language as papermill does."""
        from papermill.utils import nb_language  # noqa: PLC0415

        return str(nb_language(nb, language))
