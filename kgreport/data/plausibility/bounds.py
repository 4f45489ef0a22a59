"""Find what values figures may have, and which written figures contradict each other.

Every figure has a least and a greatest possible value; a sum narrows those of its whole and its parts. A
figure whose least value exceeds its greatest is in a contradiction. For every limit it is kept which written
figures it follows from, as the bits of a whole number.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from math import inf
from operator import or_
from typing import NamedTuple

from kgreport.data.plausibility.sums import Sum, Sums

_MOST_ROUNDS = 50
"""How often the sums are gone through at most; sums of real figures settle after a few times."""


class Limit(NamedTuple):
    """A least or greatest value, and the written figures it follows from."""

    value: float
    follows_from: int


class Conflict(NamedTuple):
    """A sum that cannot hold, and the written figures that cannot all be right."""

    broken: int
    figures: int


_LEAST, _GREATEST = Limit(0, 0), Limit(inf, 0)


@dataclass(slots=True)
class Bounds:
    """The least and greatest values of all figures.

    Attributes
    ----------
    sums
        The figures and their sums.
    least, greatest
        The limits, by number of the figure.
    conflicts
        What was found to contradict; these sums narrow nothing any more.
    """

    sums: Sums
    touching: list[list[int]]
    least: list[Limit]
    greatest: list[Limit]
    conflicts: list[Conflict] = field(default_factory=list)

    @classmethod
    def of(cls, sums: Sums) -> Bounds:
        """Take every written figure as it is, and narrow all others."""
        touching: list[list[int]] = [[] for _ in sums.keys]
        for n, one in enumerate(sums.sums):
            for figure in (one.whole, *one.parts):
                touching[figure].append(n)
        numbers = range(len(sums.keys))
        bounds = cls(sums, touching, [_LEAST for _ in numbers], [_GREATEST for _ in numbers])
        for figure in numbers:
            bounds._reset(figure)
        # A written figure that differs from its count is in a contradiction of its own.
        bounds.conflicts += [
            Conflict(-1, 1 << n)
            for n, count in sums.counted.items()
            if n in sums.written and sums.written[n].value != count
        ]
        bounds._settle(range(len(sums.sums)))
        return bounds

    def without(self, wrong: Iterable[int], broken: Iterable[int]) -> Bounds:
        """Find the limits where some written figures are unknown, and some broken sums hold after all."""
        wrong, again = list(wrong), set(broken) - {-1}
        mask = reduce(or_, (1 << figure for figure in wrong), 0)
        kept = [one for one in self.conflicts if one.broken not in again and one.broken >= 0]
        bounds = replace(self, least=self.least[:], greatest=self.greatest[:], conflicts=kept)
        for figure, (least, greatest) in enumerate(zip(self.least, self.greatest, strict=True)):
            if (least.follows_from | greatest.follows_from) & mask:
                bounds._reset(figure, known=figure not in wrong)
                again.update(self.touching[figure])
        others = len(kept)
        bounds._settle(sorted(again))
        del bounds.conflicts[:others]
        return bounds

    def _reset(self, figure: int, *, known: bool = True) -> None:
        """Forget what follows for a figure: keep what was written or counted."""
        written, counted = self.sums.written.get(figure), self.sums.counted.get(figure)
        if written is not None and known:
            self.least[figure] = self.greatest[figure] = Limit(written.value, 1 << figure)
        elif counted is not None:
            self.least[figure] = self.greatest[figure] = Limit(counted, 0)
        else:
            self.least[figure], self.greatest[figure] = _LEAST, _GREATEST

    def _settle(self, begin: Iterable[int]) -> None:
        """Apply sums until nothing changes."""
        broken = {one.broken for one in self.conflicts}
        waiting = deque(n for n in begin if n not in broken)
        queued, left = set(waiting), _MOST_ROUNDS * len(self.sums.sums)
        while waiting and left:
            left -= 1
            n = waiting.popleft()
            queued.discard(n)
            for figure, least, greatest in self._follows(self.sums.sums[n]):
                if least.value > greatest.value:
                    self.conflicts.append(Conflict(n, least.follows_from | greatest.follows_from))
                    broken.add(n)
                    break
                if (least, greatest) != (self.least[figure], self.greatest[figure]):
                    self.least[figure], self.greatest[figure] = least, greatest
                    new = [one for one in self.touching[figure] if one not in queued and one not in broken]
                    waiting.extend(new)
                    queued.update(new)

    def _follows(self, one: Sum) -> Iterator[tuple[int, Limit, Limit]]:
        """Go through the limits that a sum sets to its whole and its parts."""
        least, greatest = self.least, self.greatest
        low = _total(least[part] for part in one.parts)
        high = _total(greatest[part] for part in one.parts) if one.exact else _GREATEST
        yield one.whole, _greater(least[one.whole], low), _less(greatest[one.whole], high)
        for part in one.parts:
            rest = [other for other in one.parts if other != part]
            most = _minus(greatest[one.whole], _total(least[other] for other in rest))
            fewest = _LEAST
            if one.exact:
                fewest = _minus(least[one.whole], _total(greatest[other] for other in rest))
            yield part, _greater(least[part], fewest), _less(greatest[part], most)


def _total(limits: Iterable[Limit]) -> Limit:
    value, follows_from = 0.0, 0
    for limit in limits:
        value += limit.value
        follows_from |= limit.follows_from
    return Limit(value, follows_from)


def _minus(whole: Limit, rest: Limit) -> Limit:
    if inf in (whole.value, rest.value):
        return _GREATEST if whole.value == inf else _LEAST
    return Limit(whole.value - rest.value, whole.follows_from | rest.follows_from)


def _greater(one: Limit, other: Limit) -> Limit:
    return other if other.value > one.value else one


def _less(one: Limit, other: Limit) -> Limit:
    return other if other.value < one.value else one
