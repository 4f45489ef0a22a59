"""Read the tokens of a sentence into statements: which words and numbers belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kgreport.fact_check.language.numbers import Number, exact, place_number
from kgreport.fact_check.language.source import Source
from kgreport.fact_check.language.statements import PERSONS, Relation, Role, Statement
from kgreport.fact_check.language.tokens import Token
from kgreport.terms.printed_numbers import PrintedNumber
from kgreport.terms.vocabulary import LEVELS

Heads = tuple[tuple[Statement, Relation], ...]

_SAYS = frozenset({"noun", "level", "state", "counter", "manager"})
_LEVELS = frozenset({*LEVELS, "good_or_better", "fulfilled_or_better", "excellent_part"})


@dataclass(slots=True)
class SentenceReader:
    """Reads one sentence from left to right.

    Attributes
    ----------
    source
        The text.
    sentence
        The position of the sentence.
    heads
        What its first statements may be parts of.
    last
        The last statement of the sentence before.
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
    role: Role = "claim"
    says_share: bool = False
    base_token: Token | None = None
    names_base: bool = False
    named: list[str] = field(default_factory=list)
    compares: bool = False
    year: int | None = None
    other_year: int | None = None
    brackets: list[tuple[Statement | None, bool, Heads, int | None, list[Token]]] = field(
        default_factory=list
    )

    def read(self, tokens: Iterable[Token]) -> list[Statement]:
        """Give the statements of the sentence, in its order."""
        for token in tokens:
            _READ.get(token.kind, SentenceReader._pass)(self, token)
            self.previous = token
        return self.made

    # Numbers

    def _count(self, token: Token) -> None:
        current = self.current
        if self._is_base(token) and current:
            current.base, current.base_known = self._number(token.number, token), "stated"
            current.base_words = [word.value for word in self.words if word.kind == "state"]
            self._extend(current, token)
            self.names_base, self.is_open = True, True
        elif current and current.count is None and current.shares and self._follows_share():
            current.count = self._number(token.number, token)
            self._extend(current, token)
        else:
            made = self._make(token)
            made.count = self._number(token.number, token)
            made.is_base = self.base_token is not None
            if made.is_base and made.role == "claim":
                self.heads = (*self.heads, (made, "some"))
        self.base_token = None

    def _ratio(self, token: Token) -> None:
        current = self.current
        fills = current and current.count is None and current.shares and not self.words
        statement = current if fills and current else self._make(token)
        slash = self.source.text.index("/", token.start)
        statement.count = self._number(token.number, token, end=slash)
        statement.base = self._number(token.base, token, start=slash + 1)
        statement.base_known = "stated"
        if self.role == "target":
            statement.role = "claim"
        self._extend(statement, token)
        self.base_token = None

    def _percent(self, token: Token) -> None:
        current = self.current
        if current is None and self.says_share and self.made and not self.made[-1].shares and not self.words:
            current = self.made[-1]
        if current is None or self.role != "claim" or self._begins_anew():
            current = self._make(token)
        current.shares.append(self._number(token.number, token))
        self._extend(current, token)
        self.says_share, self.role, self.words = False, "claim", []
        self.is_open = self.is_open and bool(self.brackets) or current.count is None
        self.names_base = False

    def _decimal(self, token: Token) -> None:
        opens = self.previous is not None and self.previous.kind == "open"
        if self.role == "claim" and self.current and not self.current.shares and (self.says_share or opens):
            self._percent(token)

    def _make(self, token: Token) -> Statement:
        start, end = self.source.origin(token.start, token.end)
        made = Statement(start=start, end=end, sentence=self.sentence, role=self.role, heads=self.heads)
        made.year = self.other_year or self.year
        made.base_words = [*self.named] if self.base_token is None else []
        for word in self.words:
            self._give(made, word)
        if self.words and made.measures:
            made.start = self.source.origin(self.words[0].start, token.end)[0]
        self.made.append(made)
        self.current, self.is_open, self.words, self.names_base = made, True, [], False
        self.role = "claim" if self.role == "change" else self.role
        return made

    def _number(self, number: PrintedNumber | None, token: Token, start: int = 0, end: int = 0) -> Number:
        text = self.source.text[start or token.start : end or token.end]
        first = (start or token.start) + len(text) - len(text.lstrip())
        place = self.source.origin(first, (end or token.end) - len(text) + len(text.rstrip()))
        assert number is not None
        return place_number(number, *place)

    def _is_base(self, token: Token) -> bool:
        """Whether a count is the base of the statement before it."""
        current = self.current
        if current is None or current.base is not None or token.number is None:
            return False
        count = exact(current.count)
        if self.base_token is not None:
            return count is None or count <= token.number.value
        on = token.number.approximation == "above" and self.is_open and not self.words
        return (
            on and count is not None and token.number.value >= count and "trên" in token.number.text.lower()
        )

    def _follows_share(self) -> bool:
        """Whether a number stands at once after the share it belongs to, in brackets or as its equal."""
        kind = self.previous.kind if self.previous else ""
        return (kind == "open" or self.says_share or kind == "and") and not self._new_words()

    def _begins_anew(self) -> bool:
        """Whether the words before a share say something else than the statement before."""
        current = self.current
        if current is None or (current.count is None and current.shares and not self._in_bracket_of_share()):
            return True
        return self._new_words() and bool(current.measures or current.shares)

    def _in_bracket_of_share(self) -> bool:
        return self.previous is not None and self.previous.kind == "open"

    def _new_words(self) -> bool:
        return any(word.kind in {"level", "state"} for word in self.words)

    # Words

    def _word(self, token: Token) -> None:
        self._note_other(token)
        if token.kind not in _SAYS:
            return
        if self.base_token is not None and not (self.names_base and self.current):
            self.named += [token.value] if token.kind in {"level", "state"} else []
            self.words += [token] if token.kind == "noun" else []
        elif self.names_base and self.current:
            self._give_base(self.current, token)
        elif self.is_open and self.current and (self._is_counted(token) or self._takes(self.current, token)):
            self._give(self.current, token)
            self._extend(self.current, token)
        else:
            self.words.append(token)
            self.is_open = False

    def _note_other(self, token: Token) -> None:
        """Note what is counted, where the word right after the number is none of the field's."""
        number = {"count", "ratio"}
        if token.kind == "word" and self.previous and self.previous.kind in number and self.current:
            self.current.other = self.current.other or token.value

    def _is_counted(self, token: Token) -> bool:
        """Whether a noun stands right after its number, where it counts more than one before the number."""
        after_number = self.previous is not None and self.previous.kind in {"count", "ratio"}
        return token.kind == "noun" and after_number

    @staticmethod
    def _takes(statement: Statement, token: Token) -> bool:
        if token.kind == "level":
            return not _LEVELS & {*statement.measures}
        if token.kind == "noun":
            return not statement.own_noun and statement.counter in {"", "any", _class_of(token.value)}
        return True

    def _give(self, statement: Statement, token: Token) -> None:
        if token.kind in {"level", "state"}:
            statement.measures.append(token.value)
            statement.level_words = f"{statement.level_words} {self._text(token)}".strip()
        elif token.kind == "counter":
            statement.counter = statement.counter or token.value
        elif token.kind == "manager":
            statement.noun = f"{statement.noun.partition('.')[0]}.{token.value}" if statement.noun else ""
        elif (
            not (statement.own_noun and statement.start < self.source.places[token.start])
            or not statement.noun
        ):
            statement.noun, statement.own_noun, statement.words = token.value, True, self._text(token)

    def _give_base(self, statement: Statement, token: Token) -> None:
        if token.kind == "level" and not _LEVELS & {*statement.measures} and statement.base:
            self._give(statement, token)
        elif token.kind in {"level", "state"}:
            statement.base_words.append(token.value)
        elif token.kind == "noun":
            statement.base_noun = statement.base_noun or token.value
            if not statement.noun:
                self._give(statement, token)

    def _text(self, token: Token) -> str:
        return " ".join(self.source.text[token.start : token.end].split())

    def _extend(self, statement: Statement, token: Token) -> None:
        start, end = self.source.origin(token.start, token.end)
        statement.start, statement.end = min(statement.start, start), max(statement.end, end)

    # Relations

    def _base(self, token: Token) -> None:
        after_share = self.previous is not None and self.previous.kind == "percent"
        if self.current and (self.is_open or after_share or self.brackets or token.value == "total"):
            self.names_base = bool(self.current.shares or self.current.count)
            self.current.base_words += ["total"] if token.value == "total" else []
        self.base_token = token

    def _state(self, token: Token) -> None:
        after_share = self.previous is not None and self.previous.kind == "percent"
        if token.value == "total" and after_share and self.current:
            self.names_base = True
            self.current.base_words.append("total")
            self.base_token = token
        else:
            self._word(token)

    def _split(self, token: Token) -> None:
        head = self.current or (self.made[-1] if self.made else self.last)
        self._close(token)
        if head is not None and head.role == "claim":
            self.heads = (*self.heads, (head, "all" if token.kind == "all" else "some"))

    def _share(self, token: Token) -> None:
        self.says_share, self.names_base = True, False

    def _change(self, token: Token) -> None:
        self.role, self.is_open = "change", False

    def _towards(self, token: Token) -> None:
        if self.role == "change":
            self.role = "claim"

    def _target(self, token: Token) -> None:
        if self.current and self.previous and self.previous.kind == "percent" and not self.current.is_ratio:
            self.current.role = "target"
        self.role = "target"

    def _compare(self, token: Token) -> None:
        self.compares = True
        if self.current and self.previous and self.previous.kind == "percent":
            self.base_token = token

    def _year(self, token: Token) -> None:
        year = int(token.value) if token.kind == "year" else -1
        after = {"percent", "count", "ratio"}
        if self.compares:
            self.other_year, self.base_token = year, None
        elif self.brackets:
            self.other_year = year
        elif self.current and self.previous and (self.previous.kind in after or self.is_open):
            self.current.year = year
        else:
            self.year = year
        self.compares = False

    # Marks

    def _close(self, token: Token) -> None:
        self.is_open, self.names_base = False, False
        if token.kind in {"semicolon", "comma"} and self.role == "change":
            self.role = "claim"
        if token.kind == "comma" and not self.brackets:
            self.words = [word for word in self.words if word.kind != "level"]
        if token.kind == "semicolon":
            self.current, self.role, self.words, self.other_year = None, "claim", [], None
        if token.kind in {"comma", "semicolon"} and not self.brackets:
            self.other_year = None
        if token.kind != "and":
            self.base_token = None

    def _open_bracket(self, token: Token) -> None:
        self.brackets.append((self.current, self.is_open, self.heads, self.other_year, self.words))
        if self.current and self.current.count and self.current.role == "claim":
            self.heads = (*self.heads, (self.current, "bracket"))
        self.is_open, self.names_base, self.base_token = False, False, None

    def _close_bracket(self, token: Token) -> None:
        if self.brackets:
            words = self.words
            self.current, self.is_open, self.heads, self.other_year, before = self.brackets.pop()
            self.words = before if words else []
        self.names_base, self.says_share = False, False

    def _small(self, token: Token) -> None:
        """*Số* right after a share names its base: *chiếm 20% số tổ chức hoàn thành tốt*."""
        after_share = self.previous is not None and self.previous.kind == "percent"
        if after_share and self.current and self._text(token).lower() in {"số", "của"}:
            self.names_base = True

    def _pass(self, token: Token) -> None:
        """Words without a role of their own."""


def _class_of(noun: str) -> str:
    """Say whether a noun names persons or bodies, as counters do."""
    return "person" if noun.partition(".")[0] in PERSONS else "body"


_READ: Mapping[str, Callable[[SentenceReader, Token], None]] = {
    "count": SentenceReader._count,
    "ratio": SentenceReader._ratio,
    "percent": SentenceReader._percent,
    "decimal": SentenceReader._decimal,
    "noun": SentenceReader._word,
    "level": SentenceReader._word,
    "state": SentenceReader._state,
    "counter": SentenceReader._word,
    "manager": SentenceReader._word,
    "word": SentenceReader._word,
    "base": SentenceReader._base,
    "some": SentenceReader._split,
    "all": SentenceReader._split,
    "share": SentenceReader._share,
    "change": SentenceReader._change,
    "towards": SentenceReader._towards,
    "target": SentenceReader._target,
    "compare": SentenceReader._compare,
    "small": SentenceReader._small,
    "year": SentenceReader._year,
    "past": SentenceReader._year,
    "comma": SentenceReader._close,
    "semicolon": SentenceReader._close,
    "colon": SentenceReader._close,
    "and": SentenceReader._close,
    "open": SentenceReader._open_bracket,
    "close": SentenceReader._close_bracket,
}
