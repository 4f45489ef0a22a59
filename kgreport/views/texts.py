"""Views of text: sentences, Markdown, key figures, and the head and closing of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.views.markup import escape_html, escape_typst, markdown_to_html, markdown_to_typst
from kgreport.views.view import View


@dataclass(frozen=True, slots=True)
class Note(View):
    """Sentences, one string a paragraph."""

    paragraphs: Sequence[str]

    def html(self) -> str:
        """Write paragraphs."""
        return (
            '<div class="kg-note">'
            + "".join(f"<p>{escape_html(text)}</p>" for text in self.paragraphs)
            + "</div>"
        )

    def typst(self) -> str:
        """Write paragraphs."""
        return "\n\n".join(escape_typst(text) for text in self.paragraphs)

    def plain(self) -> str:
        """Write one line a paragraph."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Markdown(View):
    """A text of the report's writers, in Markdown; under its own heading if it has a title."""

    text: str
    id: str = ""
    title: str = ""

    def html(self) -> str:
        """Write it as HTML; HTML inside it is shown as text."""
        heading = f'<h3 id="{self.id}">{escape_html(self.title)}</h3>' if self.title else ""
        return (
            f'<div class="kg-note">{heading}{markdown_to_html(self.text, level=4 if self.title else 3)}</div>'
        )

    def typst(self) -> str:
        """Write it as Typst markup."""
        heading = f"== {escape_typst(self.title)} <{self.id}>\n\n" if self.title else ""
        return heading + markdown_to_typst(self.text, level=3 if self.title else 2)

    def plain(self) -> str:
        """Write the Markdown unchanged."""
        return f"{self.title}\n{self.text}".strip()


def note_of(sentences: Sequence[str]) -> list[View]:
    """Show sentences; nothing where there are none."""
    return [Note(sentences)] if sentences else []


def markdown_of(text: str) -> list[View]:
    """Show a text of the report's writers; nothing where it is blank."""
    return [Markdown(text)] if text.strip() else []


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure: what it counts, the count, and its share if it has one."""

    label: str
    value: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures(View):
    """The key figures, as tiles."""

    figures: Sequence[KeyFigure]

    def html(self) -> str:
        """Write a list of terms and values."""
        tiles = "".join(
            f"<div><dt>{escape_html(figure.label)}</dt><dd>{escape_html(figure.value)}{_html_share(figure)}</dd></div>"
            for figure in self.figures
        )
        return f'<dl class="kg-key">{tiles}</dl>'

    def typst(self) -> str:
        """Call the tiles of the page."""
        tiles = (
            f"([{escape_typst(figure.label)}], [{escape_typst(figure.value)}], "
            + (f"[{escape_typst(figure.share)}]" if figure.share else "none")
            + ")"
            for figure in self.figures
        )
        return f"#kg-key({', '.join(tiles)},)"

    def plain(self) -> str:
        """Write one line a figure."""
        return "\n".join(
            f"{figure.label}: {figure.value}" + (f" ({figure.share})" if figure.share else "")
            for figure in self.figures
        )


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def html(self) -> str:
        """Write the letterhead and the title."""
        left = [
            ("kg-superior", self.superior),
            ("kg-issuer-name", self.issuer),
            ("kg-number", self.number),
        ]
        right = [("kg-party", self.party), ("kg-date", self.place_date)]
        caution = f'<p class="kg-caution">{escape_html(self.caution)}</p>' if self.caution else ""
        return (
            f'<div class="kg-letterhead"><div class="kg-issuer">{_html_lines(left)}</div>'
            f'<div class="kg-state">{_html_lines(right)}</div></div>'
            f'<h1><span class="kg-kind">{escape_html(self.kind)}</span> {escape_html(self.subject)}</h1>'
            f"{caution}"
        )

    def typst(self) -> str:
        """Call the head of the page."""
        parts = {
            "superior": self.superior,
            "issuer": self.issuer,
            "number": self.number,
            "party": self.party,
            "place-date": self.place_date,
            "kind": self.kind,
            "subject": self.subject,
            "draft": self.draft,
            "simulated": self.simulated,
            "caution": self.caution,
        }
        given = (f"{name}: [{escape_typst(text)}]" for name, text in parts.items() if text)
        return f"#kg-head({', '.join(given)})"

    def plain(self) -> str:
        """Write one line each."""
        letterhead = [self.superior, self.issuer, self.number, self.party, self.place_date, self.draft]
        lines = [*letterhead, self.simulated, self.kind, self.subject, self.caution]
        return "\n".join(line for line in lines if line)

    def metadata(self) -> dict[str, object]:
        """Describe the document for publishers."""
        return {"document": self.document}

    def notebook_mark(self) -> str:
        """Mark a draft, and figures that are simulated."""
        marks = " · ".join(mark for mark in (self.draft, self.simulated) if mark)
        return f'<p class="kg-notebook">{escape_html(marks)}</p>' if marks else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(View):
    """The foot of the document: its recipients and its signature."""

    title: str
    recipients: Sequence[str]
    signature: Sequence[str]
    signer: str

    def html(self) -> str:
        """Write the recipients at the left and the signature at the right."""
        received = "".join(f"<li>{escape_html(line)}</li>" for line in self.recipients)
        left = (
            f'<p class="kg-recipients-title">{escape_html(self.title)}</p><ul>{received}</ul>'
            if received
            else ""
        )
        signer = [("kg-signer", self.signer)]
        right = _html_lines([("kg-office", line) for line in self.signature] + signer)
        return (
            f'<div class="kg-closing"><div class="kg-recipients">{left}</div>'
            f'<div class="kg-signature">{right}</div></div>'
        )

    def typst(self) -> str:
        """Call the closing of the page."""
        received = [self.title, *(f"- {line}" for line in self.recipients)] if self.recipients else []
        signed = [*self.signature, self.signer] if self.signature or self.signer else []
        return f"#kg-closing(recipients: {_typst_lines(received)}, signature: {_typst_lines(signed)})"

    def plain(self) -> str:
        """Write one line each."""
        received = [self.title, *self.recipients] if self.recipients else []
        return "\n".join([*received, *self.signature, self.signer]).strip()


def _html_share(figure: KeyFigure) -> str:
    return f' <span class="kg-share">{escape_html(figure.share)}</span>' if figure.share else ""


def _html_lines(lines: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<p class="{kind}">{escape_html(text)}</p>' for kind, text in lines if text)


def _typst_lines(lines: Sequence[str]) -> str:
    return "(" + "".join(f"[{escape_typst(line)}], " for line in lines) + ")"
