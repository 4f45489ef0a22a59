"""Tell a fault once: leave out contradictions that only repeat what is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.identities import complete_figures
from kgreport.data.figures.layout import KEY
from kgreport.data.tables.unit_tree import above, all_below, parents_of
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import Finding

FigureKey = tuple[int, str, str, str, str]
"""Year, unit, subject, tier and measure of a figure."""

_SCOPE = ["year", "unit", "subject"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be true.

    Attributes
    ----------
    finding
        What is said of them.
    figures
        The figures concerned.
    written
        Whether one of them was written down, and not only derived or counted.
    """

    finding: Finding
    figures: frozenset[FigureKey]
    written: bool = True


def without_echoes(
    found: Sequence[Contradiction], counted: pd.DataFrame, units: Sequence[Unit]
) -> list[Contradiction]:
    """Leave out the echoes: contradictions whose cause is told elsewhere.

    Such a one is

    - a contradiction of figures that are all counted from records too. Counts of rows contradict each other
      only where a row does, and anything else only where a published figure is another than the one counted;
      the row is told, or the figure as ``records-…``;
    - a contradiction of figures none of which was written down, where it is found in a unit below as well:
      the whole was summed from that unit;
    - a bound that is broken (``bound-…``) where the sum of the same whole is (``sum-…``);
    - a unit alone above the whole (``unit-…``), where the whole is not the sum of its units (``units-…``).

    Parameters
    ----------
    found
        Every contradiction.
    counted
        Frame of the figures counted from records, published or not.
    units
        The tree.
    """
    told = {(one.finding.kind, one.finding.unit, _rest(one.finding)) for one in found}
    anyway = _counted_of(found, counted)
    parents = parents_of(units)

    def is_told(kind: str, of_units: Iterable[str], finding: Finding) -> bool:
        return any((kind, unit, _rest(finding)) in told for unit in of_units)

    def is_echo(one: Contradiction) -> bool:
        kind, unit = one.finding.kind, one.finding.unit or ""
        if one.figures <= anyway:
            return True
        if not one.written and is_told(kind, all_below(unit, units)[1:], one.finding):
            return True
        if kind == "bound":
            return is_told("sum", [unit], one.finding)
        wholes = above(unit, parents)[1:] if unit in parents else []
        return kind == "unit" and is_told("units", wholes, one.finding)

    return [one for one in found if not is_echo(one)]


def _rest(finding: Finding) -> tuple[str, ...]:
    """Name what a finding is about, but for its unit."""
    return tuple(str(part) for name, part in finding.parts.items() if name != "unit")


def _counted_of(found: Iterable[Contradiction], counted: pd.DataFrame) -> set[FigureKey]:
    """Name the figures counted from records, and what follows from them, where something is wrong."""
    scopes = {key[:3] for one in found for key in one.figures}
    if not scopes or counted.empty:
        return set()
    here = counted.merge(pd.DataFrame(sorted(scopes), columns=_SCOPE), on=_SCOPE)
    return set(complete_figures(here)[KEY].itertuples(index=False, name=None))


def key_of(year: object, unit: object, subject: object, tier: object, measure: object) -> FigureKey:
    """Name a figure."""
    return int(str(year)), str(unit), str(subject), str(tier), str(measure)
