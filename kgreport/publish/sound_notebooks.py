"""Read a notebook, bring it into the form that the exporters read, and hold its views to what views are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from kgreport.content.plain import CONTENT
from kgreport.errors import PublishError
from kgreport.notebook_shape import fault_of_notebook
from kgreport.publish.foreign.outputs import FALSE_VIEW
from kgreport.publish.foreign.view_markup import fault_of_view
from kgreport.terms.marks import MARKS
from kgreport.views.view import PAGE, TYPST

_ID = re.compile(r"[\w-]+")
_MAPPINGS = ("brief", "chapter", "document")


def sound_notebook(nb: Mapping[str, Any]) -> NotebookNode:
    """Return a notebook in which every cell and output has the parts that the format says.

    An output that claims to be a view and is none loses the claim; `publish_outputs` tells its author.

    Raises
    ------
    PublishError
        It is no notebook of format 4; the message names the cell.
    """
    fault = fault_of_notebook(nb)
    if fault:
        raise PublishError(f"cell {fault[0]}: {fault[1]!r} is not as the format of notebooks says")
    cells = [_sound_cell(cell) for cell in nb["cells"]]
    return NotebookNode({**nb, "metadata": _sound_metadata(nb.get("metadata", {})), "cells": cells})


def _sound_metadata(metadata: Mapping[str, Any]) -> NotebookNode:
    """Keep of a notebook's metadata what is of the right kind."""
    kept = NotebookNode(metadata)
    for name in ("title", "language", "lang"):
        if not isinstance(kept.get(name, ""), str):
            del kept[name]
    authors = kept.pop("authors", None)
    if isinstance(authors, list):
        named = [one for one in authors if isinstance(one, dict)]
        kept["authors"] = [one for one in named if isinstance(one.get("name", ""), str)]
    if not isinstance(kept.get("kgreport", {}).get("marks", {}), dict):
        del kept["kgreport"]
    return kept


def _sound_cell(cell: Mapping[str, Any]) -> NotebookNode:
    made = NotebookNode({"metadata": {}, **cell, "source": "".join(cell["source"])})
    made.metadata = NotebookNode(made.metadata)
    if made.cell_type == "code":
        made.outputs = [one for one in map(_sound_output, cell.get("outputs", [])) if one is not None]
    return made


def _sound_output(output: Mapping[str, Any]) -> NotebookNode | None:
    """Return an output whose texts are texts; None for one of a kind that the format does not have."""
    match kind := output.get("output_type"):
        case "stream":
            texts = {"name": str(output.get("name")), "text": _text_of(output.get("text")) or ""}
        case "error":
            texts = {name: _text_of(output.get(name)) or "" for name in ("ename", "evalue")}
        case "display_data" | "execute_result":
            return _sound_result(output)
        case _:
            return None
    return NotebookNode(output_type=kind, **texts)


def _sound_result(output: Mapping[str, Any]) -> NotebookNode:
    data, metadata = (_mapping(output.get(name)) for name in ("data", "metadata"))
    contents = {str(name): _text_of(value) or value for name, value in data.items()}
    if not isinstance(contents.get(MARKS, {}), dict):
        del contents[MARKS]
    claim = {name: one for name, one in _mapping(metadata.get("kgreport")).items() if name != "images"}
    fault = _fault_of_claim(claim) or (fault_of_view(contents) if TYPST in contents else "")
    if fault:
        contents = {name: value for name, value in contents.items() if name not in (TYPST, PAGE, CONTENT)}
        claim = {FALSE_VIEW: fault}
    made: dict[str, Any] = {"data": contents, "metadata": {**metadata, "kgreport": claim}}
    return NotebookNode(
        {"output_type": output["output_type"], **{k: NotebookNode(v) for k, v in made.items()}}
    )


def _fault_of_claim(claim: Mapping[str, Any]) -> str:
    """Name what views do not tell publishers in this form."""
    wrong = [name for name in _MAPPINGS if not isinstance(claim.get(name) or {}, dict)]
    attached = claim.get("attachments", [])
    if not (isinstance(attached, list) and all(isinstance(one, dict) for one in attached)):
        wrong.append("attachments")
    if wrong:
        return wrong[0]
    chapter, brief, document = (claim.get(name) or {} for name in ("chapter", "brief", "document"))
    if chapter and not (_is_id(chapter.get("id")) and isinstance(chapter.get("title"), str)):
        return "chapter"
    if brief and not isinstance(brief.get("title"), str):
        return "brief"
    return "" if isinstance(document.get("margins") or {}, dict) else "margins"


def _is_id(name: object) -> bool:
    return isinstance(name, str) and _ID.fullmatch(name) is not None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text_of(value: object) -> str | None:
    """Return a text, which a file may store in lines; None for anything else."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def read_executed(notebook: Path) -> NotebookNode:
    """Read a notebook; a notebook of the current format was validated when it was written."""
    content: NotebookNode
    stored = json.loads(notebook.read_text("utf-8"))
    version = (stored.get("nbformat"), stored.get("nbformat_minor"))
    if version != (nbformat.v4.nbformat, nbformat.v4.nbformat_minor):
        content = nbformat.read(notebook, as_version=4)
    else:
        content = nbformat.v4.to_notebook_json(stored)
    return content


def undescribed_cells(content: NotebookNode) -> Iterator[str]:
    """Name the cells with an analyst's own picture but no alt text in the cell's metadata."""
    for number, cell in enumerate(content.cells, 1):
        if cell.cell_type == "markdown":
            lacks_alt = "![](" in cell.source
        else:
            lacks_alt = not cell.metadata.get("alt") and any(map(_lacks_alt, cell.get("outputs", [])))
        if lacks_alt:
            yield f"cell {number} ({cell.source.strip().partition(chr(10))[0]})"


def _lacks_alt(output: Any) -> bool:
    contents = output.get("data", {})
    has_alt = "text/vnd.typst" in contents or output.get("metadata", {}).get("alt")
    return not has_alt and any(kind.startswith("image/") for kind in contents)
