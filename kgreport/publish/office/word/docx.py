"""The format ``docx``, a document of Word. It loads its libraries when it is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kgreport.formats import Format
from kgreport.office_packages import unpack
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from kgreport.publish.prepared.notebook import Prepared

SUFFIX = ".docx"
_HEADING = re.compile(r'<h[2-6] id="([\w-]+)"')


def _docx(prepared: Prepared) -> Mapping[str, bytes]:
    from kgreport.publish.office.word.document import write_word  # noqa: PLC0415
    from kgreport.seals.packages import packed_with_manifest  # noqa: PLC0415

    made = write_word(prepared.document, prepared.blocks, before=_first_chapter(prepared.notebook))
    return {SUFFIX: packed_with_manifest(unpack(made), prepared.carried)}


def _first_chapter(nb: Mapping[str, Any]) -> str:
    """Give the id of the heading of the first chapter; empty where nothing is in chapters.

    A chapter of one section has no heading but that of the section.
    """
    from kgreport.publish.foreign.view_markup import chapter_of, page_of  # noqa: PLC0415

    outputs = (output for cell in nb["cells"] for output in cell.get("outputs", []))
    for output in outputs:
        if chapter := chapter_of(output):
            heading = _HEADING.search(page_of(output["data"]))
            return chapter["id"] if chapter["title"] else heading[1] if heading else ""
    return ""


DOCX = Format(
    name="docx",
    suffix=SUFFIX,
    title=Phrase("Word", "Word"),
    export=_docx,
    needs={"docx": "kgreport[docx]"},
)
