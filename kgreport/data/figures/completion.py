"""Complete figures by the identities of rating.

An identity says that a whole is the sum of its parts, or at least not less than it. From known figures follow

- a whole, where all its parts are known: their sum;
- a part, where the whole and all other parts are known: what is left. A level, a sum of levels of which one
  is known, and a reason follow so only as the difference of two stated figures, such as
  ``rated − fulfilled_or_better``. What is left after several levels were taken away may belong to any of
  them, as a figure may be left out or mistyped: it stays unknown, see `kgreport.data.figures.splits`;
- every part, where those known already make up the whole: the others are 0.

Nothing else is inferred: an unknown figure has no row. Nothing is derived of a tier without a stated figure,
as the unit may not have that tier; and only members can be exempt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.identities import Axis, Identity, exact_identities
from kgreport.data.figures.layout import ALL_TIERS, COLUMNS, DERIVED, KEY
from kgreport.data.figures.lookup import index_by_scope, with_whole_numbers
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.vocabulary import ITEMS, LEVEL_SUMS, LEVELS, REASONS, tiers_of

Counts = dict[str, int]
"""Counts by code of an axis."""


def complete_figures(figures: pd.DataFrame, own: OwnTerms = NO_TERMS) -> pd.DataFrame:
    """Add every figure that follows from the known ones, by the identities of the vocabulary and `own` ones.

    Sums come first, then what follows from a known whole. So where a figure follows in two ways, its source
    names the simpler one.

    Returns
    -------
    DataFrame
        The same columns, sorted by key; derived rows have a `source` such as
        ``derived: excellent + good`` and an empty `place`. A negative result is not added: it is a
        contradiction, which `kgreport.data.figures.contradictions.find_contradictions` finds.
    """
    if figures.empty:
        return with_whole_numbers(figures[list(COLUMNS)])
    given = zip(*(figures[name].tolist() for name in COLUMNS), strict=True)
    rows = sorted((*given, *_derived(figures, own)), key=lambda row: row[: len(KEY)])
    return with_whole_numbers(pd.DataFrame(dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))))


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a dataset knows of a subject or item: its tiers, reasons it adds, exact identities by axis."""

    name: str
    tiers: tuple[str, ...]
    reasons: tuple[str, ...]
    identities: Mapping[Axis, Mapping[str, Identity]]

    @classmethod
    def of(cls, name: str, own: OwnTerms) -> _Subject:
        """Look it up once for all its figures."""
        axes: tuple[Axis, ...] = ("measure", "tier")
        tiers = () if name in ITEMS else tuple(tiers_of(name, own))
        return cls(
            name, tiers, own.reasons_of(name), {axis: exact_identities(axis, name, own) for axis in axes}
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """The figures of one year, unit and subject, by tier.

    Attributes
    ----------
    subject
        The subject or item.
    tiers
        Counts by tier and measure; those that follow are added.
    stated
        The codes of the figures that were not derived: measures by tier, and tiers by measure.
    present
        The tiers that the unit has.
    """

    subject: _Subject
    tiers: dict[str, Counts]
    stated: dict[tuple[Axis, str], set[str]]
    present: set[str]

    def line(self, axis: Axis, at: str) -> _Line:
        """Pick the figures along one axis: of a tier by measure, or of a measure by tier."""
        stated, identities = self.stated.get((axis, at), set()), self.subject.identities[axis]
        reasons = self.subject.reasons
        if axis == "measure":
            without = () if self.subject.name == "member" else ("exempt",)
            return _Line(self.tiers[at], stated, identities, without, reasons=reasons)
        known = {tier: of[at] for tier, of in self.tiers.items() if at in of}
        absent = tuple(tier for tier in self.subject.tiers if tier not in self.present)
        return _Line(known, stated, identities, absent, is_split=at in _OF_SPLITS or at in reasons)


@dataclass(frozen=True, slots=True)
class _Line:
    """Figures along one axis, by code.

    Attributes
    ----------
    known
        Counts; those that follow are added.
    stated
        The codes that were not derived.
    identities
        The exact identities along the axis.
    without
        The codes of which nothing is derived.
    is_split
        Whether all counts are of levels or reasons.
    reasons
        Reasons that the dataset adds.
    """

    known: Counts
    stated: set[str]
    identities: Mapping[str, Identity]
    without: tuple[str, ...]
    is_split: bool = False
    reasons: tuple[str, ...] = ()

    def follow(self, *, whole_only: bool) -> Iterator[tuple[str, str]]:
        """Add the counts that follow until none does; yield the code and source of each."""
        size = -1
        while size != len(self.known):
            size = len(self.known)
            for identity in self.identities.values():
                missing = [code for code in identity.codes if code not in self.known]
                if missing == [identity.whole]:
                    self.known[identity.whole] = sum(self.known[part] for part in identity.parts)
                    yield identity.whole, DERIVED + _joined(" + ", identity.parts)
                elif missing and identity.whole in self.known and not whole_only:
                    yield from self._parts(identity, missing)

    def _parts(self, identity: Identity, missing: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Add the missing parts of a known whole: all if nothing is left for them, or the only one."""
        makers = {part: self._makers(part) for part in identity.parts}
        least = {part: sum(map(self.known.__getitem__, makers[part])) for part in identity.parts}
        others = [code for part in identity.parts for code in makers[part]]
        left = self.known[identity.whole] - sum(least.values())
        for part in missing:
            if part in self.without or left < 0:
                continue
            if left == 0 and others:
                self.known[part] = least[part]
                taken = _joined(" − ", [identity.whole, *others])
                yield part, DERIVED + (_joined(" + ", makers[part]) if least[part] else taken)
            elif missing == [part] and self._is_difference(identity, part):
                self.known[part] = left + least[part]
                rest = [code for code in identity.parts if code != part]
                yield part, DERIVED + _joined(" − ", [identity.whole, *rest])

    def _is_difference(self, identity: Identity, part: str) -> bool:
        """Whether a part may follow as what the others leave."""
        of_two_stated = len(identity.parts) == 2 and self.stated.issuperset(set(identity.codes) - {part})
        is_part = part in _OF_SPLITS or part in self.reasons
        in_split = self.is_split or is_part or (part in LEVEL_SUMS and self._makers(part))
        return of_two_stated or not in_split

    def _makers(self, code: str) -> list[str]:
        """List the known codes that a code is made up of at least: itself if it is known, else its parts."""
        if code in self.known:
            return [code]
        identity = self.identities.get(code)
        return [one for part in identity.parts for one in self._makers(part)] if identity else []


_OF_SPLITS = frozenset({*LEVELS, *REASONS})


def _derived(figures: pd.DataFrame, own: OwnTerms) -> Iterator[tuple[object, ...]]:
    """Iterate over the derived figures as rows of the frame, for each year, unit and subject on its own."""
    for key, group in _groups(figures, own).items():
        for whole_only in (True, False):
            while found := [
                *_along(group, "measure", whole_only=whole_only),
                *_along(group, "tier", whole_only=whole_only),
            ]:
                yield from ((*key, *figure, "") for figure in found)


def _in_some_tiers(group: _Group) -> list[str]:
    """List the measures that are known of several tiers, but not of all."""
    tiers = {code for one in group.subject.identities["tier"].values() for code in one.codes}
    known = Counter(measure for tier in tiers for measure in group.tiers.get(tier, ()))
    return [measure for measure, times in known.items() if 1 < times < len(tiers)]


def _groups(figures: pd.DataFrame, own: OwnTerms) -> dict[tuple[int, str, str], _Group]:
    groups: dict[tuple[int, str, str], _Group] = {}
    present: dict[tuple[str, str], set[str]] = {}
    subjects = {name: _Subject.of(name, own) for name in figures["subject"].unique()}
    given = zip(figures["value"].tolist(), figures["source"].tolist(), strict=True)
    for (year, unit, subject, tier), of in index_by_scope(figures, given).items():
        tiers = present.setdefault((unit, subject), set())
        group = groups.setdefault((year, unit, subject), _Group(subjects[subject], {}, {}, tiers))
        group.tiers[tier] = {measure: value for measure, (value, _) in of.items()}
        stated = {measure for measure, (_, source) in of.items() if not source.startswith(DERIVED)}
        group.stated["measure", tier] = stated
        for measure in stated:
            group.stated.setdefault(("tier", measure), set()).add(tier)
        if stated:
            tiers.add(tier)
    return groups


def _along(group: _Group, axis: Axis, *, whole_only: bool) -> Iterator[tuple[str, str, int, str]]:
    """Add what follows along an axis; yield tier, measure, count and source of each figure."""
    for at in list(group.tiers) if axis == "measure" else _in_some_tiers(group):
        line = group.line(axis, at)
        for code, source in line.follow(whole_only=whole_only):
            tier, measure = (at, code) if axis == "measure" else (code, at)
            group.tiers.setdefault(tier, {})[measure] = line.known[code]
            yield tier, measure, line.known[code], source


def _joined(sign: str, codes: Sequence[str]) -> str:
    return sign.join(code or ALL_TIERS for code in codes)
