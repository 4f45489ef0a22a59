"""One row of a table: for a page, in print, and as raw values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from kgreport.content.blocks import Value
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.columns import Column
from kgreport.views.markup import escape_html
from kgreport.views.spoken import spoken_html, spoken_typst

_PART_OF = Phrase("trong đó: ", "of which: ")
_AS_WRITTEN = {"vi": str.maketrans({".": "", ",": ".", "−": "-"}), "en": str.maketrans({",": "", "−": "-"})}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes
    ----------
    columns, values, cells
        The columns of the table, and the raw value and the text of each.
    language
        The language of the report.
    depth
        How deep a part of a row above it stands; 0 for what is no part.
    total
        Whether it sums others.
    """

    columns: Sequence[Column]
    values: Sequence[object]
    cells: Sequence[str]
    language: Language
    depth: int = 0
    total: bool = False

    def html(self, *, labelled: bool) -> str:
        """Write it for a page; where each cell is labelled, it carries its heading."""
        cells = "".join(
            f"<td{_attributes(column, labelled)}>{self._spoken(cell)}{column.html_dot(value)}</td>"
            for column, cell, value in zip(self.columns[1:], self.cells[1:], self.values[1:], strict=True)
        )
        total = ' class="kg-total"' if self.total else ""
        return f"<tr{total}>{self._html_name()}{cells}</tr>"

    def _html_name(self) -> str:
        name = self._spoken(self.cells[0])
        if not self.depth:
            return f'<th scope="row">{name}</th>'
        part = f'<span class="kg-unseen">{_PART_OF.say(self.language)}</span>'
        return f'<th scope="row" class="kg-part kg-part-{self.depth}">{part}{name}</th>'

    def _spoken(self, text: str) -> str:
        return spoken_html(text, self.language)

    def typst(self) -> str:
        """Write it for print; a sum is strong, under a rule."""
        strong = "*" if self.total else ""
        cells = [
            f"[{column.typst_dot(value, f'{strong}{spoken_typst(cell, self.language)}{strong}')}],"
            for column, cell, value in zip(self.columns, self.cells, self.values, strict=True)
        ]
        if self.depth:
            cells[0] = f"[#kg-part({self.depth})[{cells[0][1:-2]}]],"
        rule = "table.hline(stroke: 0.5pt), " if strong else ""
        return f"  {rule}{' '.join(cells)}"

    def raw(self) -> tuple[Value, ...]:
        """Give its values as numbers and texts; see `kgreport.content.blocks.Table`."""
        return tuple(map(self._raw, self.columns, self.values, self.cells))

    def _raw(self, column: Column, value: object, cell: str) -> Value:
        if column.is_points and value is not None and not isinstance(value, str):
            return float(cell.rstrip("*‡").translate(_AS_WRITTEN[self.language]))  # as it is rounded in print
        if isinstance(value, date):
            return value.isoformat()
        if value is None or isinstance(value, str):
            return value
        number = cast("float", value)
        return float(number) if column.kind in ("percent", "decimal") else int(number)


def _attributes(column: Column, labelled: bool) -> str:
    number = ' class="kg-num"' if column.numeric else ""
    return number + (f' data-label="{escape_html(column.name)}"' if labelled else "")
