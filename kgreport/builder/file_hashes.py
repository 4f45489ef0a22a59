"""Hash what a report is made from: values, and the cells of a notebook.

Equal inputs have equal hashes on every machine. Nothing here loads the libraries that read data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kgreport.execute.normal_form import CELL_METADATA, NOTEBOOK_METADATA
from kgreport.execute.notebook_file import read_notebook, source_of
from kgreport.seals.notebooks import without_manifest
from kgreport.whole_files import hash_bytes, hash_file


def hash_of(value: object) -> str:
    """Hash a value made of texts, numbers, lists and mappings; the order of keys does not matter."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def hash_notebook(path: Path) -> str:
    """Hash the cells of a notebook, without their outputs, their ids and the metadata of editors.

    The pictures of Markdown are hashed too: those attached to its cells, and those beside the notebook.

    Raises
    ------
    NotebookFileError
        It is not a notebook.
    """
    content = read_notebook(path)
    cells = [
        [cell["cell_type"], source_of(cell), _kept(cell.get("metadata", {}), CELL_METADATA)]
        for cell in content["cells"]
    ]
    pictures = [
        *filter(None, (cell.get("attachments") for cell in content["cells"])),
        *_beside(path, content),
    ]
    metadata = without_manifest(_kept(content.get("metadata", {}), NOTEBOOK_METADATA))
    return hash_of([metadata, cells, pictures])


def _beside(notebook: Path, content: Mapping[str, Any]) -> list[list[str]]:
    """Hash the pictures beside a notebook that its Markdown shows, by name."""
    written = [source_of(cell) for cell in content["cells"] if cell["cell_type"] == "markdown"]
    written = [text for text in written if "![" in text or "<img" in text.lower()]
    if not written:
        return []
    from kgreport.publish.foreign.pictures import file_beside, names_of_pictures  # noqa: PLC0415

    files = {name: file_beside(notebook.parent, name) for text in written for name in names_of_pictures(text)}
    return [[name, hash_file(file)] for name, file in sorted(files.items()) if file]


def _kept(metadata: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    return {name: metadata[name] for name in names if name in metadata}
