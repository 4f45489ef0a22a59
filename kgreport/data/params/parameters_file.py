"""Read parameters from a file, with the values that the command line or a notebook sets."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from kgreport.data.params.matrix import KEY, Case, Matrix, span_of
from kgreport.data.params.model import Parameters
from kgreport.data.params.problems import beside, first_of
from kgreport.data.params.yaml_files import YamlFile, read_yaml, validate
from kgreport.data.params.yaml_text import YamlError, parse_yaml
from kgreport.errors import ParametersError
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.spelling import near_or_known

DATA_FROM = "data_from"
"""The key for the command that makes the dataset; until it has run, the file is passed over."""

OWN = (
    "issuer", "superior", "number", "issued", "place", "recipients", "signature", "signer", "narrative",
    "alt_texts", "edition", "reason", "quality_log",
)  # fmt: skip
"""Parameters that speak for the unit and year of their file, and for no other."""


_YEAR = re.compile(r"(?:19|20)\d\d")


class ParametersFile:
    """A parameters file; it is read once for all its reports.

    Raises
    ------
    ParametersError
        The file does not hold keys and values.
    """

    def __init__(self, path: Path, content: YamlFile | None = None) -> None:
        """Read a file; or take its content, which then is not read."""
        self.path = path
        self._file = content or read_yaml(path, "year: 2018")

    @cached_property
    def matrix(self) -> Matrix:
        """The reports that the file asks for.

        Raises
        ------
        ParametersError
            With every problem of the matrix.
        """
        given = self._file.values.get(KEY) or {}
        places = {at[1:]: line for at, line in self._file.places.items() if at[0] == KEY and len(at) > 1}
        at = self._file.places.get((KEY,), str(self.path))
        with said_in(self.language):
            if not isinstance(given, dict):
                vi = f"'{KEY}' là {given!r}; cần các phần, như 'units: all' và 'years: 2014-2018'"
                en = f"'{KEY}' is {given!r}; expected its parts, such as 'units: all' and 'years: 2014-2018'"
                raise ParametersError([beside(at, vi, en)])
            matrix = validate(Matrix, given, at, places, called=KEY)
            wrong = first_of(
                beside(places.get((name,), at), f"'{name}' {hint.vi}", f"'{name}' {hint.en}")
                for name, hint in _no_axes(matrix)
            )
            if wrong:
                raise ParametersError(wrong)
            return matrix

    @property
    def data_from(self) -> str:
        """The command that makes the dataset, if the file names one; empty otherwise."""
        return str(self._file.values.get(DATA_FROM) or "")

    @property
    def language(self) -> Language:
        """The language of the reports and of the messages about this file."""
        return "en" if self._file.values.get("language") == "en" else "vi"

    @property
    def given(self) -> frozenset[str]:
        """Names of the parameters that the file sets."""
        return frozenset(self._file.values) - {KEY, DATA_FROM}

    def value(self, name: str, overrides: Mapping[str, object] | None = None) -> object:
        """Give the value of a parameter as it is written, unchecked; None if it is not set."""
        return (overrides or {}).get(name, self._file.values.get(name))

    def left_out(self, overrides: Mapping[str, object] | None = None) -> tuple[str, ...]:
        """Name the parameters of `OWN` that the file sets and a report does not take.

        They are left out of the report of another unit or year than that of the file. A file without a year
        is of the one year of its matrix, if that has one alone. Values that `overrides` set stand.
        """
        given = overrides or {}
        if all(str(given.get(name, own)) == str(own) for name, own in self._own_case().items()):
            return ()
        return tuple(name for name in OWN if self._file.values.get(name) is not None and name not in given)

    def settings(self, years: Sequence[int | None], case: Case) -> dict[str, object]:
        """Give what the matrix sets for one report.

        Every report may speak of all `years` of the matrix, so that all read the same.
        """
        settings: dict[str, object] = {}
        year, unit = case.year, case.unit
        if year is not None:
            known = [one for one in years if one is not None]
            settings = {name: value for name, value in span_of(known).items() if name not in self.given}
            settings["year"] = year
        if unit is not None:
            settings["unit"] = unit
        return {**settings, **self.matrix.settings(case)}

    def settings_of(self, overrides: Mapping[str, object]) -> dict[str, object]:
        """Give what the matrix sets for the report of a year and unit, if it is one of its reports."""
        matrix = self.matrix
        asked = {**self._file.values, **overrides}
        year = asked.get("year") if matrix.years else None
        unit = asked.get("unit") if matrix.units else None
        if year is not None and year not in matrix.years:
            return {}
        values = {name: asked.get(name, of[0]) for name, of in matrix.axes.items()}
        return self.settings(matrix.years, Case(year, None if unit is None else str(unit), values))

    def _own_case(self) -> dict[str, object]:
        """The year and unit that the file itself is of."""
        year = self._file.values.get("year")
        if year is None:
            years = self.matrix.years
            year = years[0] if len(years) == 1 else None
        return {"year": year, "unit": self._file.values.get("unit") or ""}

    def _span_of_both(self, overrides: Mapping[str, object]) -> dict[str, int]:
        """Give the years of the figures where another year is asked for: those of that and of the file."""
        both = [str(one) for one in (self._own_case()["year"], overrides.get("year"))]
        span = span_of(map(int, both)) if both[0] != both[1] and all(map(_YEAR.fullmatch, both)) else {}
        return {name: year for name, year in span.items() if self._file.values.get(name) is None}

    def parameters(
        self, overrides: Mapping[str, object] | None = None, *, place: str = "--set {name}"
    ) -> Parameters:
        """Give the parameters, with some values replaced; see `read_parameters`.

        `place` is where messages say that a replaced value stands.
        """
        not_taken = {KEY, DATA_FROM, *self.left_out(overrides)}
        values = copy.deepcopy(
            {name: value for name, value in self._file.values.items() if name not in not_taken}
        )
        values |= self._span_of_both(overrides or {})
        places, problems = dict(self._file.places), list(self._file.problems)
        for name, value in (overrides or {}).items():
            at = place.format(name=name)
            problems += _set(values, name, value, at)
            places[tuple(name.split("."))] = at
        with said_in("en" if values.get("language") == "en" else "vi"):
            return validate(Parameters, values, str(self.path), places, problems=problems)


_NO_AXES = {
    *(*OWN, "year", "unit", "dataset", "first_year", "last_year", "margins", "formats", "plausibility"),
    "accepted_findings",
}
"""Parameters by which the reports of a matrix cannot differ: they have parts, or belong to one report."""

AXES = tuple(name for name in Parameters.model_fields if name not in _NO_AXES)
"""Parameters that may stand in a matrix with a list of values."""


def _no_axes(matrix: Matrix) -> Iterator[tuple[str, Phrase]]:
    """Name the keys of a matrix that are no such parameters, and say what to do."""
    for name in matrix.axes:
        if name in Parameters.model_fields and name not in AXES:
            yield (
                name,
                Phrase(
                    "không đặt được thành danh sách trong matrix; đặt riêng từng báo cáo trong each",
                    "cannot have a list of values in matrix; set it for single reports, under each",
                ),
            )
        elif name not in AXES:
            hint = near_or_known(name, ["units", "years", "notebooks", "each", *AXES])
            yield (
                name,
                Phrase(f"không phải là một phần của matrix; {hint.vi}", f"is no part of matrix; {hint.en}"),
            )


@contextmanager
def said_in(language: str) -> Iterator[None]:
    """Have problems told in the language of the report."""
    try:
        yield
    except ParametersError as error:
        raise ParametersError(error.texts, language) from None


def read_parameters(path: Path, overrides: Mapping[str, object] | None = None) -> Parameters:
    """Read a parameters file, with some values replaced.

    Parameters
    ----------
    path
        A YAML file whose keys are the fields of `Parameters`.
    overrides
        Values by dotted name, as ``{"unit": "rach-gia", "margins.left": "25"}``; text in ``[…]`` or
        ``{…}`` is read as YAML, anything else as it is. With another year or unit than that of the file, the
        parameters of `OWN` are not taken from it.

    Raises
    ------
    ParametersError
        With every problem of the file and of the overrides.
    """
    return ParametersFile(path).parameters(overrides)


def _set(values: dict[str, object], name: str, value: object, at: str) -> Iterator[Phrase]:
    *parents, last = name.split(".")
    for parent in parents:
        inner = values.setdefault(parent, {})
        if not isinstance(inner, dict):
            yield beside(
                at,
                f"'{parent}' không có phần nào; đặt chính '{parent}'",
                f"'{parent}' has no parts; set '{parent}' itself",
            )
            return
        values = inner
    is_yaml = isinstance(value, str) and value[:1] in ("[", "{")
    try:
        values[last] = parse_yaml(str(value)).values if is_yaml else value
    except YamlError as error:
        yield beside(at, *error.texts)
