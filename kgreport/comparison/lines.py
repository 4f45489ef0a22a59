"""Tell a comparison in plain text: a figure a line, with where it stands and by how much it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgreport.comparison.differences import Comparison, Difference, Part
from kgreport.comparison.words import AFTER, BEFORE, NOT_SENTENCES, by_sentence, heading, summary, whole
from kgreport.terms.phrases import Language, shortened

_SIGNS = {"added": "+", "removed": "−", "changed": " "}


def lines(comparison: Comparison, language: Language) -> Iterator[str]:
    """Say what is compared, how much differs, and each figure that does, in words of a language."""
    for label, document in ((BEFORE, comparison.before), (AFTER, comparison.after)):
        yield f"{label.say(language)}: {document.title} ({document.file.as_posix()})"
    yield summary(comparison, language)
    if comparison.translated:
        yield NOT_SENTENCES.say(language)
    for part in comparison.parts:
        yield ""
        yield from _of_part(part, language)


def _of_part(part: Part, language: Language) -> Iterator[str]:
    told = whole(part, language)
    yield f"{heading(part, language)}: {told}" if told else heading(part, language)
    if told:
        return
    if part.in_table:
        yield from (_in_table(one, language) for one in part.differences)
    else:
        for sentence, found in by_sentence(part):
            yield from _in_sentence(sentence, found, language)


def _in_table(one: Difference, language: Language) -> str:
    place = ", ".join(filter(None, (one.change.row, one.change.column)))
    return f"{_SIGNS[one.kind]} {place}: {_figures(one, language)}"


def _in_sentence(sentence: str, found: Sequence[Difference], language: Language) -> Iterator[str]:
    """Quote a sentence that only one document has; of any other, tell the numbers, then quote it."""
    sign = _SIGNS[found[0].kind]
    if sentence and found[0].kind != "changed":
        yield f"{sign} “{sentence}”"
        return
    yield f"{sign} {', '.join(_figures(one, language) for one in found)}"
    if sentence:
        yield f"    “{sentence}”"


def _figures(one: Difference, language: Language) -> str:
    """Give what is printed, before and after, and the difference."""
    printed = " → ".join(
        shortened(text) or "–" for text in (one.change.old, one.change.new) if text is not None
    )
    return f"{printed} ({one.amount.say(language)})" if one.amount else printed
