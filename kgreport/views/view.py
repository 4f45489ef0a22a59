"""The base of every view, which shows itself in a notebook, on a page and in print; and sections of views."""

from __future__ import annotations

import base64
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from kgreport.content.blocks import Block, Heading
from kgreport.content.html import blocks_of_html
from kgreport.content.plain import CONTENT, plain_blocks
from kgreport.views.frames.framed import Framed
from kgreport.views.frames.layout import Facts
from kgreport.views.frames.ratings import texts_as_facts
from kgreport.views.markup import escape_html
from kgreport.views.palette import NOTEBOOK_STYLE
from kgreport.views.titles import heading_html, heading_typst

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TYPST = "text/vnd.typst"
"""MIME type of the markup for the PDF."""

PAGE = "text/vnd.kgreport.page+html"
"""MIME type of the fragment of a published page, where it is not what a notebook shows."""

_DRAWING = re.compile(r'<svg xmlns="[^"]*" (?P<size>[^>]*) role="img" aria-label="(?P<alt>[^"]*)">.*?</svg>')

NEXT = ".frame  .to_csv()  .to_excel(path)"
"""What to type next to have something as data."""

MimeBundle = tuple[dict[str, Any], dict[str, object]]


class View(Framed, ABC):
    """Something to read; every format is written from the same raw values.

    Jupyter shows it. `frame` gives its data, `to_csv` and `to_excel` write them; `html`, `typst` and `plain`
    write it to read, and `figure` gives its drawing.
    """

    __slots__ = ()

    counted_as: ClassVar[Literal["", "table", "chart"]] = ""
    """As what a report numbers it; empty for what has no number."""

    @abstractmethod
    def html(self) -> str:
        """Write it as a fragment of a page, without styles, scripts or references."""

    @abstractmethod
    def typst(self) -> str:
        """Write it as Typst markup."""

    @abstractmethod
    def plain(self) -> str:
        """Write it as text."""

    def content(self) -> list[Block]:
        """Write it as blocks, of which other formats are made; see `kgreport.content.blocks`."""
        return blocks_of_html(self.html())

    @property
    def figure(self) -> Figure | None:
        """A new figure of matplotlib of its drawing, to restyle or save; None if it has none."""
        return None

    @property
    def attachments(self) -> Sequence[Mapping[str, str]]:
        """The files that go with it, each as ``name``, ``mime``, ``description`` and ``content``."""
        return ()

    @property
    def told(self) -> Sequence[Facts]:
        """What its figures are, as rows, where whoever made it has said so."""
        return ()

    @property
    def facts(self) -> Sequence[Facts]:
        """What it says, as rows; the first are its main ones. Of what does not say, its text."""
        return self.told or [texts_as_facts(self.plain().splitlines())]

    def about(self) -> dict[str, object]:
        """Say what its data are of."""
        named = {name: getattr(self, name, "") for name in ("id", "title")}
        return {name: value for name, value in named.items() if value}

    def __repr__(self) -> str:
        """Name it, and what to type next."""
        named = " ".join(repr(value) for value in self.about().values())
        return f"<{type(self).__name__} {named}: {NEXT}>".replace(" :", ":")

    def metadata(self) -> dict[str, object]:
        """Give publishers what they need beyond the content."""
        attached = list(self.attachments)
        return {"attachments": attached} if attached else {}

    def notebook_mark(self) -> str:
        """Give the mark that a notebook shows, as HTML; a published page prints its own."""
        return ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> MimeBundle:  # noqa: ARG002
        page = self.html()
        shown = _DRAWING.sub(_as_image, page)
        contents: dict[str, Any] = {
            "text/html": NOTEBOOK_STYLE + self.notebook_mark() + shown,
            TYPST: self.typst(),
            CONTENT: plain_blocks(self.content()),
            "text/plain": self.plain(),
        }
        if shown != page:
            contents[PAGE] = page
        metadata = self.metadata()
        return contents, {"kgreport": metadata} if metadata else {}


def _as_image(drawing: re.Match[str]) -> str:
    """Write a drawing as an image on white: Jupyter shows no inline drawing of an untrusted notebook."""
    size = re.search(r'width="\d+" height="\d+"', drawing["size"])
    whole = drawing[0].replace("<svg ", '<svg font-family="sans-serif" color="#1a1a1a" ', 1)
    image = whole.replace(">", '><rect width="100%" height="100%" fill="#fff"/>', 1)
    data = base64.b64encode(image.encode()).decode()
    place = f" {size[0]}" if size else ""
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{drawing["alt"]}"{place}>'


@dataclass(frozen=True, slots=True)
class ChapterHead:
    """The heading of a chapter, with its number, and whether a section is the first under it.

    A chapter that is one section has no heading of its own.
    """

    id: str
    title: str
    first: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Section(View):
    """A heading and the views under it.

    Attributes
    ----------
    id
        Fixed name, the anchor on the page and in the PDF.
    title
        The heading.
    views
        The views under it; a section without any is not published.
    marks
        The marks of a draft and of simulated figures; see `kgreport.terms.marks`.
    number
        Stands before the heading; empty where it has none.
    level
        Level of the heading, as HTML counts; the PDF counts one less.
    chapter
        The chapter it stands in. Publishers print its heading above the first section of a chapter that they
        publish; a notebook shows it above the first that the report has.
    told
        What its figures are, as rows; see `frame`.

    Examples
    --------
    >>> kgreport.Section("youth", "Youth work", [kgreport.Note(["Twenty works."])]).heading
    'Youth work'
    """

    id: str
    title: str
    views: Sequence[View]
    marks: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    level: int = 2
    chapter: ChapterHead | None = None
    told: Sequence[Facts] = field(default=(), compare=False)

    @property
    def facts(self) -> Sequence[Facts]:
        """What its figures are; of a section that does not say, what its tables say, or else its texts."""
        if self.told:
            return self.told
        tables = [one for view in self.views if view.counted_as == "table" for one in view.facts]
        return tables or [texts_as_facts([line for view in self.views for line in view.plain().splitlines()])]

    def about(self) -> dict[str, object]:
        """Say what its data are of, and whether they are simulated."""
        named = {"id": self.id, "title": self.heading, "simulated": self.simulated_mark}
        return {name: value for name, value in named.items() if value}

    @property
    def simulated_mark(self) -> str:
        """The mark of simulated figures; empty where they are real."""
        return self.marks.get("simulated_mark", "")

    @property
    def heading(self) -> str:
        """The heading with its number."""
        return f"{self.number}. {self.title}" if self.number else self.title

    def html(self) -> str:
        """Write a `section` labelled by its heading."""
        if not self.views:
            return f"<p><em>{escape_html(self._left_out())}</em></p>"
        inner = "\n".join(view.html() for view in self.views)
        heading = heading_html(self.id, self.heading, self.level)
        return f'<section class="kg-section" aria-labelledby="{self.id}">{heading}\n{inner}\n</section>'

    def typst(self) -> str:
        """Write a heading and what stands under it."""
        if not self.views:
            return ""
        inner = "\n\n".join(view.typst() for view in self.views)
        return f"{heading_typst(self.id, self.heading, self.level)}\n\n{inner}"

    def plain(self) -> str:
        """Write the heading underlined."""
        if not self.views:
            return self._left_out()
        heading = f"{self.heading}\n{'=' * len(self.heading)}"
        return "\n\n".join([heading, *(view.plain() for view in self.views)])

    def content(self) -> list[Block]:
        """Write the heading and what stands under it."""
        heading = Heading(level=self.level, text=self.heading, id=self.id)
        return [heading, *(block for view in self.views for block in view.content())] if self.views else []

    @property
    def figure(self) -> Figure | None:
        """A new figure of matplotlib of its first chart, to restyle or save; None if it has no chart."""
        return next((figure for view in self.views if (figure := view.figure)), None)

    def metadata(self) -> dict[str, object]:
        """Mark what is left out; give the chapter, the marks, and files."""
        if not self.views:
            return {"left_out": True}
        chapter = {"id": self.chapter.id, "title": self.chapter.title} if self.chapter else None
        attached = [one for view in self.views for one in view.attachments]
        found = {**self.marks, "chapter": chapter, "attachments": attached}
        return {name: value for name, value in found.items() if value}

    def notebook_mark(self) -> str:
        """Mark figures that are simulated, and show the heading of the chapter that begins here."""
        if not self.views:
            return ""
        simulated, chapter = self.simulated_mark, self.chapter
        mark = f'<p class="kg-notebook">{escape_html(simulated)}</p>' if simulated else ""
        return mark + (f"<h2>{escape_html(chapter.title)}</h2>" if chapter and chapter.first else "")

    def _left_out(self) -> str:
        return f"[{self.title}: –]"
