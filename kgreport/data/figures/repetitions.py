"""Drop contradictions that only repeat another finding, so that each fault is reported once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
        The finding about them.
    figures
        The figures concerned.
    written
        Whether one of them was written down: not derived, and not counted from records.
    """

    finding: Finding
    figures: frozenset[FigureKey]
    written: bool = True


def drop_repeated(
    found: Sequence[Contradiction], counted: pd.DataFrame, units: Sequence[Unit]
) -> list[Contradiction]:
    """Drop contradictions whose cause is another finding.

    This drops

    - a contradiction of figures that are all counted from records. Such counts contradict each other only
      where a row does, or where a published figure differs from the count; there is a finding about the
      row, or a finding ``records-…`` about the figure;
    - a contradiction of figures that were all derived or counted, where a unit below has the same one: the
      figures of the whole are sums of those of the unit;
    - a broken bound (``bound-…``) where the sum of the same whole is broken (``sum-…``);
    - one unit above the whole (``unit-…``) where the whole is not the sum of its units (``units-…``).
    """
    ids = {_id_in(one.finding.unit, one.finding) for one in found}
    from_records = _counted_of(found, counted)
    parents = parents_of(units)

    def is_in(some: Iterable[str], finding: Finding, kind: str) -> bool:
        return any(_id_in(unit, finding, kind) in ids for unit in some)

    def is_repeated(one: Contradiction) -> bool:
        kind, unit = one.finding.kind, one.finding.unit or ""
        if one.figures <= from_records:
            return True
        if not one.written and is_in(all_below(unit, units)[1:], one.finding, kind):
            return True
        if kind == "bound":
            return is_in([unit], one.finding, "sum")
        wholes = above(unit, parents)[1:] if unit in parents else []
        return kind == "unit" and is_in(wholes, one.finding, "units")

    return [one for one in found if not is_repeated(one)]


def _id_in(unit: str | None, finding: Finding, kind: str = "") -> str:
    """The id that a finding would have in a unit, and of another kind."""
    return replace(finding, kind=kind or finding.kind, parts={**finding.parts, "unit": unit}).id


def _counted_of(found: Iterable[Contradiction], counted: pd.DataFrame) -> set[FigureKey]:
    """The figures counted from records, and what follows from them, in the scopes of contradictions."""
    scopes = {key[:3] for one in found for key in one.figures}
    if not scopes or counted.empty:
        return set()
    in_scopes = counted.merge(pd.DataFrame(sorted(scopes), columns=_SCOPE), on=_SCOPE)
    return set(complete_figures(in_scopes)[KEY].itertuples(index=False, name=None))


def key_of(year: object, unit: object, subject: object, tier: object, measure: object) -> FigureKey:
    """Make the key of a figure."""
    return int(str(year)), str(unit), str(subject), str(tier), str(measure)
