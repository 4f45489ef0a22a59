"""Rank units by what asks for attention, so that the first one is the one to see to first.

The rule of the order is written down in docs/attention.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any, Literal

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope
from kgreport.data.plausibility.compared import even
from kgreport.stats.shares import rating_base, share_rows
from kgreport.terms.collation import sort_key

Kind = Literal["ratings", "cap", "overdue", "unexplained", "doubtful"]
KINDS: Sequence[Kind] = ("ratings", "cap", "overdue", "unexplained", "doubtful")
"""The kinds of signals, in the order in which they are told."""

SMALLEST = 30
"""Units with fewer rated are not compared by share: one case would be worth more than three points."""

LEAST_DEVIATIONS = 1.645
"""How far a share lies from that of all, in standard deviations of chance: one unit in twenty, at most."""

MOST_OF_A_MEASURE = 3
"""How many units, the farthest ones, are told of one subject and measure at most."""

LOW: Mapping[str, int] = {"good_or_better": -1, "unfulfilled": 1}
"""The measures by which ratings are low, and on which side of all they are then."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing about a unit that asks for attention.

    Attributes
    ----------
    unit
        Code of the unit, or of an organisation.
    kind
        One of `KINDS`.
    size
        How much of it there is: cases, or standard deviations of chance.
    facts
        What a sentence about it needs.
    """

    unit: str
    kind: Kind
    size: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its signals.

    Attributes
    ----------
    unit
        Its code.
    signals
        In the order of `KINDS`, the largest of a kind first.
    weight
        The sum, over the kinds, of what part of all signals of the kind is its own.
    """

    unit: str
    signals: Sequence[Signal]
    weight: float

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of its signals."""
        return list(dict.fromkeys(signal.kind for signal in self.signals))


def rank(signals: Iterable[Signal], names: Mapping[str, str]) -> list[Ranked]:
    """Rank units: by how many kinds of signals they have, then by weight, then by name.

    >>> few, many = Signal("a", "overdue", 9), [Signal("b", "overdue", 1), Signal("b", "cap", 1)]
    >>> [one.unit for one in rank([few, *many], {"a": "A", "b": "B"})]
    ['b', 'a']
    """
    of_unit: dict[str, list[Signal]] = {}
    of_kind: dict[str, float] = {}
    for signal in signals:
        of_unit.setdefault(signal.unit, []).append(signal)
        of_kind[signal.kind] = of_kind.get(signal.kind, 0) + signal.size
    ranked = [
        Ranked(unit, sorted(some, key=_told), sum(one.size / of_kind[one.kind] for one in some))
        for unit, some in of_unit.items()
    ]
    # Weights that differ by the error of adding fractions are the same.
    return sorted(ranked, key=lambda one: (-len(one.kinds), -round(one.weight, 9), sort_key(names[one.unit])))


def _told(signal: Signal) -> tuple[int, float]:
    return KINDS.index(signal.kind), -signal.size


def low_ratings(figures: FiguresByScope, scope: Scope, units: Iterable[str]) -> list[Signal]:
    """Find the units whose share of a subject is worse than that of all by more than chance explains.

    Units with fewer than `SMALLEST` rated are left out, and of each measure all but the farthest few.
    """
    units = list(units)
    return [signal for measure in LOW for signal in _low(figures, scope, units, measure)]


def _low(figures: FiguresByScope, scope: Scope, units: Sequence[str], measure: str) -> Iterator[Signal]:
    known = figures.of(scope)
    base = rating_base(known)
    [whole] = share_rows(known, {measure: base})
    if whole["share"] is None:
        return
    found = []
    for unit in units:
        [row] = share_rows(figures.of(replace(scope, unit=unit)), {measure: base})
        size = _deviations(row, whole, LOW[measure])
        if size >= LEAST_DEVIATIONS:
            facts = {**row, "scope": replace(scope, unit=unit), "whole_share": whole["share"]}
            found.append(Signal(unit, "ratings", size, facts))
    yield from sorted(found, key=lambda one: -one.size)[:MOST_OF_A_MEASURE]


def _deviations(row: Mapping[str, Any], whole: Mapping[str, Any], side: int) -> float:
    """Tell how far a share lies on the bad side of that of all; 0 where it is unknown, or of few."""
    if row["share"] is None or row["base_count"] < SMALLEST:
        return 0
    return float(side * (even(row["share"]) - even(whole["share"])) * 2 * sqrt(row["base_count"]))
