"""Drop contradictions that only repeat another finding, so that each fault is reported once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import KEY, FigureKey
from kgreport.data.figures.least import KnownFigures, Terms
from kgreport.data.tables.unit_tree import above, all_below, parents_of
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import OwnTerms

_SCOPE = ["year", "unit", "subject"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be true.

    Attributes
    ----------
    finding
        The finding about them.
    whole
        The figure that is compared with its parts; it may be derived.
    terms
        The stated figures concerned: those of the whole added, those of the parts taken away.
    written
        Whether one of them was written down: not counted from records.
    """

    finding: Finding
    whole: FigureKey
    terms: Terms
    written: bool = True

    @property
    def figures(self) -> frozenset[FigureKey]:
        """The figures concerned."""
        return frozenset(self.terms)

    @property
    def parts(self) -> frozenset[FigureKey]:
        """The figures that are too many."""
        return frozenset(key for key, times in self.terms.items() if times < 0)


def drop_repeated(
    found: Sequence[Contradiction], counted: pd.DataFrame, known: KnownFigures
) -> list[Contradiction]:
    """Drop contradictions whose cause is another finding.

    This drops

    - a contradiction of figures that are all counted from records or registers. Such counts contradict each
      other only where a row does, or where a published figure differs from the count; there is a finding
      about the row, or a finding such as ``records-…`` about the figure;
    - a contradiction of figures of units below only, as the whole is their sum: one of these units has it;
    - a contradiction of figures of units below and of counts of the whole, where one of these units has one
      of the same figures;
    - a contradiction of counted figures, where a unit below has the same one: they count its records;
    - a contradiction of the same figures as another, or of these and more;
    - parts that exceed a whole, where they exceed a figure that is a part of this whole;
    - one unit above the whole (``unit-…``) where the whole is not the sum of its units (``units-…``).
    """
    ids = {_id_in(one.finding.unit, one.finding) for one in found}
    from_records = _counted_of(found, counted, known.own)
    parents = parents_of(known.units)

    def is_in(some: Iterable[str], finding: Finding, kind: str) -> bool:
        return any(_id_in(unit, finding, kind) in ids for unit in some)

    def is_of_units_below(one: Contradiction) -> bool:
        own = {key for key in one.figures if key[1] == one.whole[1]}
        below_it = one.figures - own
        of_units = (other for other in found if other.whole[1] != one.whole[1])
        return not own or (own <= from_records and any(other.figures & below_it for other in of_units))

    def is_told_elsewhere(one: Contradiction) -> bool:
        kind, unit = one.finding.kind, one.finding.unit or ""
        if one.figures <= from_records or is_of_units_below(one):
            return True
        if not one.written and is_in(all_below(unit, known.units)[1:], one.finding, kind):
            return True
        wholes = above(unit, parents)[1:] if unit in parents else []
        return kind == "unit" and is_in(wholes, one.finding, "units")

    return _drop_wider([one for one in found if not is_told_elsewhere(one)], known)


def _drop_wider(found: Sequence[Contradiction], known: KnownFigures) -> list[Contradiction]:
    """Keep the narrowest of contradictions that follow from each other."""

    def follows_from(one: Contradiction, other: Contradiction, *, is_earlier: bool) -> bool:
        if one.figures == other.figures:
            return is_earlier
        if other.figures < one.figures:
            return True
        return other.parts <= one.parts and known.is_part(other.whole, one.whole)

    return [
        one
        for n, one in enumerate(found)
        if not any(
            follows_from(one, other, is_earlier=m < n) for m, other in enumerate(found) if other is not one
        )
    ]


def _id_in(unit: str | None, finding: Finding, kind: str = "") -> str:
    """The id that a finding would have in a unit, and of another kind."""
    return replace(finding, kind=kind or finding.kind, parts={**finding.parts, "unit": unit}).id


def _counted_of(found: Iterable[Contradiction], counted: pd.DataFrame, own: OwnTerms) -> set[FigureKey]:
    """The figures counted from records, and what follows from them, in the scopes of contradictions."""
    scopes = {key[:3] for one in found for key in one.figures}
    if not scopes or counted.empty:
        return set()
    in_scopes = counted.merge(pd.DataFrame(sorted(scopes), columns=_SCOPE), on=_SCOPE)
    return set(complete_figures(in_scopes, own)[KEY].itertuples(index=False, name=None))
