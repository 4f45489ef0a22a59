"""The matrix of a parameters file: its units, years and notebooks, and the parameters of single reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kgreport.errors import InvalidValueError
from kgreport.terms.phrases import Phrase

KEY = "matrix"
"""The key of the matrix in a parameters file."""

ALL = "all"
WHOLE = "whole"

_SPAN = re.compile(r"(?P<first>[0-9]{4})\s*[-–]\s*(?P<last>[0-9]{4})|(?P<one>[0-9]{4})")


def years_of(text: str) -> tuple[int, ...]:
    """Read years and spans of years, each once, in the order given.

    Raises
    ------
    InvalidValueError
        The text holds something else.

    Examples
    --------
    >>> years_of("2014-2016, 2018")
    (2014, 2015, 2016, 2018)
    >>> years_of("2018-2014")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    kgreport.errors.InvalidValueError: '2018-2014' ends before it begins; write years as 2018, ...
    """
    return tuple(dict.fromkeys(year for part in text.split(",") for year in _span(part.strip())))


def _span(part: str) -> range:
    hint = Phrase(
        "ghi năm như 2018, 2014-2018 hoặc 2014,2016-2018", "write years as 2018, 2014-2018 or 2014,2016-2018"
    )
    found = _SPAN.fullmatch(part)
    if found is None:
        raise InvalidValueError(f"{part!r} không phải là năm; {hint.vi}", f"{part!r} is no year; {hint.en}")
    first = int(found["first"] or found["one"])
    last = int(found["last"] or first)
    if last < first:
        raise InvalidValueError(
            f"{part!r} kết thúc trước khi bắt đầu; {hint.vi}", f"{part!r} ends before it begins; {hint.en}"
        )
    return range(first, last + 1)


def words_of(text: str) -> tuple[str, ...]:
    """Split words at commas, each once.

    >>> words_of("rach-gia, ha-tien,")
    ('rach-gia', 'ha-tien')
    """
    return tuple(dict.fromkeys(word for part in text.split(",") if (word := part.strip())))


def _years(value: object) -> object:
    if isinstance(value, str):
        return years_of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return (value,)
    if isinstance(value, list):
        return tuple(dict.fromkeys(year for one in value for year in years_of(str(one))))
    return value


def _words(value: object) -> object:
    return words_of(value) if isinstance(value, str) else value


Years = Annotated[tuple[Annotated[int, Field(ge=1945, le=2100)], ...], BeforeValidator(_years)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Matrix(BaseModel):
    """The reports of one parameters file: every unit in every year, by every notebook.

    An empty field leaves the parameter as it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    units: Words = Field(
        (), description="Codes of units, `whole` for all together, or `all` for the whole and every unit."
    )
    years: Years = Field((), description="Years, as `2014-2018` or a list.")
    notebooks: Words = Field((), description="Notebooks, by name or path.")
    each: dict[str, dict[str, object]] = Field(
        default_factory=dict, description="Parameters set otherwise, by year, by unit or by `year/unit`."
    )

    def __bool__(self) -> bool:
        """Whether the matrix asks for more than the one report of the parameters themselves."""
        return bool(self.units or self.years or self.notebooks)

    def settings(self, year: int | None, unit: str | None) -> dict[str, object]:
        """Give the parameters that differ in one report, by dotted name.

        Those of ``year/unit`` win over those of the unit, and these over those of the year.

        `year` and `unit` are None where the matrix does not set them.
        """
        code = None if unit is None else unit or WHOLE
        keys = [str(year), str(code), f"{year}/{code}"]
        found: dict[str, object] = {}
        for key in keys:
            found.update(_dotted(self.each.get(key, {})))
        return found


def _dotted(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{above}{name}.")
        else:
            yield above + name, value
