"""The least that a figure can be, and the stated figures that a derived one follows from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kgreport.data.figures.identities import Axis, Identity, bounds_of, identities_with
from kgreport.data.figures.layout import ALL_TIERS, DERIVED, UNITS_TERM, FigureKey
from kgreport.data.figures.lookup import Figure, FiguresByScope
from kgreport.data.rules.model import YearRules, own_terms_of
from kgreport.data.tables.unit_tree import below
from kgreport.data.tables.units import Unit
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.vocabulary import tiers_of

Terms = Mapping[FigureKey, int]
"""A sum of figures: how often each is added, or taken away."""

_SIGNS = {"+": 1, "−": -1}


@dataclass(frozen=True)
class KnownFigures:
    """All figures, stated and derived.

    Attributes
    ----------
    by_scope
        The figures.
    units
        The units, for figures that are sums of units.
    rules
        The rules of each year, for the bounds they add, with the terms that the dataset adds.
    """

    by_scope: FiguresByScope
    units: Sequence[Unit]
    rules: YearRules
    _least: dict[FigureKey, int] = field(default_factory=dict, repr=False)
    _identities: dict[tuple[int, str], Mapping[tuple[Axis, str], list[Identity]]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def own(self) -> OwnTerms:
        """The terms that the dataset adds."""
        return own_terms_of(self.rules)

    @cached_property
    def _groups(self) -> set[tuple[int, str, str]]:
        """The years, units and subjects with a figure."""
        return {scope[:3] for scope in self.by_scope.known}

    @cached_property
    def with_tiers(self) -> set[tuple[int, str, str]]:
        """The years, units and subjects of which a tier has a figure."""
        return {scope[:3] for scope in self.by_scope.known if scope[3]}

    def get(self, key: FigureKey) -> Figure | None:
        """Look up a figure; None where it is unknown."""
        return self.by_scope.known.get(key[:4], {}).get(key[4])

    def is_stated(self, key: FigureKey) -> bool:
        """Whether a figure is known and not derived."""
        figure = self.get(key)
        return figure is not None and not figure.source.startswith(DERIVED)

    def least(self, key: FigureKey) -> int:
        """Give the least that a figure can be.

        A known figure is what it is. Any other is not less than the sum of the least of its parts: of its
        measures, or of its tiers, whichever is more; 0 where nothing is known of them.
        """
        figure = self.get(key)
        if figure:
            return figure.value
        of = self.identities_of(key[0], key[2])
        if key[:3] not in self._groups or (("measure", key[4]) not in of and ("tier", key[3]) not in of):
            return 0
        if key not in self._least:
            sums = (sum(map(self.least, parts)) for _, parts in self.parts_of(key))
            self._least[key] = max(sums, default=0)
        return self._least[key]

    def makers(self, key: FigureKey) -> list[FigureKey]:
        """List the known figures that add up to the least that a figure can be."""
        if self.get(key):
            return [key]
        of = (parts for _, parts in self.parts_of(key) if sum(map(self.least, parts)) == self.least(key))
        return [maker for part in next(of, []) for maker in self.makers(part)]

    def parts_of(self, key: FigureKey) -> Iterator[tuple[Identity, list[FigureKey]]]:
        """Go through the identities of which a figure is the whole, each with its parts."""
        year, unit, subject, tier, measure = key
        identities = self.identities_of(year, subject)
        for identity in identities.get(("measure", measure), ()):
            yield identity, [(year, unit, subject, tier, part) for part in identity.parts]
        for identity in identities.get(("tier", tier), ()):
            yield identity, [(year, unit, subject, part, measure) for part in identity.parts]

    def is_part(self, key: FigureKey, whole: FigureKey) -> bool:
        """Whether a figure counts some of those that another of its unit counts, and is not the same."""
        if key[:3] != whole[:3] or key == whole:
            return False
        identities = self.identities_of(whole[0], whole[2])
        in_tier = _reaches(identities, "tier", whole[3], key[3])
        return in_tier and _reaches(identities, "measure", whole[4], key[4])

    def stated_terms(self, key: FigureKey) -> Terms:
        """Trace a figure back to the stated ones that it follows from."""
        figure = self.get(key)
        if figure is None or not figure.source.startswith(DERIVED):
            return {key: 1}
        total: Counter[FigureKey] = Counter()
        for sign, term in self._terms(key, figure.source.removeprefix(DERIVED)):
            for stated, times in self.stated_terms(term).items():
                total[stated] += sign * times
        return {stated: times for stated, times in total.items() if times}

    def _terms(self, key: FigureKey, text: str) -> Iterator[tuple[int, FigureKey]]:
        """Read the source of a derived figure: the figures that it adds and takes away."""
        year, unit, subject, tier, measure = key
        if text == UNITS_TERM:
            of_units = ((year, one, subject, tier, measure) for one in below(unit, self.units))
            yield from ((1, one) for one in of_units if self.get(one) is not None)
            return
        first, *rest = re.split(r" ([+−]) ", text)
        for sign, code in [("+", first), *zip(rest[::2], rest[1::2], strict=True)]:
            if code.isdecimal():
                yield _SIGNS[sign], (int(code), unit, subject, tier, "cut")
            elif code == ALL_TIERS or code in tiers_of(subject, self.own):
                yield _SIGNS[sign], (year, unit, subject, "" if code == ALL_TIERS else code, measure)
            else:
                yield _SIGNS[sign], (year, unit, subject, tier, code)

    def identities_of(self, year: int, subject: str) -> Mapping[tuple[Axis, str], list[Identity]]:
        """Give the identities and bounds of a subject in a year, by axis and whole."""
        if (year, subject) not in self._identities:
            of_year = bounds_of(self.rules[year]) if year in self.rules else ()
            found: dict[tuple[Axis, str], list[Identity]] = {}
            for identity in (*identities_with(self.own), *of_year):
                if not identity.subjects or subject in identity.subjects:
                    found.setdefault((identity.axis, identity.whole), []).append(identity)
            self._identities[year, subject] = found
        return self._identities[year, subject]


def _reaches(
    identities: Mapping[tuple[Axis, str], list[Identity]], axis: Axis, whole: str, code: str
) -> bool:
    return whole == code or any(
        _reaches(identities, axis, part, code)
        for identity in identities.get((axis, whole), ())
        for part in identity.parts
    )
