"""Judge a printed share by its count and its base: right, truncated, of another base, impossible or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from kgreport.terms.printed_numbers import Interval, PrintedNumber, half_up, truncated

VerdictKind = Literal["correct", "possible", "truncated", "other", "no_count", "no_base", "wrong"]

_MOST = 10**12
"""Counts and bases are smaller than this."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count and the base it is a share of."""

    count: int
    base: int

    @property
    def percentage(self) -> Fraction:
        """The share in percent, exact."""
        return Fraction(100 * self.count, self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a printed share is worth.

    Attributes
    ----------
    kind
        ``correct``: the count and the base give this print. ``possible``: one of them is unknown, and some
        whole number gives this print. ``truncated``: cut off and not rounded. ``other``: another count or
        base gives it. ``no_count``, ``no_base``: no whole count of the base, or base of the count, gives it.
        ``wrong``: none of these.
    right
        What should have been printed, where count and base are known.
    ratios
        The ratios that give this print, by truncation if the kind is ``truncated``; of ``possible``, only
        where exactly one is possible.
    """

    kind: VerdictKind
    right: Decimal | None = None
    ratios: tuple[Ratio, ...] = ()


def judge_share(
    printed: PrintedNumber,
    count: int | None,
    base: int | None,
    *,
    other_counts: Iterable[int] = (),
    other_bases: Iterable[int] = (),
) -> Verdict:
    """Judge a printed share by its count and its base; either may be unknown.

    `other_counts` and `other_bases` are tried where those given do not give the print.

    Examples
    --------
    >>> from kgreport.terms.printed_numbers import parse_printed
    >>> judge_share(parse_printed("68,02%"), 483, 710).kind
    'truncated'
    >>> judge_share(parse_printed("62,62%"), 439, 709, other_bases=[701])
    Verdict(kind='other', right=Decimal('61.92'), ratios=(Ratio(count=439, base=701),))
    >>> judge_share(parse_printed("74,4%"), None, 35).kind, judge_share(parse_printed("74,4%"), 35, None).kind
    ('no_count', 'no_base')
    >>> judge_share(parse_printed("trên 4,8%"), 29, 600).kind
    'correct'
    """
    if count is None and base is None:
        return Verdict(kind="possible")
    if count is None or base is None:
        return _judge_by_one(printed, count, base, other_bases)
    stated = Ratio(count, base)
    if not base:
        return Verdict(kind="wrong")
    right = half_up(stated.percentage, printed.decimals)
    if prints_as(printed, stated):
        return Verdict(kind="correct", right=right, ratios=(stated,))
    if is_truncated(printed, stated):
        return Verdict(kind="truncated", right=right, ratios=(stated,))
    others = [Ratio(count, of) for of in other_bases] + [Ratio(some, base) for some in other_counts]
    fitting = tuple(one for one in dict.fromkeys(others) if one.base and prints_as(printed, one))
    return Verdict(kind="other" if fitting else "wrong", right=right, ratios=fitting)


def prints_as(printed: PrintedNumber, ratio: Ratio) -> bool:
    """Whether a ratio gives this print, rounded half up to its decimals, or lying where it is approximate."""
    return ratio.percentage in _interval(printed)


def is_truncated(printed: PrintedNumber, ratio: Ratio) -> bool:
    """Whether a ratio gives this print if its decimals are cut off, and another one if they are rounded."""
    cut = not printed.approximation and truncated(ratio.percentage, printed.decimals) == printed.value
    return cut and not prints_as(printed, ratio)


def counts_of(printed: PrintedNumber, base: int) -> range:
    """Give the whole counts of a base that print as this share.

    >>> from kgreport.terms.printed_numbers import parse_printed
    >>> counts_of(parse_printed("93,90%"), 3623), list(counts_of(parse_printed("74,4%"), 35))
    (range(3402, 3403), [])
    >>> counts_of(parse_printed("18%"), 840)
    range(147, 156)
    """
    interval = _interval(printed)
    low, high = (None if end is None else end * base / 100 for end in (interval.low, interval.high))
    counts = _whole_numbers(Interval(low, high, interval.has_low, interval.has_high), 0)
    return range(counts.start, min(counts.stop, base + 1)) if printed.value <= 100 else counts


def bases_of(printed: PrintedNumber, count: int) -> range:
    """Give the whole bases of which a count prints as this share.

    >>> from kgreport.terms.printed_numbers import parse_printed
    >>> bases_of(parse_printed("15,69%"), 8), list(bases_of(parse_printed("74,4%"), 35))
    (range(51, 52), [])
    """
    interval = _interval(printed)
    if not count:
        return range(1, _MOST if 0 in interval else 1)
    if interval.high is not None and interval.high <= 0:  # "gần 0,0%": no share of some
        return range(0)
    low = None if interval.high is None else 100 * count / interval.high
    high = 100 * count / interval.low if interval.low and interval.low > 0 else None
    bases = _whole_numbers(Interval(low, high, interval.has_high, interval.has_low), 1)
    return range(max(bases.start, count), bases.stop) if printed.value <= 100 else bases


def agree(one: PrintedNumber, other: PrintedNumber) -> bool:
    """Whether two prints may be of the same share.

    >>> from kgreport.terms.printed_numbers import parse_printed
    >>> eight = parse_printed("15,68%")
    >>> agree(eight, parse_printed("15,67%")), agree(eight, parse_printed("15,7%"))
    (False, True)
    """
    return _interval(one).overlaps(_interval(other))


def may_sum_to_100(shares: Sequence[PrintedNumber]) -> bool:
    """Whether shares may add up to 100%, within the tolerance of their rounding.

    >>> from kgreport.terms.printed_numbers import parse_printed
    >>> reasons = [parse_printed(text) for text in ("1,06%", "11,62%", "19,37%", "67,96%")]
    >>> may_sum_to_100(reasons), may_sum_to_100(reasons[:3])
    (True, False)
    """
    return 100 in sum_of(shares)


def sum_of(shares: Sequence[PrintedNumber]) -> Interval:
    """Give between which values the sum of shares lies."""
    return add_intervals([_interval(share) for share in shares])


def add_intervals(intervals: Sequence[Interval]) -> Interval:
    """Give between which values a sum lies; an interval without a lower end begins at zero."""
    lows, highs = [one.low or Fraction(0) for one in intervals], [one.high for one in intervals]
    high = None if None in highs else sum((end for end in highs if end is not None), Fraction(0))
    return Interval(
        sum(lows, Fraction(0)), high,
        all(one.has_low for one in intervals), all(one.has_high for one in intervals),
    )  # fmt: skip


def _interval(printed: PrintedNumber) -> Interval:
    """The interval of a share; a share without its percent sign is rounded all the same."""
    interval = printed.interval
    if interval.low != interval.high:
        return interval
    half = Fraction(1, 2)
    return Interval(Fraction(printed.value) - half, Fraction(printed.value) + half)


def _judge_by_one(
    printed: PrintedNumber, count: int | None, base: int | None, other_bases: Iterable[int]
) -> Verdict:
    """Judge a share of which only the count or only the base is known."""
    found = tuple(_possible(printed, count, base))
    if found:
        return Verdict(kind="possible", ratios=found if len(found) == 1 else ())
    if count is not None:
        return Verdict(kind="no_base")
    if base and (cut := _cut_counts(printed, base)):
        return Verdict(kind="truncated", right=half_up(cut[0].percentage, printed.decimals), ratios=cut)
    # A base above 100% in last places fits every share, so it explains none.
    tried = [(of, counts_of(printed, of)) for of in dict.fromkeys(other_bases) if of]
    fitting = tuple(Ratio(counts[0], of) for of, counts in tried if len(counts) == 1)
    return Verdict(kind="other" if fitting else "no_count", ratios=fitting)


def _possible(printed: PrintedNumber, count: int | None, base: int | None) -> Iterator[Ratio]:
    """Give at most two of the ratios that are possible."""
    if count is not None:
        yield from (Ratio(count, of) for of in bases_of(printed, count)[:2])
    elif base:
        yield from (Ratio(some, base) for some in counts_of(printed, base)[:2])


def _cut_counts(printed: PrintedNumber, base: int) -> tuple[Ratio, ...]:
    """The count that gives a print by truncation; there is at most one where none gives it by rounding."""
    start = floor(Fraction(printed.value) * base / 100)
    near = (Ratio(count, base) for count in (start, start + 1) if count <= base)
    return tuple(ratio for ratio in near if is_truncated(printed, ratio))


def _whole_numbers(interval: Interval, least: int) -> range:
    low, high = interval.low, interval.high
    start = least if low is None else ceil(low) + (not interval.has_low and low == ceil(low))
    stop = _MOST if high is None else floor(high) + 1 - (not interval.has_high and high == floor(high))
    return range(max(start, least), max(stop, start, least))
