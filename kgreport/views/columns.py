"""The columns of a table: what their values are, how they are printed, and the rows of headings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Literal

from kgreport.terms.phrases import Language
from kgreport.views import formats
from kgreport.views.dots import Scale
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.sizes.print_sizes import INDENT, PRINTED_GAP, PRINTED_WIDTH, line_heights, long_in_print
from kgreport.views.spoken import spoken_typst

Kind = Literal["text", "year", "date", "count", "decimal", "percent", "change", "points", "rounded_points"]

_PRINTERS: Mapping[Kind, Callable[..., str]] = {
    "text": lambda text, language: text,  # noqa: ARG005
    "year": lambda year, language: str(year),  # noqa: ARG005
    "date": formats.date_in_text,
    "count": formats.count,
    "decimal": formats.decimal,
    "percent": lambda share, language: formats.percent(share, language=language),
    "change": formats.change,
    "points": lambda pair, language: formats.compare(pair[0], pair[1], language).signed,
    "rounded_points": lambda pair, language: formats.difference(pair[0], pair[1], language),
}


WITH_DOTS = 2.2
"""A column of numbers with dots beside them is so much wider in print than one of numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label, kind
        Its heading, and the kind of its values: ``count``, ``change`` or ``year`` (int), ``decimal`` (float,
        with the decimals it is written with), ``percent`` (fraction of one), ``points`` (the two shares that
        are compared, where both are shown), ``rounded_points`` (the same, where not both are), ``date`` or
        ``text``.
    width
        Its share of the free width in print: of texts, and of numbers where there are many columns of them.
    group, scale
        The heading that it shares with the columns beside it; for shares, what each is drawn on, as a dot.

    Examples
    --------
    >>> kgreport.Column("Rated").numeric
    True
    """

    label: str
    kind: Kind = "count"
    width: float = 1.0
    group: str = ""
    scale: Scale | None = None

    @property
    def numeric(self) -> bool:
        """Whether its values are set flush right."""
        return self.kind not in ("text", "year", "date")

    @property
    def name(self) -> str:
        """Its heading, after that of its group."""
        return f"{self.group}: {self.label}" if self.group else self.label

    def typst_width(self, *, crowded: bool) -> str:
        """Give its width in print: a share of the page where there are many, else what it needs."""
        if not crowded:
            return "auto"
        return f"{self.width * (WITH_DOTS if self.scale else 1.0):g}fr"

    def html_dot(self, value: object) -> str:
        """Draw a share on its scale, for a page; nothing without a scale."""
        return self.scale.html(value if isinstance(value, float) else None) if self.scale else ""

    def typst_dot(self, value: object, number: str) -> str:
        """Draw a share on its scale beside its number, in print; without a scale, give the number."""
        if self.scale is None:
            return number
        return self.scale.typst(value if isinstance(value, float) else None, number)

    @property
    def is_points(self) -> bool:
        """Whether its values are percentage points."""
        return self.kind in ("points", "rounded_points")

    def print(self, value: object, language: Language) -> str:
        """Write a raw value as text; None is a dash, and a text stays as it is, whatever the kind."""
        if isinstance(value, str):
            return value
        return formats.UNKNOWN if value is None else _printed(self.kind, value, language)


@lru_cache(maxsize=8192, typed=True)
def _printed(kind: Kind, value: object, language: Language) -> str:
    """Write a value as text: every format of a table shows the same values."""
    return _PRINTERS[kind](value, language)


def with_unit_of_points(columns: Sequence[Column], language: Language) -> list[Column]:
    """Name the unit of percentage points in the headings, as the cells do not: once for a group."""
    unit = formats.POINTS.say(language)
    mixed = {column.group for column in columns if not column.is_points}
    return [
        column
        if not column.is_points
        else replace(column, label=f"{column.label} ({unit})")
        if column.group in mixed
        else replace(column, group=f"{column.group} ({unit})")
        for column in columns
    ]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over one column, or over the columns of a group.

    Attributes
    ----------
    label
        What it says.
    first, columns
        The position of its first column, and how many it stands over.
    rows
        How many rows of headings it takes.
    """

    label: str
    first: int
    columns: int = 1
    rows: int = 1


def heading_rows(columns: Sequence[Column]) -> list[list[Heading]]:
    """Lay out headings: one row, or two where columns have groups.

    >>> rows = heading_rows([Column("Đơn vị"), Column("Số", group="Tốt")])
    >>> [[heading.label for heading in row] for row in rows]
    [['Đơn vị', 'Tốt'], ['Số']]
    """
    if not any(column.group for column in columns):
        return [[Heading(column.label, position) for position, column in enumerate(columns)]]
    upper: list[Heading] = []
    lower: list[Heading] = []
    for group, found in groupby(enumerate(columns), key=lambda one: one[1].group):
        members = [Heading(column.label, position) for position, column in found]
        if group:
            upper.append(Heading(group, members[0].first, len(members)))
            lower += members
        else:
            upper += [replace(member, rows=2) for member in members]
    return [upper, lower]


def html_headings(columns: Sequence[Column], language: Language) -> str:
    """Write the columns by group, then the rows of headings, each with what it heads."""
    rows = heading_rows(columns)
    groups = "".join(f'<colgroup span="{heading.columns}"></colgroup>' for heading in rows[0])
    written = "".join(
        f"<tr>{''.join(_html_heading(heading, columns, language) for heading in row)}</tr>" for row in rows
    )
    return f"{groups if len(rows) > 1 else ''}<thead>{written}</thead>"


def _html_heading(heading: Heading, columns: Sequence[Column], language: Language) -> str:
    if heading.columns > 1:
        return f'<th scope="colgroup" colspan="{heading.columns}">{escape_html(heading.label)}</th>'
    column = columns[heading.first]
    attributes = ' class="kg-num"' if column.numeric else ""
    attributes += f' rowspan="{heading.rows}"' if heading.rows > 1 else ""
    return f'<th scope="col"{attributes}>{escape_html(heading.label)}{_html_ends(column, language)}</th>'


def _html_ends(column: Column, language: Language) -> str:
    """Write the ends of a scale over its drawings."""
    if column.scale is None:
        return ""
    low, high = column.scale.ends(language)
    return f' <span class="kg-ends" aria-hidden="true"><span>{low}</span><i> – </i><span>{high}</span></span>'


def typst_headings(columns: Sequence[Column], language: Language) -> str:
    """Write the header of a table, which repeats on every page."""
    rows = heading_rows(columns)
    written = "".join(_typst_heading(heading, columns, language) for row in rows for heading in row)
    return f"table.header({written}{'table.hline(stroke: kg-rule), ' if len(rows) > 1 else ''})"


def _typst_heading(heading: Heading, columns: Sequence[Column], language: Language) -> str:
    label = escape_typst(heading.label)
    if heading.columns > 1:
        return f"table.cell(colspan: {heading.columns}, align: bottom + center)[#kg-group[{label}]], "
    column = columns[heading.first]
    side = "right" if column.numeric else "left"
    ends = f"#kg-ends[{']['.join(column.scale.ends(language))}]" if column.scale else ""
    return f"table.cell(align: bottom + {side}, rowspan: {heading.rows})[{label}{ends}], "


MANY = 5
"""More columns of numbers than this are made equally wide, so that their headings wrap."""

LONG = 60
"""So are columns whose headings together have more letters than this, too many for one line."""


def printed_widths(columns: Sequence[Column]) -> list[str]:
    """Numbers take what they need, words share the rest; many numbers, or groups of them, share the page."""
    first, *others = columns
    numbers = [column for column in columns if column.numeric]
    crowded = len(numbers) > MANY or sum(len(column.label) for column in numbers) > LONG
    crowded = crowded or any(column.group for column in columns)
    widths = [
        f"{column.width}fr" if column.kind == "text" else column.typst_width(crowded=crowded)
        for column in others
    ]
    if first.kind == "year" and crowded:
        return ["auto", *widths]
    return [f"{first.width * (1.2 if crowded else 1)}fr", *widths]


def printed_heights(
    columns: Sequence[Column],
    widths: Sequence[str],
    cells: Sequence[Sequence[str]],
    *,
    totals: Collection[int],
    indents: Mapping[int, int],
    size: float,
) -> tuple[str, list[str]]:
    """Tell whether a table is long, and how high each row is, those of headings first.

    Sums are set in bold, whose rows have another height.
    """
    printed = [[column.label for column in columns], *cells]
    upper, *lower = heading_rows(columns)
    groups = [(group.first, group.columns, group.label) for group in upper if group.columns > 1]
    room = {n: PRINTED_WIDTH + PRINTED_GAP for n, column in enumerate(columns) if column.scale}
    if indents:
        room[0] = INDENT * max(indents.values())
    _, *heights = line_heights(widths, printed, room, size)
    heights = ["auto" if n in totals else height for n, height in enumerate(heights)]
    return long_in_print(widths, printed, groups, size), ["auto"] * (1 + len(lower)) + heights


def typst_end(columns: int, last: Sequence[str], notes: Sequence[str], language: str) -> str:
    """Write the end of a table, which is not cut: its last rows, a rule, and its notes.

    >>> typst_end(2, ["[A], [1],"], ["Nguồn: báo cáo."], "vi")
    'table.footer(repeat: false, [A], [1], ..kg-end(2, [Nguồn: báo cáo.])),'
    >>> typst_end(2, [], [], "vi")
    '..kg-end(2),'
    """
    end = f"..kg-end({', '.join([str(columns), *(f'[{spoken_typst(note, language)}]' for note in notes)])})"
    if not last and not notes:
        return f"{end},"
    return f"table.footer(repeat: false, {''.join(f'{row.strip()} ' for row in last)}{end}),"
