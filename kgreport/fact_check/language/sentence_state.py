"""What is known in the middle of a sentence: the statement that words go to, and what it is a part of."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgreport.fact_check.language.source import Number, Source, place_number
from kgreport.fact_check.language.statements import Relation, Role, Statement
from kgreport.fact_check.language.tokens import Token
from kgreport.terms.printed_numbers import PrintedNumber

Heads = tuple[tuple[Statement, Relation], ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """What goes on after a bracket closes."""

    current: Statement | None
    is_open: bool
    heads: Heads
    other_year: int | None
    words: list[Token]


@dataclass(slots=True)
class SentenceState:
    """The state of reading one sentence from left to right.

    Attributes
    ----------
    source, sentence
        The text, and the position of the sentence.
    heads
        What the next statement may be a part of.
    last
        The last statement of the sentence before.
    made
        The statements so far.
    current, is_open
        The statement that was read last, and whether words still go to it.
    words
        The words that wait for the next number.
    previous, after_level, is_stale
        The token before, whether a level stands before it, *và* left out, and whether the levels that wait
        stand before a comma: other words after it are about something else.
    role, says_share
        Whether the next number is a change or a target, and whether it is said to be a share.
    base_token, names_base, named
        The words *trên tổng số* before a number; whether words name the base of the current statement; the
        measures named before any number: *trong số được xếp loại*.
    compares, year, other_year
        Whether a year is one compared with; the year of the next numbers, and of those in this bracket.
    new_topic, lists, segment
        Whether words stand since the last semicolon, whether a colon began a list, and the number of
        statements at the last semicolon.
    in_turn
        The shares after *lần lượt*, which belong to the counts before it one by one; None before that word.
    is_place, of_target
        Whether the last count only says where: *thuộc 12 đảng bộ*; whether the last number was a share of a
        target: *đạt 61% chỉ tiêu*.
    brackets
        What goes on after each open bracket.
    """

    source: Source
    sentence: int
    heads: Heads = ()
    last: Statement | None = None
    made: list[Statement] = field(default_factory=list)
    current: Statement | None = None
    is_open: bool = False
    words: list[Token] = field(default_factory=list)
    previous: Token | None = None
    after_level: bool = False
    is_stale: bool = False
    role: Role = "claim"
    says_share: bool = False
    base_token: Token | None = None
    names_base: bool = False
    named: list[str] = field(default_factory=list)
    compares: bool = False
    year: int | None = None
    other_year: int | None = None
    new_topic: bool = False
    lists: bool = False
    segment: int = 0
    in_turn: list[Number] | None = None
    is_place: bool = False
    of_target: bool = False
    brackets: list[Bracket] = field(default_factory=list)

    def is_after(self, *kinds: str) -> bool:
        """Whether the token before is one of these kinds."""
        return self.previous is not None and self.previous.kind in kinds

    def has_new_words(self) -> bool:
        """Whether a level or state waits for the next number."""
        return any(word.kind in {"level", "state"} for word in self.words)

    def text_of(self, token: Token) -> str:
        """Give the words of a token, with single spaces."""
        return " ".join(self.source.text[token.start : token.end].split())

    def number_of(self, number: PrintedNumber | None, start: int, end: int) -> Number:
        """Give a number its place in the text as read."""
        text = self.source.text[start:end]
        blanks = len(text) - len(text.lstrip())
        assert number is not None
        return place_number(number, *self.source.origin(start + blanks, start + len(text.rstrip())))

    def extend(self, statement: Statement, token: Token) -> None:
        """Let a statement reach over a token."""
        start, end = self.source.origin(token.start, token.end)
        statement.start, statement.end = min(statement.start, start), max(statement.end, end)
