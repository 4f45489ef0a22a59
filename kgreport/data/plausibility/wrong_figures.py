"""Find which figure is probably wrong where sums break: the smallest set that explains everything.

The method is that of I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation",
Journal of the American Statistical Association 71 (1976), pages 17–35: as few figures as possible are taken
as wrong, so that no sum is broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from math import inf
from operator import and_, or_

from kgreport.data.figures.lookup import Figure
from kgreport.data.plausibility.bounds import Bounds, Conflict
from kgreport.data.plausibility.sums import Key, Sums

_MOST_TRIED = 400
"""How many sets of figures are tried for one break at most."""


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A figure that is probably wrong.

    Attributes
    ----------
    key
        Unit, tier and measure.
    figure
        The figure as it was written.
    least, greatest
        Between what values it must be for all sums to hold; `greatest` may be infinite.
    """

    key: Key
    figure: Figure
    least: int
    greatest: float

    @property
    def right(self) -> int | None:
        """The only value with which all sums hold."""
        return self.least if self.least == self.greatest else None


Explanation = tuple[WrongFigure, ...]
"""Figures that explain a break if all of them are wrong."""


@dataclass(frozen=True, slots=True)
class Break:
    """Broken sums that share written figures.

    Attributes
    ----------
    figures
        The written figures in them.
    explanations
        What explains all of them; each has the same number of figures. None where no two figures do.
    """

    figures: frozenset[Key]
    explanations: tuple[Explanation, ...]


def find_breaks(sums: Sums) -> list[Break]:
    """Find the sums that are broken, and the fewest figures that explain them."""
    bounds = Bounds.of(sums)
    return [_explained(bounds, together) for together in _sharing_figures(bounds.conflicts)]


def _sharing_figures(conflicts: Sequence[Conflict]) -> list[list[Conflict]]:
    """Group conflicts so that those which share a written figure are together."""
    groups: list[tuple[int, list[Conflict]]] = []
    for one in conflicts:
        touched = [group for group in groups if group[0] & one.figures]
        joined = (
            reduce(or_, (figures for figures, _ in touched), one.figures),
            [*(other for _, some in touched for other in some), one],
        )
        groups = [group for group in groups if group not in touched] + [joined]
    return [some for figures, some in groups if figures]


def _explained(bounds: Bounds, broken: Sequence[Conflict]) -> Break:
    sums, figures = bounds.sums, reduce(or_, (one.figures for one in broken))
    found: list[Explanation] = []
    in_every_conflict = ((n,) for n in _members(reduce(and_, (one.figures for one in broken))))
    for sets in (in_every_conflict, _pairs(broken)):
        for wrong in islice(sets, _MOST_TRIED):
            found += _tried(bounds, wrong, broken)
        if found:
            break
    return Break(frozenset(sums.keys[n] for n in _members(figures)), tuple(found))


def _pairs(broken: Sequence[Conflict]) -> Iterator[tuple[int, ...]]:
    """Go through the pairs of figures of which each conflict has at least one."""
    smallest = min(broken, key=lambda one: one.figures.bit_count())
    for first in _members(smallest.figures):
        rest = [one.figures for one in broken if not one.figures >> first & 1]
        if rest:
            yield from ((first, second) for second in _members(reduce(and_, rest)))


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _tried(bounds: Bounds, wrong: tuple[int, ...], broken: Sequence[Conflict]) -> Iterator[Explanation]:
    """Give some figures as an explanation, if no sum is broken without them."""
    without = bounds.without(wrong, (one.broken for one in broken))
    if not without.conflicts:
        yield tuple(
            _wrong_figure(bounds.sums, n, int(without.least[n].value), without.greatest[n].value)
            for n in wrong
        )


def _wrong_figure(sums: Sums, number: int, least: int, greatest: float) -> WrongFigure:
    return WrongFigure(
        sums.keys[number], sums.written[number], least, greatest if greatest == inf else int(greatest)
    )
