"""The brief of a report: one sheet with the main points, the key figures, the levels, and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.content.blocks import Block, Heading, Listing, paragraph
from kgreport.terms.phrases import Phrase
from kgreport.views.frames.layout import Facts
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.sections.decisions import TITLE
from kgreport.views.sections.documents import Head, parts_as_facts
from kgreport.views.sections.main_points import MAIN_POINTS
from kgreport.views.texts import MainPoints
from kgreport.views.titles import heading_typst
from kgreport.views.view import View

_KIND = Phrase("TÓM TẮT BÁO CÁO", "BRIEF")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Brief(View):
    """The one-page brief of a report; publishers make a document of its own of it.

    Attributes
    ----------
    head
        The head of the report: its issuer, number, date, marks and subject.
    points
        Its main points.
    views
        Its key figures and the chart of its levels, as far as they are known.
    decisions
        What is to be decided; left out where it is empty.
    """

    head: Head
    points: MainPoints
    views: Sequence[View]
    decisions: Sequence[str]

    @property
    def kind(self) -> str:
        """The kind of document, in capitals."""
        return _KIND.say(self.head.language)

    @property
    def _decisions_title(self) -> str:
        return TITLE.say(self.head.language)

    @property
    def facts(self) -> Sequence[Facts]:
        """The sentences; and what its tables and charts say."""
        points = [point.text for point in self.points.points]
        shown = [one for view in self.views for one in view.facts]
        return [parts_as_facts({"points": points, "decisions": self.decisions}), *shown]

    def html(self) -> str:
        """Write a section."""
        inner = "".join(view.html() for view in self.views)
        items = "".join(f"<li>{escape_html(text)}</li>" for text in self.decisions)
        decisions = f"<h3>{escape_html(self._decisions_title)}</h3><ul>{items}</ul>" if items else ""
        return (
            f'<section class="kg-brief" aria-label="{escape_html(self.kind)}">'
            f"<h2>{escape_html(self.kind)}</h2>{self.points.html()}{inner}{decisions}</section>"
        )

    def typst(self) -> str:
        """Write one sheet."""
        head = {
            "superior": self.head.superior,
            "issuer": self.head.issuer,
            "place-date": self.head.place_date,
            "draft": self.head.draft,
            "simulated": self.head.simulated,
            "marks": " · ".join(self.head.marks),
        }
        given = "".join(f"{name}: [{escape_typst(text)}], " for name, text in head.items() if text)
        items = [f"- {escape_typst(text)}" for text in self.decisions]
        parts = [
            heading_typst("brief-points", MAIN_POINTS.say(self.head.language), 2),
            self.points.typst_list(),
            *(view.typst() for view in self.views),
            heading_typst("brief-decisions", self._decisions_title, 2) if items else "",
            "\n".join(items),
        ]
        body = "\n\n".join(filter(None, parts))
        return (
            f"#kg-brief({given}kind: [{escape_typst(self.kind)}], "
            f"subject: [{escape_typst(self.head.subject)}])[\n{body}\n]"
        )

    def content(self) -> list[Block]:
        """Write the points, the tables and charts, and the decisions, each under its heading."""
        items = tuple((paragraph(text),) for text in self.decisions)
        decided: list[Block] = [Heading(level=3, text=self._decisions_title), Listing(items=items)]
        views = [block for view in self.views for block in view.content()]
        return [Heading(level=2, text=self.kind), *self.points.content(), *views, *(decided if items else [])]

    def plain(self) -> str:
        """Write the points, the tables and the decisions."""
        views = [view.plain() for view in self.views]
        items = "\n".join(f"- {text}" for text in self.decisions)
        decisions = [f"{self._decisions_title}\n{items}"] if items else []
        return "\n\n".join([self.kind, self.points.plain(), *views, *decisions])

    def metadata(self) -> dict[str, object]:
        """Tell publishers that this is no part of the report, and its title."""
        return {"brief": {"title": f"{self.kind}: {self.head.subject}"}}
