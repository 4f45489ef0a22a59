"""Views of the document: its head and its closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgreport.content import blocks
from kgreport.content.blocks import Block, Letterhead
from kgreport.terms.phrases import Language
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.ratings import PARTS
from kgreport.views.markup import escape_html
from kgreport.views.spoken import spoken_html, spoken_typst
from kgreport.views.view import View

_IN_PRINT = (
    *("superior", "issuer", "number", "party", "kind", "subject"),
    *("draft", "simulated", "replaces", "caution"),
)
"""The texts of a head by which the template of the PDF calls them."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Head(View):
    """The head of the document: its issuer, number, place, date and title.

    Attributes
    ----------
    kind, subject
        The two parts of the title: kind of document in capitals, and what it is about.
    superior, issuer, number, party, place_date, draft
        The letterhead; what is empty is not printed.
    simulated, caution
        The mark of simulated figures, and a sentence that explains it; empty where they are real.
    marks
        Marks of secrecy, urgency and circulation, and a later edition, under the number.
    replaces
        Which edition it replaces, and why; empty for a first edition.
    document
        What publishers need to know: title, language, date, status, margins, author.
    """

    kind: str
    subject: str
    superior: str
    issuer: str
    number: str
    party: str
    place_date: str
    draft: str
    document: dict[str, object]
    simulated: str = ""
    caution: str = ""
    marks: Sequence[str] = ()
    replaces: str = ""

    @property
    def facts(self) -> Sequence[Facts]:
        """What is written in it, part by part."""
        parts = {name: [text] for name, text in self._parts().items()}
        return [parts_as_facts({**parts, "marks": self.marks})]

    def _parts(self) -> dict[str, str]:
        """Give its texts of one line by name."""
        issued = ("superior", "issuer", "number", "party", "place_date", "draft", "kind", "subject")
        return {name: getattr(self, name) for name in (*issued, "simulated", "caution", "replaces")}

    def html(self) -> str:
        """Write the letterhead and the title."""
        left = [
            ("kg-superior", self.superior),
            ("kg-issuer-name", self.issuer),
            ("kg-number", self.number),
            *(("kg-mark", mark) for mark in self.marks),
        ]
        right = [("kg-party", self.party)]
        replaces = f'<p class="kg-replaces">{escape_html(self.replaces)}</p>' if self.replaces else ""
        caution = f'<p class="kg-caution">{escape_html(self.caution)}</p>' if self.caution else ""
        return (
            f'<div class="kg-letterhead"><div class="kg-issuer">{_html_lines(left, self.language)}</div>'
            f'<div class="kg-state">{_html_lines(right, self.language)}{self._html_date()}</div></div>'
            f'<h1><span class="kg-kind">{escape_html(self.kind)}</span> {escape_html(self.subject)}</h1>'
            f"{replaces}{caution}"
        )

    def typst(self) -> str:
        """Call the head of the page."""
        texts = ((name, getattr(self, name)) for name in _IN_PRINT)
        given = [f"{name}: [{spoken_typst(text, self.language)}]" for name, text in texts if text]
        given += [f"marks: {_typst_lines(self.marks, self.language)}"] if self.marks else []
        date = ", ".join(spoken_typst(part, self.language) for part in self.place_date.split(", "))
        given += [f"place-date: [{date}]"] if self.place_date else []
        return f"#kg-head({', '.join(given)})"

    def content(self) -> list[Block]:
        """Write the letterhead and the title."""
        given = self._parts()
        return [Letterhead(document=given.pop("kind"), marks=tuple(self.marks), **given)]

    @property
    def language(self) -> Language:
        """The language of the report."""
        return "en" if self.document.get("language") == "en" else "vi"

    def _html_date(self) -> str:
        parts = (spoken_html(part, self.language) for part in self.place_date.split(", "))
        return f'<p class="kg-date">{", ".join(parts)}</p>' if self.place_date else ""

    def plain(self) -> str:
        """Write one line each."""
        issued = [self.superior, self.issuer, self.number, *self.marks]
        letterhead = [*issued, self.party, self.place_date, self.draft]
        lines = [*letterhead, self.simulated, self.kind, self.subject, self.replaces, self.caution]
        return "\n".join(line for line in lines if line)

    def metadata(self) -> dict[str, object]:
        """Describe the document for publishers."""
        return {"document": self.document}

    def notebook_mark(self) -> str:
        """Mark a draft, and figures that are simulated."""
        marks = " · ".join(mark for mark in (*self.marks, self.draft, self.simulated) if mark)
        return f'<p class="kg-notebook">{escape_html(marks)}</p>' if marks else ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Closing(View):
    """The foot of the document: its recipients and its signature."""

    title: str
    recipients: Sequence[str]
    signature: Sequence[str]
    signer: str
    language: str = "vi"

    @property
    def facts(self) -> Sequence[Facts]:
        """What is written in it, part by part."""
        parts = {"recipients": self.recipients, "signature": self.signature, "signer": [self.signer]}
        return [parts_as_facts(parts)]

    def html(self) -> str:
        """Write the recipients at the left and the signature at the right."""
        received = "".join(f"<li>{spoken_html(line, self.language)}</li>" for line in self.recipients)
        left = f'<p class="kg-recipients-title">{escape_html(self.title)}</p><ul>{received}</ul>'
        signer = [("kg-signer", self.signer)]
        right = _html_lines([("kg-office", line) for line in self.signature] + signer, self.language)
        return (
            f'<div class="kg-closing"><div class="kg-recipients">{left if received else ""}</div>'
            f'<div class="kg-signature">{right}</div></div>'
        )

    def typst(self) -> str:
        """Call the closing of the page."""
        received = [self.title, *(f"- {line}" for line in self.recipients)] if self.recipients else []
        signed = [*self.signature, self.signer] if self.signature or self.signer else []
        left, right = (_typst_lines(lines, self.language) for lines in (received, signed))
        return f"#kg-closing(recipients: {left}, signature: {right})"

    def content(self) -> list[Block]:
        """Write the recipients and the signature."""
        closing = blocks.Closing(
            title=self.title if self.recipients else "",
            recipients=tuple(self.recipients),
            signature=tuple(self.signature),
            signer=self.signer,
        )
        return [closing]

    def plain(self) -> str:
        """Write one line each."""
        received = [self.title, *self.recipients] if self.recipients else []
        return "\n".join([*received, *self.signature, self.signer]).strip()


def parts_as_facts(parts: Mapping[str, Sequence[str]]) -> Facts:
    """Give texts by part as rows; an empty one has none."""
    rows = [
        {"part": part, "position": position, "text": text}
        for part, texts in parts.items()
        for position, text in enumerate(filter(None, texts), start=1)
    ]
    return facts_of(PARTS, rows)


def _html_lines(lines: Sequence[tuple[str, str]], language: str) -> str:
    return "".join(f'<p class="{kind}">{spoken_html(text, language)}</p>' for kind, text in lines if text)


def _typst_lines(lines: Sequence[str], language: str) -> str:
    return "(" + "".join(f"[{spoken_typst(line, language)}], " for line in lines) + ")"
