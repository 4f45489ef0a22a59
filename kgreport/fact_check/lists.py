"""Check that a list has as many items as the text says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from kgreport.fact_check.language.source import Source, sentences
from kgreport.fact_check.language.statements import Statement
from kgreport.fact_check.model import Mistake
from kgreport.fact_check.wording import make_mistake, printed_count

_LEAD = re.compile(
    r"[^.;:\n]{0,160}?\b(?:bao gồm|gồm(?: có)?|cụ thể|như sau|có tên(?: sau)?|là)"
    r"(?: (?:các|những))?(?: \w+){0,3}?\s*:\s*"
    r"|[^.;:\n]{0,160}?\b(?:bao gồm|gồm)(?: có)?\s+(?=[A-ZĐ])"
    r"|(?: [^\W\d]+){1,6}: (?=(?:Đảng bộ|Chi bộ|Đảng ủy|Chi ủy|[Đđ]ồng chí|[Đđ]/c) [A-ZĐ])"
)
_COLON = re.compile(r"[^.;:\n\d]{3,160}:\s*$")
"""A colon that ends the sentence also leads in a list."""

_SOME = re.compile(
    r"trong đó|, (?:có )?(?:tiêu biểu|điển hình|nổi bật)|(?:tiêu biểu|điển hình|nhất) (?:là|như)\b",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-zđ][.)]|[-–—+•*▪])\s*")
_ENUMERATED = re.compile(r"\(\d{1,3}\)|\b\d{1,3}\)")
_HEADS = re.compile(
    r"(?:(?:tập thể|(?:cán bộ và )?nhân dân(?: và cán bộ)?) )?"
    r"(đảng bộ|chi bộ|đảng ủy|chi ủy|đồng chí|đ/c|ông|bà|tập thể)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\.\.\.|…|v\.v|vân vân")
_NUMBERS = re.compile(r"\s*(?:có )?\d+ |.*(?::\s*\d|\d\s*%)", re.DOTALL)


def list_mistakes(source: Source, statements: Sequence[Statement]) -> Iterator[Mistake]:
    """List the numbers that are followed by a list of another length."""
    found = sentences(source.text)
    for statement in statements:
        count = statement.value
        if statement.count is None or (count or 0) < 2 or statement.shares or statement.role != "claim":
            continue
        lengths = _lengths(source, statement, found)
        if lengths and count not in lengths:
            listed = max(lengths)
            yield make_mistake(
                "list-length",
                "warning",
                statement.count,
                expected=printed_count(listed),
                count=count,
                listed=listed,
            )


def _lengths(source: Source, statement: Statement, found: Sequence[tuple[int, int]]) -> set[int]:
    """Give the lengths that the list after a number may have; none where there is no list."""
    assert statement.count is not None
    after = source.plain(statement.count.end)
    number = bisect_right(found, after, key=itemgetter(0)) - 1
    if number < 0 or (end := found[number][1]) < after:
        return set()
    lead = _LEAD.match(source.text, after, end) or _COLON.match(source.text, after, end)
    if lead is None or _SOME.search(lead[0]):
        return set()
    inside = source.text[lead.end() : end].strip().rstrip(".")
    items = [inside] if inside else []
    if not inside:
        items = [*_lines_after(source.text, found[number + 1 :])]
    return _count(items)


def _lines_after(text: str, following: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Give the items that stand on lines of their own."""
    for start, end in following:
        mark = _ITEM_MARK.match(text, start, end)
        if mark is None:
            return
        yield text[mark.end() : end]


def _count(items: list[str]) -> set[int]:
    if any(_OPEN_END.search(item) or _NUMBERS.match(item) for item in items):
        return set()
    if len(items) > 1:
        return {len(items)} if all(item[:1].isupper() for item in items) else set()
    return _count_inline(items[0]) if items else set()


def _count_inline(text: str) -> set[int]:
    if marks := _ENUMERATED.findall(text):
        return {len(marks)} if len(marks) > 1 else set()
    if ";" in text:
        parts = [part.strip().removeprefix("và ") for part in text.split(";")]
        return _with_commas(_with_and([part for part in parts if part]), text)
    parts = [part.strip().removeprefix("và ") for part in text.split(",")]
    if not parts[0][:1].isupper() and not _HEADS.match(parts[0]):
        return set()
    if _HEADS.match(parts[0]):
        starts = [part for part in parts if _HEADS.match(part)]
        return _with_and(starts) if len(starts) > 1 else set()
    whole = all(part[:1].isupper() for part in parts)
    return _with_and(parts) if whole and len(parts) > 1 else set()


def _with_commas(lengths: set[int], text: str) -> set[int]:
    """Between semicolons a comma may join two names, or belong to one."""
    commas = len(re.findall(r", ?(?=[A-ZĐ])", text))
    return {*range(min(lengths, default=0), max(lengths, default=0) + commas + 1)}


def _with_and(parts: list[str]) -> set[int]:
    """Two names may stand in the last part, joined by *và*; or *và* belongs to a name."""
    last = parts[-1].split(" và ")
    named = [piece for piece in last[1:] if _HEADS.match(piece)]
    if _HEADS.match(parts[-1]):
        return {len(parts) + len(named)}
    return {len(parts), len(parts) + len(last) - 1}
