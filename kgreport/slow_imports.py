"""Block slow optional imports of Jupyter's libraries that reports never use.

Some of them take longer to load than the libraries themselves: the format checkers that ``jsonschema`` loads
wherever JupyterLab is installed, the file systems of ``papermill``, and the debugger of ``ipykernel``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FORMAT_CHECKERS = ("rfc3987_syntax", "rfc3986_validator", "isoduration")
DEBUGGER = ("debugpy",)
REMOTE_STORES = ("pyarrow", "pyarrow.fs")
"""What papermill loads to read notebooks from Hadoop."""


@contextmanager
def block_imports(*modules: str) -> Iterator[None]:
    """Make imports of these modules fail while the block runs; modules that are loaded already stay.

    Examples
    --------
    >>> with block_imports("wave"):
    ...     import wave
    Traceback (most recent call last):
    ...
    ModuleNotFoundError: import of wave halted; None in sys.modules
    >>> import wave
    """
    absent = [name for name in modules if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # the documented way to halt an import
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
