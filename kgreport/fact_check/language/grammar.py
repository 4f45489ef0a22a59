"""Read the tokens of a sentence into statements: which words and numbers belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kgreport.fact_check.language.number_rules import read_count, read_decimal, read_percent, read_ratio
from kgreport.fact_check.language.sentence_state import Bracket, SentenceState
from kgreport.fact_check.language.statements import Relation, Statement
from kgreport.fact_check.language.tokens import Token
from kgreport.fact_check.language.word_rules import read_base, read_small, read_state, read_word

LAST_YEAR = -1
"""Stands for *năm trước* until the year of the text is known."""


def read_sentence(state: SentenceState, tokens: Iterable[Token]) -> list[Statement]:
    """Give the statements of a sentence, in its order."""
    for token in tokens:
        if token.kind in _RULES:
            _RULES[token.kind](state, token)
        if token.kind in _NUMBERS:
            state.of_target = token.kind == "no_number" and "%" in state.text_of(token)
        if token.kind != "and":
            state.after_level = token.kind == "level"
        state.previous = token
    _share_out(state)
    return state.made


def _in_turn(state: SentenceState, _: Token) -> None:
    """*Tỷ lệ lần lượt là 20%, 80%* gives each count before it one share."""
    state.in_turn = []


def _share_out(state: SentenceState) -> None:
    """Give the shares after *lần lượt* to the counts before it, if there are as many."""
    shares = state.in_turn or []
    counts = [one for one in state.made if one.role == "claim" and one.count and not one.shares]
    if len(shares) > 1 and len(counts) >= len(shares):
        for statement, share in zip(counts[-len(shares) :], shares, strict=True):
            statement.shares.append(share)


def _split(state: SentenceState, token: Token) -> None:
    """*Trong đó* and *gồm* make what stands before the head of what follows."""
    head, relation = state.current, _RELATIONS[token.kind]
    if head and relation == "some" and _ends_list(state, head):
        relation = "near"
    if head is None and not state.new_topic:
        head = state.made[-1] if state.made else _whole_of(state.last)
        relation = "near" if head and head.heads and relation == "some" else relation
    _end_phrase(state, token)
    if head is not None:
        state.heads = (*state.heads, (head, relation))


def _whole_of(last: Statement | None) -> Statement | None:
    """A sentence that begins with *trong đó* leaves the brackets at the end of the one before."""
    if last and last.heads and last.heads[-1][1] == "bracket":
        return _whole_of(last.heads[-1][0])
    return last


def _ends_list(state: SentenceState, item: Statement) -> bool:
    """Whether a statement is the last of several that *gồm* lists."""
    is_listed = bool(item.heads) and item.heads[-1][1] == "all"
    return is_listed and sum(one.heads == item.heads for one in state.made) > 1


_RELATIONS: Mapping[str, Relation] = {"all": "all", "some": "some"}


def _share(state: SentenceState, _: Token) -> None:
    state.says_share, state.names_base = True, False


def _rate(state: SentenceState, token: Token) -> None:
    """*12/15 xã có tỷ lệ trên 90%* says a rate inside each of them, and no share of their number."""
    _share(state, token)
    if state.is_open and state.current is not None and state.current.count is not None:
        state.role = "target"


def _beside(state: SentenceState, token: Token) -> None:
    """*Với 45 chi bộ* begins with something else that the unit has: no part of what stands before."""
    _end_phrase(state, token)
    outer = state.brackets[-1].heads if state.brackets else ()
    state.heads = tuple(one for one in state.heads if one in outer or one[0].is_base)


def _change(state: SentenceState, _: Token) -> None:
    state.role, state.is_open = "change", False


def _towards(state: SentenceState, _: Token) -> None:
    """*Tăng lên 12* says how many there are now."""
    if state.role == "change":
        state.role = "claim"


def _target(state: SentenceState, _: Token) -> None:
    if state.current and state.is_after("percent") and not state.current.is_ratio:
        state.current.role = "target"
    state.role = "target"


def _compare(state: SentenceState, token: Token) -> None:
    state.compares = True
    if state.current and state.is_after("percent"):
        state.base_token = token


def _year(state: SentenceState, token: Token) -> None:
    """A year is that of the number before it, of the bracket it stands in, or of what follows."""
    year = int(token.value) if token.kind == "year" else LAST_YEAR
    if state.names_base and state.current:
        state.current.base_year = year
    elif state.compares:
        state.other_year, state.base_token = year, None
    elif state.brackets:
        state.other_year = year
    elif state.current and (state.is_open or state.is_after("percent", "count", "ratio")):
        state.current.year = year
    else:
        state.year = year
    state.compares = False


def _end_phrase(state: SentenceState, token: Token) -> None:
    """After a mark, words no longer go to the statement before it."""
    state.is_open, state.names_base = False, False
    state.lists = state.lists or token.kind == "colon"
    if token.kind != "and":
        state.base_token = None
    if token.kind in {"comma", "semicolon"}:
        state.role = "claim" if state.role == "change" else state.role
        if not state.brackets:
            state.other_year = None
            state.is_stale = True
    if token.kind == "semicolon" and not state.brackets:
        _end_segment(state)


def _end_segment(state: SentenceState) -> None:
    """What is said before a semicolon is over; what it is a part of only where no list was begun."""
    state.current, state.role, state.words, state.says_share = None, "claim", [], False
    state.other_year, state.new_topic = None, False
    if not state.lists:
        own = {id(one) for one in state.made[state.segment :] if not one.is_base}
        state.heads = tuple(head for head in state.heads if head[1] != "some" or id(head[0]) not in own)
    state.segment = len(state.made)


def _open_bracket(state: SentenceState, token: Token) -> None:
    """A bracket is about the number before it; *19 đơn vị, tỷ lệ hoàn thành tốt cao nhất (89%)* is not."""
    if state.says_share and state.has_new_words() and not (state.current and state.current.is_ratio):
        state.current = None
    current = state.current
    state.brackets.append(Bracket(current, state.is_open, state.heads, state.other_year, state.words))
    if state.of_target:
        goal = Statement(start=0, end=0, sentence=state.sentence, role="target")
        state.heads = (*state.heads, (goal, "bracket"))
    elif current and current.count and current.role == "claim":
        whole = state.made[-2] if state.is_place and len(state.made) > 1 else current
        state.heads = (*state.heads, (whole, "bracket"))
    names_base = state.names_base and current is not None and current.base is None
    state.is_open, state.names_base, state.base_token = False, False, token if names_base else None


def _close_bracket(state: SentenceState, _: Token) -> None:
    if state.brackets:
        before = state.brackets.pop()
        state.current, state.is_open, state.heads = before.current, before.is_open, before.heads
        state.other_year = before.other_year
        state.words = before.words if state.words else []
    state.names_base, state.says_share = False, False


_RULES: Mapping[str, Callable[[SentenceState, Token], None]] = {
    "count": read_count,
    "ratio": read_ratio,
    "percent": read_percent,
    "decimal": read_decimal,
    "noun": read_word,
    "level": read_word,
    "state": read_state,
    "counter": read_word,
    "manager": read_word,
    "word": read_word,
    "base": read_base,
    "small": read_small,
    "in_turn": _in_turn,
    "some": _split,
    "all": _split,
    "share": _share,
    "rate": _rate,
    "beside": _beside,
    "change": _change,
    "towards": _towards,
    "target": _target,
    "compare": _compare,
    "year": _year,
    "past": _year,
    "comma": _end_phrase,
    "semicolon": _end_phrase,
    "colon": _end_phrase,
    "and": _end_phrase,
    "open": _open_bracket,
    "close": _close_bracket,
}
"""The rule for each kind of token; words of other kinds change nothing."""

_NUMBERS = frozenset({"count", "ratio", "percent", "decimal", "no_number"})
