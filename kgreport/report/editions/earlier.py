"""The edition that was issued before a report: found by its manifest, and read from its notebook.

A build names the manifest. In JupyterLab it is looked for in the folder ``outputs`` of the project.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kgreport.content.blocks import Block, Listing, Paragraph, Table
from kgreport.content.figures import Figures, PrintedTable, figures_of
from kgreport.content.html import blocks_of_html
from kgreport.content.plain import CONTENT, ContentError, blocks_of
from kgreport.data.params.model import Parameters
from kgreport.environment import EARLIER
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.annexes.trace import TRACE_FILE, TracedFigures, read_trace
from kgreport.views.tables import CHANGED_MARK
from kgreport.views.view import PAGE
from kgreport.whole_files import hash_bytes, read_json, read_plain


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What an edition said that was issued.

    Attributes
    ----------
    parameters
        Its parameters, by name.
    figures
        The figures that it printed.
    trace
        Its figures as they were counted or derived.
    """

    parameters: Mapping[str, Any]
    figures: Figures
    trace: TracedFigures

    @cached_property
    def tables(self) -> Mapping[str, PrintedTable]:
        """Its tables, by their fixed names."""
        return {table.id: table for table in self.figures.tables if table.id}


@dataclass(frozen=True)
class NotFound:
    """That an edition is not there, and why."""

    why: Phrase


FindEarlier = Callable[[Parameters, Path], Earlier | NotFound | None]
"""Finds the edition before a report, by its parameters and the folder of their file."""


def find_earlier(
    parameters: Parameters, base: Path, named: Path | None = None, notebook: str = "annual_report"
) -> Earlier | NotFound | None:
    """Find and read the edition that was issued before a report; None for a first edition.

    Parameters
    ----------
    parameters
        Those of the report.
    base
        Folder of its parameters file.
    named
        The manifest of that edition, where who asks knows it.
    notebook
        Which of the notebooks that come with kgreport makes such reports; your own may make them, too.
    """
    if parameters.edition == 1:
        return None
    told = os.environ.get(EARLIER, "")
    if named and named.is_file():
        return read_earlier(named)
    if told:
        return read_earlier(Path(told)) if Path(told).is_file() else NotFound(_NOT_THERE)
    outputs = _outputs(base)
    issued = list(_issued_before(parameters, outputs))
    found = [path for path, made_by in issued if made_by == notebook]
    found = found or [path for path, made_by in issued if made_by not in _NOTEBOOKS]
    if len(found) > 1:
        listed = ", ".join(path.relative_to(outputs).as_posix() for path in found)
        return NotFound(_SEVERAL.filled(listed=listed))
    return read_earlier(found[0]) if found else NotFound(_NOT_THERE)


_NOTEBOOKS = ("annual_report", "trend_report")
_NOT_THERE = Phrase("không có trong thư mục báo cáo đã lập", "it is not in the folder of what was built")
_SEVERAL = Phrase("có nhiều bản: {listed}", "there are several: {listed}")
_CHANGED = Phrase(
    "{file} thiếu hoặc đã bị sửa sau khi ban hành", "{file} is missing, or was changed after it was issued"
)


def _outputs(base: Path) -> Path:
    """Give the folder of what was built, in the project of a parameters file."""
    folder = base.resolve()
    return (folder.parent if folder.name == "params" else folder) / "outputs"


def _issued_before(parameters: Parameters, outputs: Path) -> Iterator[tuple[Path, str]]:
    """Find the manifests of reports of the same unit, year, period and language, and their notebooks."""
    mark = f"-edition-{parameters.edition - 1}" if parameters.edition > 2 else ""
    wanted = {
        **{name: parameters.content()[name] for name in ("year", "unit", "period", "language")},
        "status": "final",
        "edition": parameters.edition - 1,
    }
    for path in sorted(outputs.rglob(f"manifest*-final{mark}*.json")) if outputs.is_dir() else ():
        manifest = read_json(path)
        if (
            isinstance(manifest, dict)
            and manifest.get("report") == path.parent.relative_to(outputs).as_posix()
        ):
            given = {"edition": 1, **manifest.get("made_from", {}).get("parameters", {})}
            if wanted.items() <= given.items():
                yield path, Path(str(manifest.get("origin", {}).get("notebook", ""))).stem


def read_earlier(path: Path) -> Earlier | NotFound:
    """Read an edition by its manifest; its notebook lies beside it, as it was issued."""
    manifest = read_json(path)
    outputs = manifest.get("outputs", {}) if isinstance(manifest, dict) else {}
    name = next((one for one in outputs if one.endswith(".ipynb")), "")
    with suppress(OSError, ValueError, RecursionError, ContentError, LookupError, TypeError, AttributeError):
        content = read_plain(path.with_name(name or path.name))
        if isinstance(manifest, dict) and name and hash_bytes(content) == outputs[name]:
            shown = list(_outputs_of(json.loads(content)))
            return Earlier(
                parameters=manifest["made_from"]["parameters"],
                figures=figures_reported(_blocks(shown)),
                trace=read_trace(next(_traces(shown), "")),
            )
    return NotFound(_CHANGED.filled(file=name or path.name))


def _outputs_of(notebook: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the outputs of a notebook that its documents show: not the brief."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if "data" in output and "brief" not in _metadata(output):
                yield output


def _metadata(output: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = output.get("metadata", {}).get("kgreport", {})
    return found


def _traces(outputs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for output in outputs:
        for attached in _metadata(output).get("attachments", ()):
            if attached["name"] == TRACE_FILE:
                yield attached["content"]


def _blocks(outputs: Iterable[Mapping[str, Any]]) -> Iterator[Block]:
    for output in outputs:
        data = output["data"]
        if CONTENT in data:
            yield from blocks_of(data[CONTENT])
        elif text := data.get(PAGE) or data.get("text/html"):
            yield from blocks_of_html(text if isinstance(text, str) else "".join(text))


def figures_reported(blocks: Iterable[Block]) -> Figures:
    """Collect the figures that blocks report: not the numbers of sections, nor what an edition had before."""
    return figures_of(map(_without_references, blocks))


def _without_references(block: Block) -> Block:
    """Leave out links within the document, and the notes under tables that say what changed."""
    match block:
        case Table():
            notes = tuple(note for note in block.notes if not note.startswith(CHANGED_MARK))
            return replace(block, notes=notes)
        case Paragraph():
            return replace(block, runs=tuple(run for run in block.runs if not run.href.startswith("#")))
        case Listing():
            return replace(block, items=tuple(tuple(map(_without_references, item)) for item in block.items))
        case _:
            return block
