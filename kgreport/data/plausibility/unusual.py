"""Find figures that are far from those of the year before, of sibling units, or of earlier years.

Such a figure may be right: these findings are warnings. Their limits are parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from kgreport.data.figures.layout import DERIVED, KEY, Scope
from kgreport.data.figures.least import KnownFigures
from kgreport.data.params.parts import Plausibility
from kgreport.data.plausibility.compared import Compared, Comparison
from kgreport.data.plausibility.references import Share
from kgreport.data.rules.model import label_in_year
from kgreport.data.tables.unit_tree import above, all_below, parents_of
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase, as_message
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.printed_numbers import as_number, as_percentage, half_up

_DIGITS = Phrase(
    "kiểm tra có thiếu hay thừa một chữ số không; nếu số đúng, chấp nhận phát hiện này kèm lý do",
    "check for a digit too few or too many; if the figure is right, accept this finding, with a reason",
)
_SHARES = Phrase(
    "kiểm tra cả hai số của tỷ lệ; nếu đúng, chấp nhận phát hiện này kèm lý do",
    "check both figures of the share; if they are right, accept this finding, with a reason",
)


@dataclass(frozen=True, slots=True)
class _Unusual:
    """A figure, how far it is from what it is compared with, and a wording with a gap for its label."""

    kind: str
    scope: Scope
    measure: str
    strength: float
    wording: Wording


def check_plausible(
    compared: Compared, unit: str, limits: Plausibility, others: Iterable[Finding] = ()
) -> Iterator[Finding]:
    """No figure of a year is far from what the year before, sibling units and earlier years show.

    The check looks at `unit` and all units below it. Each subject of a unit has one warning at most, about
    the figure that is farthest, and a jump rather than a share: where a base is wrong, so are all its shares.
    Where figures contradict each other, as `others` say, the contradiction is told alone.
    """
    told, by_unit = contradicted(others), dict[str, dict[str, list[_Unusual]]]()
    for one in _unusual(compared, limits):
        by_unit.setdefault(one.scope.unit, {}).setdefault(one.scope.subject, []).append(one)
    in_sums, parents = set[tuple[str, str, str]](), parents_of(compared.known.units)
    # From the leaves up: a unit is named, and not those above it, which have the same figure in their sums.
    for of_unit in reversed(all_below(unit, compared.known.units)):
        for subject, some in by_unit.get(of_unit, {}).items():
            new = [
                one
                for one in some
                if not told & {(of_unit, subject), (subject, one.measure)}
                and (of_unit, subject, one.measure) not in in_sums
            ]
            if new:
                farthest = max(new, key=lambda one: (one.kind == "jump", one.strength))
                in_sums |= {(one, subject, farthest.measure) for one in above(of_unit, parents)}
                yield _finding(farthest, compared.known)


def contradicted(others: Iterable[Finding]) -> set[tuple[str, str]]:
    """The units and subjects with contradictions; of wholes that differ from units, subject and measure."""
    contradicted = set()
    for one in others:
        subject = str(one.parts.get("subject", ""))
        if one.severity == "error" and subject:
            contradicted.add((one.unit or "", subject))
            if one.kind in ("units", "unit"):
                contradicted.add((subject, str(one.parts.get("measure", ""))))
    return contradicted


def _unusual(compared: Compared, limits: Plausibility) -> Iterator[_Unusual]:
    """Go through the figures that were written down or counted, and are unusual."""
    for scope, now in compared.scopes.items():
        before, known = compared.counts(scope, scope.year - 1), compared.known.by_scope.of(scope)
        for measure in (code for code in now if not known[code].source.startswith(DERIVED)):
            if measure in before:
                yield from _jump(scope, measure, before[measure], now[measure], limits)
            share = compared.shares[scope].get(measure)
            if share is not None and share.base >= limits.smallest:
                yield from _unlike_units(scope, measure, share, compared, limits)
                yield from _unlike_years(scope, measure, share, compared, limits)


def _jump(scope: Scope, measure: str, before: int, now: int, limits: Plausibility) -> Iterator[_Unusual]:
    """A count is not many times that of the year before, nor a small part of it.

    Small counts often multiply: one under the limit is taken as the limit, and must be left behind by the
    square of the usual factor. None at all is not multiplied.
    """
    small, large = min(before, now), max(before, now)
    if not small:
        return
    factor, is_small = large / small, small < limits.smallest
    least = limits.smallest * limits.jump**2 if is_small else small * limits.jump
    if large >= least and large - small >= limits.deviations * sqrt(small + large):
        times = Phrase("gấp {factor} lần", "{factor} times as many")
        if now < before:
            times = Phrase("bằng 1/{factor}", "1/{factor} of that")
        found = Phrase(f"{{label}} {{now}}, {times.vi}", f"{{label}} {{now}}, {times.en}").fill(
            now=now, factor=as_number(half_up(Fraction(factor), 1))
        )
        expected = Phrase("năm {year}: {before}", "{year}: {before}").fill(
            year=str(scope.year - 1), before=before
        )
        yield _Unusual("jump", scope, measure, factor, Wording(found, expected, _DIGITS, STATEMENT))


def _unlike_units(
    scope: Scope, measure: str, share: Share, compared: Compared, limits: Plausibility
) -> Iterator[_Unusual]:
    """A share is not far from those of sibling units."""
    one = compared.with_siblings(scope, measure, share)
    usual = Phrase("trung vị của {n} đơn vị cùng cấp: {usual}", "the median of {n} sibling units: {usual}")
    if one is not None and _is_unusual(share, one, limits):
        yield _Unusual("unlike-units", scope, measure, one.deviations, _unlike(share, one, usual))


def _unlike_years(
    scope: Scope, measure: str, share: Share, compared: Compared, limits: Plausibility
) -> Iterator[_Unusual]:
    """A share is not far from those of earlier years by the same rules."""
    one = compared.with_earlier(scope, measure, share)
    usual = Phrase("trung vị của {n} năm trước: {usual}", "the median of {n} earlier years: {usual}")
    if one is not None and _is_unusual(share, one, limits):
        yield _Unusual("unlike-years", scope, measure, one.deviations, _unlike(share, one, usual))


def _is_unusual(share: Share, one: Comparison, limits: Plausibility) -> bool:
    return one.deviations >= limits.deviations and _factor(share, one.usual) >= limits.share


def _factor(share: Share, usual: float) -> float:
    """Tell how many times a share is another, or the other is it; less than half a case is taken as half.

    Where a share is smaller, what is outside it is compared as well: 90% beside 99% leaves out ten times as
    many.
    """
    least = 0.5 / share.base
    own, other = max(share.value, least), max(usual, least)
    outside, usually_outside = max(1 - share.value, least), max(1 - usual, least)
    return max(own / other, other / own, outside / usually_outside)


def _unlike(share: Share, one: Comparison, usual: Phrase) -> Wording:
    """Say a share, by what factor it is off, and what is usual."""
    found = Phrase(
        "{label} {part}/{base} ({share}), lệch {factor} lần",
        "{label} {part}/{base} ({share}), off by a factor of {factor}",
    ).fill(
        part=share.part,
        base=share.base,
        share=as_percentage(half_up(Fraction(share.part * 100, share.base), 2)),
        factor=as_number(half_up(Fraction(_factor(share, one.usual)), 1)),
    )
    return Wording(
        found,
        usual.fill(n=one.of, usual=as_percentage(half_up(Fraction(one.usual * 100), 2))),
        _SHARES,
        STATEMENT,
    )


def _finding(one: _Unusual, known: KnownFigures) -> Finding:
    year, unit, subject, tier = one.scope.year, one.scope.unit, one.scope.subject, one.scope.tier
    place = known.by_scope.of(one.scope)[one.measure].place
    at = [place] if place else []
    found = as_message(one.wording.found)
    label = label_in_year(known.rules, year, subject, one.measure)
    wording = one.wording._replace(found=Message(found.phrase, {**found.values, "label": label}))
    return make_finding(
        one.kind,
        dict(zip(KEY, (year, unit, subject, tier, one.measure), strict=True)),
        place_in_files(year, unit, subject, tier, at, own=known.own),
        wording,
        severity="warning",
        cells=cells_at(at),
    )
