"""The numbers of a text that others may be a part of, and the sums that stand for such a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgreport.fact_check.language.source import Number, exact
from kgreport.fact_check.language.statements import (
    BY_MANAGER,
    RATED_LEVELS,
    UNKNOWN,
    WHOLES,
    BaseKnown,
    Statement,
    measure_of,
    nouns_agree,
)
from kgreport.terms.vocabulary import LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a share may be taken of.

    Attributes
    ----------
    value
        How many it is.
    measure
        Code of what it counts; None where not clear.
    number
        Where it is printed.
    known
        How it is known.
    is_certain
        Whether the text leaves no other reading.
    is_noun_said
        Whether the text says of both that they are the same things.
    is_sum
        Whether it is no number of the text but a sum or a difference, which begins with `number`.
    """

    value: int
    measure: str | None
    number: Number
    known: BaseKnown
    is_certain: bool = True
    is_noun_said: bool = False
    is_sum: bool = False


def wholes_of(statement: Statement) -> Iterator[Base]:
    """Give the wholes that a statement prints: its count, and the base of its ratio."""
    if statement.role != "claim" or statement.other:
        return
    if statement.count is not None and statement.measure in {*WHOLES, *UNKNOWN}:
        measure = statement.measure if statement.measure in WHOLES else None
        is_own = statement.head is None or _is_tier(statement, statement.head)
        is_whole = measure is not None or (statement.own_noun and is_own)
        if is_whole and statement.measure != "other":
            yield from base_of(statement.count, measure, "nearest", is_certain=measure is not None)
    names_total = "total" in statement.base_words
    if statement.base is not None and (names_total or statement.measure in {*WHOLES, *RATED_LEVELS}):
        measure = measure_of(statement.base_words) or measure_of_ratio(statement)
        yield from base_of(statement.base, measure, "nearest")


def _is_tier(part: Statement, whole: Statement) -> bool:
    """Whether a part is a tier with levels of its own: those that one level of managers manages."""
    return part.subject in BY_MANAGER and part.noun != whole.noun


def base_of(
    number: Number | None, measure: str | None, known: BaseKnown, *, is_certain: bool = True
) -> Iterator[Base]:
    """Make a base of a number, if it is an exact one."""
    value = exact(number)
    if number is not None and value:
        yield Base(value=value, measure=measure, number=number, known=known, is_certain=is_certain)


def measure_of_ratio(statement: Statement) -> str | None:
    """Those rated are rated of all; levels are reached by those rated."""
    if statement.measure in WHOLES:
        return "total"
    return "rated" if statement.measure in RATED_LEVELS else None


def sum_of_levels(statements: Sequence[Statement], position: int) -> Iterator[Base]:
    """Give the sum of the levels that stand together, where the text has no number of those rated."""
    statement = statements[position]
    if statement.measure not in RATED_LEVELS:
        return
    near = [one for one in statements[max(0, position - 3) : position + 4] if _is_beside(one, statement)]
    for group in ([one for one in near if one.sentence == statement.sentence], near):
        if _is_whole_split(group) and (first := group[0].count):
            total = sum(one.value or 0 for one in group)
            yield from _sum(Base(value=total, measure="rated", number=first, known="implied"), [total])
            return


def _is_whole_split(levels: Sequence[Statement]) -> bool:
    """Whether levels may be all that there are, each counted once."""
    measures = {one.measure for one in levels}
    two_lower = {"good_or_better", "fulfilled"} <= measures <= {"good_or_better", "fulfilled", "unfulfilled"}
    is_once = len(measures) == len(levels) and all(one.value is not None for one in levels)
    return is_once and (two_lower or (len(measures) >= 3 and measures <= {*LEVELS}))


def _is_beside(one: Statement, other: Statement) -> bool:
    is_level = (
        one.measure in RATED_LEVELS
        and one.head is other.head
        and one.role == "claim"
        and one.count is not None
    )
    same = (one.year, one.unit) == (other.year, other.unit) and nouns_agree(one.noun, other.noun)
    return is_level and same and abs(one.sentence - other.sentence) <= 3


def sums_before(statement: Statement, before: Sequence[Statement]) -> Iterator[Base]:
    """Give what follows from the wholes before a level: two kinds together, all without those not rated."""
    if statement.measure not in RATED_LEVELS:
        return
    wholes = [(other, whole) for other in before for whole in wholes_of(other)]
    unrated = [other.value for other in before if other.measure in {"unrated", "exempt"} and other.value]
    for _, whole in wholes:
        if whole.measure in {"total", "reviewed", None}:
            for left_out in {sum(unrated), *unrated} - {0}:
                yield from _sum(whole, [whole.value, -left_out])
    for sentence in {other.sentence for other, _ in wholes}:
        beside = {whole.number.start: whole for other, whole in wholes if other.sentence == sentence}
        if 1 < len(beside) < 6:
            first = next(iter(beside.values()))
            yield from _sum(first, [whole.value for whole in beside.values()])


def _sum(first: Base, values: Sequence[int]) -> list[Base]:
    total = sum(values)
    made = replace(first, value=total, measure="rated", known="implied", is_certain=False, is_sum=True)
    return [made] if total > 0 else []
