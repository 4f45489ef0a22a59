"""Draw the pictures of a document as images, for programs that show no drawings."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

import typst

from kgreport.content.blocks import Picture
from kgreport.errors import PublishError
from kgreport.publish.foreign.pictures import KINDS, SVG, size_of
from kgreport.publish.typesetting import in_memory, typeset_sources
from kgreport.terms.paper import POINTS

PNG = "image/png"
KEPT = (PNG, "image/jpeg", "image/gif")
"""Kinds of images that every program shows; all others are drawn."""

DOTS = 150
"""Dots of a drawn image in an inch of the paper."""

LARGEST = (165.0 * POINTS, 225.0 * POINTS)
"""The largest width and height of a picture on paper, in points."""

INK = "#1a1a1a"
"""The colour of text in a drawing, which on a page is that of the text around it."""

_POINTS_PER_DOT = 0.75
"""Of an image: as pages show it, with 96 dots in an inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture as an image.

    Attributes
    ----------
    image, mime
        The image; of a drawing, a PNG.
    width, height
        Its size on paper, in points.
    drawing
        The drawing that it is made of; empty for one that was an image.
    """

    image: bytes
    mime: str
    width: float
    height: float
    drawing: str = ""


def draw_pictures(pictures: Sequence[Picture], font: str) -> list[Drawn]:
    """Draw the pictures that are no images, and give the size of each.

    Programs that show a drawing itself write its text in the font.

    Raises
    ------
    PublishError
        The typesetter cannot draw one.
    """
    contents = [_content(one) for one in pictures]
    both = list(zip(pictures, contents, strict=True))
    drawn = iter(_images([(one.mime, content) for one, content in both if one.mime not in KEPT]))
    return [
        _kept(one, content) if one.mime in KEPT else _drawn(one, content, next(drawn), font)
        for one, content in both
    ]


def _kept(picture: Picture, content: bytes) -> Drawn:
    width, height = _size(picture.mime, content, _POINTS_PER_DOT)
    return Drawn(image=content, mime=picture.mime, width=width, height=height)


def _drawn(picture: Picture, content: bytes, image: bytes, font: str) -> Drawn:
    drawing = ""
    if picture.mime == SVG:
        drawing = content.decode().replace("<svg ", f'<svg font-family="{font}, serif" ', 1)
    width, height = _size(PNG, image, 72 / DOTS)
    return Drawn(image=image, mime=PNG, width=width, height=height, drawing=drawing)


def _content(picture: Picture) -> bytes:
    if picture.mime == SVG and picture.data.lstrip().startswith("<"):
        return picture.data.replace("currentColor", INK).encode()
    try:
        return base64.b64decode(picture.data, validate=True)
    except (binascii.Error, ValueError):
        raise PublishError(f"the picture {picture.alt[:60]!r} is damaged; draw or save it again") from None


def _size(mime: str, content: bytes, points: float) -> tuple[float, float]:
    """Give the size of an image on paper; a larger one is made smaller."""
    width, height = (max(dots * points, 1.0) for dots in size_of(mime, content))
    smaller = min(1.0, LARGEST[0] / width, LARGEST[1] / height)
    return width * smaller, height * smaller


def _images(pictures: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Draw each on a page of its own, no larger than a sheet of paper."""
    if not pictures:
        return []
    width, height = LARGEST
    named = {f"{n}.{KINDS[mime]}": content for n, (mime, content) in enumerate(pictures)}
    read = {name: in_memory(name, content) for name, content in named.items()}
    shown = "\n#pagebreak()\n".join(f"#fit(image.with({how}))" for how, _ in read.values())
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        "#let fit(picture) = context {\n  let size = measure(picture())\n"
        f"  let share = calc.min(1, {width}pt / size.width, {height}pt / size.height)\n"
        "  picture(width: share * size.width)\n}\n"
    )
    try:
        sources = {"main.typ": (page + shown).encode(), **{name: text for name, (_, text) in read.items()}}
        drawn = typeset_sources(sources, format="png", ppi=DOTS)
    except typst.TypstError as error:
        raise PublishError(f"a picture cannot be drawn: {error}; draw or save it again") from error
    return [drawn] if isinstance(drawn, bytes) else list(drawn)
