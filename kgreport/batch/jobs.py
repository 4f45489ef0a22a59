"""Turn parameters files, and the matrix they or the command line give, into single reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgreport.build.job import ANNUAL, FORMATS, Job, find_notebook
from kgreport.data.params.files import ParametersError, ParametersFile
from kgreport.data.params.matrix import ALL, WHOLE, Matrix

UnitsOf = Callable[[Path, str], Sequence[str]]
"""Gives the codes of the units of a dataset, by the folder of the parameters file and the dataset's name."""

_BEFORE = 4
"""Years before the one reported on that a dataset may speak of, where the parameters do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for of every parameters file.

    Attributes
    ----------
    outputs
        Folder the reports go into.
    matrix
        Units, years and notebooks; what it sets goes before the matrix of the file.
    overrides
        Parameters set otherwise, by dotted name; these go before anything else.
    formats, include_code, timeout
        As `kgreport.build.job.Job` has them.
    """

    outputs: Path
    matrix: Matrix = field(default_factory=Matrix)
    overrides: Mapping[str, object] = field(default_factory=dict)
    formats: tuple[str, ...] = FORMATS
    include_code: bool = True
    timeout: int = 600


def jobs_of(file: ParametersFile, wanted: Wanted, units_of: UnitsOf) -> list[Job]:
    """List the reports of one parameters file, by notebook, year and unit.

    Parameters
    ----------
    file
        The parameters file.
    wanted
        What is asked for.
    units_of
        Asked for the units of the dataset where all are wanted.

    Raises
    ------
    ParametersError
        The file or its matrix cannot be used.
    PublishError
        There is no such notebook.
    """
    own, asked = file.matrix, wanted.matrix
    _refuse_twice(file.path, wanted)
    years: Sequence[int | None] = asked.years or own.years or [None]
    cases = [(year, unit) for year in years for unit in _units(file, wanted, units_of)]
    if not asked:
        _refuse_idle(file, cases)
    return [
        Job(
            parameters=file.path,
            outputs=wanted.outputs,
            notebook=find_notebook(notebook),
            overrides={**_settings(file, years, year, unit), **wanted.overrides},
            parts=tuple(str(part) for part in (year, unit) if part),
            formats=wanted.formats,
            include_code=wanted.include_code,
            timeout=wanted.timeout,
        )
        for notebook in asked.notebooks or own.notebooks or [ANNUAL]
        for year, unit in cases
    ]


def _units(file: ParametersFile, wanted: Wanted, units_of: UnitsOf) -> list[str | None]:
    """Name the units; none where only that of the parameters is reported on, empty for the whole."""
    asked = wanted.matrix.units or file.matrix.units
    if not asked:
        return [None]
    named: dict[str | None, None] = {}
    for word in asked:
        if word == ALL:
            dataset = str(wanted.overrides.get("dataset") or file.parameters(wanted.overrides).dataset)
            named |= dict.fromkeys(["", *units_of(file.path.parent, dataset)])
        else:
            named["" if word == WHOLE else word] = None
    return list(named)


def _settings(
    file: ParametersFile, years: Sequence[int | None], year: int | None, unit: str | None
) -> dict[str, object]:
    """Set year and unit; every year may speak of all of them, unless the parameters say of which."""
    settings: dict[str, object] = {}
    if year is not None:
        known = [one for one in years if one is not None]
        around = {"first_year": min(known) - _BEFORE, "last_year": max(known)}
        settings = {name: value for name, value in around.items() if name not in file.given}
        settings["year"] = year
    if unit is not None:
        settings["unit"] = unit
    return {**settings, **file.matrix.settings(year, unit)}


def _refuse_twice(path: Path, wanted: Wanted) -> None:
    """A year or unit is set for all reports, or by the matrix."""
    asked = {"year": wanted.matrix.years, "unit": wanted.matrix.units}
    twice = [name for name, values in asked.items() if values and name in wanted.overrides]
    if twice:
        raise ParametersError(
            [f"{path}: {name} is set, and {name}s are asked for; leave one out" for name in twice]
        )


def _refuse_idle(file: ParametersFile, cases: Sequence[tuple[int | None, str | None]]) -> None:
    """What is set otherwise for a report is for one that there is."""
    matrix = file.matrix
    told = [key for key in matrix.each if not any(_is_of(key, year, unit) for year, unit in cases)]
    if told:
        codes = {unit or WHOLE for _, unit in cases if unit is not None}
        years = {str(year) for year, _ in cases if year is not None}
        known = ", ".join(sorted(years) + sorted(codes)[:20])
        raise ParametersError(
            [
                f"{file.path}: matrix.each.{key} is of no report of the matrix; known are {known}"
                for key in told
            ]
        )


def _is_of(key: str, year: int | None, unit: str | None) -> bool:
    code = None if unit is None else unit or WHOLE
    return key in (str(year), str(code), f"{year}/{code}")


def same_names(jobs: Sequence[Job]) -> Iterator[str]:
    """Name the reports that would be written to the same files."""
    seen: set[tuple[Path, str]] = set()
    for job in jobs:
        place = (job.folder, job.manifest)
        if place in seen:
            yield job.title
        seen.add(place)
