"""A table that goes with a report as a file: beside it and inside its PDF; a page also shows it, folded."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgreport.content import blocks
from kgreport.content.blocks import Block
from kgreport.views.frames.layout import Facts
from kgreport.views.markup import escape_html
from kgreport.views.tables import Table
from kgreport.views.view import View

CSV = "text/csv"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AttachedTable(View):
    """A table for a file of its own.

    Attributes
    ----------
    name
        What follows the name of the report in the name of the file, such as ``sources.csv``.
    title
        What it is.
    columns
        Headings.
    rows
        Raw values, None where there is none.
    shown
        What a page shows of it, folded.
    told
        What its figures are, as rows; see `frame`.
    """

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    shown: Table
    told: Sequence[Facts] = field(default=(), compare=False)

    def html(self) -> str:
        """Write what a page shows, folded."""
        summary = f"<summary>{escape_html(self.title)}</summary>"
        return f'<details class="kg-attached">{summary}\n{self.shown.html()}\n</details>'

    def typst(self) -> str:
        """Write nothing: the PDF carries the file."""
        return ""

    def content(self) -> list[Block]:
        """Write what a page shows, which print leaves out."""
        return [replace(one, folded=True) for one in self.shown.content() if isinstance(one, blocks.Table)]

    def plain(self) -> str:
        """Write what it is, and the ending of its file."""
        return f"[{self.title}: .{self.name}]"

    @property
    def attachments(self) -> Sequence[Mapping[str, str]]:
        """The file."""
        return [{"name": self.name, "mime": CSV, "description": self.title, "content": self.csv()}]

    def csv(self) -> str:
        """Write the file: UTF-8 with a mark at its beginning, by which spreadsheets know it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([self.columns, *self.rows])
        return "\ufeff" + text.getvalue()
