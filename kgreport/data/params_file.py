"""Read the parameters of a report from a file, the command line or a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from kgreport.data.params import Parameters
from kgreport.data.yaml_files import ParametersError, Place, read_yaml, validate

__all__ = ["ParametersError", "check_parameters", "read_parameters"]


def read_parameters(path: Path, overrides: Mapping[str, str] | None = None) -> Parameters:
    """Read a parameters file, with some values set otherwise.

    Parameters
    ----------
    path
        A YAML file whose keys are the fields of `Parameters`.
    overrides
        Values by dotted name, as ``{"unit": "rach-gia", "margins.left": "25"}``; a value in ``[…]`` or
        ``{…}`` is read as YAML, any other as plain text.

    Raises
    ------
    ParametersError
        With every problem of the file and of the overrides.
    """
    file = read_yaml(path, "year: 2018")
    values, places, problems = file.values, dict(file.places), list(file.problems)
    for name, value in (overrides or {}).items():
        problems += _set(values, name, value)
        places[tuple(name.split("."))] = f"--set {name}"
    return check_parameters(values, str(path), places, problems)


def check_parameters(
    values: Mapping[str, object],
    place: str,
    places: Mapping[Place, str] | None = None,
    problems: Iterable[str] = (),
) -> Parameters:
    """Turn values into parameters; see `kgreport.data.yaml_files.validate`.

    Raises
    ------
    ParametersError
        With every problem.
    """
    return validate(Parameters, values, place, places, problems=problems)


def _set(values: dict[str, object], name: str, value: str) -> Iterator[str]:
    *parents, last = name.split(".")
    for parent in parents:
        inner = values.setdefault(parent, {})
        if not isinstance(inner, dict):
            yield f"--set {name}: '{parent}' has no parts; set '{parent}' itself"
            return
        values = inner
    try:
        values[last] = yaml.safe_load(value) if value[:1] in ("[", "{") else value
    except yaml.YAMLError as error:
        yield f"--set {name}: not YAML: {' '.join(str(error).split())}"
