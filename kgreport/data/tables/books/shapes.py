"""Count the text boxes and shapes that lie on a sheet: they are not read, and no copy keeps them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from kgreport.data.tables.books.parts import Parts

_DRAWING = re.compile(rb"""Target\s*=\s*["']([^"']*drawings/drawing[^"']*)["']""")
_FALLBACK = re.compile(rb"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[\s>]")
_MOST = 16 << 20


def count_shapes(parts: Parts, sheet: str) -> int:
    """Count those of the sheet in a part; pictures and charts are none."""
    return sum(
        len(_SHAPE.findall(_FALLBACK.sub(b"", parts.read(drawing, _MOST))))
        for drawing in _drawings(parts, sheet)
    )


def _drawings(parts: Parts, sheet: str) -> Iterator[str]:
    """Find the parts with the drawings of a sheet."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.names:
        return
    for target in _DRAWING.findall(parts.read(relations, _MOST)):
        path = posixpath.normpath(posixpath.join("/", folder, target.decode())).lstrip("/")
        if path in parts.names:
            yield path
