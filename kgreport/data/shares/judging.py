"""Find printed shares and approximate counts that the known counts contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.data.rules.model import NO_RULES, YearRules, own_terms_of
from kgreport.data.shares import wording
from kgreport.data.shares.judged import Judged
from kgreport.data.shares.prints import Print
from kgreport.data.shares.sums import broken_sums
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.printed_shares import Verdict, agree, judge_share
from kgreport.terms.vocabulary import tiers_of

_ALSO_OF = ("total", "reviewed", "rated", "fulfilled_or_better", "good_or_better")
"""Bases that a share may be of by mistake."""

_TAKEN_FOR: Mapping[str, str] = {
    "good": "good_or_better",
    "good_or_better": "good",
    "fulfilled": "fulfilled_or_better",
    "fulfilled_or_better": "fulfilled",
}
"""By measure, the one that is often meant: *tốt* with or without *xuất sắc*."""


def check_prints(
    prints: Iterable[Print], figures: FiguresByScope, rules: YearRules = NO_RULES
) -> list[Finding]:
    """Printed shares and approximate counts agree with the counts, and with each other.

    One fault has one finding: several prints of one share are judged together, and shares are summed only
    where none of them is wrong by itself.
    """
    by_share: dict[tuple[object, ...], list[Print]] = {}
    for one in prints:
        base = one.base_in(figures.of(one.scope)) if one.number.is_percent else None
        by_share.setdefault((one.scope, one.measure, base), []).append(one)
    findings, sound = [], []
    for same in by_share.values():
        exact_first = sorted(same, key=lambda one: -one.number.decimals)
        found = list(_wrong(exact_first, figures, rules))
        findings += found[:1]
        sound += [] if found else exact_first[:1]
    return [*findings, *broken_sums(sound, figures, rules)]


def _wrong(same: Sequence[Print], figures: FiguresByScope, rules: YearRules) -> Iterator[Finding]:
    """Find what is wrong with several prints of one share or count; the most exact print comes first."""
    judged, first = [_judge(one, figures, rules) for one in same], same[0]
    differing = [one for one in same if not agree(first.number, one.number)]
    if first.number.is_percent and differing:
        yield wording.twice([first, *differing], judged[0])
    yield from (finding for one in judged if (finding := wording.wrong(one)))


def _judge(one: Print, figures: FiguresByScope, rules: YearRules) -> Judged:
    known, number = figures.of(one.scope), one.number
    count = known[one.measure].value if one.measure in known else None
    base = one.base_in(known) if number.is_percent else ""
    judged = partial(Judged, print=one, base=base, known=known, rules=rules)
    if not number.is_percent:
        is_right = count is None or count in number.interval
        return judged(verdict=Verdict(kind="possible" if is_right else "wrong"))
    if number.interval.low is not None and number.interval.low > 100:
        return judged(verdict=Verdict(kind="wrong"))
    whole = known[base].value if base in known else None
    counts, bases = _other_counts(one, known), _other_bases(one, base, figures, own_terms_of(rules))
    verdict = judge_share(number, count, whole, other_counts=counts.values(), other_bases=bases.values())
    return judged(verdict=verdict, counts=counts, bases=bases)


def _other_counts(one: Print, known: Known) -> dict[str, int]:
    measure = _TAKEN_FOR.get(one.measure, "")
    return {measure: known[measure].value} if measure in known else {}


def _other_bases(one: Print, base: str, figures: FiguresByScope, own: OwnTerms) -> dict[tuple[str, str], int]:
    """The counts of the same subject that a share may be of, by tier and measure; its own tier first."""
    found: dict[tuple[str, str], int] = {}
    for tier in dict.fromkeys((one.scope.tier, "", *tiers_of(one.scope.subject, own))):
        known = figures.known.get((one.scope.year, one.scope.unit, one.scope.subject, tier), {})
        same = tier == one.scope.tier
        measures = dict.fromkeys((*one.bases, *_ALSO_OF)) if same else _ALSO_OF[:3]
        taken = {one.measure, base} if same else set()
        found |= {(tier, code): known[code].value for code in measures if code in known and code not in taken}
    return found
