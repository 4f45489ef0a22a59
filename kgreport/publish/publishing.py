"""Write an executed notebook in the formats asked for, and the files that its views bring, beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.formats import USUAL_FORMATS, check_free, files_of, find_format, in_order
from kgreport.publish.foreign.origins import LEFT_OUT, Omission, omission_findings
from kgreport.publish.prepared.attachments import attachments_of
from kgreport.publish.prepared.documents import read_document
from kgreport.publish.prepared.notebook import Prepared
from kgreport.seals.notebooks import notebook_with_manifest
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports
from kgreport.terms.findings import Finding

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The files of a published notebook.

    Attributes
    ----------
    files
        The files written.
    undescribed
        Cells with a picture without alt text; the published picture says that it has none.
    left_out
        What readers do not get of the notebook, as findings.
    """

    files: tuple[Path, ...]
    undescribed: tuple[str, ...]
    left_out: tuple[Finding, ...] = ()


def load_publishers() -> None:
    """Load the libraries that `publish` uses, before a process publishes its first notebook."""
    with block_imports(*FORMAT_CHECKERS):
        import kgreport.publish.html  # noqa: PLC0415
        import kgreport.publish.pdf  # noqa: F401, PLC0415


def publish(
    notebook: Path,
    *,
    settings: Mapping[str, object] | None = None,
    formats: Collection[str] = USUAL_FORMATS,
    original: Path | None = None,
    manifest: Mapping[str, Any] | None = None,
) -> Published:
    """Write an executed notebook in some formats, and the files that its views bring.

    Parameters
    ----------
    notebook
        The executed notebook; the files have its name and lie in its folder.
    settings
        Fields of `Document` that replace what the notebook says, as ``{"include_code": True}``.
    formats
        The formats to write; see `kgreport.formats`.
    original
        The notebook that was executed, beside which its pictures lie; by default, the executed one.
    manifest
        What the files carry about what they are made from; each format, and the notebook, is sealed then.

    Returns
    -------
    Published
        The files written, the cells with a picture without alt text, and what is left out.

    Raises
    ------
    PublishError
        If the notebook cannot be published; the message names the cell, figure or format.
    """
    with block_imports(*FORMAT_CHECKERS):
        from kgreport.publish.sound_notebooks import read_executed, undescribed_cells  # noqa: PLC0415

    wanted = [find_format(name) for name in formats]
    content = read_executed(notebook)
    original = original or notebook
    prepared, left_out = _prepare(
        content, notebook.stem, original, settings or {}, formats=in_order(formats), manifest=manifest
    )
    made: dict[str, bytes] = {}
    # Make all formats before writing: if one fails, no file is written.
    attached = {f".{one.name}": one.content.encode() for one in prepared.attachments}
    for one in wanted:
        found = files_of(one, prepared)
        check_free(one.name, found, (*made, *attached))
        made |= found
    made |= attached
    files = [notebook.with_name(notebook.stem + suffix) for suffix in made]
    for file, published in zip(files, made.values(), strict=True):
        file.write_bytes(published)
    if prepared.manifest is not None:
        notebook.write_bytes(notebook_with_manifest(notebook.read_text("utf-8"), prepared.carried))
    return Published(
        files=tuple(files),
        undescribed=tuple(undescribed_cells(content)),
        left_out=tuple(omission_findings(left_out, original.name)),
    )


def _prepare(
    content: NotebookNode,
    name: str,
    original: Path,
    settings: Mapping[str, Any],
    *,
    formats: Sequence[str],
    manifest: Mapping[str, Any] | None,
) -> tuple[Prepared, list[Omission]]:
    """Prepare a notebook once for all formats; give what readers do not get of it, too."""
    with block_imports(*FORMAT_CHECKERS):
        from kgreport.publish.prepared.content import content_of, with_figures  # noqa: PLC0415
        from kgreport.publish.preprocessors import PreparingExporter  # noqa: PLC0415
        from kgreport.publish.sound_notebooks import sound_notebook  # noqa: PLC0415

    executed = sound_notebook(content)
    known = {"metadata": {"name": name, "path": str(original.parent)}}
    notebook, resources = PreparingExporter().prepare(sound_notebook(content), known)
    document = replace(read_document(notebook, name), **settings)
    blocks = content_of(notebook)
    prepared = Prepared(
        notebook=notebook,
        executed=executed,
        document=document,
        blocks=blocks,
        stem=name,
        attachments=tuple(attachments_of(executed)),
        formats=formats,
        manifest=manifest and with_figures(manifest, document.title, blocks),
    )
    return prepared, resources.get(LEFT_OUT, [])
