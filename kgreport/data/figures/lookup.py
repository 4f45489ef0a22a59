"""An index of figures by year, unit, subject and tier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pandas as pd

from kgreport.data.figures.layout import KEY, Scope

Value = TypeVar("Value")
ScopeKey = tuple[int, str, str, str]
"""Year, unit, subject and tier."""


class Figure(NamedTuple):
    """A known figure: its value, its source and its place."""

    value: int
    source: str
    place: str


Known = Mapping[str, Figure]
"""The known figures of one scope, by measure."""

_NOTHING: Known = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FiguresByScope:
    """An index of a frame of figures: by scope and measure, in the order of the frame."""

    known: Mapping[ScopeKey, Known]

    def of(self, scope: Scope) -> Known:
        """Give the figures of a scope; empty where none is known."""
        return self.known.get((scope.year, scope.unit, scope.subject, scope.tier), _NOTHING)


def with_whole_numbers(figures: pd.DataFrame) -> pd.DataFrame:
    """Give figures whose years and values are whole numbers, as they are where they are already."""
    others = {name: int for name in ("year", "value") if figures[name].dtype != int}
    return figures.astype(others) if others else figures


def drop_known(figures: pd.DataFrame, known: pd.DataFrame, columns: Sequence[str] = KEY) -> pd.DataFrame:
    """Drop the figures that share some columns with a row of `known`."""
    if figures.empty or known.empty:
        return figures
    keys, of_known = (zip(*(one[name].tolist() for name in columns), strict=True) for one in (figures, known))
    dropped = set(of_known)
    return figures[[key not in dropped for key in keys]]


Figures = pd.DataFrame | FiguresByScope
"""Figures as a frame with the columns of `figures.layout.COLUMNS`, or by scope."""


def by_scope(figures: Figures) -> FiguresByScope:
    """Index figures by scope; an index is returned as it is."""
    if isinstance(figures, FiguresByScope):
        return figures
    values = [figures[name].tolist() for name in ("value", "source", "place")]
    return FiguresByScope(index_by_scope(figures, map(Figure._make, zip(*values, strict=True))))


def index_by_scope(figures: pd.DataFrame, values: Iterable[Value]) -> dict[ScopeKey, dict[str, Value]]:
    """Index one value for each row of a frame, by scope and measure, in the order of the frame."""
    known: dict[ScopeKey, dict[str, Value]] = {}
    year, unit, subject, tier, measure = (figures[name].tolist() for name in KEY)
    scopes = zip(year, unit, subject, tier, strict=True)
    for scope, code, of in zip(scopes, measure, values, strict=True):
        known.setdefault(scope, {})[code] = of
    return known
