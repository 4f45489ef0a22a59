"""Read a YAML file into a typed model, and report all its problems at once, each with its line."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kgreport.data.params.problems import KeyPath, beside, describe, first_of
from kgreport.data.params.yaml_text import MOST_LETTERS, YamlError, inner, parse_yaml
from kgreport.errors import ParametersError
from kgreport.terms.phrases import Phrase

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Keys and values of a YAML file, the place of each, and what to say of keys that stand twice."""

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
        parsed = parse_yaml(read_text(path))
    except YamlError as error:
        place = f"{path}:{error.line}" if error.line else str(path)
        raise ParametersError([beside(place, *error.texts)]) from None
    if not isinstance(parsed.values, dict) or parsed.node is None:
        raise ParametersError(
            [
                beside(
                    path,
                    f"cần các khóa và giá trị như '{example}'",
                    f"expected keys and values such as '{example}'",
                )
            ]
        )
    places = {at: f"{path}:{line}" for at, line in _line_numbers(parsed.node)}
    problems = [
        beside(f"{path}:{line}", f"'{key}' ghi hai lần; bỏ một", f"'{key}' stands twice; remove one")
        for key, line in parsed.repeated
    ]
    return YamlFile(parsed.values, places, problems)


def read_text(path: Path) -> str:
    """Read the text of a file of YAML.

    Raises
    ------
    ParametersError
        It is no file, cannot be read, is too large, or is not UTF-8.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ParametersError([beside(path, "không phải là tệp", "is not a file")])
        if status.st_size > 4 * MOST_LETTERS:
            said = beside(path, f"quá lớn: {status.st_size} byte", f"too large: {status.st_size} bytes")
            raise ParametersError([said])
        return path.read_text("utf-8-sig")
    except OSError as error:
        why = error.strerror or str(error)
        raise ParametersError([beside(path, f"không đọc được: {why}", f"cannot be read: {why}")]) from None
    except ValueError:
        said = beside(
            path, "không phải văn bản UTF-8; lưu lại tệp bằng mã UTF-8", "is no UTF-8 text; save it as UTF-8"
        )
        raise ParametersError([said]) from None


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
    found: Iterable[Phrase] = problems
    try:
        valid = model.model_validate(dict(values))
    except ValidationError as error:
        found = chain(problems, (describe(one, model, place, places or {}, called) for one in error.errors()))
    if told := first_of(found):
        raise ParametersError(told)
    return valid


def _line_numbers(node: yaml.Node, at: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    for key, value, line in inner(node):
        yield (*at, key), line
        yield from _line_numbers(value, (*at, key))
