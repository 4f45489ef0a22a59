"""A table: raw values, their columns, notes and sources; values become text when it is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from kgreport.content import blocks
from kgreport.content.blocks import Block
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.places import name_source
from kgreport.views import dots, formats
from kgreport.views.columns import (
    Column,
    Kind,
    heading_rows,
    html_headings,
    printed_heights,
    printed_widths,
    typst_end,
    typst_headings,
    with_unit_of_points,
)
from kgreport.views.frames.cells import cells_as_facts
from kgreport.views.frames.layout import Facts
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.sizes.print_sizes import TAIL, WORDY_SIZE, text_size
from kgreport.views.sizes.scrolling import scroll_opening
from kgreport.views.spoken import spoken_html
from kgreport.views.table_rows import TableRow
from kgreport.views.titles import numbered, numbered_html, numbered_typst
from kgreport.views.view import View

__all__ = ["MARK", "PRINTED_MARK", "WORDY", "Column", "Kind", "Table"]

COMPACT = 8
"""A table with more columns than this is set closer on a page."""

MARK = "*"
"""Follows a value that a note explains."""

CHANGED_MARK = "‡"
"""Follows a value that the edition before had otherwise."""

PRINTED_MARK = "†"
"""Follows a value that is repeated as it was printed."""

WORDY = 4
"""On a narrow page, a table with this many columns of words is shown row by row."""

_SOURCE = Phrase("Nguồn", "Source")
_IN_POINTS = Phrase("đơn vị tính: {points}", "in {points}")
_DOTS = Phrase(
    "Chấm tròn: tỷ lệ trên thang ghi ở đầu cột; vạch đứng: tỷ lệ chung.",
    "Dots show shares on the scale over the column; the line marks the share of the whole.",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Table(View):
    """A table with everything that a reader needs to understand it alone.

    Attributes
    ----------
    id, title
        Fixed name, such as ``table-reviews``, and what it shows.
    columns
        The columns; the first one heads the rows.
    rows
        Raw values, None where unknown.
    language
        Language its numbers are printed in.
    unit, totals
        Unit of the counts, and the positions of the rows that sum others.
    notes, sources
        What must be known to read it right, and where its figures come from.
    marks
        Row and column of the cells that a note explains; an asterisk follows.
    changed
        Row and column of the cells that the edition before had otherwise; a double dagger follows.
    indents
        By position of a row that is a part of one above it, how deep: 1, or 2 for a part of a part.
    folded
        Whether a page shows only its title until the reader opens it.
    number
        Its number in the report, such as ``Bảng 7``; see `kgreport.views.numbering`.
    told
        What its figures are, as rows; see `frame`. If it does not say, its own cells are.

    Examples
    --------
    >>> columns = [kgreport.Column("Who", "text"), kgreport.Column("Rated")]
    >>> kgreport.Table(id="rated", title="Rated", columns=columns, rows=[["Members", 53340]]).cells()
    [['Members', '53.340']]
    """

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    language: Language = "vi"
    unit: str = ""
    totals: Sequence[int] = ()
    notes: Sequence[str] = ()
    sources: Sequence[str] = ()
    marks: Collection[tuple[int, int]] = ()
    changed: Collection[tuple[int, int]] = ()
    indents: Mapping[int, int] = field(default_factory=dict)
    folded: bool = False
    number: str = ""
    told: Sequence[Facts] = field(default=(), compare=False)

    counted_as: ClassVar[Literal["", "table", "chart"]] = "table"

    @property
    def wordy(self) -> bool:
        """Whether it is a table of words; each of its cells then carries its heading."""
        return sum(column.kind == "text" for column in self.columns) >= WORDY

    @property
    def facts(self) -> Sequence[Facts]:
        """What its figures are; of a table that does not say, its raw cells."""
        headed = [(column.name, column.kind) for column in self.columns]
        return self.told or [cells_as_facts(self.id, headed, self.rows)]

    def cells(self) -> list[list[str]]:
        """Write every value as text."""
        return [
            [
                column.print(value, self.language) + self._marks((position, n))
                for n, (column, value) in enumerate(zip(self.columns, row, strict=True))
            ]
            for position, row in enumerate(self.rows)
        ]

    def _marks(self, cell: tuple[int, int]) -> str:
        return MARK * (cell in self.marks) + CHANGED_MARK * (cell in self.changed)

    def html(self) -> str:
        """Write a figure with a captioned table that scrolls by itself where it is too wide."""
        title = f"{numbered_html(self.number, self.title)}{self._html_unit()}"
        opening = f'{self._html_opening()}<table><caption id="{self.id}-title">{title}</caption>'
        if self.folded:
            opening = f'{self._html_opening()}<table aria-labelledby="{self.id}-title">'
        head = html_headings(self._headed(), self.language)
        body = "\n".join(row.html(labelled=self.wordy) for row in self._rows())
        notes = [*self.notes, *self._about_dots()]
        under = "".join(f'<p class="kg-table-note">{escape_html(note)}</p>' for note in notes)
        source = f'<p class="kg-source">{self._html_source()}</p>' if self.sources else ""
        shown = (
            f'{opening}{head}\n<tbody>{body}</tbody></table></div><div class="kg-notes">{under}{source}</div>'
        )
        if self.folded:
            shown = f'<details><summary id="{self.id}-title">{title}</summary>{shown}</details>'
        return f'<figure class="{self._html_class()}" id="{self.id}">{shown}</figure>'

    def _html_opening(self) -> str:
        """Open the region that it scrolls in; a table of words takes the width that there is."""
        if self.wordy:
            return '<div class="kg-scroll">'
        columns = self._headed()
        return scroll_opening(
            [[column.label for column in columns], *self.cells()],
            f'aria-labelledby="{self.id}-title"',
            texts=sum(not column.numeric for column in columns[1:]),
            room={n: dots.ROOM for n, column in enumerate(columns) if column.scale}
            | {0: 1.25 * max(self.indents.values(), default=0)},
            compact=len(columns) > COMPACT,
        )

    def _html_class(self) -> str:
        kinds = {"kg-words": self.wordy, "kg-compact": len(self.columns) > COMPACT, "kg-folded": self.folded}
        return " ".join(["kg-table", *(name for name, is_one in kinds.items() if is_one)])

    def _html_unit(self) -> str:
        unit = self._unit()
        return f' <span class="kg-unit">({escape_html(unit)})</span>' if unit else ""

    def _html_source(self) -> str:
        word, _, names = self._source().partition(": ")
        return f"{escape_html(word)}: {spoken_html(names, self.language)}"

    def typst(self) -> str:
        """Write a figure with a table whose header repeats on every page."""
        columns, cells = self._headed(), self.cells()
        widths = printed_widths(columns)
        size = WORDY_SIZE if self.wordy else text_size(len(columns))
        long, heights = printed_heights(
            columns, widths, cells, totals=self.totals, indents=self.indents, size=size
        )
        aligns = ", ".join("right" if column.numeric else "left" for column in columns)
        rows = [row.typst() for row in self._rows()]
        notes = self._under(self._about_dots())
        heights += ["auto"] * bool(notes)
        tail = TAIL if long != "false" and len(rows) > 2 * TAIL else 0
        unit = f" ({escape_typst(self._unit())})" if self._unit() else ""
        figure = (
            f"#figure(kind: table, caption: [{numbered_typst(self.number, self.title)}{unit}], kg-table(\n"
            f"  long: {long}, rows: ({', '.join(heights)},), headings: {len(heading_rows(columns))},\n"
            f"  size: {size:g}pt, closed: false,\n"
            f"  columns: ({', '.join(widths)},), align: ({aligns},),\n"
            f"  {typst_headings(columns, self.language)},\n" + "\n".join(rows[: len(rows) - tail])
        )
        end = typst_end(len(columns), rows[len(rows) - tail :], notes, self.language)
        return f"{figure}\n  {end}\n)) <{self.id}>"

    def _rows(self) -> list[TableRow]:
        depths, totals = self.indents, self.totals
        return [
            TableRow(self.columns, row, cells, self.language, depth=depths.get(n, 0), total=n in totals)
            for n, (row, cells) in enumerate(zip(self.rows, self.cells(), strict=True))
        ]

    def plain(self) -> str:
        """Write columns of text."""
        cells = self.cells()
        for position, depth in self.indents.items():
            cells[position][0] = "  " * depth + cells[position][0]
        lines = [[column.name for column in self._headed()], *cells]
        text = formats.text_columns(lines, [column.numeric for column in self.columns])
        title = numbered(self.number, self.title) + (f" ({self._unit()})" if self._unit() else "")
        return "\n".join([title, *text, *self._under()])

    def content(self) -> list[Block]:
        """Write it with its raw values and its texts."""
        rows = self._rows()
        named = {name: getattr(self, name) for name in ("id", "number", "title", "language", "folded")}
        return [
            blocks.Table(
                columns=tuple(
                    blocks.Column(label=column.label, group=column.group, values=column.kind)
                    for column in self._headed()
                ),
                cells=tuple(tuple(row.cells) for row in rows),
                rows=tuple(row.raw() for row in rows),
                unit=self._unit(),
                totals=tuple(self.totals),
                indents=tuple(self.indents.items()),
                notes=tuple(self.notes),
                source=self._source() if self.sources else "",
                **named,
            )
        ]

    def _headed(self) -> list[Column]:
        """Give the columns as they are headed: points name their unit, unless the title of the table does."""
        return list(self.columns) if self._all_points() else with_unit_of_points(self.columns, self.language)

    def _all_points(self) -> bool:
        return all(column.is_points for column in self.columns if column.numeric)

    def _unit(self) -> str:
        has_points = any(column.is_points for column in self.columns)
        if not (has_points and self._all_points()):
            return self.unit
        return _IN_POINTS.say(self.language, points=formats.POINTS.say(self.language))

    def _about_dots(self) -> list[str]:
        return [_DOTS.say(self.language)] if any(column.scale for column in self.columns) else []

    def _under(self, more: Sequence[str] = ()) -> list[str]:
        return [*self.notes, *more, *([self._source()] if self.sources else [])]

    def _source(self) -> str:
        named = [name_source(source, self.language) for source in self.sources]
        return f"{_SOURCE.say(self.language)}: {'; '.join(named)}."
