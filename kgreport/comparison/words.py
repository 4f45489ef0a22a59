"""The words in which a comparison is told, in text and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kgreport.comparison.differences import Comparison, Difference, Part
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import count

TITLE = Phrase("So sánh số liệu hai báo cáo", "Figures of two reports compared")
BEFORE = Phrase("Trước", "Before")
AFTER = Phrase("Sau", "After")
NOT_THERE = Phrase("không có", "not there")
EQUAL = Phrase("Không có số liệu nào khác nhau.", "No figure differs.")
NOT_SENTENCES = Phrase(
    "Hai bản khác ngôn ngữ: chỉ so sánh các bảng, không so sánh lời văn.",
    "They are in two languages: the tables are compared, the sentences are not.",
)
IN_TEXT = Phrase("Lời văn: {title}", "Sentences: {title}")
BEGINNING = Phrase("phần đầu", "the beginning")

_COUNTS = Phrase(
    "{changed} số thay đổi, {added} số chỉ có ở bản sau, {removed} số chỉ có ở bản trước.",
    "Changed: {changed}; only in the later one: {added}; only in the earlier one: {removed}.",
)
_WHOLE = {
    "added": Phrase("cả bảng chỉ có ở bản sau, {n} số", "the table is only in the later one, figures: {n}"),
    "removed": Phrase(
        "cả bảng chỉ có ở bản trước, {n} số", "the table is only in the earlier one, figures: {n}"
    ),
}


def summary(comparison: Comparison, language: Language) -> str:
    """Say how much differs."""
    counts = comparison.counts
    if not any(counts.values()):
        return EQUAL.say(language)
    return _COUNTS.say(language, **{kind: count(number, language) for kind, number in counts.items()})


def heading(part: Part, language: Language) -> str:
    """Name a table, or the section whose sentences differ."""
    if not part.in_table:
        return IN_TEXT.say(language, title=part.title or BEGINNING.say(language))
    return ". ".join(filter(None, (part.number, part.title))) or part.id


def whole(part: Part, language: Language) -> str:
    """Say that only one of the documents has a table; nothing of any other part."""
    if part.whole == "changed":
        return ""
    return _WHOLE[part.whole].say(language, n=count(len(part.differences), language))


def by_sentence(part: Part) -> Iterator[tuple[str, Sequence[Difference]]]:
    """Give the differences of a part by the sentence that they stand in, if that is known."""
    for (sentence, *_), found in groupby(part.differences, key=_sentence_of):
        yield sentence, list(found)


def _sentence_of(one: Difference) -> tuple[str, bool]:
    return one.sentence, one.kind == "changed"
