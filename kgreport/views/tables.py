"""A table: raw values, their columns, notes and sources; values become text when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import SOURCE_NAMES
from kgreport.views import formats
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.print_sizes import line_heights, long_in_print
from kgreport.views.view import View, numbered, numbered_html, numbered_typst

Kind = Literal["text", "year", "date", "count", "decimal", "percent", "change", "points"]

_PRINTERS: Mapping[Kind, Callable[..., str]] = {
    "text": lambda text, language: text,  # noqa: ARG005
    "year": lambda year, language: str(year),  # noqa: ARG005
    "date": formats.date_in_text,
    "count": formats.count,
    "decimal": formats.decimal,
    "percent": lambda share, language: formats.percent(share, language=language),
    "change": formats.change,
    "points": lambda pair, language: formats.compare(pair[0], pair[1], language).signed,
}

MANY = 5
"""More columns of numbers than this are made equally wide in print, so that their headings wrap."""

LONG = 60
"""So are columns whose headings together have more letters than this, too many for one line."""

FEW = 2
"""A table with more columns of percentage points than this consists mainly of them."""

MARK = "*"
"""Follows a value that a note explains."""

PRINTED_MARK = "†"
"""Follows a value that is repeated as it was printed."""

WORDY = 4
"""On a narrow page, a table with this many columns of words is shown row by row."""

_SOURCE = Phrase("Nguồn", "Source")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label
        Its heading.
    kind
        Kind of its values: ``count`` (int), ``decimal`` (float, with the decimals it is written with),
        ``percent`` (fraction of one), ``change`` (int), ``points`` (the two shares that are compared),
        ``year`` (int), ``date`` or ``text``.
    width
        For text: its share of the free width.
    """

    label: str
    kind: Kind = "count"
    width: float = 1.0

    @property
    def numeric(self) -> bool:
        """Whether its values are set flush right."""
        return self.kind not in ("text", "year", "date")

    def typst_width(self, *, crowded: bool) -> str:
        """Give its width in print: a share of the page where there are many, else what it needs."""
        return "1fr" if crowded else "auto"

    def print(self, value: object, language: Language) -> str:
        """Write a raw value as text; None is a dash, and a text stays as it is, whatever the kind."""
        if isinstance(value, str):
            return value
        return formats.UNKNOWN if value is None else _PRINTERS[self.kind](value, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(View):
    """A table with everything that a reader needs to understand it alone.

    Attributes
    ----------
    id
        Fixed name, such as ``table-reviews``.
    title
        What it shows.
    columns
        The columns; the first one heads the rows.
    rows
        Raw values, None where unknown.
    language
        Language its numbers are printed in.
    unit
        Unit of the counts.
    totals
        Positions of the rows that sum others.
    notes
        What must be known to read it right.
    sources
        Where its figures come from.
    marks
        Row and column of the cells that a note explains; an asterisk follows their value.
    number
        Its number in the report, such as ``Bảng 7``; see `kgreport.views.numbering`.
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
    number: str = ""

    counted_as: ClassVar[Literal["", "table", "chart"]] = "table"

    @property
    def wordy(self) -> bool:
        """Whether it is a table of words; each of its cells then carries its heading."""
        return sum(column.kind == "text" for column in self.columns) >= WORDY

    def cells(self) -> list[list[str]]:
        """Write every value as text."""
        return [
            [
                column.print(value, self.language) + (MARK if (position, n) in self.marks else "")
                for n, (column, value) in enumerate(zip(self.columns, row, strict=True))
            ]
            for position, row in enumerate(self.rows)
        ]

    def html(self) -> str:
        """Write a figure with a captioned table that scrolls by itself where it is too wide."""
        unit = f' <span class="kg-unit">({escape_html(self.unit)})</span>' if self.unit else ""
        caption = f'<caption id="{self.id}-caption">{numbered_html(self.number, self.title)}{unit}</caption>'
        head = "".join(
            f'<th scope="col"{_number_class(column)}>{escape_html(column.label)}</th>'
            for column in self.columns
        )
        body = "\n".join(self._html_row(position, row) for position, row in enumerate(self.cells()))
        notes = "".join(f'<p class="kg-table-note">{escape_html(note)}</p>' for note in self.notes)
        source = f'<p class="kg-source">{escape_html(self._source())}</p>' if self.sources else ""
        return (
            f'<figure class="kg-table{" kg-words" if self.wordy else ""}" id="{self.id}">'
            f'<div class="kg-scroll" role="region" tabindex="0" aria-labelledby="{self.id}-caption">'
            f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
            f'<div class="kg-notes">{notes}{source}</div></figure>'
        )

    def _html_row(self, position: int, row: list[str]) -> str:
        total = ' class="kg-total"' if position in self.totals else ""
        first, *others = row
        cells = "".join(
            f"<td{_number_class(column)}{self._html_label(column)}>{escape_html(cell)}</td>"
            for column, cell in zip(self.columns[1:], others, strict=True)
        )
        return f'<tr{total}><th scope="row">{escape_html(first)}</th>{cells}</tr>'

    def _html_label(self, column: Column) -> str:
        return f' data-label="{escape_html(column.label)}"' if self.wordy else ""

    def typst(self) -> str:
        """Write a figure with a table whose header repeats on every page."""
        widths = self._typst_widths()
        cells = self.cells()
        printed = [[column.label for column in self.columns], *cells]
        long, heights = long_in_print(widths, printed), line_heights(widths, printed)
        # Sums are set in bold, whose rows have another height.
        heights = ["auto" if n - 1 in self.totals else height for n, height in enumerate(heights)]
        aligns = ", ".join("right" if column.numeric else "left" for column in self.columns)
        head = "".join(_typst_heading(column) for column in self.columns)
        rows = [self._typst_row(position, row) for position, row in enumerate(cells)]
        unit = f" ({escape_typst(self.unit)})" if self.unit else ""
        figure = (
            f"#figure(kind: table, caption: [{numbered_typst(self.number, self.title)}{unit}], kg-table(\n"
            f"  long: {long}, rows: ({', '.join(heights)},),\n"
            f"  columns: ({', '.join(widths)},), align: ({aligns},),\n  table.header({head}),\n"
            + "\n".join(rows)
        )
        return f"{figure}\n)) <{self.id}>{typst_notes(self._under())}"

    def _typst_widths(self) -> list[str]:
        """Numbers take what they need, words share the rest; many columns of numbers share the page."""
        first, *others = self.columns
        numbers = [column for column in self.columns if column.numeric]
        crowded = len(numbers) > MANY or sum(len(column.label) for column in numbers) > LONG
        # Points name their unit in every cell; they are not wrapped unless the table consists of them.
        points = sum(column.kind == "points" for column in numbers) > FEW
        widths = [
            f"{column.width}fr"
            if column.kind == "text"
            else column.typst_width(crowded=crowded and (points or column.kind != "points"))
            for column in others
        ]
        if first.kind == "year" and crowded:
            return ["auto", *widths]
        return [f"{first.width * (1.2 if crowded else 1)}fr", *widths]

    def _typst_row(self, position: int, row: list[str]) -> str:
        cells = (escape_typst(cell) for cell in row)
        if position in self.totals:
            return "  table.hline(stroke: 0.5pt), " + " ".join(f"[*{cell}*]," for cell in cells)
        return "  " + " ".join(f"[{cell}]," for cell in cells)

    def plain(self) -> str:
        """Write columns of text."""
        lines = [[column.label for column in self.columns], *self.cells()]
        widths = [max(len(line[n]) for line in lines) for n in range(len(self.columns))]
        text = [
            "  ".join(
                cell.rjust(width) if column.numeric else cell.ljust(width)
                for column, cell, width in zip(self.columns, line, widths, strict=True)
            ).rstrip()
            for line in lines
        ]
        title = numbered(self.number, self.title) + (f" ({self.unit})" if self.unit else "")
        return "\n".join([title, *text, *self._under()])

    def _under(self) -> list[str]:
        return [*self.notes, self._source()] if self.sources else list(self.notes)

    def _source(self) -> str:
        named = [name_source(source, self.language) for source in self.sources]
        return f"{_SOURCE.say(self.language)}: {'; '.join(named)}."


def typst_notes(notes: Sequence[str]) -> str:
    """Write notes below a table as Typst markup."""
    return "".join(f"\n\n#kg-source[{escape_typst(note)}]" for note in notes)


def name_source(source: str, language: Language) -> str:
    """Name the source of a figure: a document by its own name, counts of the library in words."""
    return SOURCE_NAMES[source].say(language) if source in SOURCE_NAMES else source


def _number_class(column: Column) -> str:
    return ' class="kg-num"' if column.numeric else ""


def _typst_heading(column: Column) -> str:
    side = "right" if column.numeric else "left"
    return f"table.cell(align: bottom + {side})[{escape_typst(column.label)}], "
