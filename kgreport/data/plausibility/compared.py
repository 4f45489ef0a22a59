"""Lay out the shares of a year beside those of sibling units and of earlier years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import asin, sin, sqrt
from typing import NamedTuple

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.least import KnownFigures
from kgreport.data.plausibility.references import (
    FEWEST_SIBLINGS,
    Counts,
    Share,
    counts_of,
    shares_of,
    usual_of,
)
from kgreport.data.tables.unit_tree import parents_of

LEAST_SPREAD = 0.04
"""By how much the shares of real units or years differ at least: a standard deviation, of `even` shares."""

_Line = tuple[str, str, str, str]
"""Unit above, subject, tier and measure: what the shares of sibling units have in common."""


class Comparison(NamedTuple):
    """What the share of a figure is compared with.

    Attributes
    ----------
    usual
        The median of the other shares.
    of
        How many they are.
    deviations
        How far the share is from `usual`, in standard deviations: what chance does, and how much the others
        differ.
    """

    usual: float
    of: int
    deviations: float


def even(share: float) -> float:
    """Put a share on a scale on which chance moves large and small shares alike.

    By chance alone, the arcsine of the root of a share of n has a standard deviation of 1 / (2 √n), whatever
    the share is.
    """
    return asin(sqrt(min(share, 1.0)))


@dataclass(frozen=True)
class Compared:
    """All figures, completed, and the year whose figures are compared with the others."""

    known: KnownFigures
    year: int

    @cached_property
    def comparable(self) -> Sequence[int]:
        """The earlier years that were rated by the same rules."""
        rules, years = self.known.rules, {year for year, *_ in self.known.by_scope.known}
        return sorted(one for one in years if one < self.year and rules.get(one) == rules.get(self.year))

    def counts(self, scope: Scope, year: int) -> Counts:
        """Give the counts of a scope in a year."""
        return counts_of(self.known.by_scope, replace(scope, year=year))

    @cached_property
    def scopes(self) -> Mapping[Scope, Counts]:
        """The counts of the year."""
        scopes = [
            Scope(year=year, unit=unit, subject=subject, tier=tier)
            for year, unit, subject, tier in self.known.by_scope.known
            if year == self.year
        ]
        return {scope: self.counts(scope, self.year) for scope in scopes}

    @cached_property
    def shares(self) -> Mapping[Scope, Mapping[str, Share]]:
        """The shares of the year, by scope and measure."""
        return {scope: shares_of(counts) for scope, counts in self.scopes.items()}

    def with_siblings(self, scope: Scope, measure: str, share: Share) -> Comparison | None:
        """Compare a share with those of all units under the same unit; nothing where they are few."""
        parent = self._parents.get(scope.unit)
        usual = self._usual.get((parent or "", scope.subject, scope.tier, measure))
        if parent is None or usual is None:
            return None
        return _comparison(share, *usual, 1 / (4 * share.base))

    def with_earlier(self, scope: Scope, measure: str, share: Share) -> Comparison | None:
        """Compare a share with those of earlier years; nothing where there are none."""
        shares = [found[measure] for found in self._earlier[scope] if measure in found]
        if not shares:
            return None
        chance = 1 / (4 * share.base) + 1 / (4 * sum(one.base for one in shares))
        return _comparison(share, *_usual(shares), chance)

    @cached_property
    def _earlier(self) -> Mapping[Scope, Sequence[Mapping[str, Share]]]:
        return {
            scope: [shares_of(self.counts(scope, year)) for year in self.comparable] for scope in self.scopes
        }

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        return parents_of(self.known.units)

    @cached_property
    def _usual(self) -> Mapping[_Line, tuple[float, float, int]]:
        """The usual share of sibling units, where they are more than a few."""
        shares: dict[_Line, list[Share]] = {}
        for scope, found in self.shares.items():
            if scope.unit in self._parents:
                for measure, share in found.items():
                    line = (self._parents[scope.unit], scope.subject, scope.tier, measure)
                    shares.setdefault(line, []).append(share)
        return {line: _usual(some) for line, some in shares.items() if len(some) > FEWEST_SIBLINGS}


def _usual(shares: Sequence[Share]) -> tuple[float, float, int]:
    """Take the median of even shares, their spread, and how many they are."""
    usual = usual_of([even(share.value) for share in shares])
    return usual.share, max(LEAST_SPREAD, usual.spread), len(shares)


def _comparison(share: Share, usual: float, spread: float, of: int, chance: float) -> Comparison:
    return Comparison(sin(usual) ** 2, of, abs(even(share.value) - usual) / sqrt(spread**2 + chance))
