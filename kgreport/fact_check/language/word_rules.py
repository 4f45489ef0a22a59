"""How words are read: which statement a noun, a level or a state goes to, and which words name a base."""

from __future__ import annotations

from kgreport.fact_check.language.sentence_state import SentenceState
from kgreport.fact_check.language.statements import BY_MANAGER, RATED_LEVELS, Statement, nouns_agree
from kgreport.fact_check.language.tokens import Token
from kgreport.terms.vocabulary import PERSONS

_SAYS = frozenset({"noun", "level", "state", "counter", "manager"})
_LEVELS = RATED_LEVELS | {"excellent_part"}


def read_word(state: SentenceState, token: Token) -> None:
    """A word goes to the base it names, to the statement that is open, or waits for the next number."""
    current = state.current
    _note_other(state, token)
    if state.is_stale:
        state.words, state.is_stale = [word for word in state.words if word.kind != "level"], False
    state.new_topic = state.new_topic or current is None
    if token.kind not in _SAYS or _joins_levels(state, token):
        return
    if state.base_token is not None and not (state.names_base and current):
        state.named += [token.value] if token.kind in {"level", "state"} else []
        state.words += [token] if token.kind == "noun" else []
    elif state.names_base and current:
        _give_base(state, current, token)
    elif current and (state.is_open or _is_late_reason(state, token)) and _takes(state, current, token):
        give(state, current, token)
        state.extend(current, token)
    else:
        state.words.append(token)
        state.is_open = False


def read_state(state: SentenceState, token: Token) -> None:
    """*Tổng số* right after a share names its base: *chiếm 20% tổng số đảng viên*."""
    if token.value == "total" and state.is_after("percent") and state.current:
        state.current.base_words.append("total")
        state.names_base, state.base_token = True, token
    else:
        read_word(state, token)


def read_base(state: SentenceState, token: Token) -> None:
    """*Trên tổng số*, *trong số* name the base of what stands before, or begin with what is split."""
    current, is_total = state.current, token.value == "total"
    if current and (state.is_open or state.is_after("percent") or state.brackets or is_total):
        state.names_base = bool(current.shares or current.count)
        current.base_words += ["total"] if is_total else []
    state.base_token = token


def read_small(state: SentenceState, token: Token) -> None:
    """*Số* right after a share names its base: *chiếm 20% số tổ chức hoàn thành tốt*."""
    if state.is_after("percent") and state.current and state.text_of(token).lower() in {"số", "của"}:
        state.names_base, state.base_token = True, token


def give(state: SentenceState, statement: Statement, token: Token) -> None:
    """Let a statement say a word."""
    if token.kind in {"level", "state"}:
        statement.measures.append(token.value)
        statement.level_words = f"{statement.level_words} {state.text_of(token)}".strip()
    elif token.kind == "counter":
        statement.counter = statement.counter or token.value
    elif token.kind == "manager" and statement.subject in BY_MANAGER:
        statement.noun = f"{statement.subject}.{token.value}"
    elif token.kind == "manager":
        statement.manager = token.value
    elif token.kind == "noun":
        is_vaguer = ".?" in token.value and bool(statement.noun) and nouns_agree(statement.noun, token.value)
        statement.noun = statement.noun if is_vaguer else token.value
        statement.own_noun, statement.words = True, state.text_of(token)


def _give_base(state: SentenceState, statement: Statement, token: Token) -> None:
    says_level = token.kind == "level" and not _LEVELS & {*statement.measures}
    says_state = token.value in {"rated", "reviewed"} and not statement.measures
    if statement.base and (says_level or says_state):
        give(state, statement, token)
    elif token.kind in {"level", "state"}:
        statement.base_words.append(token.value)
    elif token.kind == "noun":
        statement.base_noun = statement.base_noun or token.value
        if not statement.noun:
            give(state, statement, token)


def _takes(state: SentenceState, statement: Statement, token: Token) -> bool:
    """Whether a statement takes a word: one level, and one noun, best right after its number."""
    if token.kind == "level":
        return not _LEVELS & {*statement.measures}
    if token.kind == "noun":
        is_counted = state.is_after("count", "ratio")
        fits = not statement.own_noun and statement.counter in {"", "any", _class_of(token.value)}
        return is_counted or fits
    return True


def _is_late_reason(state: SentenceState, token: Token) -> bool:
    """Whether a reason stands after a count and its brackets: *193 đồng chí (67,96%), bị kỷ luật*."""
    is_bare = state.current is not None and not state.current.measures
    return is_bare and not state.words and token.value.startswith("unfulfilled_") and state.is_after("comma")


def _joins_levels(state: SentenceState, token: Token) -> bool:
    """Note that two levels joined by *và* are counted together, and are none of the measures."""
    joins = token.kind == "level" and state.is_after("and") and state.after_level and not state.words
    if joins and state.current:
        state.current.measures = ["other"]
    return joins


def _note_other(state: SentenceState, token: Token) -> None:
    """Note what is counted, where the word right after the number is none of the field's."""
    if token.kind == "word" and state.is_after("count", "ratio") and state.current:
        state.current.other = state.current.other or token.value


def _class_of(noun: str) -> str:
    """Say whether a noun names persons or bodies, as counters do."""
    return "person" if noun.partition(".")[0] in PERSONS else "body"
