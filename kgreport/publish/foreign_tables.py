"""Read the tables of a foreign HTML fragment, and write them in the manner of our own.

Frames, styled or not, and other libraries' tables come as HTML. Their styles, scripts and ids are
left behind; cells, spans and headings are kept, and what stands between tables becomes paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgreport.views.markup import escape_html, escape_typst

if TYPE_CHECKING:
    from bs4 import Tag

_NUMBER = re.compile(r"[−–-]?\s?[\d.,\s]*\d\s?%?")
_UNKNOWN = {"NaN", "NaT", "<NA>"}
_BLANK = {"", "–", "-"}
_UNSEEN = ["style", "script", "template", "head", "title"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, whether it heads a row or column, its spans and its first column."""

    text: str
    header: bool
    colspan: int = 1
    rowspan: int = 1
    column: int = 0


Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with every cell in its column, and no gaps at the end of its rows."""

    head: list[Row]
    body: list[Row]
    columns: int


def publish_page(content: str, label: str, caption: str, name: str) -> tuple[str, str, str] | None:
    """Return a foreign HTML fragment as clean HTML, Typst and plain text; none if it shows nothing.

    Parameters
    ----------
    content
        The fragment; nothing in it is trusted.
    label
        What a screen reader calls a table without a caption.
    caption
        Caption of the first table; may be empty.
    name
        Identifier for the first table.
    """
    pieces: list[tuple[str, str, str]] = []
    tables = 0
    for part in _parts(content):
        if isinstance(part, Grid):
            tables += 1
            own = (caption, name) if tables == 1 else ("", f"{name}-{tables}")
            pieces.append((_html(part, label, *own), _typst(part, *own), _plain(part)))
        else:
            pieces.append((f"<p>{escape_html(part)}</p>", escape_typst(part), part))
    if not pieces:
        return None
    html, typst, plain = ([piece[place] for piece in pieces] for place in range(3))
    return "\n".join(html), "\n\n".join(typst), "\n".join(plain)


def _parts(content: str) -> Iterator[Grid | str]:
    """Yield tables and the text between them, in order."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  # a report of our own views starts without it

    soup = BeautifulSoup(content, "html.parser")
    for unseen in soup(_UNSEEN):
        unseen.decompose()
    mark = "\ue000"
    tables = [table for table in soup("table") if table.find_parent("table") is None]
    grids = [_read(table) for table in tables]
    for table in tables:
        table.replace_with(mark)
    texts = [_lines(text) for text in soup.get_text("\n").split(mark)]
    for place, lines in enumerate(texts):
        yield from lines
        if place < len(grids) and grids[place].columns:
            yield grids[place]


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _read(table: Tag) -> Grid:
    rows = [row for row in table("tr") if row.find_parent("table") is table]
    head = [row for row in rows if row.find_parent("thead")]
    if not head:
        head = rows[:1] if rows and not rows[0]("td") else []
    body = [row for row in rows if row not in head]
    placed_head, placed_body = _placed(head), _placed(body)
    columns = max(
        (cell.column + cell.colspan for row in placed_head + placed_body for cell in row), default=0
    )
    return Grid(
        head=_without_index_row(_filled(placed_head, columns, header=True)),
        body=_filled(placed_body, columns, header=False),
        columns=columns,
    )


def _placed(rows: list[Tag]) -> list[Row]:
    """Give each cell its first column, stepping over cells that reach down from above."""
    taken: set[tuple[int, int]] = set()
    placed: list[Row] = []
    for at, row in enumerate(rows):
        column = 0
        cells: Row = []
        for tag in row.find_all(["th", "td"], recursive=False):
            while (at, column) in taken:
                column += 1
            wide = _span(tag, "colspan", 100)
            high = _span(tag, "rowspan", len(rows) - at)
            taken |= {(at + down, column + across) for down in range(high) for across in range(wide)}
            cells.append(Cell(_words(tag), tag.name == "th", wide, high, column))
        placed.append(cells)
    return placed


def _span(tag: Tag, name: str, most: int) -> int:
    said = str(tag.get(name, "1"))
    return min(max(int(said), 1), most) if said.isdigit() else 1


def _words(tag: Tag) -> str:
    text = " ".join(tag.get_text(" ").split())
    return "–" if text in _UNKNOWN else text


def _filled(rows: list[Row], columns: int, *, header: bool) -> list[Row]:
    """Fill what a row leaves open with empty cells: Typst would move later cells up."""
    taken = {
        (at + down, cell.column + across)
        for at, row in enumerate(rows)
        for cell in row
        for down in range(cell.rowspan)
        for across in range(cell.colspan)
    }
    filled = []
    for at, row in enumerate(rows):
        gaps = [Cell("", header, column=column) for column in range(columns) if (at, column) not in taken]
        filled.append(sorted(row + gaps, key=lambda cell: cell.column))
    return filled


def _without_index_row(head: list[Row]) -> list[Row]:
    """Move the names of an index, which pandas puts in a row of their own, up beside the columns'."""
    if len(head) < 2 or len(head[-1]) != len(head[-2]):
        return head
    pairs = list(zip(head[-2], head[-1], strict=True))
    if any(above.text and below.text for above, below in pairs):
        return head
    return [*head[:-2], [replace(above, text=above.text or below.text) for above, below in pairs]]


def _numbers(grid: Grid) -> set[int]:
    """Return the columns that hold numbers only."""
    found = set()
    for column in range(grid.columns):
        texts = [cell.text for row in grid.body for cell in row if cell.column == column and not cell.header]
        known = [text for text in texts if text not in _BLANK]
        if known and all(_NUMBER.fullmatch(text) for text in known):
            found.add(column)
    return found


def _html(grid: Grid, label: str, caption: str, name: str) -> str:
    numbers = _numbers(grid)
    head = "".join(f"<tr>{_html_row(row, numbers, 'col')}</tr>\n" for row in grid.head)
    body = "".join(f"<tr>{_html_row(row, numbers, 'row')}</tr>\n" for row in grid.body)
    named = f'aria-labelledby="{name}-caption"' if caption else f'aria-label="{escape_html(label)}"'
    title = f'<caption id="{name}-caption">{escape_html(caption)}</caption>\n' if caption else ""
    return (
        f'<figure class="kg-table kg-foreign" id="{name}">'
        f'<div class="kg-scroll" role="region" tabindex="0" {named}><table>\n{title}'
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table></div></figure>"
    )


def _html_row(row: Row, numbers: set[int], scope: str) -> str:
    return "".join(_html_cell(cell, cell.column in numbers, scope) for cell in row)


def _html_cell(cell: Cell, number: bool, scope: str) -> str:
    attributes = ' class="kg-num"' if number and cell.colspan == 1 else ""
    attributes += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    attributes += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if not (cell.header and cell.text):
        return f"<td{attributes}>{escape_html(cell.text)}</td>"
    group = "group" if (cell.colspan if scope == "col" else cell.rowspan) > 1 else ""
    return f'<th scope="{scope}{group}"{attributes}>{escape_html(cell.text)}</th>'


def _typst(grid: Grid, caption: str, name: str) -> str:
    numbers = _numbers(grid)
    sides = "".join("right, " if column in numbers else "left, " for column in range(grid.columns))
    heading = ""
    if grid.head:
        closing = "table.hline(stroke: kg-rule), " if len(grid.head) > 1 else ""
        heading = f"  table.header({_typst_rows(grid.head, strong=True)}{closing}),\n"
    table = f"kg-table(columns: {grid.columns}, align: ({sides}),\n{heading}  {_typst_rows(grid.body)})"
    if caption:
        return f"#figure(kind: table, caption: [{escape_typst(caption)}], {table}) <{name}>"
    return f"#{table}"


def _typst_rows(rows: list[Row], *, strong: bool = False) -> str:
    return "\n  ".join("".join(_typst_cell(cell, strong=strong) for cell in row) for row in rows)


def _typst_cell(cell: Cell, *, strong: bool) -> str:
    text = f"#strong[{escape_typst(cell.text)}]" if strong and cell.text else escape_typst(cell.text)
    if cell.colspan == cell.rowspan == 1:
        return f"[{text}], "
    middle = ", align: center" if cell.colspan > 1 else ""
    return f"table.cell(colspan: {cell.colspan}, rowspan: {cell.rowspan}{middle})[{text}], "


def _plain(grid: Grid) -> str:
    return "\n".join("\t".join(cell.text for cell in row) for row in grid.head + grid.body)
