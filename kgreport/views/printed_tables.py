"""How tables are laid out in print: the widths of their columns and the heights of their rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kgreport.views.columns import Column, heading_rows
from kgreport.views.dots import PRINTED_GAP, PRINTED_WIDTH
from kgreport.views.markup import spoken_typst
from kgreport.views.print_sizes import INDENT, line_heights, long_in_print

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
    totals: Collection[int] = (),
    indents: Mapping[int, int] | None = None,
    *,
    size: float | None = None,
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
    _, *heights = line_heights(widths, printed, room, size=size)
    heights = ["auto" if n in totals else height for n, height in enumerate(heights)]
    return long_in_print(widths, printed, groups, size=size), ["auto"] * (1 + len(lower)) + heights


def typst_end(columns: int, last: Sequence[str], notes: Sequence[str], language: str = "vi") -> str:
    """Write the end of a table, which is not cut: its last rows, a rule, and its notes.

    >>> typst_end(2, ["[A], [1],"], ["Nguồn: báo cáo."])
    'table.footer(repeat: false, [A], [1], ..kg-end(2, [Nguồn: báo cáo.])),'
    >>> typst_end(2, [], [])
    '..kg-end(2),'
    """
    end = f"..kg-end({', '.join([str(columns), *(f'[{spoken_typst(note, language)}]' for note in notes)])})"
    if not last and not notes:
        return f"{end},"
    return f"table.footer(repeat: false, {''.join(f'{row.strip()} ' for row in last)}{end}),"
