"""The base of every view, which shows itself in a notebook, on a page and in print; and sections of views."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.palette import level_styles

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TYPST = "text/vnd.typst"
"""MIME type of the markup for the PDF."""

NOTEBOOK_STYLE = (
    "<style>"
    ".kg-section.kg-section table th,.kg-section.kg-section table td{text-align:left}"
    ".kg-section.kg-section table .kg-num{text-align:right}"
    ".kg-section table .kg-total>*{font-weight:bold}"
    ".kg-section figure{margin:1em 0}"
    ".kg-section caption,.kg-section figcaption{text-align:left;font-weight:bold;padding:.4em 0}"
    ".kg-section .kg-key{display:grid;grid-template-columns:repeat(auto-fill,minmax(13em,1fr));gap:1em}"
    ".kg-section .kg-key dt{float:none;width:auto;font-weight:normal}"
    ".kg-section .kg-key dd{float:none;width:auto;margin:0;font-size:1.6em;font-weight:bold}"
    ".kg-section .kg-share{font-size:.6em}"
    ".kg-section .kg-grid .kg-cell{text-align:center;font-weight:bold}"
    ".kg-section .kg-meanings{list-style:none;padding:0}.kg-meanings .kg-cell{padding:0 .4em}"
    f"{''.join(level_styles())}"
    ".kg-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".kg-letterhead,.kg-closing{display:flex;justify-content:space-between;gap:2em;text-align:center}"
    ".kg-letterhead p,.kg-closing p{margin:0}.kg-recipients{text-align:left}"
    ".kg-letterhead+h1{text-align:center}"
    ".kg-notebook{text-align:center;font-weight:bold;letter-spacing:.1em}"
    ".kg-caution{text-align:center;border:1px dashed;padding:.5em 1em}"
    "</style>"
)
"""Style of a view in a notebook; a published page has its own style sheet and leaves this out."""

MimeBundle = tuple[dict[str, str], dict[str, object]]


class View(ABC):
    """Something to read; every format is written from the same raw values."""

    __slots__ = ()

    @abstractmethod
    def html(self) -> str:
        """Write it as a fragment of a page, without styles, scripts or references."""

    @abstractmethod
    def typst(self) -> str:
        """Write it as Typst markup."""

    @abstractmethod
    def plain(self) -> str:
        """Write it as text."""

    @property
    def figure(self) -> Figure | None:
        """A new figure of matplotlib of its drawing, to restyle or save; None if it has none."""
        return None

    def metadata(self) -> dict[str, object]:
        """Give publishers what they need beyond the content."""
        return {}

    def notebook_mark(self) -> str:
        """Give the mark that a notebook shows, as HTML; a published page prints its own."""
        return ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> MimeBundle:  # noqa: ARG002
        contents = {
            "text/html": NOTEBOOK_STYLE + self.notebook_mark() + self.html(),
            TYPST: self.typst(),
            "text/plain": self.plain(),
        }
        metadata = self.metadata()
        return contents, {"kgreport": metadata} if metadata else {}


@dataclass(frozen=True, slots=True)
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
    simulated
        The mark of simulated figures; empty where they are real.
    """

    id: str
    title: str
    views: Sequence[View]
    simulated: str = ""

    def html(self) -> str:
        """Write a `section` labelled by its heading."""
        if not self.views:
            return f"<p><em>{escape_html(self._left_out())}</em></p>"
        inner = "\n".join(view.html() for view in self.views)
        heading = f'<h2 id="{self.id}">{escape_html(self.title)}</h2>'
        return f'<section class="kg-section" aria-labelledby="{self.id}">{heading}\n{inner}\n</section>'

    def typst(self) -> str:
        """Write a heading of the first level and what stands under it."""
        if not self.views:
            return ""
        inner = "\n\n".join(view.typst() for view in self.views)
        return f"= {escape_typst(self.title)} <{self.id}>\n\n{inner}"

    def plain(self) -> str:
        """Write the heading underlined."""
        if not self.views:
            return self._left_out()
        heading = f"{self.title}\n{'=' * len(self.title)}"
        return "\n\n".join([heading, *(view.plain() for view in self.views)])

    @property
    def figure(self) -> Figure | None:
        """A new figure of matplotlib of its first chart, to restyle or save; None if it has no chart."""
        return next((figure for view in self.views if (figure := view.figure)), None)

    def metadata(self) -> dict[str, object]:
        """Mark a section without views as left out, and give the mark of simulated figures."""
        if not self.views:
            return {"left_out": True}
        return {"simulated_mark": self.simulated} if self.simulated else {}

    def notebook_mark(self) -> str:
        """Mark figures that are simulated."""
        marked = self.simulated and self.views
        return f'<p class="kg-notebook">{escape_html(self.simulated)}</p>' if marked else ""

    def _left_out(self) -> str:
        return f"[{self.title}: –]"


def join_sections(sections: Sequence[Section]) -> Section:
    """Make one section of those with figures, under the heading of the first; alone, each keeps its own."""
    known = [section for section in sections if section.views]
    if len(known) < 2:
        return known[0] if known else sections[0]
    first = sections[0]
    return Section(first.id, first.title, [view for section in known for view in section.views])
