"""Say what is wrong with wrong shares; where one number alone explains several, name that one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kgreport.fact_check.language.source import Number, exact
from kgreport.fact_check.language.statements import RATED_LEVELS, Statement
from kgreport.fact_check.language.wholes import Base
from kgreport.fact_check.model import Mistake, Severity
from kgreport.fact_check.shares import WrongShare, is_mistyped_as, is_near, is_typo, wrong_shares
from kgreport.fact_check.sums import Split
from kgreport.fact_check.wording import make_mistake, mistyped, place_of, share_as_printed
from kgreport.terms.printed_numbers import as_percentage
from kgreport.terms.printed_shares import Ratio, bases_of, counts_of, prints_as

Explained = tuple[list[Mistake], list[WrongShare]]


def share_mistakes(
    statements: Sequence[Statement], bases: Sequence[list[Base]], splits: Sequence[Split], year: int | None
) -> list[Mistake]:
    """List what is wrong with shares, and the counts that only a typing error explains."""
    found: list[Mistake] = []
    left = wrong_shares(statements, bases, year)
    for explain in (_mistyped_wholes, _of_another_whole, _mistyped_parts, _bent):
        mistakes, left = explain(left, splits)
        found += mistakes
    return [*found, *(_say(wrong, statements) for wrong in left), *_retold(statements)]


def _retold(statements: Sequence[Statement]) -> Iterator[Mistake]:
    """A share that is said again without its count, and mistyped there."""
    told = [one for one in statements if one.role == "claim" and one.count and one.measure in RATED_LEVELS]
    for statement in statements:
        if statement.role != "claim" or statement.count or not statement.own_noun:
            continue
        same = [one for one in told if _says_same(one, statement)]
        for share in statement.shares:
            shares = [other for one in same for other in one.shares if other.decimals == share.decimals]
            if (
                shares
                and not share.approximation
                and all(is_mistyped_as(share, other.value) for other in shares)
            ):
                yield make_mistake(
                    "same-ratio-two-shares",
                    "error",
                    share,
                    wording="retold",
                    expected=shares[0].text,
                    other=shares[0].text,
                    related=place_of(shares[0]),
                )


def _says_same(one: Statement, other: Statement) -> bool:
    return (one.noun, one.measure, one.year, one.unit) == (other.noun, other.measure, other.year, other.unit)


def _mistyped_wholes(wrong: list[WrongShare], splits: Sequence[Split]) -> Explained:
    """Shares that are all wrong of their whole and right of one other number show a mistyped whole."""
    found, explained = [], set()
    for split in splits:
        own = [one for one in wrong if one.base and one.base.number == split.whole and one.count]
        right = _whole_that_fits(own, split) if len(own) > 1 and not any(one.others for one in own) else None
        if right is not None:
            explained |= {id(one) for one in own}
            found.append(mistyped(split.whole, right, *(one.share for one in own)))
    return found, [one for one in wrong if id(one) not in explained]


def _of_another_whole(wrong: list[WrongShare], splits: Sequence[Split]) -> Explained:
    """Shares that are all right of one number that stands nowhere in the text are of another base."""
    others: dict[int, int] = {}
    for split in splits:
        own = [one for one in wrong if one.base and one.base.number == split.whole and one.count]
        ranges = [bases_of(one.share, one.count or 0) for one in own if not one.others]
        if 1 < len(ranges) == len(own) == len(split.shares):
            first, stop = max(one.start for one in ranges), min(one.stop for one in ranges)
            others |= {id(one): first for one in own if stop - first == 1}
    return [], [replace(one, others=(others[id(one)],)) if id(one) in others else one for one in wrong]


def _whole_that_fits(wrong: list[WrongShare], split: Split) -> int | None:
    """Find the whole of which all shares are right: the sum of the parts, or one mistyped as the whole."""
    total = split.sum
    if total is not None and all(prints_as(one.share, Ratio(one.count or 0, total)) for one in wrong):
        return total
    ranges = [bases_of(one.share, one.count or 0) for one in wrong]
    start, stop = max(one.start for one in ranges), min(one.stop for one in ranges)
    near = [
        value
        for value in range(start, min(stop, start + 100))
        if is_typo(str(value), str(exact(split.whole)))
    ]
    return near[0] if len(near) == 1 and len(wrong) == len(split.shares) else None


def _mistyped_parts(wrong: list[WrongShare], splits: Sequence[Split]) -> Explained:
    """A count whose share is of another count, with which the parts add up to the whole, is mistyped."""
    found, left = [], []
    for one in wrong:
        right = _part_that_fits(one, splits)
        if right is None or one.statement.count is None:
            left.append(one)
        else:
            found.append(mistyped(one.statement.count, right, one.share))
    return found, left


def _part_that_fits(wrong: WrongShare, splits: Sequence[Split]) -> int | None:
    """Find the count that the share is of: it mends the sum, or is the only one and mistyped as this."""
    if wrong.base is None or wrong.count is None or wrong.right is None or wrong.others:
        return None
    counts = counts_of(wrong.share, wrong.base.value)
    own = [split for split in splits if wrong.statement in split.parts and split.whole == wrong.base.number]
    sums = [split.sum for split in own if split.sum is not None]
    if sums:
        right = wrong.count + wrong.base.value - sums[0]
        return right if right != wrong.count and right in counts else None
    is_mistyped = len(counts) == 1 and is_typo(str(counts[0]), str(wrong.count))
    return (
        counts[0] if is_mistyped and not is_near(wrong.share, wrong.right) and wrong.base.is_certain else None
    )


def _bent(wrong: list[WrongShare], splits: Sequence[Split]) -> Explained:
    """Shares one last digit off, in both directions, that add up to 100 exactly, were bent to do so."""
    found, explained = [], set()
    for split in splits:
        own = [
            one for one in wrong if one.statement in split.parts and one.right is not None and not one.others
        ]
        differences = {one.share.value - (one.right or 0) for one in own}
        last = {Decimal(1).scaleb(-one.share.decimals) for one in own}
        sums_up = sum(share.value for share in split.shares) == 100
        if sums_up and differences and {abs(one) for one in differences} == last and len(differences) == 2:
            explained |= {id(one) for one in own}
            found += [_say_share("bent-to-100", one) for one in own]
    return found, [one for one in wrong if id(one) not in explained]


def _say(wrong: WrongShare, statements: Sequence[Statement]) -> Mistake:
    if wrong.count is None or wrong.base is None:
        return _say_without(wrong)
    if wrong.others:
        return _say_share("other-base", wrong, "warning", other=wrong.others[-1])
    if wrong.is_truncated:
        return _say_share("truncated-share", wrong)
    if (twin := _twin(wrong, statements)) is not None:
        return _say_share("same-ratio-two-shares", wrong, other=twin.text)
    return _say_share("wrong-share", wrong)


def _twin(wrong: WrongShare, statements: Sequence[Statement]) -> Number | None:
    """Find another share printed of the same stated ratio."""
    wanted = _ratio(wrong.statement)
    stated = (one for one in statements if one.shares and one.is_ratio and wrong.statement.is_ratio)
    same = (one for one in stated if _ratio(one) == wanted)
    shares = (share for one in same for share in one.shares if share is not wrong.share)
    return next(
        (share for share in shares if share.value != wrong.share.value and not share.approximation), None
    )


def _ratio(statement: Statement) -> tuple[int | None, int | None]:
    return statement.value, exact(statement.base)


def _say_without(wrong: WrongShare) -> Mistake:
    if wrong.base is not None:
        return make_mistake(
            "no-whole-base",
            "error",
            wrong.share,
            base=wrong.base.value,
            related=place_of(wrong.base.number),
        )
    is_impossible = not bases_of(wrong.share, wrong.count or 0)
    return make_mistake(
        "no-whole-base" if is_impossible else "unknown-base",
        "error" if is_impossible else "note",
        wrong.share,
        wording="no-whole-base-of-count" if is_impossible else "",
        count=wrong.count,
        related=place_of(wrong.statement.count),
    )


def _say_share(kind: str, wrong: WrongShare, severity: Severity = "error", other: object = "") -> Mistake:
    assert wrong.base is not None
    assert wrong.right is not None
    severity = "warning" if wrong.share.approximation else severity
    return make_mistake(
        kind,
        severity,
        wrong.share,
        expected=share_as_printed(wrong.right, wrong.share),
        related=place_of(wrong.statement.count, wrong.base.number),
        count=wrong.count,
        base=wrong.base.value,
        right=as_percentage(wrong.right),
        other=other,
    )
