"""The matrix of a parameters file: what its reports differ in, and the parameters of single reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kgreport.data.params.problems import shown
from kgreport.errors import InvalidValueError
from kgreport.terms.phrases import Phrase

KEY = "matrix"
"""The key of the matrix in a parameters file."""

ALL = "all"
WHOLE = "whole"

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The first and the last year that a report may be of."""

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
        raise InvalidValueError(
            f"{shown(part)} không phải là năm; {hint.vi}", f"{shown(part)} is no year; {hint.en}"
        )
    first = int(found["first"] or found["one"])
    last = int(found["last"] or first)
    if last < first:
        raise InvalidValueError(
            f"{shown(part)} kết thúc trước khi bắt đầu; {hint.vi}",
            f"{shown(part)} ends before it begins; {hint.en}",
        )
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise InvalidValueError(
            f"{shown(part)} không nằm trong {FIRST_YEAR}–{LAST_YEAR}; {hint.vi}",
            f"{shown(part)} is not within {FIRST_YEAR}–{LAST_YEAR}; {hint.en}",
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
    """Take a word, words separated by commas, or a list of words; none of them is blank."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return words_of(str(value))
    if isinstance(value, list | tuple) and any(isinstance(one, str) and not one.strip() for one in value):
        raise InvalidValueError(
            f"có mục trống trong {shown(value)}; bỏ mục đó, toàn Đảng bộ thì ghi {WHOLE}",
            f"there is a blank in {shown(value)}; leave it out, or write {WHOLE} for all together",
        )
    return value


Years = Annotated[tuple[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)], ...], BeforeValidator(_years)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


Value = str | int | float | bool
"""A value of a parameter by which reports differ."""


@dataclass(frozen=True, slots=True)
class Case:
    """One report of a matrix.

    Attributes
    ----------
    year, unit
        Its year and unit (``""`` for the whole); None where the matrix does not set them.
    values
        The other parameters that the matrix sets, by name.
    """

    year: int | None = None
    unit: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """What the report may be called by under ``each``: its year, its unit and its other values."""
        year = [] if self.year is None else [str(self.year)]
        unit = [] if self.unit is None else [self.unit or WHOLE]
        return [*year, *unit, *(word_of(value) for value in self.values.values())]


def word_of(value: object) -> str:
    """Write a value as YAML does.

    >>> word_of(True), word_of("en")
    ('true', 'en')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


_SINGULAR = {"unit": "units", "year": "years", "notebook": "notebooks"}


def _values(name: str, given: object) -> tuple[Value, ...]:
    """Take a list of values, one value, or words separated by commas; each once."""
    if isinstance(given, str):
        return words_of(given)
    values = given if isinstance(given, list | tuple) else [given]
    if not all(isinstance(one, Value) for one in values):
        raise InvalidValueError(
            f"'{name}' là {shown(given)}; cần một danh sách giá trị, như [vi, en]",
            f"'{name}' is {shown(given)}; expected a list of values, such as [vi, en]",
        )
    return tuple(dict.fromkeys(values))


class Matrix(BaseModel):
    """The reports of one parameters file: every unit in every year, language and so on, by every notebook.

    An empty field leaves the parameter as it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    units: Words = Field(
        (), description="Codes of units, `whole` for all together, or `all` for the whole and every unit."
    )
    years: Years = Field((), description="Years, as `2014-2018` or a list.")
    notebooks: Words = Field((), description="Notebooks, by name or path.")
    each: dict[str, dict[str, object]] = Field(
        default_factory=dict,
        description="Parameters set otherwise, by year, unit or another value, or by several, as `2017/en`.",
    )
    axes: dict[str, tuple[Value, ...]] = Field(
        default_factory=dict, description="Values of other parameters, by name, as `language: [vi, en]`."
    )

    @model_validator(mode="before")
    @classmethod
    def _others_are_axes(cls, given: object) -> object:
        """Take every other key for a parameter and the values that reports have of it."""
        if not isinstance(given, dict):
            return given
        named = {_SINGULAR.get(name, name): value for name, value in given.items() if value is not None}
        known = {name: value for name, value in named.items() if name in _KNOWN}
        others = {str(name): _values(str(name), value) for name, value in named.items() if name not in known}
        return {**known, "axes": {name: values for name, values in others.items() if values}}

    def __bool__(self) -> bool:
        """Whether the matrix asks for more than the one report of the parameters themselves."""
        return bool(self.units or self.years or self.notebooks or self.axes)

    @cached_property
    def _each_by_word(self) -> Mapping[str, Sequence[str]]:
        """The keys of ``each`` by their first word: few of very many are of one report."""
        found: dict[str, list[str]] = {}
        for key in self.each:
            found.setdefault(key.partition("/")[0], []).append(key)
        return found

    def keys_of(self, case: Case) -> list[str]:
        """List the keys of ``each`` that speak of a report."""
        keys = (key for word in dict.fromkeys(case.words) for key in self._each_by_word.get(word, ()))
        return [key for key in keys if is_of(key, case)]

    def settings(self, case: Case) -> dict[str, object]:
        """Give the parameters that differ in one report, by dotted name.

        What is set for several words, as ``2017/rach-gia``, wins over what is set for one; of two with as
        many words, the one wins whose words come later: those of a unit over those of a year.
        """
        words, found = case.words, dict(case.values)
        for key in sorted(
            self.keys_of(case), key=lambda key: (key.count("/"), [words.index(one) for one in key.split("/")])
        ):
            found.update(_dotted(self.each[key]))
        return found


_KNOWN = ("units", "years", "notebooks", "each")


def is_of(key: str, case: Case) -> bool:
    """Whether a key of ``each`` speaks of a report.

    >>> is_of("2017/en", Case(2017, "", {"language": "en"})), is_of("2018", Case(2017))
    (True, False)
    """
    return set(key.split("/")) <= set(case.words)


def _dotted(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{above}{name}.")
        else:
            yield above + name, value


def span_of(years: Iterable[int]) -> dict[str, int]:
    """Give the first and last year that the figures of reports of some years may be of, where nobody says.

    >>> span_of([2019, 2018])
    {'first_year': 2014, 'last_year': 2019}
    """
    known = sorted(years)
    return {"first_year": known[0] - _YEARS_BEFORE, "last_year": known[-1]}


_YEARS_BEFORE = 4
"""Years before the one reported on that a dataset may speak of."""
