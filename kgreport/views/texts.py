"""Views of text: sentences, Markdown, and main points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgreport.content.blocks import Block, Listing, Paragraph, Run, paragraph
from kgreport.views.frames.layout import Facts, facts_of
from kgreport.views.frames.ratings import POINTS, texts_as_facts
from kgreport.views.markup import escape_html, escape_typst, markdown_to_html, markdown_to_typst
from kgreport.views.spoken import is_vietnamese
from kgreport.views.view import View


@dataclass(frozen=True, slots=True, repr=False)
class Note(View):
    """Sentences, one string a paragraph.

    Attributes
    ----------
    paragraphs
        The sentences.
    see
        What the last paragraph refers to: a word such as ``Xem``, then labels and ids of tables and charts.

    Examples
    --------
    >>> print(kgreport.Note(["Twenty works.", "Two are not done."]).plain())
    Twenty works.
    Two are not done.
    """

    paragraphs: Sequence[str]
    see: tuple[str, Sequence[tuple[str, str]]] | None = None

    @property
    def facts(self) -> Sequence[Facts]:
        """The sentences."""
        return [texts_as_facts(self.paragraphs)]

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
            links = ", ".join(f'#kg-link("{name}")[{escape_typst(label)}]' for label, name in targets)
            texts[-1] += f" {escape_typst(word)} {links}."
        return "\n\n".join(texts)

    def content(self) -> list[Block]:
        """Write paragraphs; the last one links to what it refers to."""
        texts: list[Block] = [paragraph(text) for text in self.paragraphs]
        if self.see:
            word, targets = self.see
            links = [Run(text=label, href=f"#{name}") for label, name in targets]
            between = [run for link in links for run in (link, Run(text=", "))][:-1]
            last = Run(text=f"{self.paragraphs[-1]} {word} ")
            texts[-1] = Paragraph(runs=(last, *between, Run(text=".")))
        return texts

    def plain(self) -> str:
        """Write one line a paragraph."""
        texts = list(self.paragraphs)
        if self.see:
            texts[-1] += f" {self.see[0]} {', '.join(label for label, _ in self.see[1])}."
        return "\n".join(texts)


@dataclass(frozen=True, slots=True, repr=False)
class Markdown(View):
    """A text of the report's writers, in Markdown.

    Attributes
    ----------
    text
        The text.
    level
        Level of its highest heading, as HTML counts.
    language
        The language of the report; in an English one, a Vietnamese text is marked.
    """

    text: str
    level: int = 3
    language: str = "vi"

    def html(self) -> str:
        """Write it as HTML; HTML inside it is shown as text."""
        text = markdown_to_html(self.text, level=self.level)
        if self._stays_vietnamese():
            text = f'<div lang="vi">{text}</div>'
        return f'<div class="kg-note">{text}</div>'

    def typst(self) -> str:
        """Write it as Typst markup."""
        text = markdown_to_typst(self.text, level=self.level - 1)
        return f'#[#set text(lang: "vi")\n{text}\n]' if self._stays_vietnamese() else text

    def _stays_vietnamese(self) -> bool:
        return self.language == "en" and is_vietnamese(self.text)

    def plain(self) -> str:
        """Write the Markdown unchanged."""
        return self.text.strip()


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


@dataclass(frozen=True, slots=True, repr=False)
class MainPoints(View):
    """The main points of a report, most important first, each with a link to its section."""

    points: Sequence[MainPoint]
    page: str = ""
    """What stands before the number of a page in the PDF."""

    @property
    def facts(self) -> Sequence[Facts]:
        """The sentences, each with the section that it is about."""
        rows = [
            {"position": position, "text": point.text, "section": point.section}
            for position, point in enumerate(self.points, start=1)
        ]
        return [facts_of(POINTS, rows)]

    def refer(self, references: Mapping[str, str], page: str) -> MainPoints:
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

    def content(self) -> list[Block]:
        """Write a numbered list."""
        items = tuple((Paragraph(runs=tuple(_runs(point))),) for point in self.points)
        return [Listing(items=items, ordered=True)]

    def plain(self) -> str:
        """Write one line a point."""
        return "\n".join(
            f"{n}. {point.text}" + (f" ({point.reference})" if point.reference else "")
            for n, point in enumerate(self.points, 1)
        )


def _html_reference(point: MainPoint) -> str:
    if not point.reference:
        return ""
    return f' <a class="kg-see" href="#{point.section}">{escape_html(point.reference)}</a>'


def _runs(point: MainPoint) -> Iterator[Run]:
    yield Run(text=point.text + " " * bool(point.reference))
    if point.reference:
        yield Run(text=point.reference, href=f"#{point.section}")
