"""Find printed shares whose sum is not the whole, by more than their rounding explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.data.rules.model import NO_RULES, YearRules, label_in_year, own_terms_of
from kgreport.data.shares.judged import finding_at
from kgreport.data.shares.prints import Print
from kgreport.data.shares.wording import ADVICE
from kgreport.terms.findings import STATEMENT, Finding, Wording
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.printed_numbers import Interval, as_percentage, half_up, say_printed
from kgreport.terms.printed_shares import Ratio, add_intervals
from kgreport.terms.vocabulary import LEVEL_SUMS, RATED_SPLITS, REASONS

PARTS: Sequence[tuple[str, tuple[str, ...]]] = (
    *(("rated", split) for split in RATED_SPLITS),
    ("good_or_better", LEVEL_SUMS["good_or_better"]),
    ("fulfilled_or_better", (*LEVEL_SUMS["good_or_better"], "fulfilled")),
    ("fulfilled_or_better", LEVEL_SUMS["fulfilled_or_better"]),
    ("total", ("rated", "exempt", "pending")),
    ("unfulfilled", tuple(REASONS)),
)
"""Wholes with all their parts; the known parts are never more, and all of them never less."""

_WITHIN = Phrase(
    "{label}: {share}, làm tròn lệch nhiều nhất {tolerance}",
    "{label}: {share}, rounding explains at most {tolerance}",
)
_ALL = Interval(Fraction(100), Fraction(100), has_high=True)


def broken_sums(
    prints: Iterable[Print], figures: FiguresByScope, rules: YearRules = NO_RULES
) -> Iterator[Finding]:
    """Shares of one base add up to their whole, within the tolerance of their rounding.

    Shares whose counts are known are taken as exact; where all are, a broken sum is one of the counts, and
    has a finding there. A base has one finding: that of the first broken sum.
    """
    by_base: dict[tuple[object, str], dict[str, Print]] = {}
    for one in prints:
        if one.number.is_percent:
            by_base.setdefault((one.scope, one.base_in(figures.of(one.scope))), {})[one.measure] = one
    for (_, base), printed in by_base.items():
        known = figures.of(next(iter(printed.values())).scope)
        yield from list(_broken(base, printed, known, rules))[:1]


def _broken(base: str, printed: Mapping[str, Print], known: Known, rules: YearRules) -> Iterator[Finding]:
    exact = _exact(base, known)
    only_printed = {code: one.number.interval for code, one in printed.items() if code not in exact}
    shares = {**exact, **only_printed, base: _ALL}
    subject = next(iter(printed.values())).scope.subject
    for whole, parts in _parts_with(own_terms_of(rules), subject):
        given = [part for part in parts if part in shares]
        if base in parts or only_printed.keys().isdisjoint((whole, *given)):
            continue
        total = add_intervals([shares[part] for part in given])
        if whole not in shares or len(given) < len(parts):
            total = Interval(total.low, None, total.has_low)
        above = whole if whole in shares else base
        if given and not total.overlaps(shares[above]):
            yield _Sum(base, above, given, printed, known, rules).finding()


def _parts_with(own: OwnTerms, subject: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the wholes with all their parts, also those that a dataset adds for a subject."""
    for whole, parts in PARTS:
        yield whole, (*parts, *own.reasons_of(subject)) if whole == "unfulfilled" else parts
    yield from ((one.code, one.sum_of) for one in own.measures if one.sum_of and subject in one.subjects)


def _exact(base: str, known: Known) -> dict[str, Interval]:
    """By measure, the shares that the counts give."""
    whole = known[base].value if base in known else 0
    shares = {code: Ratio(figure.value, whole).percentage for code, figure in known.items()} if whole else {}
    return {code: Interval(share, share, has_high=True) for code, share in shares.items()}


@dataclass(frozen=True, slots=True)
class _Sum:
    """A broken sum: the shares of some parts of a whole, on one base."""

    base: str
    whole: str
    parts: Sequence[str]
    printed: Mapping[str, Print]
    known: Known
    rules: YearRules

    @property
    def prints(self) -> list[Print]:
        return [self.printed[code] for code in (*self.parts, self.whole) if code in self.printed]

    @property
    def decimals(self) -> int:
        return max(one.number.decimals for one in self.prints)

    def finding(self) -> Finding:
        values: dict[str, object] = {}
        for n, code in enumerate(self.parts):
            values |= {f"label{n}": self.label(code), f"share{n}": self.share(code)}
        terms = " + ".join(f"{{label{n}}} {{share{n}}}" for n in range(len(self.parts)))
        found, expected = same(terms), same("{label}: {share}")
        if len(self.parts) == 1:
            found = Phrase(f"{terms}, nhiều hơn", f"{terms}, more")
        elif not any(one.number.approximation for one in self.prints):
            found, expected = same(f"{terms} = {{sum}}"), _WITHIN
            values["sum"] = as_percentage(sum(map(self.rounded, self.parts), Decimal(0)))
        whole = same("100%") if self.whole == self.base else self.share(self.whole)
        tolerance = as_percentage(_tolerance(self.prints))
        expected_said = expected.fill(label=self.label(self.whole), share=whole, tolerance=tolerance)
        return finding_at(
            "share-sum",
            self.prints,
            Wording(found.fill(**values), expected_said, ADVICE, STATEMENT),
            own_terms_of(self.rules),
            severity="error",
            label=self.label(self.whole),
            named={"measure": self.whole, "base": "" if self.whole == self.base else self.base},
        )

    def label(self, code: str) -> Phrase:
        scope = self.prints[0].scope
        return label_in_year(self.rules, scope.year, scope.subject, code)

    def share(self, code: str) -> Phrase:
        """Say the share of a measure as it was printed, else as its count gives it."""
        if code in self.printed:
            return say_printed(self.printed[code].number)
        return as_percentage(self.rounded(code))

    def rounded(self, code: str) -> Decimal:
        if code in self.printed:
            return half_up(self.printed[code].number.value, self.decimals)
        return half_up(Ratio(self.known[code].value, self.known[self.base].value).percentage, self.decimals)


def _tolerance(prints: Iterable[Print]) -> Decimal:
    """How far rounding may move the sum: half a last place for each print."""
    return sum((Decimal(5).scaleb(-one.number.decimals - 1) for one in prints), Decimal(0)).normalize()
