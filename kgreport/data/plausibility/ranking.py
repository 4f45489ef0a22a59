"""Rank figures that would explain broken sums equally well: by typing errors, and by what others show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, inf, prod

from kgreport.data.figures.layout import Scope
from kgreport.data.plausibility.references import Counts, References
from kgreport.data.plausibility.sums import Sums
from kgreport.data.plausibility.typing_errors import likely_originals
from kgreport.data.plausibility.wrong_figures import Break, Explanation, WrongFigure
from kgreport.terms.vocabulary import LEVELS

_NO_TYPING_ERROR = 1e-4
"""How likely a wrong figure is that is not one typing error away from the right one."""

_FAR_BEYOND = 1.1
"""From how many times the least value a typing error proves nothing where there is no greatest value.

A digit left out makes any whole large enough for its parts, so a part that is larger than its whole would
never be suspected; only a value near what the parts need speaks against the whole.
"""

_PROVES_NOTHING = 1e-6
"""What is left of the chance of a typing error that proves nothing; the chance without one is no greater."""

_MOST_VALUES = 40
"""How many values of a figure are looked at, where sums leave a choice."""

_ScopeKey = tuple[str, str]
"""Unit and tier."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An explanation of broken sums.

    Attributes
    ----------
    figures
        The figures that are wrong if it is true.
    values
        The right value of each; None where several are as likely.
    weight
        How likely it is, compared with other explanations of the same break.
    """

    figures: Explanation
    values: tuple[int | None, ...]
    weight: float


def rank(broken: Break, sums: Sums, references: References, year: int, subject: str) -> list[Ranked]:
    """Rank the explanations of a break, the most likely first.

    The weight of an explanation is the chance of its typing errors, times how near the mended figures come to
    those of sibling units and of the year before. Where sums leave a choice of values, the weights of all
    that a typing error explains are summed, each as likely as the others.
    """
    scopes = _scopes_of(broken, sums, references, year, subject)
    ranked = [_weighed(explanation, scopes) for explanation in broken.explanations]
    return sorted(ranked, key=lambda one: -one.weight)


def _weighed(explanation: Explanation, scopes: Mapping[_ScopeKey, _Scope]) -> Ranked:
    weights: dict[tuple[int, ...], float] = {}
    for choice in product(*(list(_possible_values(one)) for one in explanation)):
        values = tuple(value for value, _ in choice)
        typing = prod(chance for _, chance in choice)
        weights[values] = typing * _nearness(explanation, values, scopes)
    total, best = sum(weights.values()), max(weights, key=lambda values: weights[values])
    is_clear = weights[best] > total / 2
    right = tuple(
        value if one.right is not None or (is_clear and value in likely_originals(one.figure.value)) else None
        for one, value in zip(explanation, best, strict=True)
    )
    return Ranked(explanation, right, total)


def _possible_values(wrong: WrongFigure) -> Iterator[tuple[int, float]]:
    """Go through the values that a figure may have, each with its chance."""
    originals = likely_originals(wrong.figure.value)
    if wrong.right is not None:
        yield wrong.right, originals.get(wrong.right, _NO_TYPING_ERROR)
        return
    inside = {value: chance for value, chance in originals.items() if wrong.least <= value <= wrong.greatest}
    likely = sorted(inside, key=lambda value: -inside[value])[:_MOST_VALUES]
    if not likely:
        yield wrong.least, _PROVES_NOTHING if wrong.greatest == inf else _NO_TYPING_ERROR
    for value in likely:
        chance = inside[value] / len(likely)
        yield value, chance * _PROVES_NOTHING if _is_far_beyond(value, wrong) else chance


def _is_far_beyond(value: int, wrong: WrongFigure) -> bool:
    """Tell a value that much less would do for, where anything larger would do as well."""
    return wrong.greatest == inf and value > wrong.least * _FAR_BEYOND


@dataclass(frozen=True, slots=True)
class _Scope:
    """The known counts of a unit and tier, and how near counts there come to what others show."""

    known: Mapping[str, int]
    fit: Callable[[Counts], float]

    def gain(self, changed: Mapping[str, int]) -> float:
        """Give how much nearer the counts come with some of them changed, as a logarithm."""
        return self.fit(_with_rated({**self.known, **changed})) - self.fit(_with_rated(self.known))


def _scopes_of(
    broken: Break, sums: Sums, references: References, year: int, subject: str
) -> dict[_ScopeKey, _Scope]:
    """Give the units and tiers of the figures that may be wrong."""
    known: dict[_ScopeKey, dict[str, int]] = {one.key[:2]: {} for some in broken.explanations for one in some}
    given = {number: figure.value for number, figure in sums.written.items()}
    for number, value in {**sums.counted, **given}.items():
        unit, tier, measure = sums.keys[number]
        if (unit, tier) in known:
            known[unit, tier][measure] = value
    return {
        (unit, tier): _Scope(
            counts, references.fit_of(Scope(year=year, unit=unit, subject=subject, tier=tier))
        )
        for (unit, tier), counts in known.items()
    }


def _nearness(explanation: Explanation, values: Sequence[int], scopes: Mapping[_ScopeKey, _Scope]) -> float:
    """Give how much nearer the figures come to what others show with these values."""
    changed: dict[_ScopeKey, dict[str, int]] = {}
    for one, value in zip(explanation, values, strict=True):
        unit, tier, measure = one.key
        changed.setdefault((unit, tier), {})[measure] = value
    return exp(sum(scopes[scope].gain(counts) for scope, counts in changed.items()))


def _with_rated(counts: Mapping[str, int]) -> Counts:
    """Add those rated as the sum of the levels, where they are not known otherwise."""
    if "rated" in counts or not all(level in counts for level in LEVELS):
        return counts
    return {**counts, "rated": sum(counts[level] for level in LEVELS)}
