"""Find what an SVG drawing has that a document cannot show: faults of form, references, and bombs."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 16 * 2**20
"""Letters of the largest drawing that is shown."""

DEEPEST = 200
"""So deep elements may stand in elements."""

MOST_ELEMENTS = 200_000
"""So many elements may be drawn, each use of one counted."""

_DRAWING = re.compile(r"<svg\b(?:(?!<svg\b).)*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_INSIDE = re.compile(r"#|data:image/(?!svg)")
_FILTER = re.compile(r"(?<![\w-])filter\s*:(?!\s*none)")
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#|['\"#])|@import", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"


def fault_of_drawing(text: str) -> str:
    """Say why a drawing cannot be shown; nothing of a sound one.

    >>> fault_of_drawing('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>')
    ''
    >>> fault_of_drawing('<svg xmlns="http://www.w3.org/2000/svg"><image href="a.png"/></svg>')
    "it refers to 'a.png'"
    """
    if len(text) > LARGEST:
        return f"it is larger than {LARGEST // 2**20} MB"
    if "<!ENTITY" in text:
        return "it defines entities"
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - most reports need no parser

    try:
        root = fromstring(text)
    except (ParseError, ValueError) as error:
        return f"its XML is damaged: {error}"
    if root.tag not in (f"{_SVG}svg", "svg"):
        return "it is no <svg>"
    return _reference_in(root) or _filter_in(root) or _bomb_in(root)


def _reference_in(root: Element) -> str:
    """Name what a drawing would load: it may refer to its own parts and to data inside it."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if (name in _HREF and not _INSIDE.match(value)) or _REFERENCE.search(value):
                is_link = element.tag in (f"{_SVG}a", "a")
                if not is_link:
                    return f"it refers to {value[:60]!r}"
        if element.tag == f"{_SVG}style" and _REFERENCE.search(element.text or ""):
            return "its style refers to other files"
    return ""


def _filter_in(root: Element) -> str:
    """Tell of filters: they are computed dot by dot, and that may take minutes."""
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        style = element.text if name == "style" else element.get("style")
        if name == "filter" or element.get("filter", "none") != "none" or _FILTER.search(style or ""):
            return "it has a filter, such as blur or shadow"
    return ""


def _bomb_in(root: Element) -> str:
    """Count what is drawn, with all that a ``use`` repeats, without drawing it."""
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    counted: dict[Element, int] = {}
    waiting: list[tuple[Element, int, bool]] = [(root, 1, False)]
    inside: set[Element] = set()
    while waiting:
        element, depth, done = waiting.pop()
        parts = _parts(element, ids)
        if done:
            inside.discard(element)
            counted[element] = 1 + sum(counted.get(part, 1) for part in parts)
        elif element not in counted:
            if element in inside or depth > DEEPEST:
                return "it is nested too deeply"
            inside.add(element)
            waiting.append((element, depth, True))
            waiting += [(part, depth + 1, False) for part in parts if part not in counted]
    return "it repeats its parts too often" if counted[root] > MOST_ELEMENTS else ""


def _parts(element: Element, ids: dict[str | None, Element]) -> list[Element]:
    used = [ids.get((element.get(name) or "").removeprefix("#")) for name in _HREF]
    return [*element, *(one for one in used if one is not None)]


def with_drawings_as_images(content: str) -> str:
    """Write the drawings in HTML as images, because a parser of HTML spoils their names."""
    return _DRAWING.sub(_as_image, content)


def _as_image(drawing: re.Match[str]) -> str:
    text = drawing[0]
    if "xmlns=" not in text:
        text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(text.encode()).decode()}">'
