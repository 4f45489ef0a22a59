"""Notebooks in a line, servers of a test's own, and what is left of processes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from kgreport.execute.kernels.start import running_kernel
from kgreport.execute.run import execute_notebook


def write_notebook(path: Path, *cells: str, kernel: str = "python3") -> Path:
    """Write a notebook of code cells."""
    common: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    metadata = {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}}
    content = {"cells": [{**common, "source": cell} for cell in cells], "metadata": metadata}
    path.write_text(json.dumps({**content, "nbformat": 4, "nbformat_minor": 4}), "utf-8")
    return path


def run_report(notebook: Path, warm: str | None, **options: Any) -> bytes:
    """Execute a notebook in a kernel, forked or started the ordinary way, and return what was written."""
    output = notebook.with_suffix(f".{'warm' if warm else 'ordinary'}.ipynb")
    with running_kernel(notebook.parent, options.get("preload", ()), warm) as kernel:
        execute_notebook(notebook, output, {}, cwd=notebook.parent, kernel=kernel)
    return output.read_bytes()


def printed(notebook: bytes | Any) -> str:
    """Join what the cells of an executed notebook have printed, or shown as text."""
    cells = json.loads(notebook)["cells"] if isinstance(notebook, bytes) else notebook.cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return "".join("".join(one.get("text") or one.get("data", {}).get("text/plain", "")) for one in outputs)


def comes_true(fact: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.05)
    return fact()


def lives(process: int) -> bool:
    """Tell whether a process runs; one that nobody has waited for does not."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
