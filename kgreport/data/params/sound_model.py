"""The base of every model of a file that people write."""

from __future__ import annotations

import html
import re
from typing import Annotated, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kgreport.terms.phrases import Phrase
from kgreport.terms.texts.soundness import Unsound, say_unsound, sound_text

_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})?(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")

UNSOUND = "unsound_text"
"""The type of error of a text that is not sound; its context says what is wrong, and where in the value."""


class SoundModel(BaseModel):
    """A frozen model that refuses unknown keys, and whose texts are sound; see `sound_text`.

    A key without a value is as if it were not there.

    Attributes
    ----------
    paths
        Fields that name files and folders: these are called as they are called.
    longest
        Letters of a text at most.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )

    paths: ClassVar[frozenset[str]] = frozenset()
    longest: ClassVar[int] = 2000

    @model_validator(mode="before")
    @classmethod
    def _blank_is_the_default(cls, values: object) -> object:
        """Treat a key without a value like a missing key; an unknown key stays, to be refused."""
        if not isinstance(values, dict):
            return values
        known = cls.model_fields
        return {name: value for name, value in values.items() if value is not None or name not in known}

    @field_validator("*", mode="wrap")
    @classmethod
    def _numbers_are_written_so(cls, value: object, read: ValidatorFunctionWrapHandler) -> object:
        """Take no truth value for 1, and no 010 or 1_0 for 10."""
        found: object = read(value)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        if is_number and (
            isinstance(value, bool) or (isinstance(value, str) and not _NUMBER.fullmatch(value.strip()))
        ):
            raise PydanticCustomError("float_type", "input should be a number")
        return found

    @field_validator("*", mode="after")
    @classmethod
    def _texts_are_sound(cls, value: object, info: ValidationInfo) -> object:
        return value if info.field_name in cls.paths else _sound(value, cls.longest)


FilledText = Annotated[str, Field(min_length=1)]
"""A text that cannot be left out."""


class Words(SoundModel):
    """What something is called, in each language."""

    vi: FilledText
    en: FilledText

    @property
    def phrase(self) -> Phrase:
        """The words as the vocabulary holds them."""
        return Phrase(self.vi, self.en)


def _sound(value: object, longest: int, at: tuple[str | int, ...] = ()) -> object:
    """Give a value with its texts composed; a text may stand in a list or under a key."""
    if isinstance(value, str):
        return _sound_text(value, longest, at)
    if isinstance(value, tuple):
        return tuple(_sound(one, longest, (*at, n)) for n, one in enumerate(value))
    if isinstance(value, dict):
        return {key: _sound(one, longest, (*at, key)) for key, one in value.items()}
    return value


def _sound_text(text: str, longest: int, at: tuple[str | int, ...]) -> str:
    """Give a text composed, or refuse it; what it writes as ``&#x202e;`` counts as what it stands for."""
    meant = sound_text(html.unescape(text)) if "&" in text else ""
    given = meant if isinstance(meant, Unsound) else sound_text(text)
    if isinstance(given, Unsound) or len(given) > longest:
        said = say_unsound(given) if isinstance(given, Unsound) else _too_long(given, longest)
        raise PydanticCustomError(UNSOUND, "{en}", {"vi": said.vi, "en": said.en, "at": at})
    return given


def _too_long(text: str, longest: int) -> Phrase:
    return Phrase(
        f"có {len(text)} ký tự; cần không quá {longest} ký tự",
        f"has {len(text)} letters; expected at most {longest}",
    )
