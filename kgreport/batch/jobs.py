"""Turn a parameters file, with the matrix that it or the request gives, into jobs: one for each report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from kgreport.batch.request import Request
from kgreport.builder.job import ANNUAL, Job, check_takes, edition_mark, find_notebook
from kgreport.data.params.matrix import ALL, WHOLE, Case, word_of
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.data.params.problems import first_of, shown
from kgreport.data.params.written_values import DatasetNames, edition_number
from kgreport.errors import ParametersError
from kgreport.file_names import as_compared, fault_of_name
from kgreport.terms.phrases import Message, Phrase

UnitsOf = Callable[[Path, DatasetNames], Iterable[str]]
"""Gives the codes of the units of a dataset, by the folder of the parameters file and the dataset's name."""


def jobs_of(file: ParametersFile, request: Request, units_of: UnitsOf) -> list[Job]:
    """List the reports of one parameters file, by notebook, year, unit and what else its matrix names.

    `units_of` is called only if all units are requested.

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
    units = _units(file, request, units_of)
    set_for_all = {name: (request.overrides[name],) for name in own.axes if name in request.overrides}
    axes = {**own.axes, **set_for_all}
    names = requested.notebooks or own.notebooks or [ANNUAL]
    _refuse_too_many(file, [years, units, names, *axes.values()])
    cases = list(_cases(years, units, axes))
    if not requested:
        _refuse_unused_settings(file, list(_cases(years, units, own.axes)))
    notebooks = [find_notebook(name, file.path) for name in names]
    for notebook in notebooks:
        check_takes(notebook, [*request.overrides, *_of_matrix(cases)])
    return [
        _job(file, request, notebook, file.settings(years, case)) for notebook in notebooks for case in cases
    ]


def _cases(
    years: Sequence[int | None], units: Sequence[str | None], axes: Mapping[str, Sequence[object]]
) -> Iterator[Case]:
    """Give every year with every unit and every value of the other parameters."""
    for year, unit in product(years, units):
        for values in product(*axes.values()):
            yield Case(year, unit, dict(zip(axes, values, strict=True)))


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
    return tuple(parts)


def _marks(file: ParametersFile, overrides: Mapping[str, object]) -> tuple[str, ...]:
    """Name what tells a report from the Vietnamese draft of its year, and from others of its matrix."""
    values = {name: str(file.value(name, overrides) or usual) for name, usual in _USUAL.items()}
    marks = [value for name, value in values.items() if value != _USUAL[name]]
    edition = edition_number(file.value("edition", overrides))
    if edition != "1" and "edition" not in file.left_out(overrides):
        marks.append(edition_mark(edition))
    for name in file.matrix.axes:
        value = file.value(name, overrides)
        if name not in _USUAL and value not in (None, "", Parameters.model_fields[name].default):
            marks.append(name if value is True else f"{name}-{word_of(value)}")
    return tuple(_NOT_IN_A_NAME.sub("-", mark) for mark in marks)


_NOT_IN_A_NAME = re.compile(r"[\s_/\\:\0]+")

_USUAL = {"period": "year", "language": "vi", "status": "draft"}
"""The parameters that a name shows, with the values that it does not show."""


def _of_matrix(cases: Sequence[Case]) -> Iterator[str]:
    """Name the parameters by which the reports of a matrix differ."""
    if any(case.year is not None for case in cases):
        yield "year"
    if any(case.unit is not None for case in cases):
        yield "unit"
    yield from cases[0].values if cases else ()


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


MOST = 100_000
"""How many reports one parameters file may ask for."""


def _refuse_too_many(file: ParametersFile, varied: Iterable[Sequence[object]]) -> None:
    if (count := prod(len(values) for values in varied)) > MOST:
        said = Phrase(
            f"{file.path}: matrix yêu cầu {count} báo cáo; không quá {MOST}: bớt năm hay đơn vị",
            f"{file.path}: the matrix asks for {count} reports; at most {MOST}: leave some out",
        )
        raise ParametersError([said], file.language)


def _refuse_set_twice(path: Path, request: Request) -> None:
    """A year or unit is set for all reports, or by the matrix, not by both."""
    requested = {"year": request.matrix.years, "unit": request.matrix.units}
    twice = [name for name, values in requested.items() if values and name in request.overrides]
    if twice:
        raise ParametersError(
            Phrase(
                f"{path}: đã đặt {name}, lại yêu cầu cả {name}s; bỏ một",
                f"{path}: {name} is set, and {name}s are asked for; leave one out",
            )
            for name in twice
        )


def _refuse_unused_settings(file: ParametersFile, cases: Sequence[Case]) -> None:
    """Settings under `matrix.each` belong to a report of the matrix."""
    used = {key for case in cases for key in file.matrix.keys_of(case)}
    unused = [key for key in file.matrix.each if key not in used]
    if unused:
        known = ", ".join(list(dict.fromkeys(word for case in cases for word in case.words))[:20])
        raise ParametersError(
            first_of(
                Phrase(
                    f"{file.path}: matrix.each.{key} không thuộc báo cáo nào; các từ hợp lệ: {known}",
                    f"{file.path}: matrix.each.{key} is of no report of the matrix; known are {known}",
                )
                for key in unused
            ),
            file.language,
        )


def refused_names(jobs: Sequence[Job]) -> dict[str, Message]:
    """Find the reports that cannot have their names: by title, why.

    No file could be named so, or the files of two reports would be the same: for some file systems they are
    where they differ in capitals alone.
    """
    places: dict[tuple[str, str], list[Job]] = defaultdict(list)
    for job in jobs:
        places[as_compared(str(job.folder)), as_compared(job.manifest)].append(job)
    shared = {job.title: _why_same(same) for same in places.values() if len(same) > 1 for job in same}
    return shared | {job.title: why for job in jobs if (why := _why_not(job))}


def _why_not(job: Job) -> Message | None:
    """Say why a report cannot have its name, or those of its files."""
    for name in (job.parameters.stem, *job.parts, job.file(".ipynb"), job.manifest):
        if fault := fault_of_name(name):
            return _NO_NAME.fill(file=job.parameters.as_posix(), name=shown(name), why=fault)
    return None


_NO_NAME = Phrase(
    "{file}: không đặt được tên báo cáo {name}: {why}; đổi tên tệp tham số, đơn vị hay giá trị này",
    "{file}: no report can be named {name}: {why}; rename the parameters file, the unit or the value",
)


def _why_same(jobs: Sequence[Job]) -> Message:
    """Say why some reports would be written to the same files."""
    files = dict.fromkeys(job.parameters.as_posix() for job in jobs)
    notebooks = dict.fromkeys(job.notebook.as_posix() for job in jobs)
    titles = " / ".join(dict.fromkeys(job.title for job in jobs))
    if len(files) == len(notebooks) == 1:
        return _TWICE.fill(file=next(iter(files)), titles=titles)
    what, named = (_FILES, files) if len(files) > 1 else (_NOTEBOOKS, notebooks)
    return _SAME.fill(what=what, titles=titles, named=", ".join(named))


_TWICE = Phrase(
    "{file}: matrix yêu cầu {titles} hai lần; bỏ một",
    "{file}: the matrix asks for {titles} twice; leave one out",
)
_FILES, _NOTEBOOKS = Phrase("tệp tham số", "parameters files"), Phrase("sổ tay", "notebooks")
_SAME = Phrase(
    "các {what} cùng tên {titles}: {named}; báo cáo này sẽ ghi đè báo cáo kia: đổi tên một tệp",
    "two {what} are named {titles}: {named}; their reports would overwrite each other: rename one",
)
