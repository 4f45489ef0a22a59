"""Read a table of HTML that is not ours, and write it like our own tables.

Frames and the tables of other libraries are HTML. This keeps cells, spans and headings, and drops styles,
scripts and ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgreport.publish.foreign.origins import Origin
from kgreport.publish.foreign.shown import Shown
from kgreport.terms.phrases import Phrase
from kgreport.views.markup import escape_html, escape_typst
from kgreport.views.sizes.scrolling import scroll_opening

if TYPE_CHECKING:
    from bs4 import Tag

_NUMBER = re.compile(r"[−–-]?\s?[\d.,\s]*\d\s?%?")
_UNKNOWN = {"NaN", "NaT", "<NA>"}
SHOW_LESS = Phrase("in ít dòng hơn, hoặc ghi vào tệp", "show fewer rows, or write them into a file")
_TABLE = Phrase("Bảng do ô mã {place} tạo ra", "Table made by code cell {place}")
_ROWS = Phrase("các dòng của bảng sau {count} dòng đầu", "the rows of a table after its first {count}")
_COLUMNS = Phrase("{count} cột sau cùng của bảng", "the last {count} columns of a table")
_BLANK = {"", "–", "-"}
MOST_COLUMNS = 100
MOST_CELLS = 6_000
"""Cells of a table that readers get; the notebook has all of them."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its text, whether it is a heading, its spans and its first column."""

    text: str
    header: bool
    colspan: int = 1
    rowspan: int = 1
    column: int = 0


Row = list[TableCell]


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A table in which every cell has its column, and every row has all columns."""

    head: list[Row]
    body: list[Row]
    columns: int
    caption: str = ""
    cut_after: int = 0
    columns_left_out: int = 0


def read_table(table: Tag) -> ForeignTable:
    """Read a table, and where its cells stand."""
    all_rows = table("tr")
    rows = all_rows[: _most_rows(all_rows)]
    caption = table.find("caption")
    headings = {id(row) for head in table("thead") for row in head("tr")}
    head = [row for row in rows if id(row) in headings]
    if not head:
        head = rows[:1] if rows and not rows[0]("td") else []
    in_head = {id(row) for row in head}
    body = [row for row in rows if id(row) not in in_head]
    placed_head, placed_body = _place_cells(head), _place_cells(body)
    columns = max(
        (cell.column + cell.colspan for row in placed_head + placed_body for cell in row), default=0
    )
    widest = max((len(row.find_all(["th", "td"], recursive=False)) for row in rows), default=0)
    return ForeignTable(
        head=_merge_index_row(_fill_gaps(placed_head, columns, header=True)),
        body=_fill_gaps(placed_body, columns, header=False),
        columns=columns,
        caption=_cell_text(caption) if caption else "",
        cut_after=len(rows) if len(rows) < len(all_rows) else 0,
        columns_left_out=max(widest - columns, 0),
    )


def _most_rows(rows: list[Tag]) -> int:
    """Count the rows that readers get: in a table, each has a cell in every column of the widest."""
    of_row = (row.find_all(["th", "td"], recursive=False) for row in rows)
    widest = max((sum(_span(tag, "colspan", MOST_COLUMNS) for tag in tags) for tags in of_row), default=1)
    return max(MOST_CELLS // max(min(widest, MOST_COLUMNS), 1), 1)


def _place_cells(rows: list[Tag]) -> list[Row]:
    """Give each cell its first column, to the right of cells that span down from above."""
    taken: set[tuple[int, int]] = set()
    placed: list[Row] = []
    for at, row in enumerate(rows):
        column = 0
        cells: Row = []
        for tag in row.find_all(["th", "td"], recursive=False):
            while (at, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            wide = _span(tag, "colspan", MOST_COLUMNS - column)
            high = _span(tag, "rowspan", min(len(rows) - at, max((MOST_CELLS - len(taken)) // wide, 1)))
            taken |= {(at + down, column + across) for down in range(high) for across in range(wide)}
            cells.append(TableCell(_cell_text(tag), tag.name == "th", wide, high, column))
        placed.append(cells)
    return placed


def _span(tag: Tag, name: str, most: int) -> int:
    written = str(tag.get(name, "1"))
    return min(max(int(written), 1), most) if re.fullmatch(r"[0-9]{1,6}", written) else 1


def _cell_text(tag: Tag) -> str:
    text = " ".join(tag.get_text(" ").split())
    return "–" if text in _UNKNOWN else text


def _fill_gaps(rows: list[Row], columns: int, *, header: bool) -> list[Row]:
    """Fill gaps in rows with empty cells: Typst would move later cells into them."""
    taken = {
        (at + down, cell.column + across)
        for at, row in enumerate(rows)
        for cell in row
        for down in range(cell.rowspan)
        for across in range(cell.colspan)
    }
    filled = []
    for at, row in enumerate(rows):
        missing = (column for column in range(columns) if (at, column) not in taken)
        gaps = [TableCell("", header, column=column) for column in missing]
        filled.append(sorted(row + gaps, key=lambda cell: cell.column))
    return filled


def _merge_index_row(head: list[Row]) -> list[Row]:
    """Move the names of an index, which pandas writes in a row of their own, into the row of column names."""
    if len(head) < 2 or len(head[-1]) != len(head[-2]):
        return head
    pairs = list(zip(head[-2], head[-1], strict=True))
    if any(above.text and below.text for above, below in pairs):
        return head
    return [*head[:-2], [replace(above, text=above.text or below.text) for above, below in pairs]]


def _number_columns(table: ForeignTable) -> set[int]:
    """Return the columns with numbers only."""
    found = set()
    for column in range(table.columns):
        texts = [cell.text for row in table.body for cell in row if cell.column == column and not cell.header]
        known = [text for text in texts if text not in _BLANK]
        if known and all(_NUMBER.fullmatch(text) for text in known):
            found.add(column)
    return found


def table_html(table: ForeignTable, label: str, caption: str, name: str) -> str:
    """Write a table for the page."""
    numbers = _number_columns(table)
    head = "".join(f"<tr>{_html_row(row, numbers, 'col')}</tr>\n" for row in table.head)
    body = "".join(f"<tr>{_html_row(row, numbers, 'row')}</tr>\n" for row in table.body)
    named = f'aria-labelledby="{name}-caption"' if caption else f'aria-label="{escape_html(label)}"'
    title = f'<caption id="{name}-caption">{escape_html(caption)}</caption>\n' if caption else ""
    rows = [[cell.text for cell in row] for row in table.head + table.body]
    opening = scroll_opening(rows, named, texts=len(set(range(1, table.columns)) - numbers))
    return (
        f'<figure class="kg-table kg-foreign" id="{name}">{opening}<table>\n{title}'
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table></div></figure>"
    )


def _html_row(row: Row, numbers: set[int], scope: str) -> str:
    return "".join(_html_cell(cell, cell.column in numbers, scope) for cell in row)


def _html_cell(cell: TableCell, number: bool, scope: str) -> str:
    attributes = ' class="kg-num"' if number and cell.colspan == 1 else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if not (cell.header and cell.text):
        return f"<td{attributes}>{escape_html(cell.text)}</td>"
    group = "group" if (cell.colspan if scope == "col" else cell.rowspan) > 1 else ""
    return f'<th scope="{scope}{group}"{attributes}>{escape_html(cell.text)}</th>'


def table_typst(table: ForeignTable, caption: str, name: str) -> str:
    """Write a table for the PDF."""
    numbers = _number_columns(table)
    sides = "".join("right, " if column in numbers else "left, " for column in range(table.columns))
    heading = ""
    if table.head:
        closing = "table.hline(stroke: kg-rule), " if len(table.head) > 1 else ""
        heading = f"  table.header({_typst_rows(table.head, strong=True)}{closing}),\n"
    markup = f"kg-table(columns: {table.columns}, align: ({sides}),\n{heading}  {_typst_rows(table.body)})"
    if caption:
        return f"#figure(kind: table, caption: [{escape_typst(caption)}], {markup}) <{name}>"
    return f"#{markup}"


def _typst_rows(rows: list[Row], *, strong: bool = False) -> str:
    return "\n  ".join("".join(_typst_cell(cell, strong=strong) for cell in row) for row in rows)


def _typst_cell(cell: TableCell, *, strong: bool) -> str:
    text = f"#strong[{escape_typst(cell.text)}]" if strong and cell.text else escape_typst(cell.text)
    if cell.colspan == cell.rowspan == 1:
        return f"[{text}], "
    middle = ", align: center" if cell.colspan > 1 else ""
    return f"table.cell(colspan: {cell.colspan}, rowspan: {cell.rowspan}{middle})[{text}], "


def table_plain(table: ForeignTable) -> str:
    """Write a table as text."""
    return "\n".join("\t".join(cell.text for cell in row) for row in table.head + table.body)


def table_shown(table: ForeignTable, origin: Origin, caption: str, suffix: str) -> Shown:
    """Show a table; its author is told what is left out."""
    for phrase, count in ((_ROWS, table.cut_after), (_COLUMNS, table.columns_left_out)):
        if count:
            origin.leave_out(phrase.filled(count=count), SHOW_LESS)
    label, caption = _TABLE.say(origin.language, place=origin.place), caption or table.caption
    name = f"table-cell-{origin.place}{suffix}"
    return Shown(
        html=table_html(table, label, caption, name),
        typst=table_typst(table, caption, name),
        plain=table_plain(table),
    )
