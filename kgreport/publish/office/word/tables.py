"""Write a table of a Word document: its headings repeat on every page, and no row is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgreport.content.blocks import Table
from kgreport.publish.office.word.markup import KEEP, paragraph, twips, written
from kgreport.publish.office.word.texts import caption
from kgreport.publish.office.word.widths import Fit
from kgreport.publish.office.word.writing import BOLD, Writing
from kgreport.views.columns import Column, Heading, heading_rows
from kgreport.views.sizes.print_sizes import INDENT, TAIL

STAYS_WHOLE = 12
"""A table of no more rows than this is not broken between pages."""

_RULE = '<w:{} w:val="single" w:sz="6" w:space="0" w:color="404040"/>'
Rules = tuple[str, str]
"""The lines around a heading of a column that shares no heading, and of one that does."""

_UNDER_SHARED: Rules = (
    '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>',
    f"<w:tcBorders>{_RULE.format('bottom')}</w:tcBorders>",
)
_UNDER_HEADINGS: Rules = (
    f'<w:tcBorders><w:top w:val="nil"/>{_RULE.format("bottom")}</w:tcBorders>',
    f"<w:tcBorders>{_RULE.format('bottom')}</w:tcBorders>",
)
_OVER_TOTAL = f"<w:tcBorders>{_RULE.format('top')}</w:tcBorders>"
_USUAL_SIZE = 11.0
"""The size of the styles of tables, in points."""


def table(one: Table, fit: Fit, writing: Writing) -> Iterator[str]:
    """Write a caption, the table, its notes and its source; what belongs together stays on one page."""
    unit = f" ({one.unit})" if one.unit else ""
    yield from caption(one.number, f"{one.title}{unit}", one.id, writing)
    notes = [*one.notes, *([one.source] if one.source else [])]
    headings = _headings(one, fit, writing) if any(column.name for column in one.columns) else ()
    rows = _rows(one, fit, writing, before_notes=bool(notes))
    yield f"{_opening(one, fit)}{''.join(headings)}{''.join(rows)}</w:tbl>"
    for position, note in enumerate(notes):
        yield paragraph("TableNote", writing.text(note), KEEP * (position < len(notes) - 1))
    yield paragraph("AfterTable", "")


def _opening(one: Table, fit: Fit) -> str:
    widths = [twips(width) for width in fit.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    title = f'<w:tblCaption w:val="{written(one.title)}"/>' if one.title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>{title}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _headings(one: Table, fit: Fit, writing: Writing) -> Iterator[str]:
    """Write the rows of headings: over those of columns, those that columns share.

    No cell is over two rows: where headings repeat on the next page, LibreOffice would cut its text.
    """
    upper, *lower = heading_rows([Column(column.label, group=column.group) for column in one.columns])
    if lower:
        shared = [heading if heading.rows == 1 else replace(heading, label="") for heading in upper]
        yield _heading_row(one, fit, writing, shared, _UNDER_SHARED)
    of_columns = [Heading(column.label, place) for place, column in enumerate(one.columns)]
    yield _heading_row(one, fit, writing, of_columns, _UNDER_HEADINGS)


def _heading_row(one: Table, fit: Fit, writing: Writing, row: Sequence[Heading], rules: Rules) -> str:
    cells = "".join(_heading(one, fit, writing, heading, rules) for heading in row)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _heading(one: Table, fit: Fit, writing: Writing, heading: Heading, rules: Rules) -> str:
    column = one.columns[heading.first]
    width = sum(fit.widths[heading.first : heading.first + heading.columns])
    span = f'<w:gridSpan w:val="{heading.columns}"/>' if heading.columns > 1 else ""
    side = "center" if heading.columns > 1 else "right" if column.numeric else ""
    placed = f'<w:jc w:val="{side}"/>' if side else ""
    inner = paragraph("TableHeading", writing.text(heading.label, _size(fit)), placed)
    return _cell(inner, width, f'{span}{rules[bool(column.group)]}<w:vAlign w:val="bottom"/>')


def _rows(one: Table, fit: Fit, writing: Writing, *, before_notes: bool) -> Iterator[str]:
    """Write the rows; the first, the last, and all of a short table stay with what follows."""
    count, indents = len(one.cells), dict(one.indents)
    for position, cells in enumerate(one.cells):
        near_end = count - TAIL <= position < count - 1 or (before_notes and position == count - 1)
        kept = KEEP * (near_end or (position < count - 1 and (count <= STAYS_WHOLE or position < TAIL)))
        total = position in one.totals
        look = BOLD * total + _size(fit)
        rule = _OVER_TOTAL if total else ""
        depth = indents.get(position, 0)
        inner = "".join(
            _cell(
                paragraph(
                    "TableNumber" if column.numeric else "TableText",
                    writing.text(cell, look),
                    kept + (f'<w:ind w:left="{twips(depth * INDENT)}"/>' if depth and place == 0 else ""),
                ),
                width,
                rule,
            )
            for place, (column, cell, width) in enumerate(zip(one.columns, cells, fit.widths, strict=True))
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"


def _cell(inner: str, width: float, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def _size(fit: Fit) -> str:
    """Give the size of the text where it is not that of the styles."""
    half_points = round(2 * fit.size)
    return "" if fit.size == _USUAL_SIZE else f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
