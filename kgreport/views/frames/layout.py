"""The layout of a frame, and facts: rows that become a frame of that layout when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    import pandas as pd

FieldKind = Literal["code", "text", "year", "count", "decimal", "share", "points", "date", "flag"]

DTYPES: Mapping[FieldKind, str] = {
    "code": "str",
    "text": "str",
    "year": "Int64",
    "count": "Int64",
    "decimal": "Float64",
    "share": "Float64",
    "points": "Float64",
    "date": "datetime64[s]",
    "flag": "boolean",
}
"""The type that pandas gives a column of each kind."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a frame.

    Attributes
    ----------
    name
        Its name.
    kind
        ``code`` (a fixed word, the same in every language), ``text``, ``year``, ``count``, ``decimal``,
        ``share`` (a fraction of one), ``points`` (a difference of shares: 0.01 is one percentage point),
        ``date`` or ``flag`` (true or false).
    meaning
        What it holds.
    """

    name: str
    kind: FieldKind
    meaning: Phrase

    @property
    def dtype(self) -> str:
        """Its type in pandas."""
        return DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class FrameLayout:
    """The columns of a frame.

    Attributes
    ----------
    name
        Its name.
    row_is
        What one row is.
    fields
        Its columns, in their order.
    """

    name: str
    row_is: Phrase
    fields: tuple[Field, ...]

    def frame(self, rows: Iterable[Row]) -> pd.DataFrame:
        """Make rows a frame; what a row lacks, or has as None, is missing.

        >>> layout = FrameLayout("shares", Phrase("mức", "level"), (Field("share", "share", Phrase("", "")),))
        >>> layout.frame([{"share": 0.25}, {}])["share"].tolist()
        [0.25, <NA>]
        """
        import pandas as pd  # noqa: PLC0415 - a second, and who only publishes needs none

        known = list(rows)
        return pd.DataFrame(
            {
                field.name: pd.array(  # type: ignore[call-overload]
                    [None if pd.isna(value := row.get(field.name)) else value for row in known],
                    dtype=field.dtype,
                )
                for field in self.fields
            }
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a view or a section says, as rows.

    Attributes
    ----------
    layout
        The columns.
    rows
        Gives the rows; it is called when the frame is asked for, and not before.
    """

    layout: FrameLayout
    rows: Callable[[], Iterable[Row]]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a new frame."""
        return self.layout.frame(self.rows())


def facts_of(layout: FrameLayout, rows: Sequence[Row]) -> Facts:
    """Give rows that are known already as facts."""
    return Facts(layout, lambda: rows)
