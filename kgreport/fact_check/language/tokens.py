"""Cut a sentence into tokens: numbers, words with a role in the table of patterns, and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgreport.fact_check.language.patterns import NO_NUMBERS, PATTERNS
from kgreport.terms.printed_numbers import NUMBER, PrintedNumber, parse_printed, printed_of

_COUNT = r"(?:0\d|[1-9]\d{0,2}(?:\.\d{3})+|\d{1,7})"
_COUNTED = r"(?: (?:chi bộ|đảng bộ|đảng viên|đồng chí|đ/c|tập thể|tổ chức|đơn vị|trường hợp|TCCSĐ))?"
_RATIO = rf"(?<![\w.,/])(?P<part>{_COUNT}){_COUNTED} ?/ ?(?:tổng số )?(?P<whole>{_COUNT})(?![\w/]|[.,]\d| ?%)"
_COUNTS = "(?:chi|đảng|tổ|tập|đồng|đ/c|đơn|cá|người|hộ|lượt|biên|trường|cán)"
_YEAR = (
    r"năm (?P<year>(?:19|20)\d\d)(?!\d)"
    rf"|(?<![\w.,/-])(?P<bare_year>(?:19[5-9]|20[0-4])\d)(?![\w/%-]|[.,]\d| ?%| {_COUNTS}\b)"
)
_BULLET = re.compile(
    r"\s*(?:[#*+•▪○●►–—-]+\s+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+|[IVX]{1,5}[.)]\s+)+", re.IGNORECASE
)
_ABOUT = r"(?:(?<!\w)(?:trên|hơn|gần|khoảng|dưới|ít nhất|từ|đủ|ước) )?"
_BLANKS = str.maketrans("\n\t*_", "    ")
_MARKS = {
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    "/": "base",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence.

    Attributes
    ----------
    kind, value
        As in the table of patterns; ``count``, ``percent``, ``decimal``, ``ratio`` of numbers, ``year``, the
        name of a mark, ``word`` of any other word and ``no_number`` of digits that count nothing.
    start, end
        Its place in the plain text.
    number
        The number printed, of a ratio its count.
    base
        The base of a ratio.
    """

    kind: str
    value: str
    start: int
    end: int
    number: PrintedNumber | None = None
    base: PrintedNumber | None = None


def _words(pattern: str) -> str:
    start = "" if pattern.startswith("\\(") else r"(?<!\w)"
    return rf"{start}(?:{_spaced(pattern)})(?!\w)"


def _spaced(pattern: str) -> str:
    return pattern.replace(" ?", "\0").replace(" ", " +").replace("\0", " *")


_STRONG = [(number, pattern) for number, pattern in enumerate(PATTERNS) if pattern.kind != "small"]
_SMALL = "|".join(pattern.words for pattern in PATTERNS if pattern.kind == "small")
_TOKEN = re.compile(
    "|".join(
        (
            rf"(?P<no_number>{_spaced(_ABOUT)}(?:{'|'.join(map(_words, NO_NUMBERS))}))",
            _spaced(_RATIO),
            _spaced(_YEAR),
            *(rf"(?P<p{number}>{_words(pattern.words)})" for number, pattern in _STRONG),
            NUMBER,
            rf"(?P<small>{_words(_SMALL)})",
            r"(?P<mark>[()\[\],;:]|/(?= *\d))",
            r"(?P<word>\w+(?:[-/]\w+)*)",
        )
    ),
    re.IGNORECASE,
)


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Give the tokens of a sentence of a plain text, its bullet left out.

    >>> [token.kind for token in tokens("12/15 chi bộ (chiếm 80,00%)", 0, 27)]
    ['ratio', 'noun', 'open', 'share', 'percent', 'close']
    """
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    for match in _TOKEN.finditer(text[start:end].translate(_BLANKS)):
        yield _token_of(match, start)


def _token_of(match: re.Match[str], offset: int) -> Token:
    place = match.start() + offset, match.end() + offset
    if match["digits"]:
        number = printed_of(match)
        kind = "percent" if number.is_percent else "decimal" if number.decimals else "count"
        return Token(kind, "", match.start("digits") + offset, place[1], number)
    if match["part"]:
        return _ratio(match, place)
    if match["year"] or match["bare_year"]:
        return Token("year", match["year"] or match["bare_year"], *place)
    if match["mark"]:
        return Token(_MARKS[match["mark"]], "", *place)
    name = match.lastgroup or ""
    if name[:1] == "p" and name[1:].isdigit():
        return Token(PATTERNS[int(name[1:])].kind, PATTERNS[int(name[1:])].value, *place)
    return Token(name, match[0].lower() if name == "word" else "", *place)


def _ratio(match: re.Match[str], place: tuple[int, int]) -> Token:
    """Make the token of a ratio; a greater number before 12 or less is a date."""
    part, whole = parse_printed(match["part"]), parse_printed(match["whole"])
    is_date = part is None or whole is None or (whole.value < part.value <= 31 and whole.value <= 12)
    return Token("no_number" if is_date else "ratio", "", *place, part, whole)
