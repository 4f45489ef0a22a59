"""Views of text: sentences, Markdown, main points, and the head and closing of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kgreport.views.markup import (
    escape_html,
    escape_typst,
    is_vietnamese,
    markdown_to_html,
    markdown_to_typst,
    spoken_html,
    spoken_typst,
)
from kgreport.views.view import View, heading_html, heading_typst


@dataclass(frozen=True, slots=True)
class Note(View):
    """Sentences, one string a paragraph.

    Attributes
    ----------
    paragraphs
        The sentences.
    see
        What the last paragraph refers to: a word such as ``Xem``, then labels and ids of tables and charts.
    """

    paragraphs: Sequence[str]
    see: tuple[str, Sequence[tuple[str, str]]] | None = None

    def html(self) -> str:
        """Write paragraphs."""
        texts = [escape_html(text) for text in self.paragraphs]
        if self.see:
            word, targets = self.see
            links = ", ".join(f'<a href="#{name}">{escape_html(label)}</a>' for label, name in targets)
            texts[-1] += f' <span class="kg-see">{escape_html(word)} {links}.</span>'
        return '<div class="kg-note">' + "".join(f"<p>{text}</p>" for text in texts) + "</div>"

    def typst(self) -> str:
        """Write paragraphs."""
        texts = [escape_typst(text) for text in self.paragraphs]
        if self.see:
            word, targets = self.see
            texts[-1] += f" {escape_typst(word)} {', '.join(_typst_link(*target) for target in targets)}."
        return "\n\n".join(texts)

    def plain(self) -> str:
        """Write one line a paragraph."""
        texts = list(self.paragraphs)
        if self.see:
            texts[-1] += f" {self.see[0]} {', '.join(label for label, _ in self.see[1])}."
        return "\n".join(texts)


def _typst_link(label: str, name: str) -> str:
    return f'#kg-link("{name}")[{escape_typst(label)}]'


@dataclass(frozen=True, slots=True)
class Markdown(View):
    """A text of the report's writers, in Markdown; under its own heading if it has a title.

    Attributes
    ----------
    text, id, title
        The text, and its heading.
    level
        Level of its highest heading, as HTML counts.
    language
        The language of the report; in an English one, a Vietnamese text is marked.
    """

    text: str
    id: str = ""
    title: str = ""
    level: int = 3
    language: str = "vi"

    def html(self) -> str:
        """Write it as HTML; HTML inside it is shown as text."""
        heading = heading_html(self.id, self.title, self.level) if self.title else ""
        text = markdown_to_html(self.text, level=self.level + bool(self.title))
        if self._stays_vietnamese():
            text = f'<div lang="vi">{text}</div>'
        return f'<div class="kg-note">{heading}{text}</div>'

    def typst(self) -> str:
        """Write it as Typst markup."""
        heading = f"{heading_typst(self.id, self.title, self.level)}\n\n" if self.title else ""
        text = markdown_to_typst(self.text, level=self.level - 1 + bool(self.title))
        return heading + (f'#[#set text(lang: "vi")\n{text}\n]' if self._stays_vietnamese() else text)

    def _stays_vietnamese(self) -> bool:
        return self.language == "en" and is_vietnamese(self.text)

    def plain(self) -> str:
        """Write the Markdown unchanged."""
        return f"{self.title}\n{self.text}".strip()


def note_of(sentences: Sequence[str]) -> list[View]:
    """Show sentences; nothing where there are none."""
    return [Note(sentences)] if sentences else []


def markdown_of(text: str, language: str) -> list[View]:
    """Show a text of the report's writers; nothing where it is blank."""
    return [Markdown(text, language=language)] if text.strip() else []


@dataclass(frozen=True, slots=True)
class MainPoint:
    """One sentence of the main points, the section it is about, and how that is referred to."""

    text: str
    section: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class MainPoints(View):
    """The main points of a report, most important first, each with a link to its section."""

    points: Sequence[MainPoint]
    page: str = ""
    """What stands before the number of a page in the PDF."""

    def refer(self, references: Mapping[str, str], page: str = "") -> MainPoints:
        """Refer to the sections by their numbers; a section that is left out is not referred to."""
        points = [replace(point, reference=references.get(point.section, "")) for point in self.points]
        return MainPoints(points, page)

    def html(self) -> str:
        """Write a numbered list."""
        items = "".join(
            f"<li>{escape_html(point.text)}{_html_reference(point)}</li>" for point in self.points
        )
        return f'<ol class="kg-points">{items}</ol>'

    def typst(self) -> str:
        """Write a numbered list."""
        return f"#kg-points[\n{self.typst_list()}\n]"

    def typst_list(self) -> str:
        """Write a numbered list in the size of the text around it."""
        return "\n".join(
            f"+ {escape_typst(point.text)}{self._typst_reference(point)}" for point in self.points
        )

    def _typst_reference(self, point: MainPoint) -> str:
        if not point.reference:
            return ""
        page = f", page: [{escape_typst(self.page)}]" if self.page else ""
        return f' (#kg-link("{point.section}"{page})[{escape_typst(point.reference)}])'

    def plain(self) -> str:
        """Write one line a point."""
        return "\n".join(
            f"{n}. {point.text}" + (f" ({point.reference})" if point.reference else "")
            for n, point in enumerate(self.points, 1)
        )


def _html_reference(point: MainPoint) -> str:
    return (
        f' <a class="kg-see" href="#{point.section}">{escape_html(point.reference)}</a>'
        if point.reference
        else ""
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
    marks
        Marks of secrecy, urgency and circulation, under the number.
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

    def html(self) -> str:
        """Write the letterhead and the title."""
        left = [
            ("kg-superior", self.superior),
            ("kg-issuer-name", self.issuer),
            ("kg-number", self.number),
            *(("kg-mark", mark) for mark in self.marks),
        ]
        right = [("kg-party", self.party)]
        caution = f'<p class="kg-caution">{escape_html(self.caution)}</p>' if self.caution else ""
        return (
            f'<div class="kg-letterhead"><div class="kg-issuer">{_html_lines(left, self.language)}</div>'
            f'<div class="kg-state">{_html_lines(right, self.language)}{self._html_date()}</div></div>'
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
            "kind": self.kind,
            "subject": self.subject,
            "draft": self.draft,
            "simulated": self.simulated,
            "caution": self.caution,
        }
        given = [f"{name}: [{spoken_typst(text, self.language)}]" for name, text in parts.items() if text]
        given += [f"marks: {_typst_lines(self.marks, self.language)}"] if self.marks else []
        date = ", ".join(spoken_typst(part, self.language) for part in self.place_date.split(", "))
        given += [f"place-date: [{date}]"] if self.place_date else []
        return f"#kg-head({', '.join(given)})"

    @property
    def language(self) -> str:
        """The language of the report."""
        return str(self.document.get("language") or "vi")

    def _html_date(self) -> str:
        parts = (spoken_html(part, self.language) for part in self.place_date.split(", "))
        return f'<p class="kg-date">{", ".join(parts)}</p>' if self.place_date else ""

    def plain(self) -> str:
        """Write one line each."""
        issued = [self.superior, self.issuer, self.number, *self.marks]
        letterhead = [*issued, self.party, self.place_date, self.draft]
        lines = [*letterhead, self.simulated, self.kind, self.subject, self.caution]
        return "\n".join(line for line in lines if line)

    def metadata(self) -> dict[str, object]:
        """Describe the document for publishers."""
        return {"document": self.document}

    def notebook_mark(self) -> str:
        """Mark a draft, and figures that are simulated."""
        marks = " · ".join(mark for mark in (*self.marks, self.draft, self.simulated) if mark)
        return f'<p class="kg-notebook">{escape_html(marks)}</p>' if marks else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(View):
    """The one-page brief of a report; publishers make a document of its own of it.

    Attributes
    ----------
    head
        The head of the report: its issuer, number, date, marks and subject.
    kind
        The kind of document, in capitals.
    points_title, points
        The main points under their heading.
    views
        Tables and charts.
    decisions_title, decisions
        What is to be decided, under its heading.
    """

    head: Head
    kind: str
    points_title: str
    points: MainPoints
    views: Sequence[View]
    decisions_title: str
    decisions: Sequence[str]

    def html(self) -> str:
        """Write a section."""
        inner = "".join(view.html() for view in self.views)
        decisions = "".join(f"<li>{escape_html(text)}</li>" for text in self.decisions)
        return (
            f'<section class="kg-brief" aria-label="{escape_html(self.kind)}">'
            f"<h2>{escape_html(self.kind)}</h2>{self.points.html()}{inner}"
            f"<h3>{escape_html(self.decisions_title)}</h3><ul>{decisions}</ul></section>"
        )

    def typst(self) -> str:
        """Write one sheet."""
        head = {
            "superior": self.head.superior,
            "issuer": self.head.issuer,
            "place-date": self.head.place_date,
            "draft": self.head.draft,
            "simulated": self.head.simulated,
        }
        given = "".join(f"{name}: [{escape_typst(text)}], " for name, text in head.items() if text)
        parts = [
            heading_typst("brief-points", self.points_title, 2),
            self.points.typst_list(),
            *(view.typst() for view in self.views),
            heading_typst("brief-decisions", self.decisions_title, 2),
            "\n".join(f"- {escape_typst(text)}" for text in self.decisions),
        ]
        body = "\n\n".join(parts)
        return (
            f"#kg-brief({given}kind: [{escape_typst(self.kind)}], "
            f"subject: [{escape_typst(self.head.subject)}])[\n{body}\n]"
        )

    def plain(self) -> str:
        """Write the points, the tables and the decisions."""
        views = [view.plain() for view in self.views]
        decisions = "\n".join(f"- {text}" for text in self.decisions)
        return "\n\n".join([self.kind, self.points.plain(), *views, f"{self.decisions_title}\n{decisions}"])

    def metadata(self) -> dict[str, object]:
        """Tell publishers that this is no part of the report, and its title."""
        return {"brief": {"title": f"{self.kind}: {self.head.subject}"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(View):
    """The foot of the document: its recipients and its signature."""

    title: str
    recipients: Sequence[str]
    signature: Sequence[str]
    signer: str
    language: str = "vi"

    def html(self) -> str:
        """Write the recipients at the left and the signature at the right."""
        received = "".join(f"<li>{spoken_html(line, self.language)}</li>" for line in self.recipients)
        left = (
            f'<p class="kg-recipients-title">{escape_html(self.title)}</p><ul>{received}</ul>'
            if received
            else ""
        )
        signer = [("kg-signer", self.signer)]
        right = _html_lines([("kg-office", line) for line in self.signature] + signer, self.language)
        return (
            f'<div class="kg-closing"><div class="kg-recipients">{left}</div>'
            f'<div class="kg-signature">{right}</div></div>'
        )

    def typst(self) -> str:
        """Call the closing of the page."""
        received = [self.title, *(f"- {line}" for line in self.recipients)] if self.recipients else []
        signed = [*self.signature, self.signer] if self.signature or self.signer else []
        left, right = (_typst_lines(lines, self.language) for lines in (received, signed))
        return f"#kg-closing(recipients: {left}, signature: {right})"

    def plain(self) -> str:
        """Write one line each."""
        received = [self.title, *self.recipients] if self.recipients else []
        return "\n".join([*received, *self.signature, self.signer]).strip()


def _html_lines(lines: Sequence[tuple[str, str]], language: str) -> str:
    return "".join(f'<p class="{kind}">{spoken_html(text, language)}</p>' for kind, text in lines if text)


def _typst_lines(lines: Sequence[str], language: str) -> str:
    return "(" + "".join(f"[{spoken_typst(line, language)}], " for line in lines) + ")"
