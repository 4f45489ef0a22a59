"""A text with all that was found in it, and how a mistake in it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.dataset_checks import DatasetFigures, compare_with_figures
from kgreport.fact_check.language.source import sentence_around
from kgreport.fact_check.model import KINDS, Claim, Mistake, Severity
from kgreport.fact_check.reading import read_claims
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import count

SEVERITIES: dict[Severity, Phrase] = {
    "error": Phrase("lỗi", "error"),
    "warning": Phrase("cảnh báo", "warning"),
    "note": Phrase("lưu ý", "note"),
}
"""The severities with their names, the worst first."""

_NOTHING = Phrase(
    "không thấy lỗi nào trong {n} nội dung có số", "nothing is wrong; statements with numbers: {n}"
)
_NO_NUMBERS = Phrase("không có nội dung nào có số để kiểm tra", "it has no numbers that can be checked")

_AROUND = 60
"""How much of a long sentence is shown before and after the wrong words, in letters."""


class Excerpt(NamedTuple):
    """The wrong words with what stands before and after them in their sentence."""

    before: str
    words: str
    after: str

    @property
    def marks(self) -> str:
        """A line that underlines the words where the excerpt stands above it."""
        return " " * _columns(self.before) + "^" * max(1, _columns(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """A text and all that was found in it.

    Attributes
    ----------
    file
        Name of its file, as it was given.
    text
        The text as read; all places count its characters.
    claims
        What it says in numbers.
    mistakes
        What is wrong with it, in the order of the text.
    """

    file: str
    text: str
    claims: tuple[Claim, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many mistakes there are of each severity, the worst first."""
        found = Counter(mistake.severity for mistake in self.mistakes)
        return {severity: found[severity] for severity in SEVERITIES}

    def summary(self, language: Language) -> str:
        """Say how many mistakes there are of each severity."""
        found = [_how_many(n, SEVERITIES[severity], language) for severity, n in self.counts.items() if n]
        phrase = _NOTHING if self.claims else _NO_NUMBERS
        return ", ".join(found) or phrase.say(language, n=count(len(self.claims), language))

    def line_of(self, place: Claim | Mistake) -> int:
        """Give the line of the text that a claim or a mistake begins in, counted from 1."""
        return self.text.count("\n", 0, place.start) + 1

    def excerpt(self, place: Claim | Mistake) -> Excerpt:
        """Cut the sentence of a claim or a mistake out of the text; a long one is shortened."""
        start, end = sentence_around(self.text, place.start)
        start = max(start, self.text.rfind("\n", 0, place.start) + 1)
        line_end = self.text.find("\n", place.end)
        end = max(place.end, min(end, line_end if line_end >= 0 else end))
        before, after = self.text[start : place.start], self.text[place.end : end]
        before, words, after = map(_on_one_line, (before, self.text[place.start : place.end], after))
        if len(before) > _AROUND:
            before = "…" + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + "…"
        return Excerpt(before.lstrip(), words, after.rstrip())

    def as_dict(self, mistake: Mistake, language: Language) -> dict[str, object]:
        """Give a mistake as plain values for JSON."""
        return {
            "file": self.file,
            "start": mistake.start,
            "end": mistake.end,
            "quote": self.text[mistake.start : mistake.end],
            "severity": mistake.severity,
            "kind": mistake.kind,
            "found": mistake.found,
            "expected": mistake.expected,
            "message": message_of(mistake, language),
        }


def check_text(file: str, text: str, known: DatasetFigures | None = None) -> CheckedText:
    """Find what is wrong with the numbers of a text, and with `known` figures also what differs from them."""
    claims, mistakes = read_claims(text), find_mistakes(text)
    if known:
        mistakes = compare_with_figures(claims, mistakes, known.of_text(text))
    return CheckedText(file=file, text=text, claims=tuple(claims), mistakes=tuple(mistakes))


def title_of(mistake: Mistake, language: Language) -> str:
    """Name a mistake: its severity and its kind."""
    return f"{SEVERITIES[mistake.severity].say(language)}: {KINDS[mistake.kind].say(language)}"


def message_of(mistake: Mistake, language: Language) -> str:
    """Say what is wrong and what to do."""
    return mistake.message.say(language, partial(count, language=language))


def _how_many(number: int, what: Phrase, language: Language) -> str:
    plural = "s" if language == "en" and number != 1 else ""
    return f"{count(number, language)} {what.say(language)}{plural}"


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _columns(text: str) -> int:
    """Count the columns that a text takes on a terminal: letters without marks that stand over others."""
    return sum(not unicodedata.combining(sign) for sign in text)
