"""Check each share against its count and what it may be taken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kgreport.fact_check.language.source import Number, exact
from kgreport.fact_check.language.statements import RATED_LEVELS, WHOLES, Statement, holds
from kgreport.fact_check.language.wholes import Base
from kgreport.terms.printed_numbers import half_up
from kgreport.terms.printed_shares import Ratio, bases_of, counts_of, is_truncated, prints_as
from kgreport.terms.spelling import is_one_edit

NEAR_OF_OWN = Decimal(2)
NEAR = Decimal("0.5")
"""A share this many points off is mistyped rather than of another base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongShare:
    """A share that its count and base do not give.

    Attributes
    ----------
    statement, share
        Where it is said.
    count, base
        Its count, and what it should be taken of; None where the text does not have it.
    right
        What should be printed; None without count and base.
    others
        The numbers of the text that it is a share of.
    is_truncated
        Whether it is cut off, not rounded.
    """

    statement: Statement
    share: Number
    count: int | None = None
    base: Base | None = None
    right: Decimal | None = None
    others: tuple[int, ...] = ()
    is_truncated: bool = False


def wrong_shares(
    statements: Sequence[Statement], bases: Sequence[list[Base]], year: int | None
) -> list[WrongShare]:
    """List the shares that are not right of any base they may have."""
    confirmed = _confirmed(statements, bases)
    by_measure: dict[str | None, set[int]] = {}
    for one in statements:
        by_measure.setdefault(one.measure, set()).update({one.value} if one.value else ())
    stated = {value for one in statements if (value := exact(one.base))}
    found = []
    for statement, possible in zip(statements, bases, strict=True):
        if statement.role == "claim" and statement.shares:
            is_left_out = statement.measure in {"unrated", "exempt"}
            printed = stated.union(
                *(
                    values
                    for measure, values in by_measure.items()
                    if holds(measure, statement.measure) or (is_left_out and measure in WHOLES)
                )
            )
            is_level = statement.measure in RATED_LEVELS
            sure = [
                replace(base, is_certain=base.is_certain or (is_level and base.number in confirmed))
                for base in possible
            ]
            checked = (_check(statement, share, sure, printed, year) for share in statement.shares)
            found += [wrong for wrong in checked if wrong]
    return found


def _confirmed(statements: Sequence[Statement], bases: Sequence[list[Base]]) -> list[Number]:
    """List the first bases of which two or more levels are right: the other levels are of these too."""
    right = Counter(
        possible[0].number
        for statement, possible in zip(statements, bases, strict=True)
        if possible and statement.value and statement.measure in RATED_LEVELS and statement.role == "claim"
        if any(
            share.decimals and _fits(share, statement.value, possible[0].value) for share in statement.shares
        )
    )
    return [number for number, times in right.items() if times > 1]


def _check(
    statement: Statement, share: Number, bases: list[Base], printed: Collection[int], year: int | None
) -> WrongShare | None:
    if statement.count is None:
        return _check_without_count(statement, share, bases)
    count = statement.value
    if not count or any(_fits(share, count, base.value) for base in bases):
        return None
    if not bases:
        return _check_without_base(statement, share, printed, year)
    base = bases[0]
    right = half_up(Ratio(count, base.value).percentage, share.decimals)
    printed_others = tuple(
        value for value in sorted(printed) if value >= count and _fits(share, count, value)
    )
    cut = any(is_truncated(share, Ratio(count, base.value)) for base in bases)
    is_level = statement.measure in RATED_LEVELS
    is_said = statement.own_noun or (is_level and bool(statement.counter))
    may_be_unprinted = is_level and not base.is_certain and not is_mistyped_as(share, right)
    others = printed_others or (_unprinted(share, count, base) if may_be_unprinted else ())
    is_own = base.is_noun_said and is_said and abs(share.value - right) <= NEAR_OF_OWN
    if not base.is_certain and (printed_others or not (cut or is_own or is_near(share, right))):
        return _check_without_base(statement, share, printed, year) if is_said else None
    return WrongShare(
        statement=statement, share=share, count=count, base=base, right=right, others=others, is_truncated=cut
    )


def _unprinted(share: Number, count: int, base: Base) -> tuple[int, ...]:
    """Give the number of those rated that a share shows, where only a total a little above is printed."""
    possible = [value for value in bases_of(share, count) if 0.9 * base.value <= value < base.value]
    return tuple(possible) if len(possible) == 1 and base.measure in {"total", None} else ()


def _fits(share: Number, count: int, base: int) -> bool:
    return base > 0 and prints_as(share, Ratio(count, base))


def _check_without_count(statement: Statement, share: Number, bases: list[Base]) -> WrongShare | None:
    """A share of a stated base is the share of some whole number of it; of *19 đơn vị* only if it says so."""
    head = statement.head
    if statement.words and head is not None and head.counter and not head.own_noun:
        return None
    stated = [base for base in bases if base.known == "stated" and base.is_certain]
    if share.approximation or not stated or counts_of(share, stated[0].value):
        return None
    return WrongShare(statement=statement, share=share, base=stated[0])


def _check_without_base(
    statement: Statement, share: Number, printed: Collection[int], year: int | None
) -> WrongShare | None:
    """A count is its share of some whole number; of which one, the text should say."""
    count = statement.value
    if not count or share.approximation or any(_fits(share, count, value) for value in printed):
        return None
    if bases_of(share, count) and (statement.year != year or statement.measure not in RATED_LEVELS):
        return None
    return WrongShare(statement=statement, share=share, count=count)


def is_near(share: Number, right: Decimal) -> bool:
    """Whether a share is the right one mistyped: almost the same, or other by one digit or their order."""
    return abs(share.value - right) <= NEAR or is_mistyped_as(share, right)


def is_mistyped_as(share: Number, right: Decimal) -> bool:
    """Whether a share is another one mistyped."""
    return share.value != right and is_typo(str(share.value), str(right))


def is_typo(one: str, other: str) -> bool:
    """Whether two numbers differ by one digit, put in, left out or changed, or by the order of their digits.

    >>> is_typo("22", "2"), is_typo("76.92", "76.29"), is_typo("214", "241"), is_typo("35", "43")
    (True, True, True, False)
    """
    return sorted(one) == sorted(other) or (len(one + other) > 2 and is_one_edit(one, other))
