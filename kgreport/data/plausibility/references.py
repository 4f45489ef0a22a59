"""Tell what a figure should be near to: the shares of sibling units, and those of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from statistics import median
from typing import NamedTuple

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope
from kgreport.data.tables.unit_tree import below, parents_of
from kgreport.data.tables.units import Unit
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, LEVEL_SUMS, LEVELS, REASONS

BASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*LEVELS, *LEVEL_SUMS), ("rated", "total")),
    **dict.fromkeys(("rated", "exempt", "pending", "reviewed", "suggested"), ("total",)),
    **dict.fromkeys(("studied", "committed", "trained", "rotated", "planned"), ("total",)),
    **dict.fromkeys((*REASONS, *COLLECTIVE_REASONS), ("unfulfilled",)),
    "on_time": ("reviewed",),
    "explained": ("suggested",),
    "opinions_asked": ("total",),
    "opinions_given": ("opinions_asked",),
}
"""By measure, what it is compared as a share of, the better base first."""

FEWEST_SIBLINGS = 5
"""From how many sibling units a usual share is taken at least."""

_NORMAL = 1.4826
"""The median distance from the median, times this, is the standard deviation of a normal distribution."""

Counts = Mapping[str, int]
"""Counts by measure."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The median of some shares, and how far they lie from it: scaled to a standard deviation."""

    share: float
    spread: float = 0.0


def usual_of(shares: Sequence[float]) -> Usual:
    """Take the median of shares, and their median distance from it: a few wrong shares move neither.

    >>> usual_of([0.10, 0.11, 0.12, 0.13, 0.95]).share
    0.12
    """
    middle = median(shares)
    return Usual(middle, _NORMAL * median(abs(share - middle) for share in shares))


class Share(NamedTuple):
    """A count, and the count it is a share of."""

    part: int
    base: int

    @property
    def value(self) -> float:
        """The share as a fraction of one."""
        return self.part / self.base


def share_of(counts: Counts, measure: str) -> Share | None:
    """Give the share of a measure; nothing where count or base is unknown, or the base is 0.

    >>> share_of({"rated": 840, "excellent": 168}, "excellent")
    Share(part=168, base=840)
    """
    for base in BASES.get(measure, ()):
        if counts.get(base) and measure in counts:
            return Share(counts[measure], counts[base])
    return None


def shares_of(counts: Counts) -> dict[str, Share]:
    """Give the shares of all measures that have one."""
    shares = ((measure, share_of(counts, measure)) for measure in counts if measure in BASES)
    return {measure: share for measure, share in shares if share}


def counts_of(figures: FiguresByScope, scope: Scope) -> Counts:
    """Give the known counts of a scope."""
    return {measure: figure.value for measure, figure in figures.of(scope).items()}


@dataclass(frozen=True, slots=True)
class References:
    """What figures should be near to: those of other units under the same unit, and of the year before."""

    figures: FiguresByScope
    units: Sequence[Unit]

    def siblings(self, scope: Scope) -> list[Counts]:
        """Give the counts of the other units under the same unit."""
        parent = parents_of(self.units).get(scope.unit)
        others = [one for one in below(parent, self.units) if one != scope.unit] if parent is not None else []
        return [counts_of(self.figures, replace(scope, unit=one)) for one in others]

    def fit_of(self, scope: Scope) -> Callable[[Counts], float]:
        """Make a measure of how near counts of a scope come to siblings and the year before, as a logarithm.

        The nearer, the greater. A distance counts in standard deviations, and a great one little more than a
        large one, because real units do differ.
        """
        before = counts_of(self.figures, replace(scope, year=scope.year - 1))
        usual = [*self._usual(self.siblings(scope)), *self._usual([before], fewest=1)]

        def fit(counts: Counts) -> float:
            total = -sum(_distance(counts, measure, of) for measure, of in usual)
            if before.get("total") and "total" in counts:
                total -= log(1 + ((counts["total"] / before["total"] - 1) / _YEARLY_CHANGE) ** 2)
            return total

        return fit

    @staticmethod
    def _usual(others: Sequence[Counts], fewest: int = FEWEST_SIBLINGS) -> Iterator[tuple[str, Usual]]:
        for measure in BASES:
            shares = [found.value for one in others if (found := share_of(one, measure))]
            if len(shares) >= fewest:
                yield measure, usual_of(shares)


_YEARLY_CHANGE = 0.1
"""By what fraction a total often changes from year to year."""


def _distance(counts: Counts, measure: str, usual: Usual) -> float:
    found = share_of(counts, measure)
    if found is None:
        return 0.0
    expected = usual.share * found.base
    scale = max(1.0, sqrt(expected), usual.spread * found.base)
    return log(1 + ((counts[measure] - expected) / scale) ** 2)
