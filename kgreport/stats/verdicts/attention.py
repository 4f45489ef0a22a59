"""Rank units by what asks for attention, so that the first one is the one to see to first.

The rule of the order is written down in docs/explanation/attention.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from kgreport.terms.collation import sort_key

Kind = Literal["ratings", "cap", "overdue", "unexplained", "doubtful"]
KINDS: Sequence[Kind] = ("ratings", "cap", "overdue", "unexplained", "doubtful")
"""The kinds of signals, in the order in which they are told."""


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
    return sorted(ranked, key=lambda one: _place(one, names.get(one.unit, one.unit)))


def _place(one: Ranked, name: str) -> tuple[object, ...]:
    # Weights that differ by the error of adding fractions are the same.
    return -len(one.kinds), -round(one.weight, 9), sort_key(name)


def _told(signal: Signal) -> tuple[int, float]:
    return KINDS.index(signal.kind), -signal.size
