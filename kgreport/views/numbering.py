"""Numbers of chapters, sections, tables and charts: the same in every format.

A report numbers all that it can show, in the order of its contents, before it shows the first section. So a
notebook that shows some of the sections, or shows them in another order, has the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from kgreport.content.blocks import Block
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.frames.layout import Facts, Row
from kgreport.views.texts import MainPoints, Markdown, Note
from kgreport.views.view import ChapterHead, Section, View

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SECTION_LEVEL = 3
"""The level of a heading, as HTML counts, inside a chapter with its own heading."""

_LABELS = {"table": Phrase("Bảng {n}", "Table {n}"), "chart": Phrase("Biểu đồ {n}", "Figure {n}")}
_ANNEX = Phrase("Phụ lục {n}", "Annex {n}")
_IN_SECTION = Phrase("mục {number}", "section {number}")
_SEE = Phrase("Xem", "See")
_PAGE = Phrase("tr.", "p.")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Chapter(View):
    """Sections under one heading; a notebook shows each as an output of its own.

    Attributes
    ----------
    id
        Fixed name, the anchor of its heading.
    title
        Its heading; empty for a chapter that is one section, whose title is the heading.
    sections
        Its sections in order; those without views are not numbered.
    kind
        ``front`` matter has no numbers; the ``body`` has I, II, … with sections 1, 2, …; each section of an
        ``annex`` has a number of its own.
    """

    id: str
    sections: Sequence[Section]
    title: str = ""
    kind: Literal["front", "body", "annex"] = "body"

    @property
    def told(self) -> Sequence[Facts]:
        """What its sections say, as rows; those of the same columns together."""
        found: dict[str, list[Facts]] = {}
        for facts in (one for section in self.sections if section.views for one in section.facts):
            found.setdefault(facts.layout.name, []).append(facts)
        return [Facts(alike[0].layout, partial(_rows_of, alike)) for alike in found.values()]

    def html(self) -> str:
        """Write the sections one after another."""
        return "\n".join(section.html() for section in self.sections)

    def typst(self) -> str:
        """Write the sections one after another."""
        return "\n\n".join(filter(None, (section.typst() for section in self.sections)))

    def content(self) -> list[Block]:
        """Write the sections one after another."""
        return [block for section in self.sections for block in section.content()]

    def plain(self) -> str:
        """Write the sections one after another."""
        return "\n\n".join(section.plain() for section in self.sections)

    def _ipython_display_(self) -> None:
        """Show each section as a cell of its own would, so that it is published alike; empty ones last."""
        from IPython.display import display  # noqa: PLC0415 - only notebooks call this

        for section in sorted(self.sections, key=lambda one: not one.views):
            display(section)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsChapter:
    """A chapter in the contents of a report: its sections as functions and their arguments.

    The other attributes are those of `Chapter`.
    """

    id: str
    sections: Sequence[tuple[Callable[..., Section], tuple[str, ...]]]
    title: Phrase = Phrase("", "")  # noqa: RUF009 - a tuple
    kind: Literal["front", "body", "annex"] = "body"

    def with_sections(self, sections: Sequence[Section], language: Language) -> Chapter:
        """Give the chapter with its sections made."""
        return Chapter(id=self.id, title=self.title.say(language), kind=self.kind, sections=sections)


def _rows_of(alike: Sequence[Facts]) -> list[Row]:
    return [row for facts in alike for row in facts.rows()]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionHead:
    """The number and level of a section, how others refer to it, and the chapter it stands in.

    The full number has that of the chapter too, as ``II.1``.
    """

    number: str = ""
    full_number: str = ""
    level: int = SECTION_LEVEL - 1
    reference: str = ""
    chapter: ChapterHead | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a report.

    Attributes
    ----------
    language
        Language of ``Bảng 7`` and ``Table 7``.
    heads
        By id of a section, its number and chapter.
    labels
        By id of a table or chart, its label.
    """

    language: Language
    heads: Mapping[str, SectionHead]
    labels: Mapping[str, str]

    def apply(self, section: Section) -> Section:
        """Number a section, its tables and charts, and refer to these in its first sentences."""
        head = self.heads.get(section.id)
        if head is None or not section.views:
            return section
        views = [self._number_view(view, head) for view in section.views]
        return replace(
            section,
            number=head.number,
            level=head.level,
            chapter=head.chapter,
            views=self._with_references(views),
        )

    def _number_view(self, view: View, head: SectionHead) -> View:
        if isinstance(view, MainPoints):
            references = {name: head.reference for name, head in self.heads.items()}
            return view.refer(references, _PAGE.say(self.language))
        if isinstance(view, Markdown):
            return replace(view, level=head.level + 1)
        label = self.labels.get(getattr(view, "id", ""), "") if view.counted_as else ""
        numbered: Any = view
        return replace(numbered, number=label) if label else view

    def _with_references(self, views: Sequence[View]) -> list[View]:
        """Let sentences refer to the tables and charts that stand between them and the next sentences."""
        word, found, waiting = _SEE.say(self.language), list[View](), list[tuple[str, str]]()
        for view in reversed(views):
            if isinstance(view, Note):
                found.append(replace(view, see=(word, waiting[::-1])) if waiting else view)
                waiting = []
            else:
                found.append(view)
                waiting += [(counted.number, counted.id) for counted in _counted([view]) if counted.number]
        return found[::-1]


def number_chapters(chapters: Iterable[Chapter], language: Language) -> Numbering:
    """Number chapters, sections, tables and charts in their order; what is left out is not counted."""
    heads: dict[str, SectionHead] = {}
    labels: dict[str, str] = {}
    counts = {"table": 0, "chart": 0, "body": 0, "annex": 0}
    for chapter in chapters:
        known = [section for section in chapter.sections if section.views]
        heads |= _heads(chapter, known, counts, language)
        for view in _counted(view for section in known for view in section.views):
            counts[view.counted_as] += 1
            labels[view.id] = _LABELS[view.counted_as].say(language, n=counts[view.counted_as])
    return Numbering(language, heads, labels)


def _counted(views: Iterable[View]) -> Iterator[Any]:
    """Go through the tables and charts."""
    return (view for view in views if view.counted_as)


def _heads(
    chapter: Chapter, known: Sequence[Section], counts: dict[str, int], language: Language
) -> dict[str, SectionHead]:
    if chapter.kind == "front":
        return {section.id: SectionHead(reference=section.title) for section in known}
    if chapter.kind == "annex":
        first = counts["annex"] + 1
        counts["annex"] += len(known)
        names = {section.id: _ANNEX.say(language, n=n) for n, section in enumerate(known, first)}
        return {
            name: SectionHead(number=number, full_number=number, reference=number)
            for name, number in names.items()
        }
    if not known:
        return {}
    counts["body"] += 1
    roman = ROMAN[counts["body"]]
    if len(known) == 1:
        reference = _IN_SECTION.say(language, number=roman)
        begun = ChapterHead(chapter.id, "")
        return {known[0].id: SectionHead(number=roman, full_number=roman, reference=reference, chapter=begun)}
    return {
        section.id: SectionHead(
            number=str(n),
            full_number=f"{roman}.{n}",
            level=SECTION_LEVEL,
            reference=_IN_SECTION.say(language, number=f"{roman}.{n}"),
            chapter=ChapterHead(chapter.id, f"{roman}. {chapter.title}", first=n == 1),
        )
        for n, section in enumerate(known, 1)
    }
