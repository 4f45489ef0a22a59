"""Compare the sentences of two documents: which numbers differ, and which sentences only one has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kgreport.comparison.aligned import moved_by
from kgreport.content.changes import Change
from kgreport.content.figures import NUMBER
from kgreport.verification.matching import letters

_END = re.compile(r"(?<=[.!?;])\s+")

_REFERENCE = re.compile(
    r"\b(?:Bảng|Biểu đồ|mục|Phụ lục|Table|Chart|section|Annex)\s+(?:[IVX]+\.)?\d+", re.IGNORECASE
)
"""What names a table or section of the document, which is no figure."""

_SECTION = re.compile(r"\A(?:(?:Phụ lục|Annex) \d+|[IVX]+|\d+)\. ")
"""The number in front of the title of a section."""

_TIME = re.compile(
    r"(?:ngày )?\b\d{1,2}/\d{1,2}/\d{4}\b|\bngày \d{1,2}(?: tháng \d{1,2})?|\b\d{1,2} [A-Z][a-z]+ (?=\d{4})"
    r"|(?<![.,\d])(?:19|20)\d\d(?![.,]?\d)"
)
"""A day or a year; in a sentence that only one document has, it is no figure either."""

_SIMILAR = 0.6
"""The share of words that two sentences have in common to be the same sentence."""

Sections = Mapping[tuple[str, str], Sequence[str]]
"""The texts of each section, by its id and title; see `kgreport.content.figures.texts_of`."""

Pair = tuple[str, str | None, str | None]
"""A sentence, and one of its numbers before and after."""


def differing_sentences(before: Sections, after: Sections, years: int = 0) -> Iterator[tuple[str, Change]]:
    """List the numbers that differ, each with its sentence, in the order of the later document.

    Parameters
    ----------
    before, after
        The texts of the documents.
    years
        How many years lie between what they are about; a year that differs by that is no difference.

    Returns
    -------
    iterator of tuple
        The sentence, of the later document if it is there, and the number before and after: None where the
        whole sentence is not there.
    """
    have_ids = all(name or not title for name, title in (*before, *after))
    old, new = (_by_name(sections, by_id=have_ids) for sections in (before, after))
    for name in dict.fromkeys((*new, *old)):
        title, now = new.get(name, ("", ()))
        former_title, was = old.get(name, ("", ()))
        for text, number, later in _unequal(_pairs(_with_numbers(was), _with_numbers(now))):
            if not (number and later and later in (number, moved_by(number, years))):
                shown = title or former_title
                yield text, Change(id=name, title=shown, in_table=False, old=number, new=later)


def _unequal(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Leave out the sentences of one document alone if those of the other have the same numbers.

    They are worded otherwise, or a format cuts them otherwise.
    """
    found = list(pairs)
    removed = [old for _, old, new in found if new is None]
    added = [new for _, old, new in found if old is None]
    yield from (one for one in found if None not in one or removed != added)


def _by_name(sections: Sections, *, by_id: bool) -> Mapping[str, tuple[str, Sequence[str]]]:
    """Give the texts by the id of their section, or where one of the documents has no ids by its title.

    The number in front of a title is left out: it differs where one document has a section more.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for (name, title), texts in sections.items():
        found.setdefault(name if by_id else letters(_SECTION.sub("", title)), (title, []))[1].extend(texts)
    return found


def _with_numbers(texts: Iterable[str]) -> list[str]:
    """List the sentences that have a number.

    >>> _with_numbers(["Có 3 mục. Đã xong.", "Xem Bảng 2."])
    ['Có 3 mục.']
    """
    return [one for text in texts for one in _END.split(text) if _numbers(one)]


def _numbers(sentence: str) -> list[str]:
    """List the numbers in a sentence, without those that name a table or section."""
    return NUMBER.findall(_REFERENCE.sub("", sentence))


def _shape(sentence: str) -> str:
    """Give a sentence without its numbers."""
    return NUMBER.sub("#", _REFERENCE.sub("", sentence))


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Give each number with its sentence, and the number that stands there in the other document."""
    shapes = [[_shape(one) for one in sentences] for sentences in (before, after)]
    matched = SequenceMatcher(a=shapes[0], b=shapes[1], autojunk=False)
    for kind, first, last, start, end in matched.get_opcodes():
        was_here, now_here = before[first:last], after[start:end]
        pairs = zip(was_here, now_here, strict=True) if kind == "equal" else _similar(was_here, now_here)
        for was, now in pairs:
            if was and now:
                yield from ((now, *pair) for pair in zip(_numbers(was), _numbers(now), strict=True))
            else:
                yield from ((was, old, None) for old in _numbers(_TIME.sub("", was)))
                yield from ((now, None, new) for new in _numbers(_TIME.sub("", now)))


def _similar(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the sentences that have as many numbers and most words in common; the others with nothing."""
    rest = list(after)
    pairs: dict[str, str] = {}
    for was in before:
        found = next((now for now in rest if _is_similar(was, now)), None)
        if found is None:
            yield was, ""
        else:
            rest.remove(found)
            pairs[found] = was
    for now in after:
        yield pairs.pop(now, ""), now


def _is_similar(before: str, after: str) -> bool:
    if len(_numbers(before)) != len(_numbers(after)):
        return False
    words = [_shape(one).split() for one in (before, after)]
    return SequenceMatcher(a=words[0], b=words[1], autojunk=False).ratio() >= _SIMILAR
