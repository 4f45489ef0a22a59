"""Reduce a drawing to plain, self-contained SVG: no styles, no ids, no dates, text that stays text.

A strict page policy forbids style attributes, two drawings on a page must not share ids, and the colour of
the text has to follow the page from light to dark.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from kgreport.views.markup import escape_html

INK = "#000001"
"""Colour a drawing uses for text, to be replaced by the colour of the page's own text."""

NATURAL = 1.3
"""CSS pixels to a unit of a drawing, where no style sheet says otherwise."""

_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = {"metadata", "style"}
_FONT_PART = {"font", "font-family", "font-style", "font-stretch", "font-variant"}


def plain_svg(drawing: str, alt: str) -> str:
    """Reduce a matplotlib drawing.

    Parameters
    ----------
    drawing
        The SVG as matplotlib writes it, with text kept as text.
    alt
        What it shows, for those who do not see it.
    """
    source = ET.fromstring(drawing)
    _reduce(source)
    inner = "".join(ET.tostring(child, encoding="unicode") for child in source)
    inner = re.sub(r"\s*\n\s*", "", inner).replace(INK, "currentColor")
    box = source.attrib["viewBox"]
    width, height = (round(float(side) * NATURAL) for side in box.split()[2:])
    size = f'viewBox="{box}" width="{width}" height="{height}"'
    named = f'{size} role="img" aria-label="{escape_html(alt)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{inner}</svg>'


def _reduce(node: ET.Element) -> None:
    node.tag = node.tag.removeprefix(_SVG)
    for name in [name for name in node.attrib if name == "id" or name.startswith("{")]:
        del node.attrib[name]
    for part in node.attrib.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        if value:
            _set_attribute(node, name.strip(), value.strip())
    for child in list(node):
        _reduce(child)
        if child.tag in _DROPPED or (child.tag in ("defs", "g") and not len(child)):
            node.remove(child)


def _set_attribute(node: ET.Element, name: str, value: str) -> None:
    if name == "font":  # 600 and not 700: the printed page's bold face misplaces Vietnamese marks
        bold = re.search(r"\b(bold|[6-9]00)\b", value)
        size = re.search(r"([\d.]+)px", value)
        node.attrib |= {"font-weight": "600"} if bold else {}
        node.attrib |= {"font-size": size[1]} if size else {}
    elif name == "font-size":
        node.set(name, value.removesuffix("px"))
    elif name not in _FONT_PART:
        node.set(name, value)
