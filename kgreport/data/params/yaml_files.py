"""Read a YAML file into a typed model, and report all its problems at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kgreport.data.params.problems import KeyPath, ProblemDescriber, beside
from kgreport.errors import ParametersError
from kgreport.terms.phrases import Phrase

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
    problems: list[Phrase]


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
        raise ParametersError(
            [beside(path, "không đọc được bằng UTF-8", "cannot be read as UTF-8 text", error)]
        ) from None
    try:
        node, values = _parse(text)
    except (yaml.YAMLError, ValueError) as error:
        raise ParametersError([beside(path, "không phải YAML", "not YAML", error)]) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ParametersError(
            [
                Phrase(
                    f"{path}: cần các khóa và giá trị như '{example}'",
                    f"{path}: expected keys and values such as '{example}'",
                )
            ]
        )
    if _contains_itself(node):
        raise ParametersError(
            [
                Phrase(
                    f"{path}: bí danh (*) nằm trong chính neo (&) của nó; viết hẳn giá trị ra",
                    f"{path}: an alias (*) lies within its own anchor (&); write the value out",
                )
            ]
        )
    places = {at: f"{path}:{line}" for at, line in _line_numbers(node)}
    problems = [
        Phrase(
            f"{path}:{line}: '{key}' ghi hai lần; bỏ một", f"{path}:{line}: '{key}' stands twice; remove one"
        )
        for key, line in _repeated_keys(node)
    ]
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
    problems: Iterable[Phrase] = (),
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
        describer = ProblemDescriber(model, place, places or {}, called)
        found += [describer.describe(details) for details in error.errors()]
    if found:
        raise ParametersError(found)
    return valid


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
