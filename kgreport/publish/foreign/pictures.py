"""Read the pictures that a notebook shows: in outputs, attached to cells, and beside the notebook.

Nothing is fetched, and no file outside the notebook's folder is read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kgreport.publish.foreign.drawings import fault_of_drawing
from kgreport.publish.foreign.origins import Origin
from kgreport.terms.phrases import Phrase, shortened
from kgreport.views.markup import typst_string
from kgreport.views.sizes.print_sizes import within_pdf

SVG = "image/svg+xml"
KINDS = {SVG: "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
"""By MIME type, the suffix of each kind of picture that is shown; the first of several is preferred."""

LARGEST = 12 * 2**20
"""Bytes of the largest picture that is shown; the typesetter takes some fifty times as much memory."""

MOST_PICTURES = 1000
"""Pictures that a cell shows; those of Markdown count twice: they are read for the page and for the PDF."""

MOST_BYTES = 2 * LARGEST
"""Bytes of all pictures that a cell shows, counted in the same way."""

MOST_DOTS = 60_000_000
"""Dots of the largest picture that is shown; each takes four bytes of memory."""

_NAMED = re.compile(
    r"""(?:!\[[^\]\n]{0,1000}\]\(\s*<?|<img\s[^>]{0,1000}?src\s*=\s*["']?)([^\s)"'<>]+)""", re.IGNORECASE
)

REDRAW = Phrase("vẽ hoặc lưu lại hình", "draw or save the picture again")
EMBED = Phrase(
    "kéo hình vào ô Markdown, hoặc để tệp trong thư mục của sổ tay và ghi tên tương đối",
    "drag the picture into the Markdown cell, or put its file into the folder of the notebook",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that page and PDF can show.

    Attributes
    ----------
    mime
        Its MIME type, one of `KINDS`.
    content
        Its bytes.
    """

    mime: str
    content: bytes

    @property
    def name(self) -> str:
        """The name of its file for the typesetter: pictures that are equal are one file."""
        return f"picture-{hashlib.sha256(self.content).hexdigest()[:16]}.{KINDS[self.mime]}"

    @property
    def encoded(self) -> str:
        """Its bytes in Base64."""
        return base64.b64encode(self.content).decode()

    def html(self, escaped_alt: str) -> str:
        """Write it as an image that a page holds."""
        return f'<img src="data:{self.mime};base64,{self.encoded}" alt="{escaped_alt}">'

    def typst(self, alt: str) -> str:
        """Write the call that shows it."""
        return f"image({in_markup(self.name)}, alt: {typst_string(within_pdf(alt))})"


def in_markup(name: str) -> str:
    """Name a picture in Typst, which reads only text from memory: an image is the numbers of its bytes."""
    return typst_string(name) if name.endswith(".svg") else f"bytes(json({typst_string(name)}))"


def picture_of(mime: str, data: object, origin: Origin) -> Picture | Phrase:
    """Read a picture of an output or attachment, in Base64 or as SVG; or say why it cannot be shown."""
    text = "".join(data) if isinstance(data, list) and all(isinstance(one, str) for one in data) else data
    if not isinstance(text, str):
        return _damaged("no text")
    if mime == SVG and text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _checked(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), origin)
    try:
        return _checked(base64.b64decode("".join(text.split()), validate=True), origin)
    except (binascii.Error, ValueError):
        return _damaged("no Base64")


def picture_at(address: str, origin: Origin) -> Picture | Phrase:
    """Read the picture at an address in Markdown or HTML, or say why it cannot be shown."""
    scheme, colon, rest = address.strip().partition(":")
    if not colon:
        return _picture_in(unquote(scheme), origin)
    if scheme == "attachment":
        attached = origin.attached.get(unquote(rest), origin.attached.get(rest, {}))
        found = next(((kind, data) for kind, data in attached.items() if kind in KINDS), None)
        return picture_of(*found, origin) if found else _absent(address)
    if scheme == "data":
        mime, _, data = rest.partition(",")
        if mime.endswith(";base64") or mime.startswith(SVG):
            return picture_of(mime.partition(";")[0], unquote(data), origin)
        return _damaged(mime)
    return Phrase(
        f"hình {shortened(address)!r} nằm ngoài sổ tay",
        f"the picture {shortened(address)!r} is outside the notebook",
    )


def _picture_in(name: str, origin: Origin) -> Picture | Phrase:
    """Read a picture in the folder of the notebook or in one below it."""
    try:
        file = file_beside(origin.folder, name) if origin.folder else None
        if file is None:
            return _absent(name)
        with file.open("rb") as opened:
            return _checked(opened.read(LARGEST + 1), origin)
    except OSError as error:
        return Phrase(
            f"không đọc được hình {shortened(name)!r}",
            f"cannot read the picture {shortened(name)!r}: {error.strerror}",
        )


def file_beside(folder: Path, name: str) -> Path | None:
    """Find a file in a folder or in one below it; links that lead out of it are not followed."""
    try:
        inside, file = folder.resolve(), (folder / name).resolve()
        return file if name and file.is_relative_to(inside) and file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def names_of_pictures(markdown: str) -> list[str]:
    """List what Markdown may show as pictures beside the notebook.

    >>> names_of_pictures('![Hình](anh%201.png) <img src="b.svg" alt="x">')
    ['anh 1.png', 'b.svg']
    """
    return [unquote(found) for found in _NAMED.findall(markdown)]


def _checked(content: bytes, origin: Origin) -> Picture | Phrase:
    """Hold a picture to what it says that it is: kind, size, and whether the PDF can show it."""
    mime = _kind_of(content)
    if mime is None:
        return _damaged("unknown kind")
    if len(content) > LARGEST or math.prod(size_of(mime, content)) > MOST_DOTS:
        return Phrase(
            "hình quá lớn",
            f"a picture of more than {LARGEST // 2**20} MB or {MOST_DOTS // 10**6} million dots",
        )
    origin.pictures.append(len(content))
    if len(origin.pictures) > MOST_PICTURES or sum(origin.pictures) > MOST_BYTES:
        return Phrase("nhiều hình hơn một ô được có", "more pictures than a cell may have")
    fault = ""
    if mime == SVG:
        text = content.decode("utf-8", "replace")
        fault = fault_of_drawing(text)
        content = content if fault else origin.printable(text).encode()
    picture = Picture(mime, content)
    fault = fault or origin.fault_of(picture.name, content)
    return _damaged(fault) if fault else picture


def _kind_of(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return SVG if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None


def size_of(mime: str, content: bytes) -> tuple[int, int]:
    """Read how wide and high a picture is, in dots, without unpacking it; a drawing has none."""
    if mime == SVG:
        return 0, 0
    from PIL import Image  # noqa: PLC0415 - most reports have drawings alone

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content)) as image:
            return image.size
    except Image.DecompressionBombError:
        return MOST_DOTS, MOST_DOTS
    except Exception:
        return 0, 0


def _damaged(fault: str) -> Phrase:
    return Phrase(f"hình hỏng ({shortened(fault)})", f"a picture that is damaged ({shortened(fault)})")


def _absent(name: str) -> Phrase:
    return Phrase(f"không tìm thấy hình {shortened(name)!r}", f"there is no picture {shortened(name)!r}")
