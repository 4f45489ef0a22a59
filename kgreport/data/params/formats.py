"""The formats that a report is published in, as parameters name them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from kgreport.data.params.matrix import words_of
from kgreport.data.params.problems import shown
from kgreport.errors import InvalidValueError
from kgreport.terms.spelling import near_or_known

Format = Literal["html", "pdf", "brief"]
FORMATS: tuple[Format, ...] = get_args(Format)


def _formats(value: object) -> object:
    """Take a list of formats, or their names separated by commas; each once, in the order of `Format`."""
    words = words_of(value) if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words:
        raise InvalidValueError(
            f"'formats' là {shown(value)}; cần một danh sách, như [html, pdf]",
            f"'formats' is {shown(value)}; expected a list, such as [html, pdf]",
        )
    for word in words:
        if word not in FORMATS:
            hint = near_or_known(str(word), FORMATS)
            raise InvalidValueError(
                f"'formats' có {shown(word)}; {hint.vi}", f"'formats' has {shown(word)}; {hint.en}"
            )
    return tuple(word for word in FORMATS if word in words)


Formats = Annotated[tuple[Format, ...], BeforeValidator(_formats)]
