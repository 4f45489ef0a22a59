"""What a user asks of a build: which reports, with what parameters, built how and where."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from kgreport.data.params.formats import fault_of_format
from kgreport.data.params.given import find_parameters_file
from kgreport.data.params.matrix import KEY, Matrix, words_of
from kgreport.data.params.problems import describe, first_of
from kgreport.errors import ParametersError
from kgreport.file_names import fault_of_output, parameters_files
from kgreport.terms.phrases import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a user asks of a build.

    Attributes
    ----------
    params
        The parameters files.
    outputs
        Folder the reports go into.
    matrix
        Units, years and notebooks; they replace those in the matrix of a file.
    overrides
        Values that replace those of every file and matrix, by dotted name.
    brief
        Whether to make the brief too, beside the formats that are asked for.
    timeout
        As in `kgreport.builder.job.Job`.
    force
        Whether to build also what is current.
    jobs
        Reports built at a time; 0 for as many as there are cores.
    scheduler
        Address of a Dask cluster to build on, or a cluster or client itself; empty for this machine.
    store
        Address of a store for the reports, instead of the folder; see `kgreport.batch.stores.Remote`.
    retries
        How often a report is retried whose failure may be temporary.
    fail_fast
        Whether to start no further report once one has failed.
    wait
        Seconds to wait for another build of the same folder.
    named
        Whether the user has named the files; otherwise they are all that there are.
    """

    params: tuple[Path, ...]
    outputs: Path
    matrix: Matrix = field(default_factory=Matrix)
    overrides: Mapping[str, object] = field(default_factory=dict)
    brief: bool = False
    timeout: int = 600
    force: bool = False
    jobs: int = 0
    scheduler: object = ""
    store: str = ""
    retries: int = 0
    fail_fast: bool = False
    wait: float = 0
    named: bool = True


def make_request(
    params: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    output: str | PathLike[str] = "outputs",
    units: str | Sequence[str] = "",
    years: str | int | Sequence[int | str] = "",
    notebooks: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
    formats: str | Sequence[str] = (),
    include_code: bool | None = None,
    overrides: Mapping[str, object] | None = None,
    **how: object,
) -> Request:
    """Make a request of the words that a user writes.

    Parameters
    ----------
    params
        One parameters file, or more, each found as `find_parameters_file` finds it.
    output
        Folder the reports go into.
    units, years, notebooks, formats
        Words separated by commas, or a list of them. Without formats, the files decide.
    include_code
        Replaces the parameter of the files, if given.
    overrides
        Values that replace those of the files, by dotted name.
    **how
        Other fields of `Request`.

    Raises
    ------
    ParametersError
        With everything that is wrong; each problem begins with the name of the argument.
    """
    named = [params] if isinstance(params, str | PathLike) else params
    problems: list[Phrase] = []
    paths = tuple(dict.fromkeys(_files(named, problems)))
    matrix = _matrix(units, years, notebooks, problems)
    options = {"formats": _formats(formats, problems), "include_code": include_code}
    given = {name: value for name, value in options.items() if value not in (None, [])}
    if fault := fault_of_output(str(output)):
        problems.append(Phrase(f"output: {fault.vi}", f"output: {fault.en}"))
    if problems:
        raise ParametersError(first_of(problems))
    return Request(
        params=paths,
        outputs=Path(output),
        matrix=matrix,
        overrides={**(overrides or {}), **given},
        **how,  # type: ignore[arg-type]
    )


def _files(named: Iterable[str | PathLike[str]], problems: list[Phrase]) -> Iterator[Path]:
    """Find the parameters files, in a folder all; note those that are not there.

    What is there and cannot be read, as a link to nothing, costs its own reports alone.
    """
    for name in named:
        try:
            yield from parameters_files(Path(name)) or [_there(Path(name)) or find_parameters_file(name)]
        except ParametersError as error:
            problems += [Phrase(f"params: {vi}", f"params: {en}") for vi, en in error.texts]


def _there(path: Path) -> Path | None:
    return path if path.suffix in (".yml", ".yaml") and os.path.lexists(path) else None


def _matrix(units: object, years: object, notebooks: object, problems: list[Phrase]) -> Matrix:
    one = isinstance(notebooks, str | PathLike)
    names = words_of(",".join(map(str, [notebooks] if one else notebooks or ())))  # type: ignore[call-overload]
    years = list(years) if isinstance(years, Iterable) and not isinstance(years, str) else years or ()
    try:
        return Matrix.model_validate({"units": units, "years": years, "notebooks": names})
    except ValidationError as error:
        problems += [describe(one, Matrix, str(one["loc"][0]), {}, KEY) for one in error.errors()]
        return Matrix()


def _formats(given: str | Sequence[str], problems: list[Phrase]) -> list[str]:
    words = words_of(given if isinstance(given, str) else ",".join(given))
    faults = filter(None, map(fault_of_format, words))
    problems += [Phrase(f"formats: {fault.vi}", f"formats: {fault.en}") for fault in faults]
    return list(words)
