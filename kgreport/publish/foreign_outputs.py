"""Give outputs that are not views of ours clean HTML and Typst: frames, pictures, Markdown, text.

What an analyst's own cell shows is published as plainly as it can be, and nothing in it is trusted.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from kgreport.publish.foreign_tables import publish_page
from kgreport.views.markup import (
    escape_html,
    escape_typst,
    markdown_to_html,
    markdown_to_typst,
    typst_string,
)

IMAGES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}

_UNDESCRIBED = {
    "vi": "Hình do ô mã {place} tạo ra; tác giả chưa mô tả.",
    "en": "Picture made by code cell {place}; its author has not described it.",
}
_TABLE = {"vi": "Bảng do ô mã {place} tạo ra", "en": "Table made by code cell {place}"}
_STOPPED = {"vi": "Ô mã {place} dừng vì lỗi", "en": "Code cell {place} stopped on an error"}

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OVERWRITTEN = re.compile(r"^[^\n]*\r(?!\n)", re.MULTILINE)
# What Jupyter prints beside a picture: the object that drew it.
_NAME_OF_OBJECT = re.compile(r"\s*(?:\[?<.*>\]?|Text\(.*\))\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an output comes from, and what its author says of it.

    Attributes
    ----------
    place
        Number of the code cell, as Jupyter counts.
    language
        Language of the document.
    level
        HTML level for headings inside the output.
    alt, caption
        The cell's own words for its picture or table; may be empty.
    """

    place: int
    language: str = "vi"
    level: int = 3
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """An output in both formats."""

    html: str
    typst: str
    plain: str = ""
    images: tuple[tuple[str, str], ...] = ()


def publish_outputs(outputs: Iterable[NotebookNode], origin: Origin) -> list[NotebookNode]:
    """Return a cell's outputs, each with ``text/html`` and ``text/vnd.typst``."""
    shown = list(_shown(list(outputs)))
    return [
        output if "text/vnd.typst" in output.get("data", {}) else _as_output(_texts(output, origin, number))
        for number, output in enumerate(shown, start=1)
    ]


def _shown(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Leave out warnings and progress (stderr), scripts, and the names of objects beside their picture."""
    drawn = any(kind in output.get("data", {}) for output in outputs for kind in IMAGES)
    for output in _joined(outputs):
        if output.output_type == "stream":
            if output.name == "stdout" and output.text.strip():
                yield output
        elif output.output_type == "error" or not (drawn and _names_object(output.data)):
            yield output


def _joined(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Join what a cell printed in pieces."""
    waiting: NotebookNode | None = None
    for output in outputs:
        if waiting and output.output_type == "stream" and output.name == waiting.name:
            waiting = NotebookNode({**waiting, "text": waiting.text + output.text})
            continue
        if waiting:
            yield waiting
        waiting = output if output.output_type == "stream" else None
        if waiting is None:
            yield output
    if waiting:
        yield waiting


def _names_object(data: dict[str, str]) -> bool:
    return set(data) == {"text/plain"} and _NAME_OF_OBJECT.fullmatch(data["text/plain"]) is not None


def _texts(output: NotebookNode, origin: Origin, number: int) -> Texts:
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        stopped = _STOPPED[origin.language].format(place=origin.place)
        return _text(f"{stopped}: {output.ename}: {output.evalue}", " kg-error")
    data = output.data
    for kind in IMAGES:
        if kind in data:
            return _image(kind, data[kind], _described(output, origin), origin, number)
    if "text/html" in data and (published := _page(data["text/html"], origin, number)):
        return published
    if "text/markdown" in data:
        return _markdown(data["text/markdown"], origin)
    return _text(str(data.get("text/plain", "")))


def _described(output: NotebookNode, origin: Origin) -> str:
    said = output.get("metadata", {}).get("alt") or origin.alt
    return str(said or _UNDESCRIBED[origin.language].format(place=origin.place))


def _image(kind: str, content: str, alt: str, origin: Origin, number: int) -> Texts:
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    encoded = "".join(content.split())
    name = f"picture-{origin.place}-{number}.{IMAGES[kind]}"
    # The typesetter takes only text from memory, so bytes come as a list of numbers.
    source = typst_string(name) if kind == "image/svg+xml" else f"bytes(json({typst_string(name)}))"
    picture = f"image({source}, alt: {typst_string(alt)})"
    return Texts(
        html=(
            f'<figure class="kg-chart"><img src="data:{kind};base64,{encoded}" alt="{escape_html(alt)}">'
            f"{_html_caption(origin)}</figure>"
        ),
        typst=f"#figure(kind: image, {_typst_caption(origin)}{picture})",
        plain=alt,
        images=((name, encoded),),
    )


def _html_caption(origin: Origin) -> str:
    return f"<figcaption>{escape_html(origin.caption)}</figcaption>" if origin.caption else ""


def _typst_caption(origin: Origin) -> str:
    """Write a caption; a figure without one takes no number."""
    return f"caption: [{escape_typst(origin.caption)}], " if origin.caption else "numbering: none, "


def _page(content: str, origin: Origin, number: int) -> Texts | None:
    label = _TABLE[origin.language].format(place=origin.place)
    texts = publish_page(content, label, origin.caption, f"table-cell-{origin.place}-{number}")
    return Texts(*texts) if texts else None


def _markdown(content: str, origin: Origin) -> Texts:
    return Texts(
        html=f'<div class="kg-note">{markdown_to_html(content, level=origin.level)}</div>',
        typst=markdown_to_typst(content, level=origin.level - 1),
        plain=content,
    )


def _text(content: str, kind: str = "") -> Texts:
    plain = _OVERWRITTEN.sub("", _ANSI.sub("", content)).strip("\n")
    return Texts(
        html=f'<pre class="kg-text{kind}">{escape_html(plain)}</pre>',
        typst=f"#raw(block: true, {typst_string(plain)})",
        plain=plain,
    )


def _as_output(texts: Texts) -> NotebookNode:
    data: dict[str, Any] = {
        "text/html": texts.html,
        "text/vnd.typst": texts.typst,
        "text/plain": texts.plain,
    }
    metadata = {"kgreport": {"images": dict(texts.images)}}
    return NotebookNode(new_output("display_data", data, metadata=metadata))
