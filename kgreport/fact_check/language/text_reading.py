"""Read the statements of a whole text: what each counts, and what it is a part of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kgreport.fact_check.language.bases import bases_of_all
from kgreport.fact_check.language.grammar import LAST_YEAR, read_sentence
from kgreport.fact_check.language.sentence_state import Heads, SentenceState
from kgreport.fact_check.language.source import Source, is_row, make_plain, sentences
from kgreport.fact_check.language.staff import StaffReader
from kgreport.fact_check.language.statements import (
    BY_MANAGER,
    RATED_LEVELS,
    WHOLES,
    Relation,
    Statement,
    holds,
    may_count,
    nouns_agree,
)
from kgreport.fact_check.language.tables import read_tables
from kgreport.fact_check.language.tokens import Token, tokens
from kgreport.fact_check.language.wholes import Base

_YEAR = re.compile(r"(?<!với )(?<!hơn )(?<!cuối )(?<!kỳ )(?<!đầu )năm\s+(20\d\d|19\d\d)", re.IGNORECASE)
_RATED_YEAR = re.compile(
    r"(?:kiểm điểm|đánh giá|xếp loại|ĐGXL|phân loại|chất lượng|kết quả)[^.;\n]{0,120}?năm\s+((?:19|20)\d\d)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 14
_REMEMBERED = 12
_ANY_BODY = "organization.?"


class TextStatements(NamedTuple):
    """A text, its year, what it states in its order, and what the share of each may be taken of."""

    source: Source
    year: int | None
    statements: list[Statement]
    bases: list[list[Base]]


@lru_cache(maxsize=1)
def statements_of(text: str, year: int | None) -> TextStatements:
    """Read what a text states in sentences and tables; claims and mistakes are both made of it.

    Parameters
    ----------
    text
        The text as read.
    year
        The year it is about; None to take it from the text.
    """
    source = make_plain(text)
    year = year or year_of_text(source.text)
    found = [*read_statements(source, year), *read_tables(source, year)]
    statements = sorted(found, key=lambda statement: statement.start)
    return TextStatements(source, year, statements, bases_of_all(statements))


def read_statements(source: Source, year: int | None) -> list[Statement]:
    """List what a text states in its sentences; rows of tables are read elsewhere.

    Parameters
    ----------
    source
        The text.
    year
        The year of the text, to tell it from last year's figures.
    """
    made: list[Statement] = []
    nouns: list[str] = []
    heads: Heads = ()
    is_begun = False
    staff = StaffReader(source)
    for number, (start, end) in enumerate(sentences(source.text)):
        if staff.read(number, start, end) or is_row(source.text[start:end]):
            continue
        found = [*tokens(source.text, start, end)]
        heads = heads if is_begun or _is_item(source.text[start:end]) else ()
        is_begun = source.text[start:end].rstrip().endswith((":", ";"))
        state = SentenceState(source, number, heads, made[-1] if made else None)
        new = read_sentence(state, found)
        nouns += [] if new else _heading_noun(found, source.text[start:end])
        nouns = _pass_nouns_on(new, nouns[-_REMEMBERED:])
        made += new
        heads = _carried(state, source.text[start:end], heads)
    for statement in made:
        statement.year = _year_of(statement.year, year)
    for position, statement in enumerate(made):
        _find_head(statement)
        _find_nearer_head(statement, made[:position])
    return sorted([*made, *staff.made], key=lambda statement: statement.start)


def year_of_text(text: str) -> int | None:
    """Find the year that a text is about: that of the rating, else the one most often named.

    >>> year_of_text("Kết quả xếp loại năm 2022; phương hướng năm 2023. Năm 2023 phấn đấu…")
    2022
    """
    if rated := _RATED_YEAR.search(text):
        return int(rated[1])
    years = Counter(int(found[1]) for found in _YEAR.finditer(text))
    return years.most_common(1)[0][0] if years else None


def _heading_noun(found: Sequence[Token], sentence: str) -> list[str]:
    """Give what a heading names."""
    nouns = [token.value for token in found if token.kind == "noun"]
    is_heading = len(sentence.split()) <= _LONGEST_HEADING or sentence.lower().startswith(("về", "đối với"))
    return nouns[:1] if is_heading else []


def _pass_nouns_on(new: Iterable[Statement], known: list[str]) -> list[str]:
    """Give each statement without a noun the last one that fits its counter; give all nouns on."""
    in_sentence: list[str] = []
    for statement in new:
        if statement.counter == "person" and not may_count("person", statement.noun):
            statement.noun, statement.own_noun = "", False
        says_only_share = statement.count is None and not statement.measures
        if not statement.noun and not statement.other and not says_only_share:
            fitting = (name for name in reversed(known) if may_count(statement.counter, name))
            statement.noun = next(fitting, _ANY_BODY if statement.counter == "body" else "")
        statement.noun = _with_tier(statement.noun, in_sentence)
        if statement.manager and statement.subject in BY_MANAGER:
            statement.noun = f"{statement.subject}.{statement.manager}"
        in_brackets = any(relation == "bracket" for _, relation in statement.heads)
        if statement.noun and not in_brackets and not statement.other:
            known, in_sentence = [*known, statement.noun], [*in_sentence, statement.noun]
    return known


def _with_tier(noun: str, known: Sequence[str]) -> str:
    """Give *tập thể* and *cá nhân* the tier that is said before in the sentence."""
    same = [name for name in reversed(known) if name.startswith(noun)]
    return same[0] if noun in {"collective.", "leader."} and same else noun


def _carried(state: SentenceState, sentence: str, before: Heads) -> Heads:
    """Give what the items of a list are parts of: what the sentence before the list ends with."""
    if sentence.rstrip().endswith(":"):
        last = state.made[-1:] if not state.heads else []
        return (*state.heads, *((one, "some") for one in last if one.role == "claim" and one.count))
    if sentence.rstrip().endswith(";"):
        return state.heads if state.lists and not state.brackets else before
    return before if _is_item(sentence) else ()


def _is_item(sentence: str) -> bool:
    return not sentence[:1].isalnum() or re.match(r"\(?\w{1,2}[.)]\s", sentence) is not None


def _find_head(statement: Statement) -> None:
    """Choose the innermost of what a statement may be a part of that can hold it."""
    if statement.role != "claim":
        return
    is_past_near = False
    for head, relation in reversed(statement.heads):
        if head.role != "claim":
            statement.role = head.role
            return
        if head is statement or head.year != statement.year or not head.count:
            continue
        if relation == "near" and (head.value or 0) < (statement.value or 0):
            is_past_near = True
        elif _may_hold(head, statement, relation):
            statement.head, statement.relation = head, "some" if is_past_near else relation
            return


def _find_nearer_head(statement: Statement, before: Sequence[Statement]) -> None:
    """Take what stands in the same sentence: an item of a list that has levels of its own."""
    if statement.head is None or statement.measure not in RATED_LEVELS:
        return
    for one in reversed(before):
        if one.sentence != statement.sentence:
            return
        is_whole = one.measure in WHOLES or (one.measure is None and one.own_noun)
        if is_whole and one.head is statement.head and one.count is not None:
            statement.head, statement.relation = one, "some"
            return


def _may_hold(head: Statement, part: Statement, relation: Relation) -> bool:
    if relation == "all":
        return holds(head.measure, part.measure) or head.measure == part.measure
    nouns_fit = nouns_agree(head.noun, part.noun) or _is_kind_of(part.noun, head.noun) or bool(part.other)
    return nouns_fit and (holds(head.measure, part.measure) or head.measure == part.measure)


def _is_kind_of(part: str, whole: str) -> bool:
    """Whether a noun names a kind of another: committees and branches are grassroots organisations."""
    return (whole == "organization." and part.startswith(whole)) or part.startswith(f"{whole}_")


def _year_of(said: int | None, year: int | None) -> int | None:
    """Give the year of a statement; *năm trước* is the one before the year of the text."""
    if said == LAST_YEAR:
        return year - 1 if year else LAST_YEAR
    return year if said is None else said
