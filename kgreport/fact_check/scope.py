"""Say of what a statement speaks: of the whole that a text is about, of a unit, or of another part of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgreport.fact_check.language.source import Source, sentences
from kgreport.fact_check.language.statements import Statement
from kgreport.fact_check.language.tokens import tokens
from kgreport.terms.vocabulary import AWARDS, ITEMS

_KINDS = (
    r"huyện|thành phố|thị xã|quận|thị trấn|xã|phường|(?<!cơ )sở|khối|công ty|trường|bệnh viện|công an|ngành"
)
_UNIT = re.compile(
    rf"\b(?P<kind>(?i:huyện ủy|thành ủy|thị ủy|quận ủy|đảng bộ|đảng ủy|chi bộ|{_KINDS}))"
    r"(?= (?P<name>\w+(?: \w+){0,3}))"
)
_UNNAMED = re.compile(rf"\b(?:toàn )?(?P<kind>{_KINDS})(?= (?:có|đã|được|hiện|còn)\b|,)", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:toàn|cả|trong|của) (?:tỉnh|đảng bộ tỉnh)\b|\btoàn đảng bộ\b|\btỉnh ủy\b|\btỉnh (?=có|đã|được)",
    re.IGNORECASE,
)
_KIND_OF = {"huyện ủy": "huyện", "thành ủy": "thành phố", "thị ủy": "thị xã", "quận ủy": "quận"}

_PERIOD = re.compile(
    r"\bquý (?:[IVX]+|\d)\b|\b\d+ tháng\b|\btháng \d|\bnhiệm kỳ\b|\bgiai đoạn\b|"
    r"\btừ (?:đầu|năm|tháng|ngày)\b|\b(?:\d+|hai|ba|bốn|năm) năm (?:qua|gần|liền)\b",
    re.IGNORECASE,
)
"""Another time than a year."""

_PART = re.compile(r"\briêng\b|\btrong (?:số|những|các) (?!đó|này|\d)", re.IGNORECASE)
_PART_AFTER = re.compile(r"\W{0,3}(?:thuộc|của|ở|tại|là|đang|công tác)\b(?! (?:toàn )?tỉnh)", re.IGNORECASE)
_COMMON = frozenset({"này", "nêu", "tiến", "hành", "tự", "phê", "bình", "chất", "lượng", "lượt", "tỷ"})
"""Words that narrow nothing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text names it: its kind and its name."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def unit_of_text(text: str) -> Unit | None:
    """Find the unit that a text is about; None for a whole province, or where it names none.

    >>> str(unit_of_text("Huyện ủy An Biên tổng kết năm 2018")), unit_of_text("Kết quả của tỉnh năm 2018")
    ('huyện An Biên', None)
    """
    first, _, rest = text.strip().partition("\n")
    title = first + " " + re.split(r"[.;\n]", rest.strip(), maxsplit=1)[0]
    whole = _WHOLE.search(title)
    found = next(_units(title), None)
    return None if found is None or (whole and whole.start() < found[0]) else found[1]


def units_of_statements(source: Source, statements: Sequence[Statement]) -> list[str | None]:
    """Name the unit of each statement: empty for the whole of the text, None for some other part of it."""
    own = unit_of_text(source.text)
    starts = [start for start, _ in sentences(source.text)] or [0]
    found: list[str | None] = []
    for statement in statements:
        if statement.unit or statement.subject in ITEMS:
            found.append(statement.unit)
        else:
            start = source.plain(statement.start)
            found.append(_unit_of(source, statement, starts[bisect_right(starts, start) - 1], own))
    return found


def _unit_of(source: Source, statement: Statement, sentence: int, own: Unit | None) -> str | None:
    start, end = source.plain(statement.start), source.plain(statement.end)
    is_award = bool({*statement.measures} & {*AWARDS})
    said, after = source.text[sentence:end], source.text[end : end + 40]
    if _PART.search(source.text, sentence, start) or _PART_AFTER.match(after):
        return None
    if not is_award and (_PERIOD.search(said) or _has_other_words(source.text, start, end)):
        return None
    return _last_unit(said, own)


def _last_unit(words: str, own: Unit | None) -> str | None:
    """Give the last unit that is named before or in a statement."""
    named: list[tuple[int, str | None]] = []
    named += [(place, "" if unit == own else str(unit)) for place, unit in _units(words)]
    named += [(found.start(), "") for found in _WHOLE.finditer(words)]
    named += [
        (found.start(), "" if own and own.kind == found["kind"].lower() else None)
        for found in _UNNAMED.finditer(words)
    ]
    return max(named, key=lambda one: one[0])[1] if named else ""


def _units(text: str) -> Iterator[tuple[int, Unit]]:
    """Give the units that a text names, with their places."""
    for found in _UNIT.finditer(text):
        words = found["name"].split()
        named = [word for n, word in enumerate(words) if all(one[0].isupper() for one in words[: n + 1])]
        kind = found["kind"].lower()
        if named and named[0] != "Đảng":
            yield found.start(), Unit(_KIND_OF.get(kind, kind), " ".join(named))


def _has_other_words(text: str, start: int, end: int) -> bool:
    """Whether words that say neither who is counted nor what of them narrow a statement: *đảng viên nữ*."""
    words = (token.value for token in tokens(text, start, end) if token.kind == "word")
    return any(word not in _COMMON for word in words)
