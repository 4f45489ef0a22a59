"""Write clean HTML and Typst for outputs that are not our views: frames, pictures, Markdown and text.

An analyst's own output is published in a plain form. Nothing in it is trusted.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_output

from kgreport.publish.foreign_tables import publish_html
from kgreport.terms.marks import MARKS
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.markup import (
    escape_html,
    escape_typst,
    markdown_to_html,
    markdown_to_typst,
    typst_string,
)

IMAGES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}

_UNDESCRIBED = Phrase(
    "Hình do ô mã {place} tạo ra; tác giả chưa mô tả.",
    "Picture made by code cell {place}; its author has not described it.",
)
_TABLE = Phrase("Bảng do ô mã {place} tạo ra", "Table made by code cell {place}")
_STOPPED = Phrase("Ô mã {place} dừng vì lỗi", "Code cell {place} stopped on an error")

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OVERWRITTEN = re.compile(r"^[^\n]*\r(?!\n)", re.MULTILINE)
# Jupyter prints the name of the object beside the picture that it drew.
_NAME_OF_OBJECT = re.compile(r"\s*(?:\[?<.*>\]?|Text\(.*\))\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The cell of an output, and the author's words about it.

    Attributes
    ----------
    place
        Number of the code cell, as Jupyter numbers cells.
    language
        Language of the document.
    level
        HTML level for headings inside the output.
    alt, caption
        Alt text and caption from the cell's metadata; may be empty.
    """

    place: int
    language: Language = "vi"
    level: int = 3
    alt: str = ""
    caption: str = ""


def publish_outputs(outputs: Iterable[NotebookNode], origin: Origin) -> list[NotebookNode]:
    """Return a cell's outputs, each with ``text/html`` and ``text/vnd.typst``."""
    shown = list(_shown(list(outputs)))
    return [
        output if "text/vnd.typst" in output.get("data", {}) else _published(output, origin, number)
        for number, output in enumerate(shown, start=1)
    ]


def _shown(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Leave out stderr (warnings and progress), marks, and the names of objects beside their picture."""
    drawn = any(kind in output.get("data", {}) for output in outputs for kind in IMAGES)
    for output in _joined(outputs):
        if output.output_type == "stream":
            if output.name == "stdout" and output.text.strip():
                yield output
        elif output.output_type == "error" or not (
            MARKS in output.data or (drawn and _names_object(output.data))
        ):
            yield output


def _joined(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Join consecutive outputs of one stream."""
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


def _published(output: NotebookNode, origin: Origin, number: int) -> NotebookNode:
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        stopped = _STOPPED.say(origin.language, place=origin.place)
        return _text(f"{stopped}: {output.ename}: {output.evalue}", " kg-error")
    data = output.data
    for kind in IMAGES:
        if kind in data:
            return _image(kind, data[kind], _alt_text(output, origin), origin, number)
    if "text/html" in data and (published := _html(data["text/html"], origin, number)):
        return published
    if "text/markdown" in data:
        return _markdown(data["text/markdown"], origin)
    return _text(str(data.get("text/plain", "")))


def _alt_text(output: NotebookNode, origin: Origin) -> str:
    alt = output.get("metadata", {}).get("alt") or origin.alt
    return str(alt or _UNDESCRIBED.say(origin.language, place=origin.place))


def _image(kind: str, content: str, alt: str, origin: Origin, number: int) -> NotebookNode:
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    encoded = "".join(content.split())
    name = f"picture-{origin.place}-{number}.{IMAGES[kind]}"
    # The typesetter reads only text from memory, so a JSON list of numbers holds the bytes.
    source = typst_string(name) if kind == "image/svg+xml" else f"bytes(json({typst_string(name)}))"
    picture = f"image({source}, alt: {typst_string(alt)})"
    return _output(
        html=(
            f'<figure class="kg-chart"><img src="data:{kind};base64,{encoded}" alt="{escape_html(alt)}">'
            f"{_html_caption(origin)}</figure>"
        ),
        typst=f"#figure(kind: image, {_typst_caption(origin)}{picture})",
        plain=alt,
        images={name: encoded},
    )


def _html_caption(origin: Origin) -> str:
    return f"<figcaption>{escape_html(origin.caption)}</figcaption>" if origin.caption else ""


def _typst_caption(origin: Origin) -> str:
    """Write a caption; a figure without a caption has no number."""
    return f"caption: [{escape_typst(origin.caption)}], " if origin.caption else "numbering: none, "


def _html(content: str, origin: Origin, number: int) -> NotebookNode | None:
    label = _TABLE.say(origin.language, place=origin.place)
    texts = publish_html(content, label, origin.caption, f"table-cell-{origin.place}-{number}")
    return _output(*texts) if texts else None


def _markdown(content: str, origin: Origin) -> NotebookNode:
    return _output(
        html=f'<div class="kg-note">{markdown_to_html(content, level=origin.level)}</div>',
        typst=markdown_to_typst(content, level=origin.level - 1),
        plain=content,
    )


def _text(content: str, kind: str = "") -> NotebookNode:
    plain = _OVERWRITTEN.sub("", _ANSI.sub("", content)).strip("\n")
    return _output(
        html=f'<pre class="kg-text{kind}">{escape_html(plain)}</pre>',
        typst=f"#raw(block: true, {typst_string(plain)})",
        plain=plain,
    )


def _output(html: str, typst: str, plain: str, images: Mapping[str, str] | None = None) -> NotebookNode:
    """Make an output in all formats; `images` are those that the Typst names, in Base64."""
    data = {"text/html": html, "text/vnd.typst": typst, "text/plain": plain}
    metadata = {"kgreport": {"images": dict(images or {})}}
    return NotebookNode(new_output("display_data", data, metadata=metadata))
