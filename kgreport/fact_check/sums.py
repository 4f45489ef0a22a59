"""Check what is split into parts: the parts make up the whole, and none is above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kgreport.fact_check.language.bases import heads_of
from kgreport.fact_check.language.source import Number, exact
from kgreport.fact_check.language.statements import HOLDS, RATED_LEVELS, WHOLES, Statement, nouns_agree
from kgreport.fact_check.language.wholes import Base
from kgreport.fact_check.model import Mistake, Severity
from kgreport.fact_check.wording import make_mistake, mistyped, place_of, printed_count
from kgreport.terms.printed_numbers import as_percentage
from kgreport.terms.printed_shares import Ratio, may_sum_to_100, prints_as
from kgreport.terms.vocabulary import LEVEL_SUMS, RATED_SPLITS

COMPLETE = tuple(map(frozenset, RATED_SPLITS))
"""The levels that make up all of those rated."""

_KINDS = (
    frozenset({"organization.?branch", "organization.grassroots_branch"}),
    frozenset({"organization.?committee", "organization.grassroots_committee"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A whole and what the text counts of it.

    Attributes
    ----------
    whole
        The number of the whole.
    base
        What it counts.
    parts
        What is counted of it, each once.
    """

    whole: Number
    base: Base
    parts: tuple[Statement, ...]

    @property
    def shares(self) -> list[Number]:
        """The shares of the parts, one of each."""
        return [part.shares[-1] for part in self.parts if part.shares]

    @property
    def measures(self) -> frozenset[str]:
        """What the parts measure."""
        return frozenset(part.measure for part in self.parts if part.measure)

    @property
    def is_said_complete(self) -> bool:
        """Whether the text says that these are all: *gồm*, or brackets with committees and branches."""
        nouns = {part.noun for part in self.parts}
        both_kinds = all(nouns & kinds for kinds in _KINDS)
        relations = {part.relation for part in self.parts if part.head and part.head.count == self.whole}
        return relations == {"all"} or (relations == {"bracket"} and both_kinds)

    @property
    def added(self) -> list[Statement]:
        """The parts to be added: those that no other part holds."""
        sums = self.measures & LEVEL_SUMS.keys()
        held = {inner for measure in sums for inner in HOLDS[measure]}
        return [part for part in self.parts if part.measure not in held]

    @property
    def sum(self) -> int | None:
        """What the parts add up to; None where one is no exact count, or more parts may be left out."""
        values = [part.value for part in self.added if part.value is not None]
        says_all = all(part.own_noun or part.counter or part.measures or part.other for part in self.added)
        if len(values) < 2 or len(values) < len(self.added) or not says_all:
            return None
        each_once = self.measures <= RATED_LEVELS and len(self.measures & RATED_LEVELS) >= len(self.added)
        is_sure = self.base.is_certain or self.base.is_noun_said
        is_all = self.measures in COMPLETE or (is_sure and sum(values) > self.base.value)
        return sum(values) if self.is_said_complete or (each_once and is_all) else None


def splits_of(statements: Sequence[Statement], all_bases: Sequence[list[Base]]) -> list[Split]:
    """List the wholes that are split into parts; the levels of a whole are another split than its list."""
    bases: dict[tuple[int, bool], Base] = {}
    parts: dict[tuple[int, bool], list[Statement]] = {}
    for statement, possible in zip(statements, all_bases, strict=True):
        if statement.role != "claim" or statement.count is None:
            continue
        for base in _wholes_of(statement, possible):
            is_listed = (
                statement.relation in {"all", "bracket"}
                and base.number == (statement.head or statement).count
            )
            key = (base.number.start, is_listed)
            bases.setdefault(key, base)
            parts.setdefault(key, []).append(statement)
    return [
        Split(whole=base.number, base=base, parts=tuple(_each_once(parts[key])))
        for key, base in bases.items()
    ]


def _wholes_of(statement: Statement, possible: list[Base]) -> Iterator[Base]:
    """Give what a statement is split from: what its share is taken of, and what it is listed under."""
    if statement.head is not None or statement.measure in RATED_LEVELS:
        first = possible[:1]
        yield from (base for base in first if not base.is_sum)
        yield from (head for head in heads_of(statement)[:1] if head.number != (first and first[0].number))


def _each_once(parts: Iterable[Statement]) -> Iterator[Statement]:
    """Leave out what only says a level of a unit again."""
    seen: dict[tuple[str, str], set[int | None]] = {}
    for part in parts:
        values = seen.setdefault((part.measure or "", part.unit), set())
        says_again = part.value in values or (part.is_base and bool(values))
        if part.measure not in RATED_LEVELS or not says_again:
            yield part
        values.add(part.value)


def sum_mistakes(statements: Sequence[Statement], splits: Sequence[Split]) -> Iterator[Mistake]:
    """List the splits whose parts do not make up the whole."""
    for split in splits:
        total, whole = split.sum, split.base.value
        if total is None or total == whole or _is_explained(split, total, statements):
            continue
        if (mended := _mistyped_part(split, total)) is not None:
            yield mended
            continue
        severity: Severity = "error" if split.is_said_complete else "warning"
        parts = " + ".join(printed_count(part.value or 0) for part in split.added)
        yield make_mistake(
            "levels-do-not-add-up",
            severity,
            split.whole,
            expected=printed_count(total),
            parts=parts,
            sum=total,
            whole=whole,
            related=place_of(*(part.count for part in split.added)),
        )


def _mistyped_part(split: Split, total: int) -> Mistake | None:
    """Find the one part that mends the sum with the count that its own share is of."""
    found = []
    for part in split.added:
        right = (part.value or 0) + split.base.value - total
        of_right = [right > 0 and prints_as(share, Ratio(right, split.base.value)) for share in part.shares]
        if part.count is not None and any(of_right) and not _shares_of(split, split.base.value, part):
            found.append((part.count, right))
    if len(found) != 1:
        return None
    return mistyped(*found[0])


def _is_explained(split: Split, total: int, statements: Sequence[Statement]) -> bool:
    """Whether the first parts are all, *tốt* holds *xuất sắc*, or the parts are of another whole."""
    first_parts = accumulate(part.value or 0 for part in split.added)
    if split.measures not in COMPLETE and split.base.value in first_parts:
        return True
    if not split.is_said_complete and _shares_of(split, total) > 1:
        return True
    excellent = sum(part.value or 0 for part in split.parts if part.measure == "excellent")
    if excellent and total - excellent == split.base.value:
        return True
    like = [one for one in statements if nouns_agree(one.noun, split.parts[0].noun) and one.role == "claim"]
    counts = {exact(number) for one in like for number in (one.count, one.base) if one not in split.parts}
    beside = {one.value for one in like if one.measure in {"unrated", "exempt", "excellent_part"}}
    others = counts - {split.base.value}
    return (total in others and not split.is_said_complete) or (split.base.value - total) in beside


def _shares_of(split: Split, total: int, only: Statement | None = None) -> int:
    """Count the parts whose share is right of a whole."""
    parts = split.parts if only is None else (only,)
    exact_shares = ((part.value, share) for part in parts if part.value for share in part.shares)
    return sum(share.decimals > 0 and prints_as(share, Ratio(count, total)) for count, share in exact_shares)


def part_mistakes(statements: Sequence[Statement], all_bases: Sequence[list[Base]]) -> Iterator[Mistake]:
    """List the parts that are above their whole."""
    for statement, possible in zip(statements, all_bases, strict=True):
        if statement.role != "claim" or not statement.value or statement.count is None:
            continue
        whole = _certain_whole(statement, possible)
        if whole is not None and statement.value > whole.value:
            yield make_mistake(
                "part-above-whole",
                "error",
                statement.count,
                part=statement.value,
                whole=whole.value,
                related=place_of(whole.number),
            )


def _certain_whole(statement: Statement, bases: list[Base]) -> Base | None:
    """Give what a statement is certainly a part of."""
    head = statement.head
    if not bases or not bases[0].is_certain or statement.other:
        return None
    if head is not None:
        is_known = bool(head.noun and statement.noun) and not head.other
        is_same = head.noun == statement.noun
        fits = is_same if statement.relation == "all" else nouns_agree(head.noun, statement.noun)
        is_joint = any(base.is_sum and base.value >= (statement.value or 0) for base in bases)
        return bases[0] if is_known and not is_joint and fits else None
    is_said = statement.measure in RATED_LEVELS and bases[0].measure in WHOLES
    return bases[0] if is_said and len(bases) == 1 else None


def share_sum_mistakes(statements: Sequence[Statement]) -> Iterator[Mistake]:
    """List the levels of which only shares are printed, where these do not make 100%."""
    for start, statement in enumerate(statements):
        for levels in COMPLETE:
            run = statements[start : start + len(levels)]
            only_shares = all(_is_share_alone(one) and _says_same(one, statement) for one in run)
            if not only_shares or {one.measure for one in run} != levels or len(run) != len(levels):
                continue
            shares = [one.shares[0] for one in run]
            if not may_sum_to_100(shares) and all(share.is_percent for share in shares):
                yield make_mistake(
                    "shares-do-not-add-up",
                    "warning",
                    statement.shares[0],
                    sum=as_percentage(sum((share.value for share in shares), start=shares[0].value * 0)),
                    related=place_of(*shares[1:]),
                )


def _is_share_alone(statement: Statement) -> bool:
    is_one = statement.count is None and len(statement.shares) == 1
    return is_one and statement.role == "claim" and not statement.base_words


def _says_same(one: Statement, other: Statement) -> bool:
    return (one.noun, one.year, one.unit) == (other.noun, other.year, other.unit)
