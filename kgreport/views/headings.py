"""The headings of a table: one row of them, or two where columns share the heading of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kgreport.terms.phrases import Language
from kgreport.views.columns import Column
from kgreport.views.markup import escape_html, escape_typst


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
