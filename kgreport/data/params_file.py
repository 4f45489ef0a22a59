"""Read a parameters file, and say everything that is wrong with it at once, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kgreport.data.params import AcceptedFinding, Margins, Narrative, Parameters
from kgreport.data.vocabulary import nearest

_Path = tuple[str | int, ...]

_NESTED: Mapping[str, type[BaseModel]] = {
    "margins": Margins,
    "narrative": Narrative,
    "accepted_findings": AcceptedFinding,
}


class ParametersError(Exception):
    """The parameters cannot be used.

    Attributes
    ----------
    problems
        One line for each thing wrong: its place, what is there, what was expected.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


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
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ParametersError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ParametersError([f"{path}: not YAML: {' '.join(str(error).split())}"]) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ParametersError([f"{path}: expected keys and values such as 'year: 2018'"])
    places = {at: f"{path}:{line}" for at, line in _lines(node)}
    problems = [f"{path}:{line}: '{key}' stands twice; remove one" for key, line in _twice(node)]
    for name, value in (overrides or {}).items():
        problems += _set(values, name, value)
        places[tuple(name.split("."))] = f"--set {name}"
    return check_parameters(values, str(path), places, problems)


def check_parameters(
    values: Mapping[str, object],
    place: str,
    places: Mapping[_Path, str] | None = None,
    problems: Iterable[str] = (),
) -> Parameters:
    """Turn values into parameters.

    Parameters
    ----------
    values
        By field name.
    place
        Where they stand, for the messages.
    places
        A nearer place for some of them, as ``params/2018.yml:3``.
    problems
        What was already found wrong.

    Raises
    ------
    ParametersError
        With every problem.
    """
    found = list(problems)
    try:
        parameters = Parameters.model_validate(dict(values))
    except ValidationError as error:
        found += [_problem(details, place, places or {}) for details in error.errors()]
    if found:
        raise ParametersError(found)
    return parameters


def _problem(details: ErrorDetails, place: str, places: Mapping[_Path, str]) -> str:
    at: _Path = details["loc"]
    where = next((places[at[:n]] for n in range(len(at), 0, -1) if at[:n] in places), place)
    name = ".".join(map(str, at))
    match details["type"]:
        case "extra_forbidden":
            near = nearest(str(at[-1]), list(_fields(at)))
            hint = f"; did you mean '{near}'?" if near else f"; known are {', '.join(_fields(at))}"
            return f"{where}: unknown parameter '{name}'{hint}"
        case "missing":
            return f"{where}: missing parameter '{name}'; add it"
        case "value_error":
            return f"{where}: {details['msg'].removeprefix('Value error, ')}"
        case kind:
            hint = _YAML_WORD if kind == "string_type" and isinstance(details["input"], bool) else ""
            return f"{where}: '{name}' is {details['input']!r}; {_lower(details['msg'])}{hint}"


_YAML_WORD = " (YAML reads yes, no, on and off as true and false: put the word in quotes)"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _fields(at: _Path) -> Iterable[str]:
    model = _NESTED.get(str(at[0]), Parameters) if len(at) > 1 else Parameters
    return model.model_fields


def _lines(node: yaml.Node, at: _Path = ()) -> Iterator[tuple[_Path, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*at, key.value), key.start_mark.line + 1
            yield from _lines(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield (*at, position), item.start_mark.line + 1
            yield from _lines(item, (*at, position))


def _twice(node: yaml.MappingNode) -> Iterator[tuple[str, int]]:
    seen = set()
    for key, value in node.value:
        if key.value in seen:
            yield key.value, key.start_mark.line + 1
        seen.add(key.value)
        if isinstance(value, yaml.MappingNode):
            yield from _twice(value)


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
