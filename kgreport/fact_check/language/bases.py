"""What a share may be taken of: stated, of the whole it is a part of, or the last number rated.

Rated levels are a share of those rated, those not rated a share of all, reasons a share of those not
fulfilled. Bases come in the order in which a reader takes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from kgreport.fact_check.language.statements import (
    RATED_LEVELS,
    UNKNOWN,
    WHOLES,
    Statement,
    may_count,
    measure_of,
    nouns_agree,
)
from kgreport.fact_check.language.wholes import (
    Base,
    base_of,
    measure_of_ratio,
    sum_of_levels,
    sums_before,
    wholes_of,
)

HORIZON = 80
"""No reader takes a share of a number that stands so many numbers before it."""


NEAR = 2
"""A number so many sentences before is said of the same matter."""


def bases_of_all(statements: Sequence[Statement]) -> list[list[Base]]:
    """List what the share of each statement may be taken of."""
    return [bases_of_statement(statements, position) for position in range(len(statements))]


def bases_of_statement(statements: Sequence[Statement], position: int) -> list[Base]:
    """List what the share of a statement may be taken of, the likeliest first; a stated base stands alone."""
    statement = statements[position]
    if statement.base is not None:
        measure = measure_of(statement.base_words) or measure_of_ratio(statement)
        return [*base_of(statement.base, measure, "stated")]
    if statement.base_year not in {None, statement.year}:
        return []
    if measure_of(statement.base_words) == "other":
        return []
    if statement.base_words and (named := [*_named(statements, position)]):
        return named
    heads = heads_of(statement)
    if statement.head is not None and (statement.head.is_base or _is_left_out(statement)):
        return heads
    found = heads if statement.other else [*heads, *_implied(statements, position)]
    found = found or [*_rated_after(statements, position)]
    found += [base for base in sum_of_levels(statements, position) if _is_of_others(found, base.value)]
    return [
        base for place, base in enumerate(found) if base.value not in {one.value for one in found[:place]}
    ]


def _named(statements: Sequence[Statement], position: int) -> Iterator[Base]:
    """Give the last numbers of what the words of the base name."""
    statement = statements[position]
    wanted = measure_of(statement.base_words)
    noun = statement.base_noun or statement.noun
    for other in _before(statements, position, noun):
        is_one = other.measure == wanted and other.role == "claim"
        for whole in base_of(other.count, wanted, "stated") if is_one else wholes_of(other):
            if whole.measure == wanted:
                is_near = _says(other, whole, noun) and statement.sentence - other.sentence <= NEAR
                yield replace(whole, known="stated", is_certain=is_near)
                return


def _says(other: Statement, whole: Base, noun: str) -> bool:
    """Whether a whole is printed with the noun of what is named; that of *412 trong tổng số 1.840* is not."""
    is_of_noun = whole.number is other.count or bool(other.base_noun) or "total" not in other.base_words
    return is_of_noun and other.own_noun and other.noun == noun


def heads_of(statement: Statement) -> list[Base]:
    """Give what a statement is a part of, and what that is a share of."""
    head = statement.head
    if head is None:
        return []
    if head.is_base:
        return [*base_of(head.count, head.measure, "stated")]
    counted = base_of(head.count, head.measure, "nearest")
    return [
        *(() if _is_left_out(statement) else counted),
        *base_of(head.base, measure_of_ratio(head), "nearest"),
    ]


def _is_left_out(statement: Statement) -> bool:
    """Whether those not rated stand under *140/152 được xếp loại*: they are a share of the 152."""
    is_ratio = statement.head is not None and statement.head.base is not None
    return is_ratio and statement.measure in {"unrated", "exempt"}


def _is_of_others(found: Sequence[Base], total: int) -> bool:
    """Whether levels are not of all those before: of fewer, as some are not rated, or of quite others."""
    if not found:
        return True
    first = found[0]
    is_far = not 0.8 * first.value <= total <= 1.2 * first.value
    is_fewer = first.measure in {"total", None} and total < first.value
    return first.known == "implied" and (is_far or is_fewer)


def _implied(statements: Sequence[Statement], position: int) -> Iterator[Base]:
    """Give the nearest wholes that what is counted may be a share of."""
    statement = statements[position]
    measure = statement.measure
    wanted: Sequence[str] = WHOLES
    if measure and (measure.startswith("unfulfilled_") or measure == "excellent_part"):
        wanted = (measure.rpartition("_part")[0] or "unfulfilled",)
    elif measure in {"rated", "reviewed", "unrated", "exempt"}:
        wanted = ("total", "reviewed")
    before = [*_before(statements, position, statement.noun)]
    same_noun = [other for other in before if other.noun == statement.noun]
    for others in (same_noun, before):
        for whole in _nearest_wholes(others, wanted, measure):
            is_beside = measure in RATED_LEVELS and _is_in_sentence(statements, whole, statement.sentence)
            sure = (whole.is_certain or is_beside) and measure not in UNKNOWN
            is_said = others is same_noun and bool(statement.noun)
            is_near = _is_near(others, whole, statement)
            may_be_mistyped = is_said and is_near and measure in RATED_LEVELS
            if whole.value >= (statement.value or 0) or may_be_mistyped:
                sure = sure and is_near
                yield replace(whole, known="implied", is_certain=sure, is_noun_said=is_said and is_near)
    yield from sums_before(statement, _same_subject_before(statements, position))


def _nearest_wholes(
    others: Sequence[Statement], wanted: Sequence[str], measure: str | None
) -> Iterator[Base]:
    """Give the nearest of the wholes wanted, and those that are nearer still."""
    found: dict[str | None, tuple[int, Base]] = {}
    for distance, other in enumerate(others):
        for whole in _wholes_or_level(other, wanted):
            found.setdefault(whole.measure, (distance, whole))
    if measure == "excellent_part":
        yield from (one[1] for one in sorted(found.values(), key=itemgetter(0)))
        return
    if measure not in {*RATED_LEVELS, *UNKNOWN}:
        found = {name: one for name, one in found.items() if name in {*wanted, None}}
    first = next((found[name] for name in wanted if name in found), None)
    yield from (first[1],) if first else ()
    yield from (one[1] for one in sorted(found.values(), key=itemgetter(0)) if not first or one[0] < first[0])


def _rated_after(statements: Sequence[Statement], position: int) -> Iterator[Base]:
    """Give the number of those rated that follows its levels, or that is the stated base of one of them."""
    statement = statements[position]
    if statement.measure not in RATED_LEVELS:
        return
    for other in statements[position + 1 : position + HORIZON]:
        same = (other.year, other.unit) == (statement.year, statement.unit)
        is_level = other.measure in RATED_LEVELS and other.sentence == statement.sentence
        is_whole = other.measure in {"rated", "total"} or (is_level and other.base is not None)
        if other.sentence - statement.sentence > NEAR:
            return
        if same and is_whole and nouns_agree(other.noun, statement.noun):
            yield from (replace(whole, known="implied", is_certain=False) for whole in wholes_of(other))
            return


def _is_near(others: Sequence[Statement], whole: Base, statement: Statement) -> bool:
    """Whether a whole stands a sentence or two before what it would be the base of."""
    sentences = (one.sentence for one in others if whole.number in {one.count, one.base})
    return any(statement.sentence - sentence <= NEAR for sentence in sentences)


def _is_in_sentence(statements: Sequence[Statement], whole: Base, sentence: int) -> bool:
    return any(one.sentence == sentence and one.count == whole.number for one in statements)


def _wholes_or_level(statement: Statement, wanted: Sequence[str]) -> Iterator[Base]:
    if statement.measure in wanted and statement.measure not in WHOLES:
        yield from base_of(statement.count, statement.measure, "nearest")
    yield from wholes_of(statement)


def _before(statements: Sequence[Statement], position: int, noun: str) -> Iterator[Statement]:
    """Give the statements before one that may be of the same things in the same year, the last first."""
    statement = statements[position]
    for other in reversed(statements[max(0, position - HORIZON) : position]):
        says_same = (other.year, other.unit) == (statement.year, statement.unit)
        if says_same and nouns_agree(other.noun, noun) and may_count(statement.counter, other.noun):
            yield other


def _same_subject_before(statements: Sequence[Statement], position: int) -> list[Statement]:
    """Give the statements before one of the same subject, whatever its tier, in the same year."""
    statement = statements[position]
    near = statements[max(0, position - HORIZON) : position]
    said = statement.subject, statement.year, statement.unit
    return [other for other in near if (other.subject, other.year, other.unit) == said]
