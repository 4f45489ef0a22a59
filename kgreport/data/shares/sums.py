"""Find printed shares whose sum is not the whole, by more than their rounding explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.data.shares.prints import Print
from kgreport.data.shares.wording import ADVICE, finding_at
from kgreport.terms.findings import STATEMENT, Finding, Wording
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.printed_numbers import Interval, as_percentage, half_up, say_printed
from kgreport.terms.printed_shares import Ratio, add_intervals
from kgreport.terms.vocabulary import LEVELS, REASONS, measure_label

PARTS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("rated", tuple(LEVELS)),
    ("rated", ("good_or_better", "fulfilled", "unfulfilled")),
    ("rated", ("fulfilled_or_better", "unfulfilled")),
    ("good_or_better", ("excellent", "good")),
    ("fulfilled_or_better", ("excellent", "good", "fulfilled")),
    ("fulfilled_or_better", ("good_or_better", "fulfilled")),
    ("total", ("rated", "exempt", "pending")),
    ("unfulfilled", tuple(REASONS)),
)
"""Wholes with all their parts; the known parts are never more, and all of them never less."""

_WITHIN = Phrase(
    "{label}: {share}, làm tròn lệch nhiều nhất {tolerance}",
    "{label}: {share}, rounding explains at most {tolerance}",
)
_ALL = Interval(Fraction(100), Fraction(100), has_high=True)


def broken_sums(prints: Iterable[Print], figures: FiguresByScope) -> Iterator[Finding]:
    """Shares of one base add up to their whole, within the tolerance of their rounding.

    Shares whose counts are known are taken as exact. A base has one finding: that of the first broken sum.
    """
    by_base: dict[tuple[object, str], dict[str, Print]] = {}
    for one in prints:
        if one.number.is_percent:
            by_base.setdefault((one.scope, one.base_in(figures.of(one.scope))), {})[one.measure] = one
    for (_, base), printed in by_base.items():
        known = figures.of(next(iter(printed.values())).scope)
        yield from list(_broken(base, printed, known))[:1]


def _broken(base: str, printed: Mapping[str, Print], known: Known) -> Iterator[Finding]:
    shares = {**_intervals(base, printed, known), base: _ALL}
    for whole, parts in PARTS:
        given = [part for part in parts if part in shares]
        if base in parts or not any(part in printed for part in (whole, *given)):
            continue
        total = add_intervals([shares[part] for part in given])
        if whole not in shares or len(given) < len(parts):
            total = Interval(total.low, None, total.has_low)
        above = whole if whole in shares else base
        if given and not total.overlaps(shares[above]):
            yield _finding(base, above, given, printed, known)


def _intervals(base: str, printed: Mapping[str, Print], known: Known) -> dict[str, Interval]:
    """By measure, between what values its share lies."""
    found = {code: one.number.interval for code, one in printed.items()}
    whole = known[base].value if base in known else 0
    for code, figure in known.items() if whole else ():
        exact = Ratio(figure.value, whole).percentage
        found[code] = Interval(exact, exact, has_high=True)
    return found


def _finding(
    base: str, whole: str, parts: Sequence[str], printed: Mapping[str, Print], known: Known
) -> Finding:
    prints = [printed[code] for code in (*parts, whole) if code in printed]
    subject, decimals = prints[0].scope.subject, max(one.number.decimals for one in prints)

    def share(code: str) -> Phrase:
        if code in printed:
            return say_printed(printed[code].number)
        return as_percentage(half_up(Ratio(known[code].value, known[base].value).percentage, decimals))

    labels = {code: measure_label(subject, code) for code in (*parts, whole)}
    values = {f"share{n}": share(code) for n, code in enumerate(parts)}
    values |= {f"label{n}": labels[code] for n, code in enumerate(parts)}
    terms = " + ".join(f"{{label{n}}} {{share{n}}}" for n in range(len(parts)))
    expected, of_whole = same("{label}: {share}"), same("100%") if whole == base else share(whole)
    if len(parts) > 1 and not any(one.number.approximation for one in prints):
        total = sum(half_up(_value(code, base, printed, known), decimals) for code in parts)
        terms, values = terms + " = {sum}", {**values, "sum": as_percentage(half_up(total, decimals))}
        expected = _WITHIN
    more = Phrase(", nhiều hơn", ", more") if len(parts) == 1 else Phrase("", "")
    wording = Wording(
        Phrase(terms + more.vi, terms + more.en).fill(**values),
        expected.fill(label=labels[whole], share=of_whole, tolerance=as_percentage(_tolerance(prints))),
        ADVICE,
        STATEMENT,
    )
    return finding_at(
        "share-sum", prints, wording, "error", measure=whole, base="" if whole == base else base
    )


def _tolerance(prints: Iterable[Print]) -> Decimal:
    """How far rounding may move the sum: half a last place for each print."""
    return sum((Decimal(5).scaleb(-one.number.decimals - 1) for one in prints), Decimal(0)).normalize()


def _value(code: str, base: str, printed: Mapping[str, Print], known: Known) -> Fraction:
    if code in printed:
        return Fraction(printed[code].number.value)
    return Ratio(known[code].value, known[base].value).percentage
