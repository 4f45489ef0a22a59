"""Write a table as lines of text, narrowed to a terminal if it must be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgreport.hidden_letters import with_hidden_letters_shown

NARROWEST = 16
"""The width down to which a column is shortened."""

_GAP = "  "


def text_table(
    rows: Sequence[Sequence[str]],
    *,
    to_the_right: Collection[int] = (),
    shortened: Collection[int],
    width: int | None = None,
) -> Iterator[str]:
    """Write the lines of a table, its heading among the rows.

    Parameters
    ----------
    rows
        The rows, each with as many cells.
    to_the_right
        The columns of numbers, by place.
    shortened
        The columns whose cells are shortened, the widest first, to keep the table within a width.
    width
        The width; none for any.

    Examples
    --------
    >>> for line in text_table([["Unit", "Errors"], ["Rạch Giá", "2"]], to_the_right=[1], shortened=[0]):
    ...     print(line)
    Unit      Errors
    Rạch Giá       2
    """
    shown = [list(map(with_hidden_letters_shown, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    if width is not None:
        _narrow(widths, shortened, width)
    for row in shown:
        cells = [
            _shorten(cell, wide).rjust(wide) if n in to_the_right else _shorten(cell, wide).ljust(wide)
            for n, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield _GAP.join(cells).rstrip()


def _narrow(widths: list[int], shortened: Collection[int], width: int) -> None:
    """Shorten columns, the widest first, until the table fits or no column can be shorter."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widest = max(shortened, key=widths.__getitem__)
        if widths[widest] <= NARROWEST:
            return
        widths[widest] -= 1


def _shorten(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"
