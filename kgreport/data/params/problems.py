"""Say what is wrong with the values of a model, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from kgreport.errors import InvalidValueError
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known

KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""


def beside(place: object, vi: str, en: str) -> Phrase:
    """Name a place before a problem."""
    return Phrase(f"{place}: {vi}", f"{place}: {en}")


def shown(value: object, most: int = 80) -> str:
    """Show a value in a message: what cannot be printed by its code, of a long one the beginning."""
    said = repr(value[: most + 1] if isinstance(value, str) else value)
    return said if len(said) <= most else f"{said[:most]}…"


def first_of(problems: Iterable[Phrase]) -> list[Phrase]:
    """Give the first hundred problems, and say that there are more; what is wrong throughout has one cause.

    >>> len(first_of([Phrase("a", "b")] * 1000)), first_of([Phrase("a", "b")] * 1000)[-1].en
    (101, 'and more like these')
    """
    rest = iter(problems)
    told = list(islice(rest, 100))
    return [*told, *([Phrase("và còn nữa", "and more like these")] if next(rest, None) else [])]


def nearest_place(at: KeyPath, place: str, places: Mapping[KeyPath, str]) -> str:
    """Give the place of a value, or of the nearest value around it that has one."""
    return next((places[at[:n]] for n in range(len(at), 0, -1) if at[:n] in places), place)


def describe(
    details: ErrorDetails, model: type[BaseModel], place: str, places: Mapping[KeyPath, str], called: str
) -> Phrase:
    """Say what pydantic found wrong with a model: where it is, what is there, what was expected."""
    at: KeyPath = (*details["loc"], *details.get("ctx", {}).get("at", ()))
    where, name = nearest_place(at, place, places), ".".join(map(str, at))
    what = _CALLED.get(called, Phrase(called, called))
    match details["type"]:
        case "extra_forbidden":
            hint = near_or_known(str(at[-1]), _fields(model, at))
            vi, en = f"không có {what.vi} '{name}'; {hint.vi}", f"unknown {what.en} '{name}'; {hint.en}"
        case "missing":
            vi, en = f"thiếu {what.vi} '{name}'; bổ sung", f"missing {what.en} '{name}'; add it"
        case "value_error":
            vi, en = _words_of(details)
        case "unsound_text":
            vi, en = (f"'{name}': {details['ctx'][language]}" for language in ("vi", "en"))
        case kind:
            yes_or_no = kind in ("string_type", "float_type") and isinstance(details["input"], bool)
            expected, hint = _expected(details), _YAML_WORD if yes_or_no else Phrase("", "")
            vi = f"'{name}' là {shown(details['input'])}; {expected.vi}{hint.vi}"
            en = f"'{name}' is {shown(details['input'])}; {expected.en}{hint.en}"
    return beside(where, vi, en)


def _words_of(details: ErrorDetails) -> Phrase:
    """Take what a validator said; where it speaks English alone, so do both languages."""
    raised = details.get("ctx", {}).get("error")
    said = details["msg"].removeprefix("Value error, ")
    return Phrase(*raised.texts) if isinstance(raised, InvalidValueError) else Phrase(said, said)


def _expected(details: ErrorDetails) -> Phrase:
    """Say what was expected: in words of ours, or in those of pydantic."""
    kind, english = details["type"], details["msg"][:1].lower() + details["msg"][1:]
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    bounds = {name: str(value).replace(" or ", " hoặc ") for name, value in details.get("ctx", {}).items()}
    return Phrase(_BOUNDS[kind].format(**bounds), english) if kind in _BOUNDS else Phrase(english, english)


_CALLED = {
    "parameter": Phrase("tham số", "parameter"),
    "rule": Phrase("quy tắc", "rule"),
    "term": Phrase("khóa", "key"),
    "matrix": Phrase("phần của matrix", "matrix"),
}

_EXPECTED = {
    "string_type": Phrase("cần một đoạn chữ", "expected text"),
    "tuple_type": Phrase("cần một danh sách, như [A, B]", "expected a list, such as [A, B]"),
    "dict_type": Phrase("cần các tên và giá trị", "expected names and values"),
    "model_type": Phrase("cần các phần, mỗi phần có tên", "expected its parts, each with its name"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float"), Phrase("cần một số nguyên", "expected a whole number")
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), Phrase("cần true hoặc false", "expected true or false")),
    "float_type": Phrase("cần một số", "expected a number"),
    "finite_number": Phrase("cần một số hữu hạn", "expected a finite number"),
    "invalid_key": Phrase(
        "khóa phải là chữ; đặt trong dấu nháy", "expected a key that is text; put it in quotes"
    ),
    "float_parsing": Phrase("cần một số, như 0.2", "expected a number, such as 0.2"),
}
"""The expected value in words, by pydantic's type of error."""

_BOUNDS = {
    "literal_error": "cần là {expected}",
    "greater_than_equal": "cần từ {ge} trở lên",
    "greater_than": "cần lớn hơn {gt}",
    "less_than_equal": "cần không quá {le}",
    "less_than": "cần nhỏ hơn {lt}",
    "string_too_short": "cần ít nhất {min_length} ký tự",
    "too_short": "cần ít nhất {min_length} mục",
}
"""The expected value in Vietnamese, where pydantic says it in English."""

_YAML_WORD = Phrase(
    " (YAML đọc yes, no, on, off là đúng và sai: đặt từ này trong dấu nháy)",
    " (YAML reads yes, no, on and off as true and false: put the word in quotes)",
)


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
