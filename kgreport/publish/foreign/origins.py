"""Where foreign content comes from, and what of it readers do not get."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kgreport.publish.foreign.formula_words import FORMULA_LETTERS
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.texts.letters import PRINTED, codes_of

LEFT_OUT = "kgreport_left_out"
"""In the resources of nbconvert: what readers do not get, as `Omission`."""

KIND = "left-out"
"""The kind of the findings about a notebook."""

CellKind = Literal["code", "markdown"]

NAMES: Mapping[CellKind, Phrase] = {
    "code": Phrase("ô mã {place}", "code cell {place}"),
    "markdown": Phrase("ô Markdown {place}", "Markdown cell {place}"),
}

_EXPECTED = Phrase(
    "hình PNG, JPEG, GIF, WebP hoặc SVG, bảng HTML, Markdown, văn bản",
    "a PNG, JPEG, GIF, WebP or SVG picture, a table of HTML, Markdown or text",
)


# Letters that no font of the PDF has, but for those of formulas; a line may break at U+200B.
_NOT_PRINTED = rf"[^\s\u200b\u0300\u0301\u0303\u0309\u0323{PRINTED}{re.escape(FORMULA_LETTERS)}]"
_MOST_NAMED = 10
_SPELL = Phrase("viết bằng chữ, hoặc chèn thành hình", "write them in letters, or insert a picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What readers do not get of a cell, so that its author is told.

    Attributes
    ----------
    kind, place
        Kind and number of the cell, as Jupyter numbers cells of this kind.
    what, advice
        What is left out, and what the author can do.
    """

    kind: CellKind
    place: int
    what: Phrase
    advice: Phrase

    def say(self, language: Language) -> str:
        """Say what a reader finds in the place of it."""
        return f"[{NAMES[self.kind].say(language, place=self.place)}: {self.what.say(language)}]"


def omission_findings(omissions: list[Omission], notebook: str) -> list[Finding]:
    """Make the findings of what readers do not get of a notebook."""
    made, counts = [], dict[tuple[str, int], int]()
    for one in dict.fromkeys(omissions):
        cell = (one.kind, one.place)
        counts[cell] = number = counts.get(cell, 0) + 1
        name = NAMES[one.kind].filled(place=one.place)
        place = Phrase(f"{notebook}, {name.vi}", f"{notebook}, {name.en}")
        parts = {"cell": f"{one.kind}-{one.place}", "number": number if number > 1 else ""}
        wording = Wording(one.what, _EXPECTED, one.advice)
        made.append(make_finding(KIND, parts, place, wording, severity="warning", acceptable=False))
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The cell of some foreign content, and the author's words about it.

    Attributes
    ----------
    place, kind
        Number and kind of the cell, as Jupyter numbers cells of this kind.
    language
        Language of the document.
    level
        HTML level for headings inside the content.
    alt, caption
        Alt text and caption from the cell's metadata; may be empty.
    folder
        Folder of the notebook, where it has one: Markdown may show pictures in it.
    attached
        The attachments of the cell: by name, the data by MIME type.
    fault_of
        Says by name and content why the PDF cannot show a picture; empty if it can.
    omissions
        What readers do not get; `leave_out` adds to it.
    pictures
        The bytes of each picture that the cell has shown.
    """

    place: int
    kind: CellKind = "code"
    language: Language = "vi"
    level: int = 3
    alt: str = ""
    caption: str = ""
    folder: Path | None = None
    attached: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fault_of: Callable[[str, bytes], str] = lambda _name, _content: ""
    omissions: list[Omission] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def leave_out(self, what: Phrase, advice: Phrase) -> str:
        """Note what readers do not get; return what they find in its place."""
        omission = Omission(kind=self.kind, place=self.place, what=what, advice=advice)
        self.omissions.append(omission)
        return omission.say(self.language)

    def printable(self, written: str) -> str:
        """Put an empty box for each letter that no font of the PDF has, and note which these are."""
        lacking = sorted(set(re.findall(_NOT_PRINTED, written)))
        if not lacking:
            return written
        codes = codes_of("".join(lacking[:_MOST_NAMED])) + " …" * (len(lacking) > _MOST_NAMED)
        what = Phrase(f"chữ không phông nào có ({codes})", f"letters without a font ({codes})")
        self.leave_out(what, _SPELL)
        return re.sub(_NOT_PRINTED, "□", written)
