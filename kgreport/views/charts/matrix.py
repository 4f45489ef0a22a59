"""A matrix of movements: a table of levels before by levels after, whose cells are shaded by their counts.

Left of the diagonal are those who rose, right of it those who fell, on it those who stayed: each has a colour
of its own, and the diagonal a stronger outline. Screen readers read a table, and it needs no colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from kgreport.content import blocks
from kgreport.content.blocks import Block
from kgreport.terms.phrases import Language
from kgreport.views import formats
from kgreport.views.formats import text_columns
from kgreport.views.frames.layout import Facts
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.palette import ON_SHADES, OUTLINE, SHADES, Tone
from kgreport.views.sizes.scrolling import scroll_opening
from kgreport.views.titles import numbered, numbered_html, numbered_typst
from kgreport.views.view import View

_HEAD_ROWS, _TYPST_SIZE = 2, 9
_TYPST_LINE, _TYPST_DIAGONAL = f'0.4pt + rgb("{OUTLINE}")', "1.4pt + luma(25%)"


@dataclass(frozen=True, slots=True)
class Move:
    """One cell: how many moved, what share of the row that is, and in which direction if they were rated."""

    count: int
    share: float | None = None
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: its name, its cells by column, and their sum."""

    name: str
    cells: Sequence[Move]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Matrix(View):
    """Counts of movements, from the level of a row to the level of a column.

    Attributes
    ----------
    id
        Fixed name, such as ``table-movements-collective-2017-2018``.
    title
        What it shows.
    unit
        Unit of the counts.
    before, after
        What the rows and what the columns are.
    columns
        Headings of the columns.
    rows
        The rows.
    total, totals
        Heading of the sums, and the sums of the columns, that of all last.
    language
        Language its numbers are printed in.
    notes
        What must be known to read it right.
    number
        Its number in the report; see `kgreport.views.numbering`.
    told
        The movements, as rows; see `frame`.
    """

    id: str
    title: str
    unit: str
    before: str
    after: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    total: str
    totals: Sequence[int]
    language: Language = "vi"
    notes: Sequence[str] = ()
    number: str = ""
    told: Sequence[Facts] = field(default=(), compare=False)

    counted_as: ClassVar[Literal["", "table", "chart"]] = "table"

    def html(self) -> str:
        """Write a figure with a captioned table, the levels after under a heading of their own."""
        unit = f'<span class="kg-unit">({escape_html(self.unit)})</span>'
        caption = f"{numbered_html(self.number, self.title)} {unit}"
        names = "".join(f'<th scope="col" class="kg-cell">{escape_html(name)}</th>' for name in self.columns)
        head = (
            f'<tr><th scope="col" rowspan="2">{escape_html(self.before)}</th>'
            f'<th scope="colgroup" colspan="{len(self.columns)}">{escape_html(self.after)}</th>'
            f'<th scope="col" rowspan="2" class="kg-num">{escape_html(self.total)}</th></tr><tr>{names}</tr>'
        )
        body = "\n".join(self._html_row(row) for row in self.rows)
        sums = "".join(f'<td class="kg-num">{self._count(count)}</td>' for count in self.totals)
        last = f'<tr class="kg-total"><th scope="row">{escape_html(self.total)}</th>{sums}</tr>'
        notes = "".join(f'<p class="kg-table-note">{escape_html(note)}</p>' for note in self.notes)
        opening = scroll_opening(self._lines(), f'aria-labelledby="{self.id}-caption"')
        return (
            f'<figure class="kg-table kg-matrix" id="{self.id}">'
            f"{opening}"
            f'<table><caption id="{self.id}-caption">{caption}</caption><thead>{head}</thead>\n'
            f'<tbody>{body}\n{last}</tbody></table></div><div class="kg-notes">{notes}</div></figure>'
        )

    def _lines(self) -> list[list[str]]:
        """Write headings and rows as text."""
        rows = ([row.name, *map(self._plain_cell, row.cells), self._count(row.total)] for row in self.rows)
        return [[self.before, *self.columns, self.total], *rows]

    def _html_row(self, row: MatrixRow) -> str:
        cells = "".join(self._html_cell(move) for move in row.cells)
        total = f'<td class="kg-num">{self._count(row.total)}</td>'
        return f'<tr><th scope="row">{escape_html(row.name)}</th>{cells}{total}</tr>'

    def _html_cell(self, move: Move) -> str:
        tone = f" kg-{move.tone}" if move.tone else ""
        step = self._step(move)
        shade = f" kg-{move.tone}-{step}" if step else ""
        share = self._share(move)
        said = f' <span class="kg-share">{share}</span>' if share else ""
        return f'<td class="kg-num kg-cell{tone}{shade}">{self._count(move.count)}{said}</td>'

    def typst(self) -> str:
        """Write a figure with a table whose header repeats on every page."""
        span = len(self.columns)
        names = "".join(f"table.cell(align: bottom + right)[{escape_typst(name)}], " for name in self.columns)
        head = (
            f"table.cell(rowspan: 2, align: bottom + left)[{escape_typst(self.before)}], "
            f"table.cell(colspan: {span}, align: center)[{escape_typst(self.after)}], "
            f"table.cell(rowspan: 2, align: bottom + right)[{escape_typst(self.total)}],\n  {names}"
        )
        rows = "\n".join(self._typst_row(row) for row in self.rows)
        sums = " ".join(f"[*{self._count(count)}*]," for count in self.totals)
        title = f"{numbered_typst(self.number, self.title)} ({escape_typst(self.unit)})"
        notes = "".join(f"\n\n#kg-source[{escape_typst(note)}]" for note in self.notes)
        widths, aligns = f"2.2fr, {'1fr, ' * span}auto", f"left, {'right, ' * (span + 1)}"
        return (
            f"#figure(kind: table, caption: [{title}], [\n"
            f"#show table: set text(size: {_TYPST_SIZE}pt)\n"
            f"#kg-table(\n  long: false, columns: ({widths}), align: ({aligns}),\n"
            f"  table.header({head}table.hline(stroke: kg-rule)),\n{rows}\n"
            f"  table.hline(stroke: 0.5pt), [*{escape_typst(self.total)}*], {sums}\n"
            f"  {self._typst_diagonal()}\n)]) <{self.id}>{notes}"
        )

    def _typst_row(self, row: MatrixRow) -> str:
        cells = "".join(self._typst_cell(move) for move in row.cells)
        return f"  [{escape_typst(row.name)}], {cells}[{self._count(row.total)}],"

    def _typst_cell(self, move: Move) -> str:
        share, step = self._share(move), self._step(move)
        text = f"{self._count(move.count)}#box(width: 3.4em)[#text(size: 0.8em)[{escape_typst(share)}]]"
        if not (move.tone and step):
            return f"table.cell(stroke: {_TYPST_LINE})[{text}], "
        fill = f'fill: rgb("{SHADES[move.tone][step - 1]}")'
        return f'table.cell({fill}, stroke: {_TYPST_LINE})[#text(fill: rgb("{ON_SHADES}"))[{text}]], '

    def _typst_diagonal(self) -> str:
        """Draw the outline of those who stayed, with lines that the cells beside them do not hide."""
        places = [
            (x, y)
            for y, row in enumerate(self.rows, start=_HEAD_ROWS)
            for x, move in enumerate(row.cells, start=1)
            if move.tone == "stayed"
        ]
        lines = [
            f"table.hline(y: {y + side}, start: {x}, end: {x + 1}, stroke: {_TYPST_DIAGONAL}), "
            f"table.vline(x: {x + side}, start: {y}, end: {y + 1}, stroke: {_TYPST_DIAGONAL}),"
            for x, y in places
            for side in (0, 1)
        ]
        return " ".join(lines)

    def content(self) -> list[Block]:
        """Write a table, the levels after under a heading of their own."""
        after = [blocks.Column(label=name, group=self.after, values="count") for name in self.columns]
        sums = [self.total, *map(self._count, self.totals)]
        cells = [(row.name, *map(self._text, row.cells), self._count(row.total)) for row in self.rows]
        rows: list[tuple[blocks.Value, ...]] = [
            (row.name, *(move.count for move in row.cells), row.total) for row in self.rows
        ]
        return [
            blocks.Table(
                id=self.id,
                number=self.number,
                title=self.title,
                unit=self.unit,
                language=self.language,
                columns=(
                    blocks.Column(label=self.before),
                    *after,
                    blocks.Column(label=self.total, values="count"),
                ),
                cells=(*cells, tuple(sums)),
                rows=(*rows, (self.total, *self.totals)),
                totals=(len(cells),),
                notes=tuple(self.notes),
            )
        ]

    def _text(self, move: Move) -> str:
        """Write what a page prints in a cell."""
        return " ".join(filter(None, [self._count(move.count), self._share(move)]))

    def plain(self) -> str:
        """Write columns of text, shares in brackets."""
        lines = [*self._lines(), [self.total, *map(self._count, self.totals)]]
        text = text_columns(lines, [False, *[True] * (len(self.columns) + 1)])
        return "\n".join(
            [f"{numbered(self.number, self.title)} ({self.unit})", f"{self.after} →", *text, *self.notes]
        )

    def _plain_cell(self, move: Move) -> str:
        share = self._share(move)
        return self._count(move.count) + (f" ({share})" if share else "")

    def _count(self, count: int) -> str:
        return formats.count(count, self.language)

    def _share(self, move: Move) -> str:
        """Print the share of a cell; that of nobody is plain from its count."""
        return formats.percent(move.share, language=self.language) if move.count and move.share else ""

    def _step(self, move: Move) -> int:
        """Choose the shade of a cell by its share of the largest cell; the root keeps small cells apart."""
        if not move.count or not move.tone:
            return 0
        largest = max(cell.count for row in self.rows for cell in row.cells if cell.tone)
        steps = len(SHADES[move.tone])
        return min(steps, 1 + int(steps * (move.count / largest) ** 0.5))
