"""Find shares that are the same for years, though chance alone would change them a little.

Such a share was perhaps copied from the year before. It may be right: these findings are warnings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import pi, prod, sqrt

from kgreport.data.figures.layout import DERIVED, KEY, Scope
from kgreport.data.figures.least import KnownFigures
from kgreport.data.params.parts import Plausibility
from kgreport.data.plausibility.compared import Compared
from kgreport.data.plausibility.references import Share, share_of
from kgreport.data.plausibility.unusual import contradicted
from kgreport.data.rules.model import label_in_year
from kgreport.data.tables.unit_tree import all_below
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.printed_numbers import as_percentage, half_up

YEARS = 5
"""A share is told from so many years on in which it is the same, the year of the report being one."""

LEAST_CHANCE = 0.001
"""A run of equal shares that chance brings about less often than this is told."""

_DIGITS, _PARTS = 2, 10_000
"""Shares are equal if they are printed alike, with so many decimals of a percentage."""

_Run = tuple[Scope, str, Sequence[Share]]
"""Scope, measure, and its shares: that of the year, then those of the years before it that equal it."""


def check_unchanged(
    compared: Compared, unit: str, limits: Plausibility, others: Iterable[Finding] = ()
) -> Iterator[Finding]:
    """No share is the same for years, where chance alone would change it.

    The check looks at `unit` and all units below it. Each subject of a unit has one warning at most, about
    the share that chance explains least. Where figures contradict each other, as `others` say, the
    contradiction is told alone. Shares of none and of all are never told: they often stay.
    """
    told, units = contradicted(others), {*all_below(unit, compared.known.units)}
    least: dict[tuple[str, str], _Run] = {}
    for run in _runs(compared, limits):
        of = (run[0].unit, run[0].subject)
        silent = run[0].unit not in units or told & {of, (run[0].subject, run[1])}
        if not silent and (of not in least or chance_of(run[2]) < chance_of(least[of][2])):
            least[of] = run
    for scope, measure, shares in least.values():
        yield _finding(scope, measure, shares, compared.known)


def _runs(compared: Compared, limits: Plausibility) -> Iterator[_Run]:
    """Go through the written shares of the year that have been the same for years."""
    for scope, of_scope in compared.shares.items():
        known = compared.known.by_scope.of(scope)
        before = compared.counts(scope, scope.year - 1)
        for measure, share in of_scope.items() if before else ():
            if share.base < limits.smallest or not 0 < share.part < share.base:
                continue
            if not _alike(share_of(before, measure), share) or known[measure].source.startswith(DERIVED):
                continue
            shares = [share, *_alike_before(compared, scope, measure, share)]
            if len(shares) >= YEARS and chance_of(shares) < LEAST_CHANCE:
                yield scope, measure, shares


def _alike_before(compared: Compared, scope: Scope, measure: str, share: Share) -> Iterator[Share]:
    """Go back through the shares of the years before, as long as they are alike."""
    year = scope.year - 1
    while (one := share_of(compared.counts(scope, year), measure)) and _alike(one, share):
        yield one
        year -= 1


def _alike(one: Share | None, other: Share) -> bool:
    return one is not None and _printed(one) == _printed(other)


def _printed(share: Share) -> int:
    """Round a share half up to the last decimal that is printed."""
    return (2 * share.part * _PARTS + share.base) // (2 * share.base)


def chance_of(shares: Sequence[Share]) -> float:
    """Tell how likely chance alone prints a share alike in each of some years.

    Two counts that chance spreads with a variance v are the same with a probability of about 1 / (2 √(π v));
    printed shares are, where one decimal of them stands for several counts, as many times as likely.

    >>> round(chance_of([Share(50, 100), Share(50, 100)]), 3)
    0.056
    """
    return prod(_chance(share) for share in shares[1:])


def _chance(share: Share) -> float:
    variance = share.part * (share.base - share.part) / share.base
    counts = max(1.0, share.base / _PARTS)
    return min(1.0, counts / (2 * sqrt(pi * variance)))


def _finding(scope: Scope, measure: str, shares: Sequence[Share], known: KnownFigures) -> Finding:
    years = [scope.year - n for n in range(len(shares))]
    places = [known.by_scope.of(replace(scope, year=year))[measure].place for year in years]
    at = [place for place in places[:1] if place]
    percentage = as_percentage(half_up(Fraction(shares[0].part * 100, shares[0].base), _DIGITS))
    wording = Wording(
        Phrase(
            "{label} {part}/{base} ({share}), không đổi {n} năm liền",
            "{label} {part}/{base} ({share}), the same for {n} years running",
        ).fill(
            label=label_in_year(known.rules, scope.year, scope.subject, measure),
            part=shares[0].part,
            base=shares[0].base,
            share=percentage,
            n=len(shares),
        ),
        Phrase(
            "các năm {first}–{last} cũng {share}; tỷ lệ thường thay đổi ít nhiều",
            "{first}–{last}: {share} too; a share usually changes a little",
        ).fill(first=str(years[-1]), last=str(years[1]), share=percentage),
        _COPIED,
        STATEMENT,
    )
    parts = dict(zip(KEY, (scope.year, scope.unit, scope.subject, scope.tier, measure), strict=True))
    place = place_in_files(scope.year, scope.unit, scope.subject, scope.tier, at, own=known.own)
    return make_finding("unchanged", parts, place, wording, severity="warning", cells=cells_at(at))


_COPIED = Phrase(
    "kiểm tra có chép lại số của năm trước không; nếu số đúng, chấp nhận phát hiện này kèm lý do",
    "check for a copy of the year before; if the figures are right, accept this finding, with a reason",
)
