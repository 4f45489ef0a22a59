"""Every error that a caller may catch is below `KgreportError`, and `kgreport.errors` has it."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgreport import errors
from kgreport.errors import KgreportError
from kgreport.terms.phrases import Phrase

PACKAGE = Path(__file__).parents[1] / "kgreport"
CAUGHT_INSIDE = {
    "ContentError",
    "DamagedParquetError",
    "SameFolderError",
    "StoppedEarlyError",
    "TooLongError",
    "UnknownTypeError",
    "UnknownWordError",
    "UnreadableBookError",
    "UnreadableTableError",
    "YamlError",
    "_EnoughError",
    "_TooLongError",
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


@pytest.mark.parametrize(("locale", "said"), [("vi_VN.UTF-8", "lỗi"), ("en_GB.UTF-8", "wrong")])
@pytest.mark.parametrize("make", [errors.BusyError, errors.InvalidValueError, errors.ProjectError])
def test_an_error_in_two_languages_speaks_that_of_the_locale(
    make: type[errors.TwoLanguageError], locale: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    error = make("lỗi", "wrong")

    assert error.say() == said
    assert (str(error), error.say("vi"), error.say("en")) == ("wrong", "lỗi", "wrong")


def test_a_notebook_error_tells_its_problems_a_line_each() -> None:
    error = errors.NotebookError(Phrase("một", "one"), Phrase("hai", "two"))

    assert (str(error), error.say("vi"), error.say("en")) == ("one\ntwo", "một\nhai", "one\ntwo")
