"""The papermill engine that runs notebooks in forked kernels: ``papermill --engine kgreport``.

It differs from papermill's own engine only in its kernel manager. The kernel server that forks the kernels
stays for the next notebook, and ends with the process.
"""

from __future__ import annotations

from typing import Any

from kgreport.execute.kernels.start import Kernel

NAME = "kgreport"


class WarmEngine:
    """The engine, with the methods that papermill calls.

    It has no base class, because papermill loads it before its own engines are defined.
    """

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, *, kernel: Kernel | None = None, **settings: Any
    ) -> Any:
        """Execute a notebook, and return it.

        A kernel that runs already is killed at the end; one that is started here has time to flush its files.
        Of a kernel that was running, an empty notebook is returned: papermill makes a text of what it gets,
        and `kgreport.execute.run` writes the notebook and finds its errors.
        """
        from nbformat.v4 import new_notebook  # noqa: PLC0415
        from papermill.engines import NBClientEngine  # noqa: PLC0415

        from kgreport.execute.kernels.managers import WarmManager, manager_of  # noqa: PLC0415

        changed: dict[str, Any] = {"kernel_manager_class": manager_of(kernel) if kernel else WarmManager}
        if kernel:
            changed["shutdown_kernel"] = "immediate"
        executed = NBClientEngine.execute_notebook(nb, kernel_name, **{**changed, **settings})
        return new_notebook() if kernel else executed

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the kernel's name as papermill finds it."""
        from papermill.utils import nb_kernel_name  # noqa: PLC0415

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language as papermill finds it."""
        from papermill.utils import nb_language  # noqa: PLC0415

        return str(nb_language(nb, language))
