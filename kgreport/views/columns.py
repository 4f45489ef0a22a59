"""The columns of a table: what their values are, how these are printed, and the headings over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kgreport.terms.phrases import Language
from kgreport.views import formats
from kgreport.views.dots import Scale

Kind = Literal["text", "year", "date", "count", "decimal", "percent", "change", "points"]

_PRINTERS: Mapping[Kind, Callable[..., str]] = {
    "text": lambda text, language: text,  # noqa: ARG005
    "year": lambda year, language: str(year),  # noqa: ARG005
    "date": formats.date_in_text,
    "count": formats.count,
    "decimal": formats.decimal,
    "percent": lambda share, language: formats.percent(share, language=language),
    "change": formats.change,
    "points": lambda pair, language: formats.compare(pair[0], pair[1], language).signed,
}


WITH_DOTS = 2.2
"""A column of numbers with dots beside them is so much wider in print than one of numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label
        Its heading.
    kind
        Kind of its values: ``count`` (int), ``decimal`` (float, with the decimals it is written with),
        ``percent`` (fraction of one), ``change`` (int), ``points`` (the two shares that are compared),
        ``year`` (int), ``date`` or ``text``.
    width
        Its share of the free width in print: of texts, and of numbers where there are many columns of them.
    group
        The heading that it shares with the columns beside it of the same group.
    scale
        For shares: what each is drawn on, as a dot beside its number.
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

    def print(self, value: object, language: Language) -> str:
        """Write a raw value as text; None is a dash, and a text stays as it is, whatever the kind."""
        if isinstance(value, str):
            return value
        return formats.UNKNOWN if value is None else _PRINTERS[self.kind](value, language)


def with_unit_of_points(columns: Sequence[Column], language: Language) -> list[Column]:
    """Name the unit of percentage points in the headings, as the cells do not: once for a group."""
    unit = formats.POINTS.say(language)
    mixed = {column.group for column in columns if column.kind != "points"}
    return [
        column
        if column.kind != "points"
        else replace(column, label=f"{column.label} ({unit})")
        if column.group in mixed
        else replace(column, group=f"{column.group} ({unit})")
        for column in columns
    ]
