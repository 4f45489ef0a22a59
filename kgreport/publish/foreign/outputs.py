"""Write clean HTML and Typst for outputs that are not our views: frames, pictures, formulas, text.

An analyst's own output is published in a plain form. Nothing in it is trusted. What has no plain form is left
out, and its author is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from nbformat import NotebookNode

from kgreport.publish.foreign.formulas import formula_of
from kgreport.publish.foreign.fragments import publish_html
from kgreport.publish.foreign.markdown import WRITE_PLAINLY, publish_markdown, unknown_formula
from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.pictures import KINDS, REDRAW, Picture, picture_of
from kgreport.publish.foreign.shown import Shown, omission_shown, picture_shown, text_shown
from kgreport.terms.marks import MARKS
from kgreport.terms.phrases import Phrase
from kgreport.terms.texts.terminal import drop_overwritten, without_colours
from kgreport.views.view import TYPST

Data = Mapping[str, Any]

FALSE_VIEW = "false_view"
"""In the metadata of an output: why it is no view, although it claims to be one."""

_FALSE_VIEW = Phrase(
    "phần tự nhận là của kgreport mà có {fault!r}", "what claims to be kgreport's but has {fault!r}"
)
_RUN_AGAIN = Phrase("chạy lại ô này bằng kgreport", "run the cell again with kgreport")

_STOPPED = Phrase("Ô mã {place} dừng vì lỗi", "Code cell {place} stopped on an error")

# Jupyter prints the name of the object beside the picture that it drew.
_NAME_OF_OBJECT = re.compile(r"\s*(?:\[?<.*>\]?|Text\(.*\))\s*", re.DOTALL)


def publish_outputs(outputs: Iterable[NotebookNode], origin: Origin) -> list[NotebookNode]:
    """Return a cell's outputs, each with ``text/html`` and ``text/vnd.typst``."""
    return [_published(output, origin) for output in _shown(list(outputs))]


def _shown(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Leave out stderr (warnings and progress), marks, and the names of objects beside their picture."""
    drawn = any(kind in output.get("data", {}) for output in outputs for kind in KINDS)
    for output in join_consecutive(outputs):
        if output.output_type == "stream":
            if output.name == "stdout" and output.text.strip():
                yield output
        elif output.output_type == "error" or not (
            MARKS in output.data or (drawn and _names_object(output.data))
        ):
            yield output


def join_consecutive(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Join consecutive outputs of one stream."""
    for stream, group in groupby(outputs, lambda one: one.name if one.output_type == "stream" else None):
        if stream is None:
            yield from group
        else:
            same = list(group)
            yield NotebookNode({**same[0], "text": "".join(one.text for one in same)})


def _names_object(data: Data) -> bool:
    return set(data) == {"text/plain"} and _NAME_OF_OBJECT.fullmatch(data["text/plain"]) is not None


def _published(output: NotebookNode, origin: Origin) -> NotebookNode:
    if TYPST in output.get("data", {}):
        return output
    if fault := output.get("metadata", {}).get("kgreport", {}).get(FALSE_VIEW):
        origin.leave_out(_FALSE_VIEW.filled(fault=fault), _RUN_AGAIN)
    shown = _error_or_text(output, origin) if "data" not in output else _data_shown(output, origin)
    data = {"text/html": shown.html, TYPST: origin.printable(shown.typst), "text/plain": shown.plain}
    metadata = {"kgreport": {"images": dict(shown.images)}}
    return NotebookNode(output_type="display_data", data=data, metadata=metadata)


def _error_or_text(output: NotebookNode, origin: Origin) -> Shown:
    if output.output_type == "stream":
        return text_shown(_as_printed(output.text), origin)
    stopped = _STOPPED.say(origin.language, place=origin.place)
    return text_shown(_as_printed(f"{stopped}: {output.ename}: {output.evalue}"), origin, " kg-error")


def _as_printed(text: str) -> str:
    """Return text without colours and without what later letters of a line have overwritten."""
    return drop_overwritten(without_colours(text)).strip("\r\n")


def _data_shown(output: NotebookNode, origin: Origin) -> Shown:
    """Show the best of the kinds of an output that can be shown; tell the author where there is none."""
    data = output.data
    if picture := _picture(output, origin):
        return picture
    for way in (_html, _formula, _markdown, _plain):
        if shown := way(data, origin):
            return shown
    kinds = ", ".join(sorted(map(str, data))) or "–"
    what = Phrase(f"nội dung không in được ({kinds})", f"content that cannot be printed ({kinds})")
    return omission_shown(origin.leave_out(what, REDRAW))


def _picture(output: NotebookNode, origin: Origin) -> Shown | None:
    """Show a picture; where all are damaged, tell of the first."""
    found = [picture_of(kind, output.data[kind], origin) for kind in KINDS if kind in output.data]
    best = next((one for one in found if isinstance(one, Picture)), next(iter(found), None))
    if isinstance(best, Picture):
        alt = str(output.get("metadata", {}).get("alt") or origin.alt)
        return picture_shown(best, origin, alt, origin.caption)
    return omission_shown(origin.leave_out(best, REDRAW)) if best else None


def _html(data: Data, origin: Origin) -> Shown | None:
    content = data.get("text/html")
    return publish_html(content, origin) if isinstance(content, str) and content.strip() else None


def _formula(data: Data, origin: Origin) -> Shown | None:
    """Show a formula; of one that is not known, the plain text is better than its source."""
    latex = data.get("text/latex")
    if not isinstance(latex, str):
        return None
    formula = formula_of(latex, display=True)
    if not isinstance(formula, str):
        return Shown(html=f'<div class="kg-note">{formula.html}</div>', typst=formula.typst, plain=latex)
    if _names_object(data):
        origin.leave_out(unknown_formula(formula), WRITE_PLAINLY)
        return text_shown(latex, origin)
    return None


def _markdown(data: Data, origin: Origin) -> Shown | None:
    content = data.get("text/markdown")
    if not isinstance(content, str):
        return None
    shown = publish_markdown(content, origin)
    return replace(shown, html=f'<div class="kg-note">{shown.html}</div>')


def _plain(data: Data, origin: Origin) -> Shown | None:
    """Show text; the name of an object beside richer content stands for what cannot be shown."""
    content = data.get("text/plain")
    if not isinstance(content, str) or (len(data) > 1 and _names_object({"text/plain": content})):
        return None
    return text_shown(_as_printed(content), origin)
