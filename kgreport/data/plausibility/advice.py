"""Say in a contradiction which figure is probably wrong, and which value mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.contradictions import find_contradictions
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.repetitions import Contradiction
from kgreport.data.plausibility.ranking import Ranked, rank
from kgreport.data.plausibility.references import References
from kgreport.data.plausibility.sums import Key, sums_of
from kgreport.data.plausibility.wording import say_wrong
from kgreport.data.plausibility.wrong_figures import find_breaks
from kgreport.data.rules.model import YearRules, label_in_year, own_terms_of
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.places import cells_at
from kgreport.terms.vocabulary import label_of

_MOST_NAMED = 3
"""How many explanations are named at most; where more are as likely, none is."""

_AS_LIKELY = 0.1
"""From what part of the weight of the likeliest explanation another one is as likely."""


def explained_contradictions(known: KnownFigures, counted: pd.DataFrame) -> list[Finding]:
    """Find contradictions; where one or two wrong figures explain them, the advice says which.

    See `kgreport.data.figures.contradictions.find_contradictions`.
    """
    found = find_contradictions(known, counted)
    scopes = dict.fromkeys(_scope_of(one) for one in found)
    clues = [clue for scope in scopes for clue in _clues(known, counted, *scope)]
    return [_with_clue(one, clues, found, known.rules) for one in found]


@dataclass(frozen=True, slots=True)
class _Clue:
    """What explains the contradictions of some figures of a year and subject."""

    year: int
    subject: str
    figures: frozenset[Key]
    named: tuple[Ranked, ...]

    def concerns(self, one: Contradiction) -> bool:
        """Whether a contradiction is one of those explained."""
        keys = _keys_of(one)
        if _scope_of(one) != (self.year, self.subject):
            return False
        # A contradiction of derived figures only follows from written ones of the same unit and tier.
        places = {key[:2] for key in self.figures}
        return bool(keys & self.figures) or {key[:2] for key in keys} <= places


def _scope_of(one: Contradiction) -> tuple[int, str]:
    year, _, subject, _, _ = next(iter(one.figures))
    return year, subject


def _keys_of(one: Contradiction) -> set[Key]:
    return {(unit, tier, measure) for _, unit, _, tier, measure in one.figures}


def _clues(known: KnownFigures, counted: pd.DataFrame, year: int, subject: str) -> Iterator[_Clue]:
    sums = sums_of(known, year, subject, _counts(counted, year, subject, known.own))
    references = References(known.by_scope, known.units)
    for broken in find_breaks(sums):
        named = _named(rank(broken, sums, references, year, subject))
        if named:
            yield _Clue(year, subject, broken.figures, named)


def _counts(counted: pd.DataFrame, year: int, subject: str, own: OwnTerms) -> dict[Key, int]:
    """Give the figures counted from records, and what follows from them."""
    of = counted[(counted["year"] == year) & (counted["subject"] == subject)]
    if of.empty:
        return {}
    completed = complete_figures(of, own)
    keys = completed[["unit", "tier", "measure"]].itertuples(index=False, name=None)
    return dict(zip(keys, completed["value"].tolist(), strict=True))


def _named(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Pick the explanations that are worth naming: the likeliest, and those that are as likely."""
    likely = [one for one in ranked if one.weight >= ranked[0].weight * _AS_LIKELY]
    if len(likely) == 1:
        return tuple(likely)
    confirmed = all(wrong.right is not None for one in likely for wrong in one.figures)
    return tuple(likely) if confirmed and len(likely) <= _MOST_NAMED else ()


def _with_clue(
    one: Contradiction, clues: Iterable[_Clue], found: Sequence[Contradiction], rules: YearRules
) -> Finding:
    """Put what is probably wrong before the advice of a finding, and mark its cells."""
    finding = one.finding
    clue = next((clue for clue in clues if clue.concerns(one)), None)
    if clue is None:
        return finding

    def label(key: Key) -> Phrase:
        measure = label_in_year(rules, clue.year, clue.subject, key[2])
        tier = label_of(clue.subject, key[1], own_terms_of(rules))
        return Phrase(f"{measure.vi} ({tier.vi})", f"{measure.en} ({tier.en})") if key[1] else measure

    kinds = [other.finding.kind for other in found if clue.concerns(other)]
    said, advice = say_wrong(clue.named, kinds, finding.unit or "", label), finding.advice
    joined = Phrase(
        f"{said.phrase.vi}; {advice.phrase.vi}",
        f"{said.phrase.en}; {advice.phrase.en}",
    )
    places = [wrong.figure.place for wrong in clue.named[0].figures] if len(clue.named) == 1 else []
    cells = tuple(dict.fromkeys([*finding.cells, *cells_at(places)]))
    return replace(finding, advice=Message(joined, {**advice.values, **said.values}), cells=cells)
