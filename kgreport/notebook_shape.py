"""What a notebook has to be, whoever wrote it: the kinds of its cells, their texts, metadata and outputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CELL_KINDS = ("code", "markdown", "raw")

# The metadata that Jupyter's libraries look into without a look at their kind.
_MAPPINGS = ("kernelspec", "language_info", "papermill", "kgreport", "jupyter")


def fault_of_notebook(content: Mapping[str, Any]) -> tuple[int, str] | None:
    """Name the first part that is not as the format says, with the number of its cell, 0 for none.

    >>> fault_of_notebook({"cells": [{"cell_type": "code", "source": None}]})
    (1, 'source')
    """
    for name, kind in (("cells", list), ("metadata", dict)):
        if not isinstance(content.get(name, {} if name == "metadata" else None), kind):
            return 0, name
    if not _is_metadata(content.get("metadata", {})):
        return 0, "metadata"
    faults = ((number, _fault_of(cell)) for number, cell in enumerate(content["cells"], start=1))
    return next(((number, fault) for number, fault in faults if fault), None)


def _fault_of(cell: object) -> str:
    """Name the part of a cell that is not as the format says; nothing of a sound cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in CELL_KINDS:
        return "cell_type"
    source = cell.get("source")
    if not (isinstance(source, str) or _is_list_of(source, str)):
        return "source"
    metadata = cell.get("metadata", {})
    if not (_is_metadata(metadata) and _is_list_of(metadata.get("tags", []), str)):
        return "metadata"
    if cell["cell_type"] == "code" and not _is_list_of(cell.get("outputs", []), dict):
        return "outputs"
    attached = cell.get("attachments", {})
    sound = isinstance(attached, dict) and all(isinstance(one, dict) for one in attached.values())
    return "" if sound else "attachments"


def _is_metadata(metadata: object) -> bool:
    return isinstance(metadata, dict) and all(isinstance(metadata.get(name, {}), dict) for name in _MAPPINGS)


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)
