"""What a sentence says of one number: the stage between its tokens and the claims of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kgreport.fact_check.language.source import Number, exact
from kgreport.terms.vocabulary import AWARDS, LEVEL_SUMS, LEVELS, PERSONS

BaseKnown = Literal["stated", "nearest", "implied"]
"""How the base of a share is known: stated (``12/15``, *so với tổng số 15*), the last number before it
that may be it, or implied by what is counted (those not yet rated are a share of all)."""

Role = Literal["claim", "change", "target"]
Relation = Literal["all", "bracket", "some", "near"]
"""How parts are named: *gồm* all, a bracket, *trong đó* some; *near* where a list stands before *trong đó*,
so that it may go on with the last item or with the whole of the list."""

RATED_LEVELS = frozenset({*LEVELS, *LEVEL_SUMS})

HOLDS = {
    "total": frozenset({"rated", "reviewed", "unrated", "exempt"}) | RATED_LEVELS,
    "reviewed": frozenset({"rated"}) | RATED_LEVELS,
    "rated": RATED_LEVELS,
    "fulfilled_or_better": frozenset({"excellent", "good", "fulfilled", "good_or_better"}),
    "good_or_better": frozenset({"excellent", "good"}),
    "unrated": frozenset({"exempt"}),
    "good": frozenset({"excellent"}),
}
"""The measures that each measure holds; *tốt* is sometimes said of *tốt* and *xuất sắc* together."""

WHOLES = ("rated", "reviewed", "total")
"""What levels are a share of, the nearest first."""


@dataclass(slots=True, kw_only=True, eq=False)
class Statement:
    """What is said of one number; filled in while its sentence is read.

    Attributes
    ----------
    start, end
        Its place in the text as read.
    sentence
        The position of its sentence.
    count, shares, base, base_known
        The numbers it states.
    base_words
        The measures named as base without a number: *so với tổng số đảng viên* names ``total``.
    base_noun, base_year
        What the base counts, and in which year, if this is said.
    noun, own_noun
        Subject and tier as in the table of patterns, and whether the statement says them itself.
    counter
        Whether persons or bodies are counted, where only this is said.
    manager
        Who manages what is counted, where no noun is said: the tier of the noun before.
    other
        The word for what is counted, where it is no subject of the field.
    words
        The nouns, as printed.
    measures
        Levels and states that it says, in their order.
    role
        Whether it claims how many there are, or speaks of a change or a target.
    year
        The year it says; None for the year of the text.
    unit
        The unit it says.
    head, relation
        What it is a part of, and how this is said.
    heads
        All that it may be a part of, the innermost last.
    is_base
        Whether it stands as base of what follows: *trong tổng số 15 chi bộ*.
    """

    start: int
    end: int
    sentence: int
    count: Number | None = None
    shares: list[Number] = field(default_factory=list)
    base: Number | None = None
    base_known: BaseKnown | None = None
    base_words: list[str] = field(default_factory=list)
    base_noun: str = ""
    base_year: int | None = None
    noun: str = ""
    own_noun: bool = False
    counter: str = ""
    manager: str = ""
    other: str = ""
    words: str = ""
    level_words: str = ""
    measures: list[str] = field(default_factory=list)
    role: Role = "claim"
    year: int | None = None
    unit: str = ""
    head: Statement | None = None
    relation: Relation | None = None
    heads: tuple[tuple[Statement, Relation], ...] = ()
    is_base: bool = False

    @property
    def measure(self) -> str | None:
        """The most particular measure it says; None where it says none that the vocabulary has."""
        return measure_of(self.measures)

    @property
    def subject(self) -> str:
        """The code of its subject; empty where it is not known."""
        return self.noun.partition(".")[0]

    @property
    def is_ratio(self) -> bool:
        """Whether its count and its base are stated together."""
        return self.count is not None and self.base is not None

    @property
    def value(self) -> int | None:
        """Its count, if it is an exact one."""
        return exact(self.count)


def measure_of(measures: Iterable[str]) -> str | None:
    """Choose the most particular of several measures: an award, a reason, a level, the widest last.

    >>> measure_of(["rated", "excellent"]), measure_of(["total", "rated"]), measure_of(["excellent", "flag"])
    ('excellent', 'rated', 'flag')
    """
    return min(measures, key=_width, default=None)


def _width(measure: str) -> tuple[int, bool, int]:
    order = 0 if measure in AWARDS else 1 if measure.startswith("unfulfilled_") else 2
    return order, measure == "other", len(HOLDS.get(measure, ()))


def nouns_agree(one: str, other: str) -> bool:
    """Whether two nouns may be of the same things.

    >>> nouns_agree("organization.?branch", "organization.grassroots"), nouns_agree("member.", "leader.")
    (True, False)
    >>> nouns_agree("organization.grassroots", "organization.sub")
    False
    """
    if not one or not other:
        return True
    (subject, _, tier), (other_subject, _, other_tier) = one.partition("."), other.partition(".")
    if subject != other_subject:
        return False
    if subject in BY_MANAGER and not (tier and other_tier):
        return True
    if tier.startswith("?") or other_tier.startswith("?"):
        return {tier, other_tier} != {"?branch", "?committee"}
    return tier == other_tier


def may_count(counter: str, noun: str) -> bool:
    """Whether a counter may count what a noun names; nobody knows of no noun.

    >>> may_count("person", "member."), may_count("person", "organization.sub"), may_count("person", "")
    (True, False, True)
    """
    is_person = noun.partition(".")[0] in PERSONS
    return not noun or counter in {"", "any"} or (counter == "person") == is_person


BY_MANAGER = frozenset({"collective", "leader"})
"""Whoever manages them is said once, and not again with each number."""


def holds(whole: str | None, part: str | None) -> bool:
    """Whether one measure may hold another; a measure that is not known may hold and be held."""
    if UNKNOWN & {whole, part}:
        return True
    return part in HOLDS.get(whole or "", ()) or (part or "").startswith(f"{whole}_")


UNKNOWN = frozenset({None, "other"})
"""What is no measure of the vocabulary."""
