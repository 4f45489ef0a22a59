"""Read a YAML file into a typed model, and report all its problems at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kgreport.errors import ParametersError
from kgreport.terms.spelling import nearest

KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

_Model = TypeVar("_Model", bound=BaseModel)


# libyaml reads ten times as fast; where PyYAML was built without it, the same is read by PyYAML itself.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Reads dates as text, so that a wrong date is reported like any other wrong value."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - what the base class declares so
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Keys and values of a YAML file.

    Attributes
    ----------
    values
        By key.
    places
        File and line of each value.
    problems
        Keys that stand twice.
    """

    values: dict[str, object]
    places: dict[KeyPath, str]
    problems: list[str]


def read_yaml(path: Path, example: str) -> YamlFile:
    """Read keys and values, with the line of each.

    Error messages show `example`, a line that such a file may have.

    Raises
    ------
    ParametersError
        The file does not hold keys and values.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ParametersError([f"{path}: cannot be read as UTF-8 text: {error}"]) from None
    try:
        node, values = _parse(text)
    except (yaml.YAMLError, ValueError) as error:
        raise ParametersError([f"{path}: not YAML: {' '.join(str(error).split())}"]) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ParametersError([f"{path}: expected keys and values such as '{example}'"])
    if _contains_itself(node):
        raise ParametersError([f"{path}: an alias (*) lies within its own anchor (&); write the value out"])
    places = {at: f"{path}:{line}" for at, line in _line_numbers(node)}
    problems = [f"{path}:{line}: '{key}' stands twice; remove one" for key, line in _repeated_keys(node)]
    return YamlFile(values, places, problems)


def _parse(text: str) -> tuple[yaml.Node | None, object]:
    """Parse a text into nodes, which know their lines, and into plain values."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def validate(
    model: type[_Model],
    values: Mapping[str, object],
    place: str,
    places: Mapping[KeyPath, str] | None = None,
    *,
    problems: Iterable[str] = (),
    called: str = "parameter",
) -> _Model:
    """Turn values into a model.

    Parameters
    ----------
    model
        The model.
    values
        Values by field name.
    place
        File that the values come from, for the messages.
    places
        File and line of some values, as ``params/2018.yml:3``.
    problems
        Problems that were found before.
    called
        What messages call a field of this model.

    Raises
    ------
    ParametersError
        With every problem.
    """
    found = list(problems)
    try:
        valid = model.model_validate(dict(values))
    except ValidationError as error:
        describer = _ProblemDescriber(model, place, places or {}, called)
        found += [describer.describe(details) for details in error.errors()]
    if found:
        raise ParametersError(found)
    return valid


def nearest_place(at: KeyPath, place: str, places: Mapping[KeyPath, str]) -> str:
    """Give the place of a value, or of the nearest value around it that has one."""
    return next((places[at[:n]] for n in range(len(at), 0, -1) if at[:n] in places), place)


@dataclass(frozen=True, slots=True)
class _ProblemDescriber:
    model: type[BaseModel]
    place: str
    places: Mapping[KeyPath, str]
    called: str

    def describe(self, details: ErrorDetails) -> str:
        at: KeyPath = details["loc"]
        where = nearest_place(at, self.place, self.places)
        name = ".".join(map(str, at))
        match details["type"]:
            case "extra_forbidden":
                known = list(_fields(self.model, at))
                near = nearest(str(at[-1]), known)
                hint = f"; did you mean '{near}'?" if near else f"; known are {', '.join(known)}"
                return f"{where}: unknown {self.called} '{name}'{hint}"
            case "missing":
                return f"{where}: missing {self.called} '{name}'; add it"
            case "value_error":
                return f"{where}: {details['msg'].removeprefix('Value error, ')}"
            case kind:
                hint = _YAML_WORD if kind == "string_type" and isinstance(details["input"], bool) else ""
                expected = _EXPECTED.get(kind) or _lower(details["msg"])
                return f"{where}: '{name}' is {details['input']!r}; {expected}{hint}"


_EXPECTED = {
    "string_type": "expected text",
    "tuple_type": "expected a list, such as [A, B]",
    "dict_type": "expected names and values",
    "model_type": "expected its parts, each with its name",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number, such as 0.2",
}
"""The expected value in words, by pydantic's type of error."""

_YAML_WORD = " (YAML reads yes, no, on and off as true and false: put the word in quotes)"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _fields(model: type[BaseModel], at: KeyPath) -> Iterable[str]:
    """Give the field names of the model that holds a value; keys of dicts and positions are no fields."""
    for part in at[:-1]:
        if part in model.model_fields:
            model = next(_models(model.model_fields[str(part)].annotation), model)
    return model.model_fields


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _inner(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, int]]:
    """Iterate over the values in a value, each with its key or position and its line."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value, key.start_mark.line + 1) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((n, value, value.start_mark.line + 1) for n, value in enumerate(node.value))


def _line_numbers(node: yaml.Node, at: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    for key, value, line in _inner(node):
        yield (*at, key), line
        yield from _line_numbers(value, (*at, key))


def _repeated_keys(node: yaml.Node) -> Iterator[tuple[str | int, int]]:
    seen = set()
    for key, value, line in _inner(node):
        if key in seen:
            yield key, line
        seen.add(key)
        yield from _repeated_keys(value)


def _contains_itself(node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> bool:
    """Whether a value contains itself, which an alias can cause."""
    if any(node is one for one in above):
        return True
    return any(_contains_itself(value, (*above, node)) for _, value, _ in _inner(node))
