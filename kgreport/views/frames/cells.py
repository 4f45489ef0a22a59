"""The raw cells of a table as rows, for a table that does not say what its figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.terms.phrases import Phrase
from kgreport.views.frames.layout import Facts, Field, FieldKind, FrameLayout

_KINDS: Mapping[str, FieldKind] = {
    "text": "text",
    "year": "year",
    "date": "date",
    "count": "count",
    "decimal": "decimal",
    "percent": "share",
    "change": "count",
    "points": "points",
    "rounded_points": "points",
}
"""By the kind of a column of a table, that of a column of a frame."""

_ROW = Phrase("một hàng của bảng", "a row of the table")


def cells_as_facts(name: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[object]]) -> Facts:
    """Give cells as rows; a column is called as it is headed.

    Parameters
    ----------
    name
        Id of the table.
    columns
        The heading of each column, and its kind as `kgreport.views.columns.Column` has it.
    rows
        The raw cells. Two shares are given as their difference; a text among numbers is left out.

    Examples
    --------
    >>> facts = cells_as_facts("a", [("Level", "text"), ("Change", "points")], [["Good", (0.25, 0.5)]])
    >>> list(facts.rows())
    [{'Level': 'Good', 'Change': 0.25}]
    """
    fields = [Field(head, _KINDS[kind], Phrase(head, head)) for head, kind in columns]
    raw = [
        {head: _raw(value, _KINDS[kind]) for (head, kind), value in zip(columns, row, strict=True)}
        for row in rows
    ]
    return Facts(FrameLayout(name, _ROW, tuple(fields)), lambda: raw)


def _raw(value: object, kind: FieldKind) -> object:
    if isinstance(value, tuple):
        before, now = value
        return now - before
    return None if isinstance(value, str) and kind != "text" else value
