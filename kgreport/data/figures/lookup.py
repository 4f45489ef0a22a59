"""Figures by whom they speak of, so that each is looked up and none is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pandas as pd

from kgreport.data.figures.layout import KEY, Scope

Told = TypeVar("Told")
ScopeKey = tuple[int, str, str, str]
"""Year, unit, subject and tier."""


class Figure(NamedTuple):
    """A figure that is known: its value, and where it comes from."""

    value: int
    source: str
    place: str


Known = Mapping[str, Figure]
"""By measure, the figures of one scope."""

_NOTHING: Known = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FiguresByScope:
    """A frame of figures laid out for looking up.

    Attributes
    ----------
    known
        By scope and measure, in the order of the frame.
    """

    known: Mapping[ScopeKey, Known]

    def of(self, scope: Scope) -> Known:
        """Give the figures of a scope; none where nothing is known of it."""
        return self.known.get((scope.year, scope.unit, scope.subject, scope.tier), _NOTHING)


Figures = pd.DataFrame | FiguresByScope
"""Figures as a frame with the columns of `figures.layout.COLUMNS`, or by scope."""


def by_scope(figures: Figures) -> FiguresByScope:
    """Lay figures out by scope; what is so already stays as it is."""
    if isinstance(figures, FiguresByScope):
        return figures
    told = [figures[name].tolist() for name in ("value", "source", "place")]
    return FiguresByScope(laid_out(figures, map(Figure._make, zip(*told, strict=True))))


def laid_out(figures: pd.DataFrame, told: Iterable[Told]) -> dict[ScopeKey, dict[str, Told]]:
    """Lay out what is told of each figure of a frame: by scope and measure, in the order of the frame."""
    known: dict[ScopeKey, dict[str, Told]] = {}
    year, unit, subject, tier, measure = (figures[name].tolist() for name in KEY)
    scopes = zip(year, unit, subject, tier, strict=True)
    for scope, code, of in zip(scopes, measure, told, strict=True):
        known.setdefault(scope, {})[code] = of
    return known
