"""How numbers are read: as a count, a share or a base, of a new statement or of the one before."""

from __future__ import annotations

from kgreport.fact_check.language.sentence_state import SentenceState
from kgreport.fact_check.language.source import exact
from kgreport.fact_check.language.statements import Statement
from kgreport.fact_check.language.tokens import Token
from kgreport.fact_check.language.word_rules import give


def read_count(state: SentenceState, token: Token) -> None:
    """A count is the base of what stands before, the count of a share before, or begins a statement."""
    _note_from(state)
    current = state.current
    number = state.number_of(token.number, token.start, token.end)
    if current and _is_base(state, token):
        current.base, current.base_known = number, "stated"
        current.base_words += [word.value for word in state.words if word.kind == "state"]
        state.extend(current, token)
        state.names_base, state.is_open = True, True
    elif current and current.count is None and current.shares and _follows_share(state):
        current.count = number
        state.extend(current, token)
    else:
        state.is_place = _last_word(state) in _PLACES
        made = _make(state, token)
        made.count = number
        made.is_base = state.base_token is not None
        made.heads = () if state.is_place else made.heads
        if made.is_base and made.role == "claim":
            made.heads = tuple(head for head in state.heads if not head[0].is_base)
            state.heads = (*made.heads, (made, "some"))
    state.base_token = None


def read_ratio(state: SentenceState, token: Token) -> None:
    """A ratio is a count with its base: *12/15 chi bộ*; after a share it is what the share is of."""
    current = state.current
    fills = current is not None and current.count is None and bool(current.shares) and not state.words
    statement = current if current and fills else _make(state, token)
    slash = state.source.text.index("/", token.start)
    statement.count = state.number_of(token.number, token.start, slash)
    statement.base = state.number_of(token.base, slash + 1, token.end)
    statement.base_known = "stated"
    if state.role == "target":
        statement.role = "claim"
    state.extend(statement, token)
    state.base_token = None


def read_percent(state: SentenceState, token: Token) -> None:
    """A share belongs to the count before it, unless other words stand between them."""
    _note_from(state)
    if state.in_turn is not None:
        state.in_turn.append(state.number_of(token.number, token.start, token.end))
        return
    current = state.current
    last = state.made[-1:] if state.says_share and not state.words and not state.new_topic else []
    if current is None and last and not last[0].shares:
        current = state.made[-1]
    of_ratio = current is not None and current.is_ratio and not current.shares and state.is_after("open")
    if current is None or (state.role != "claim" and not of_ratio) or _begins_anew(state, current):
        alone = [one for one in state.made[-1:] if one.count is None and state.is_after("open")]
        current = _make_share(state, token, current or next(iter(alone), None))
    current.shares.append(state.number_of(token.number, token.start, token.end))
    state.extend(current, token)
    state.says_share, state.role, state.words = False, "claim", []
    state.is_open = (state.is_open and bool(state.brackets)) or current.count is None
    state.names_base = False


def read_decimal(state: SentenceState, token: Token) -> None:
    """A decimal without percent sign is a share after *chiếm*, or alone in brackets after a count."""
    takes = state.current is not None and not state.current.shares
    says_level = state.says_share and any(word.kind == "level" for word in state.words)
    if state.role == "claim" and (says_level or (takes and (state.says_share or state.is_after("open")))):
        read_percent(state, token)


def _make(state: SentenceState, token: Token) -> Statement:
    """Begin a statement with the words that waited for its number."""
    start, end = state.source.origin(token.start, token.end)
    made = Statement(start=start, end=end, sentence=state.sentence, role=state.role, heads=state.heads)
    made.year = state.other_year or state.year
    made.base_words = [*state.named] if state.base_token is None else []
    for word in state.words:
        give(state, made, word)
    if len({word.value for word in state.words if word.kind == "level"}) > 1:
        made.measures = ["other"]
    if state.words and made.measures:
        made.start = state.source.origin(state.words[0].start, token.end)[0]
    state.made.append(made)
    state.current, state.is_open, state.words, state.names_base = made, True, [], False
    state.role = "claim" if state.role == "change" else state.role
    return made


def _make_share(state: SentenceState, token: Token, before: Statement | None) -> Statement:
    """Begin a statement with a share; where nothing else is said, it is of the same things as before."""
    goes_on = state.is_after("and", "share", "comma", "semicolon", "colon", "year", "open")
    says_same = state.role == "claim" and not state.words and goes_on
    after_and = state.is_after("and")
    made = _make(state, token)
    if before is not None and says_same:
        made.noun, made.words, made.measures = before.noun, before.words, [*before.measures]
        made.count = before.count if after_and or before.base_words else None
    return made


_PLACES = frozenset({"thuộc", "ở", "tại"})


def _last_word(state: SentenceState) -> str:
    """Give the word before, where it is a small one."""
    return state.text_of(state.previous).lower() if state.previous and state.is_after("small") else ""


def _note_from(state: SentenceState) -> None:
    """A number right after *từ* is where a change begins, or a limit."""
    if _last_word(state) == "từ":
        state.role = "change"


def _is_base(state: SentenceState, token: Token) -> bool:
    """Whether a count is the base of the statement before it."""
    current = state.current
    if current is None or current.base is not None or token.number is None:
        return False
    count = exact(current.count)
    if state.base_token is not None:
        is_another = bool(current.shares) and any(head.is_base for head, _ in current.heads)
        return not is_another and (count is None or count <= token.number.value)
    says_on = token.number.approximation == "above" and "trên" in token.number.text.lower()
    is_on = says_on and state.is_open and not state.words
    return is_on and count is not None and token.number.value >= count


def _follows_share(state: SentenceState) -> bool:
    """Whether a number stands at once after the share it belongs to, in brackets or as its equal."""
    return (state.is_after("open") or state.says_share) and not state.has_new_words()


def _begins_anew(state: SentenceState, current: Statement) -> bool:
    """Whether the words before a share say something else than the statement before."""
    if current.count is None and current.shares and not state.is_after("open"):
        return True
    if state.heads and state.heads[-1] in {(current, "some"), (current, "all")} and not current.is_base:
        return True
    says_more = bool(current.shares) and (not state.brackets or bool(current.base_words))
    return says_more or (state.has_new_words() and bool(current.measures or current.shares))
