"""The signature of a function that takes the parameters of a report, made from their model."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from kgreport.data.params.model import Parameters

Function = TypeVar("Function", bound=Callable[..., Any])

_IN_DOCSTRING = "    **parameters\n        The fields of `Parameters`.\n"


def with_parameters(function: Function) -> Function:
    """Name every parameter of a report in the signature and docstring of a function with ``**parameters``.

    `inspect.signature`, `help` and Tab then show name, type, default and meaning. In the signature each is
    None, for a value that the parameters file says, or else the default.
    """
    own = [
        parameter
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    result = inspect.signature(function).return_annotation
    first = [parameter for parameter in own if parameter.kind is not inspect.Parameter.KEYWORD_ONLY]
    named = [*first, *_parameters(), *own[len(first) :]]
    signature = inspect.Signature(named, return_annotation=result)
    function.__signature__ = signature  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in named}
    function.__annotations__["return"] = result
    function.__doc__ = (function.__doc__ or "").replace(_IN_DOCSTRING, "".join(_described()))
    return function


def _parameters() -> Iterator[inspect.Parameter]:
    for name, field in Parameters.model_fields.items():
        annotation = _plain(field.annotation) | None
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _described() -> Iterator[str]:
    for name, field in Parameters.model_fields.items():
        yield f"    {name}\n        {field.description}{_default(field)}\n"


def _default(field: FieldInfo) -> str:
    """Say the default of a parameter, where it is a word or a number.

    >>> _default(Parameters.model_fields["language"]), _default(Parameters.model_fields["place"])
    (' Default: ``vi``.', '')
    """
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    return f" Default: ``{default}``." if default and isinstance(default, str | int) else ""


def _plain(annotation: Any) -> Any:
    """Take bounds and validators from a type: what is left is what a reader wants to know.

    >>> _plain(Annotated[int, "from 1945"] | None)
    int | None
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(arguments[0])
    if origin in (Union, UnionType):
        first, *rest = map(_plain, arguments)
        for other in rest:
            first = first | other
        return first
    return annotation
