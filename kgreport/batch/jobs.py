"""Turn a parameters file, with the matrix that it or the request gives, into jobs: one for each report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kgreport.batch.request import Request
from kgreport.builder.handed import check_takes
from kgreport.builder.job import ANNUAL, Job, find_notebook
from kgreport.data.params.matrix import ALL, WHOLE
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.errors import ParametersError

UnitsOf = Callable[[Path, str | tuple[str, ...]], Iterable[str]]
"""Gives the codes of the units of a dataset, by the folder of the parameters file and the dataset's name."""


def jobs_of(file: ParametersFile, request: Request, units_of: UnitsOf) -> list[Job]:
    """List the reports of one parameters file, by notebook, year and unit.

    Parameters
    ----------
    file
        The parameters file.
    request
        What the user asks for.
    units_of
        Gives the units of the dataset; is called only if all units are requested.

    Raises
    ------
    ParametersError
        The file or its matrix cannot be used.
    PublishError
        There is no such notebook.
    """
    own, requested = file.matrix, request.matrix
    _refuse_set_twice(file.path, request)
    years: Sequence[int | None] = requested.years or own.years or [None]
    cases = [(year, unit) for year in years for unit in _units(file, request, units_of)]
    if not requested:
        _refuse_unused_settings(file, cases)
    names = requested.notebooks or own.notebooks or [ANNUAL]
    notebooks = [find_notebook(name, file.path) for name in names]
    for notebook in notebooks:
        check_takes(notebook, [*request.overrides, *_of_matrix(cases)])
    return [
        _job(file, request, notebook, file.settings(years, year, unit))
        for notebook in notebooks
        for year, unit in cases
    ]


def _job(file: ParametersFile, request: Request, notebook: Path, settings: Mapping[str, object]) -> Job:
    overrides = {**settings, **request.overrides}
    if request.brief:
        overrides["formats"] = [*file.parameters(overrides).formats, "brief"]
    return Job(
        parameters=file.path,
        outputs=request.outputs,
        notebook=notebook,
        overrides=overrides,
        parts=_parts(file, settings, overrides),
        marks=_marks(file, overrides),
        by_options=bool(request.matrix or request.overrides.keys() - {"formats"}),
        timeout=request.timeout,
    )


def job_again(file: ParametersFile, request: Request, name: str, origin: Mapping[str, Any]) -> Job:
    """Give a report of a file that options asked for once, as they would ask for it now.

    Raises
    ------
    PublishError
        Its notebook is not there.
    """
    stored = origin.get("settings")
    settings = dict(stored) if isinstance(stored, Mapping) else {}
    return Job(
        parameters=file.path,
        outputs=request.outputs,
        notebook=find_notebook(str(origin.get("notebook") or ANNUAL), file.path),
        overrides=settings,
        parts=tuple(name.split("/")[1:]),
        marks=_marks(file, settings),
        by_options=True,
    )


def _parts(
    file: ParametersFile, settings: Mapping[str, object], overrides: Mapping[str, object]
) -> tuple[str, ...]:
    """Name the year and unit of a report where the matrix sets them, or where they are not the file's."""
    parts = []
    for name in ("year", "unit"):
        own = str(file.value(name) or "")
        value = str(overrides.get(name, own))
        if value != own or (name in settings and value):
            parts.append(value or WHOLE)
        if not _PART.fullmatch(value):
            raise ParametersError([f"{file.path}: {name} is {value!r}, which cannot name a folder"])
    return tuple(parts)


def _marks(file: ParametersFile, overrides: Mapping[str, object]) -> tuple[str, ...]:
    """Name what tells a report from the Vietnamese draft of its year."""
    values = {name: str(file.value(name, overrides) or usual) for name, usual in _USUAL.items()}
    return tuple(value.replace("_", "-") for name, value in values.items() if value != _USUAL[name])


_PART = re.compile(r"(?!\.)[^/\\:\0]*")

_USUAL = {"period": "year", "language": "vi", "status": "draft"}
"""The parameters that a name shows, and their values that it does not show."""


def _of_matrix(cases: Sequence[tuple[int | None, str | None]]) -> Iterator[str]:
    """Name the parameters by which the reports of a matrix differ."""
    if any(year is not None for year, _ in cases):
        yield "year"
    if any(unit is not None for _, unit in cases):
        yield "unit"


def _units(file: ParametersFile, request: Request, units_of: UnitsOf) -> list[str | None]:
    """Name the units: empty for the whole, None for the unit that the parameters name."""
    requested = request.matrix.units or file.matrix.units
    if not requested:
        return [None]
    named: dict[str | None, None] = {}
    for word in requested:
        if word == ALL:
            dataset = file.parameters(_with_year(file, request)).dataset
            named |= dict.fromkeys(["", *units_of(file.path.parent, dataset)])
        else:
            named["" if word == WHOLE else word] = None
    return list(named)


def _with_year(file: ParametersFile, request: Request) -> dict[str, object]:
    """Give the values that are set, and the first year of the matrix where the file is of no year."""
    years = request.matrix.years or file.matrix.years
    return {**({"year": years[0]} if years and "year" not in file.given else {}), **request.overrides}


def _refuse_set_twice(path: Path, request: Request) -> None:
    """A year or unit is set for all reports, or by the matrix, not by both."""
    requested = {"year": request.matrix.years, "unit": request.matrix.units}
    twice = [name for name, values in requested.items() if values and name in request.overrides]
    if twice:
        raise ParametersError(
            [f"{path}: {name} is set, and {name}s are asked for; leave one out" for name in twice]
        )


def _refuse_unused_settings(file: ParametersFile, cases: Sequence[tuple[int | None, str | None]]) -> None:
    """Settings under `matrix.each` belong to a report of the matrix."""
    unused = [key for key in file.matrix.each if not any(_is_of(key, year, unit) for year, unit in cases)]
    if unused:
        codes = {unit or WHOLE for _, unit in cases if unit is not None}
        years = {str(year) for year, _ in cases if year is not None}
        known = ", ".join(sorted(years) + sorted(codes)[:20])
        raise ParametersError(
            [
                f"{file.path}: matrix.each.{key} is of no report of the matrix; known are {known}"
                for key in unused
            ]
        )


def _is_of(key: str, year: int | None, unit: str | None) -> bool:
    code = None if unit is None else unit or WHOLE
    return key in (str(year), str(code), f"{year}/{code}")


def same_names(jobs: Sequence[Job]) -> dict[str, str]:
    """Find the reports that would be written to the same files: by title, why."""
    places: dict[tuple[Path, str], list[Job]] = defaultdict(list)
    for job in jobs:
        places[job.folder, job.manifest].append(job)
    return {same[0].title: _why_same(same) for same in places.values() if len(same) > 1}


def _why_same(jobs: Sequence[Job]) -> str:
    """Say why some reports would be written to the same files."""
    files = dict.fromkeys(job.parameters.as_posix() for job in jobs)
    notebooks = dict.fromkeys(job.notebook.as_posix() for job in jobs)
    what, named = ("parameters files", files) if len(files) > 1 else ("notebooks", notebooks)
    return (
        f"two {what} are named {jobs[0].title}: {' and '.join(named)}; "
        "their reports would overwrite each other: rename one"
    )
