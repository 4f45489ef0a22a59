"""A grid of levels by year: a table whose cells have the colour and the letter of a level.

A screen reader reads it as a table, it breaks over pages with its heading, and it can be read without colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.palette import TINTS
from kgreport.views.tables import typst_notes
from kgreport.views.view import View, numbered, numbered_html, numbered_typst


@dataclass(frozen=True, slots=True)
class Mark:
    """The letter that stands for a code, and its meaning."""

    letter: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row: its name, its codes by column, and the texts after them."""

    name: str
    codes: Sequence[str]
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelGrid(View):
    """Rows by columns of coloured letters.

    Attributes
    ----------
    id
        Fixed name, such as ``table-streaks``.
    title
        What it shows.
    heading
        What the rows are.
    columns
        Headings of the coloured columns.
    after
        Headings of the texts after them.
    rows
        The rows.
    marks
        What each code is shown as.
    notes
        What must be known to read it right.
    number
        Its number in the report; see `kgreport.views.numbering`.
    """

    id: str
    title: str
    heading: str
    columns: Sequence[str]
    after: Sequence[str]
    rows: Sequence[LevelRow]
    marks: Mapping[str, Mark]
    notes: Sequence[str] = ()
    number: str = ""

    counted_as: ClassVar[Literal["", "table", "chart"]] = "table"

    def html(self) -> str:
        """Write a figure with a captioned table, each letter with its meaning for screen readers."""
        caption = f"<caption>{numbered_html(self.number, self.title)}</caption>"
        heads = "".join(f'<th scope="col" class="kg-cell">{escape_html(name)}</th>' for name in self.columns)
        heads += "".join(f'<th scope="col">{escape_html(name)}</th>' for name in self.after)
        head = f'<th scope="col">{escape_html(self.heading)}</th>{heads}'
        body = "\n".join(self._html_row(row) for row in self.rows)
        notes = "".join(f'<p class="kg-table-note">{escape_html(note)}</p>' for note in self.notes)
        return (
            f'<figure class="kg-table kg-grid" id="{self.id}">{self._html_key()}'
            f'<div class="kg-scroll"><table>{caption}'
            f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
            f'<div class="kg-notes">{notes}</div></figure>'
        )

    def _html_key(self) -> str:
        meanings = "".join(
            f'<li><span class="kg-cell kg-{code}">{escape_html(mark.letter)}</span> '
            f"{escape_html(mark.meaning)}</li>"
            for code, mark in self.marks.items()
        )
        return f'<ul class="kg-meanings">{meanings}</ul>'

    def _html_row(self, row: LevelRow) -> str:
        cells = "".join(self._html_cell(code) for code in row.codes)
        after = "".join(f"<td>{escape_html(text)}</td>" for text in row.after)
        return f'<tr><th scope="row">{escape_html(row.name)}</th>{cells}{after}</tr>'

    def _html_cell(self, code: str) -> str:
        mark = self.marks[code]
        return (
            f'<td class="kg-cell kg-{code}"><span aria-hidden="true">{escape_html(mark.letter)}</span>'
            f'<span class="kg-unseen">{escape_html(mark.meaning)}</span></td>'
        )

    def typst(self) -> str:
        """Write a figure with a table whose header repeats on every page, the key above it."""
        widths = ", ".join(["1fr", *["auto"] * (len(self.columns) + len(self.after))])
        aligns = ", ".join(["left", *["center"] * len(self.columns), *["left"] * len(self.after)])
        heads = [self.heading, *self.columns, *self.after]
        head = "".join(f"table.cell(align: bottom)[{escape_typst(text)}], " for text in heads)
        rows = "\n".join(self._typst_row(row) for row in self.rows)
        return (
            f"#kg-source[{escape_typst(self._key())}]\n\n"
            f"#figure(kind: table, caption: [{numbered_typst(self.number, self.title)}], kg-table(\n"
            f"  columns: ({widths},), align: ({aligns},),\n  table.header({head}),\n"
            f"{rows}\n)) <{self.id}>{typst_notes(self.notes)}"
        )

    def _typst_row(self, row: LevelRow) -> str:
        cells = "".join(self._typst_cell(code) for code in row.codes)
        after = "".join(f"[{escape_typst(text)}], " for text in row.after)
        return f"  [{escape_typst(row.name)}], {cells}{after}"

    def _typst_cell(self, code: str) -> str:
        letter = escape_typst(self.marks[code].letter)
        if code not in TINTS:
            return f"[{letter}], "
        fill, ink = TINTS[code]
        return f'table.cell(fill: rgb("{fill}"), stroke: 1pt + white)[#text(fill: rgb("{ink}"))[{letter}]], '

    def _key(self) -> str:
        return "; ".join(f"{mark.letter}: {mark.meaning}" for mark in self.marks.values()) + "."

    def plain(self) -> str:
        """Write one line a row."""
        heads = "  ".join([self.heading, *self.columns, *self.after])
        lines = [
            "  ".join([row.name, *(self.marks[code].letter for code in row.codes), *row.after]).rstrip()
            for row in self.rows
        ]
        return "\n".join([numbered(self.number, self.title), self._key(), heads, *lines, *self.notes])
