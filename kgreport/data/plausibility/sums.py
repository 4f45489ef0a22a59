"""Lay out the sums that the figures of one year and subject must keep, over all units, tiers and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kgreport.data.figures.identities import Identity
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import Figure
from kgreport.data.figures.unit_sums import is_written
from kgreport.data.tables.unit_tree import all_below, below
from kgreport.data.tables.units import Unit
from kgreport.terms.vocabulary import LEVELS, SOURCE_NAMES

Key = tuple[str, str, str]
"""Unit, tier and measure of a figure."""


class Sum(NamedTuple):
    """A whole and its parts, by their numbers; not `exact` where there may be other parts."""

    whole: int
    parts: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of one year and subject, known or not, and the sums they must keep.

    Attributes
    ----------
    keys
        The figures; a figure's place here is its number.
    written
        The figures that somebody wrote down, by number: each of them may be wrong.
    counted
        The figures that were counted from records, by number.
    sums
        The sums.
    """

    keys: Sequence[Key]
    written: Mapping[int, Figure]
    counted: Mapping[int, int]
    sums: Sequence[Sum]


def sums_of(figures: KnownFigures, year: int, subject: str, counted: Mapping[Key, int]) -> Sums:
    """Lay out the sums of one year and subject.

    Derived figures are left out, because they follow from the others; so are sums that the formulas of a
    unit's workbook have calculated.
    """
    known = {
        (unit, tier, measure): figure
        for (of_year, unit, of_subject, tier), of in figures.by_scope.known.items()
        if (of_year, of_subject) == (year, subject)
        for measure, figure in of.items()
    }
    numbers = _Numbers()
    of_subject = figures.identities_of(year, subject).values()
    identities = [identity for of_whole in of_subject for identity in of_whole]
    sums = [*_identity_sums(known, identities, numbers), *_unit_sums(known, figures.units, numbers)]
    typed = {key: figure for key, figure in known.items() if is_written(figure.source)}
    typed = {key: figure for key, figure in typed.items() if not _is_calculated(key, typed, identities)}
    fixed = {key: figure.value for key, figure in known.items() if figure.source in SOURCE_NAMES}
    return Sums(
        keys=numbers.keys,
        written={numbers[key]: figure for key, figure in typed.items() if key in numbers.of},
        counted={numbers[key]: n for key, n in {**fixed, **counted}.items() if key in numbers.of},
        sums=sums,
    )


@dataclass(slots=True)
class _Numbers:
    """Numbers figures in the order in which sums name them."""

    keys: list[Key] = field(default_factory=list)
    of: dict[Key, int] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> int:
        if key not in self.of:
            self.of[key] = len(self.keys)
            self.keys.append(key)
        return self.of[key]

    def sum(self, whole: Key, parts: Sequence[Key], *, exact: bool) -> Sum:
        return Sum(self[whole], tuple(self[part] for part in parts), exact)


def _identity_sums(
    known: Mapping[Key, Figure], identities: Sequence[Identity], numbers: _Numbers
) -> Iterator[Sum]:
    scopes = dict.fromkeys((unit, tier) for unit, tier, _ in known)
    lines = dict.fromkeys((unit, measure) for unit, _, measure in known)
    for identity in identities:
        for unit, rest in scopes if identity.axis == "measure" else lines:
            whole, *parts = _codes(identity, unit, rest)
            if any(key in known for key in (whole, *parts)):
                yield numbers.sum(whole, parts, exact=identity.exact)


def _codes(identity: Identity, unit: str, rest: str) -> list[Key]:
    if identity.axis == "measure":
        return [(unit, rest, code) for code in identity.codes]
    return [(unit, code, rest) for code in identity.codes]


def _unit_sums(known: Mapping[Key, Figure], units: Sequence[Unit], numbers: _Numbers) -> Iterator[Sum]:
    """A whole that was written down is the sum of its units, and no unit has more than the whole."""
    of_parent = {parent: below(parent, units) for parent in all_below("", units)}
    inside = {child for children in of_parent.values() for child in children}
    for (unit, tier, measure), figure in known.items():
        children = of_parent.get(unit, ())
        if children and is_written(figure.source):
            parts = [(child, tier, measure) for child in children]
            if any(part in known for part in parts):
                yield numbers.sum((unit, tier, measure), parts, exact=True)
        if unit and unit not in inside and ("", tier, measure) in known:
            yield numbers.sum(("", tier, measure), [(unit, tier, measure)], exact=False)


def _is_calculated(key: Key, written: Mapping[Key, Figure], identities: Sequence[Identity]) -> bool:
    """Whether a formula of a workbook gives this figure: it is the sum of its parts in the same file.

    The formulas of a blank workbook sum levels to those rated, and tiers to their whole.
    """
    file, in_workbook, _ = written[key].place.partition("!")
    if not in_workbook:
        return False
    unit, tier, measure = key
    wholes = [[(unit, tier, level) for level in LEVELS]] if measure == "rated" else []
    wholes += [
        _codes(identity, unit, measure)[1:]
        for identity in identities
        if identity.axis == "tier" and identity.whole == tier
    ]
    return any(
        all(part in written and written[part].place.startswith(f"{file}!") for part in parts)
        and sum(written[part].value for part in parts) == written[key].value
        for parts in wholes
    )
