"""The formats that a report is published in, as parameters name them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from kgreport.data.params.matrix import words_of
from kgreport.data.params.problems import shown
from kgreport.errors import InvalidValueError
from kgreport.formats import FormatError, find_format, in_order, unknown_format
from kgreport.terms.phrases import Phrase


def _formats(value: object) -> object:
    """Take a list of formats, or their names separated by commas; each once, in the order of making."""
    words = words_of(value) if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words:
        raise InvalidValueError(
            f"'formats' là {shown(value)}; cần một danh sách, như [html, pdf]",
            f"'formats' is {shown(value)}; expected a list, such as [html, pdf]",
        )
    for word in words:
        if fault := fault_of_format(word):
            raise InvalidValueError(f"'formats': {fault.vi}", f"'formats': {fault.en}")
    return in_order(words)


def fault_of_format(name: object) -> Phrase | None:
    """Say why reports cannot be published in a format; nothing of one in which they can."""
    if hint := unknown_format(str(name)):
        return Phrase(
            f"không có định dạng {shown(name)}; {hint.vi}", f"unknown format {shown(name)}; {hint.en}"
        )
    try:
        find_format(str(name))
    except FormatError as error:
        return Phrase(*error.texts)
    return None


Formats = Annotated[tuple[str, ...], BeforeValidator(_formats)]
