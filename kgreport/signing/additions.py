"""What was added to a PDF after it was published: signatures alone, or something that could be seen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgreport.signing.problems import needing

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

SIGNATURE = b"/ByteRange"
"""What no signature in a PDF is without, and never compressed."""

_END = b"%%EOF"


def without_signatures(content: bytes) -> bytes:
    """Give a PDF as it was before it was signed, if nothing but signatures was added since; else all of it.

    A signature is an addition to the file that changes nothing but the list of its fields and the annotations
    of a page. Anything else that was added could change what is shown.
    """
    end = content.find(_END) + len(_END)
    if SIGNATURE not in content[end:] or not adds_signatures_only(content[:end], content):
        return content
    return content[:end]


def adds_signatures_only(before: bytes, after: bytes) -> bool:
    """Whether a PDF differs from what it was before by signatures alone, of which the last covers all."""
    with needing("pyhanko"):
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    try:
        old: Any = PdfFileReader(io.BytesIO(before))
        new: Any = PdfFileReader(io.BytesIO(after))
        if max(end_of_signed(one) for one in new.embedded_signatures) != len(after):
            return False
        earlier = old.xrefs.total_revisions
        changed = set(_objects(new, earlier, new.xrefs.total_revisions)) & set(_objects(old, 0, earlier))
        return old.root_ref == new.root_ref and all(
            _gains_fields_only(old.get_object(ref), new.get_object(ref)) for ref in changed
        )
    except (PdfError, KeyError):
        return False


def end_of_signed(embedded: Any) -> int:
    """Give the place in a PDF up to which a signature covers it."""
    *_, start, length = embedded.byte_range
    return int(start) + int(length)


def _objects(reader: PdfFileReader, first: int, end: int) -> Iterator[Any]:
    """List the objects that some revisions of a file bring."""
    for revision in range(first, end):
        yield from reader.xrefs.explicit_refs_in_revision(revision)


def _gains_fields_only(old: Any, new: Any) -> bool:
    """Whether an object gained nothing but fields without a size, or the form that lists them."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return False
    differing = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    if new.get("/Type") == "/Catalog":
        return differing <= {"/AcroForm", "/Extensions"}
    listed = "/Annots" if new.get("/Type") == "/Page" else "/Fields"
    had, has = list(old.get(listed, [])), list(new.get(listed, []))
    return differing <= {listed} and has[: len(had)] == had and all(map(_is_unseen, has[len(had) :]))


def _is_unseen(annotation: Any) -> bool:
    """Whether an annotation is the field of a signature without a size."""
    field = annotation.get_object()
    left, bottom, right, top = map(float, field["/Rect"])
    return bool(field.get("/FT") == "/Sig" and left == right and bottom == top)
