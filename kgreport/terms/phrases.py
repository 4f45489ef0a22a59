"""Words in every language of the report, kept side by side so that none is forgotten.

A `Phrase` is fixed text; a `Message` is a phrase with raw values still to be printed. Numbers become
text only where a message is said, by the formatter the views hand in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kgreport.environment import language_of

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
"""The months in English; Vietnamese numbers them."""


_SHOWN = 100
"""Letters of a cell that a message shows."""


class Phrase(NamedTuple):
    """One text in Vietnamese and in English.

    >>> Phrase("đảng viên", "Party members").say("vi")
    'đảng viên'
    >>> Phrase("{n} đảng viên", "{n} members").say("en", n="3")
    '3 members'
    """

    vi: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """Give the text in one language, its named gaps filled with `values`."""
        text = self.vi if language == "vi" else self.en
        return text.format(**values) if values else text

    def filled(self, **values: object) -> Phrase:
        """Fill the named gaps with the same values in both languages; a phrase says itself in each.

        >>> Phrase("ô mã {place}", "code cell {place}").filled(place=3).en
        'code cell 3'
        """
        return Phrase(*(self.fill(**values).say(language) for language in LANGUAGES))

    def fill(self, **values: object) -> Message:
        """Fill the named gaps with raw values, to be printed later.

        >>> Phrase("{n} đảng viên", "{n} members").fill(n=1977).say("en", "{:,}".format)
        '1,977 members'
        """
        return Message(self, values)


class Reason(str):
    """A text in English, as programs read it, that is known in Vietnamese too.

    >>> why = Reason("figures.csv changed", "figures.csv đã đổi")
    >>> why, why.say("vi")
    ('figures.csv changed', 'figures.csv đã đổi')
    """

    def __new__(cls, en: str, vi: str = "") -> Reason:  # noqa: D102
        reason = super().__new__(cls, en)
        reason.vi = vi or en
        return reason

    vi: str

    def say(self, language: Language) -> str:
        """Give the text in one language."""
        return self.vi if language == "vi" else str(self)


def language_of_run(languages: Iterable[object]) -> Language:
    """Choose the language of what a command says of several reports, by theirs; None is one not known.

    It is Vietnamese if all reports are, and English otherwise; where none is known, as the locale says.

    >>> language_of_run(["vi", None, "vi"]), language_of_run(["vi", "en"])
    ('vi', 'en')
    """
    known = {one for one in languages if one}
    if not known:
        return language_of(os.environ)
    return "vi" if known == {"vi"} else "en"


def same(text: object) -> Phrase:
    """Give a text that is the same in both languages: a code, a name, a place."""
    return Phrase(str(text), str(text))


def quoted(text: object) -> Phrase:
    """Show the text of a cell.

    >>> quoted("membr").en
    "'membr'"
    """
    return same(f"'{shortened(text)}'")


def shortened(text: object, most: int = _SHOWN) -> str:
    """Give the beginning of a long text.

    >>> shortened("a" * 400)[-5:], len(shortened("a" * 400)), shortened("Chi bộ 1", 6)
    ('aaaa…', 101, 'Chi bộ…')
    """
    shown = str(text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


@dataclass(frozen=True, slots=True)
class Message:
    """A phrase and the raw values of its gaps.

    Attributes
    ----------
    phrase
        The text, with gaps such as ``{difference}``.
    values
        What fills the gaps: counts (`int`), text, or phrases said in the same language.
    """

    phrase: Phrase
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: Language, number: Callable[[int], str] = str) -> str:
        """Give the whole text in one language, printing each count with `number`."""
        return self.phrase.say(language, **{k: _text_of(v, language, number) for k, v in self.values.items()})


def as_message(text: Phrase | Message) -> Message:
    """Take a phrase as a message without gaps."""
    return text if isinstance(text, Message) else Message(text)


def _text_of(value: object, language: Language, number: Callable[[int], str]) -> str:
    if isinstance(value, Phrase):
        return value.say(language)
    return number(value) if isinstance(value, int) else str(value)
