"""Every error that a caller may catch is below `KgreportError`, and `kgreport.errors` has it."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgreport import errors
from kgreport.errors import KgreportError

PACKAGE = Path(__file__).parents[1] / "kgreport"
CAUGHT_INSIDE = {
    "SameFolderError",
    "StoppedEarlyError",
    "UnknownTypeError",
    "UnreadableBookError",
    "_EnoughError",
}
"""Errors that the library raises and catches itself."""


def error_classes() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                yield module, node.name


ERRORS = [(module, name) for module, name in error_classes() if name not in CAUGHT_INSIDE]


@pytest.mark.parametrize(("module", "name"), ERRORS, ids=lambda value: value.rpartition(".")[2])
def test_an_error_is_found_in_one_module_below_one_base(module: str, name: str) -> None:
    error = getattr(errors, name)

    assert issubclass(error, KgreportError)
    assert error is getattr(importlib.import_module(module), name)
    assert name in (errors.__doc__ or "")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="SomeError"):
        _ = errors.SomeError
