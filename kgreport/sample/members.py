"""Make up the members, named by id only: admitted, rated, exempt, suspended, gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kgreport.data.records.layout import STATUSES
from kgreport.data.rules.choosing import rules_for
from kgreport.sample.levels import (
    NONE,
    Levels,
    Mask,
    Scores,
    by_rank,
    counts_of,
    keep_the_cap,
    scores_of,
)
from kgreport.sample.plan import LAST, UNITS, YEARS
from kgreport.terms.vocabulary import LEVELS, REASONS

SIZES = {2014: 52_160, 2015: 52_830, 2016: 53_430, 2017: 54_010, 2018: 54_570}
"""Members at the end of each year: 267.000 rows."""

RATED = {LAST: 53_340}
EXEMPT = {2014: 390, 2015: 405, 2016: 420, 2017: 440}
"""How many are rated in the last year, and exempt in earlier years. The other number follows from it."""

SUSPENDED = 6
ADMITTED = {2014: 1_430, 2015: 1_560, 2016: 1_540, 2017: 1_530, 2018: 1_510}

LEVEL_COUNTS = {LAST: (7_868, 36_021, 9_167, 284)}
"""Published: 53.056 fulfilled or better, 284 unfulfilled. How the 53.056 split is made up."""

EARLIER_SHARES = (0.152, 0.19, 0.0065)
REASON_COUNTS = {LAST: (0, 3, 33, 55, 193)}
EARLIER_REASONS = (0.02, 0.015, 0.14, 0.21, 0.615)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """Everyone who is or was a member in these years.

    Attributes
    ----------
    unit
        Number of the unit.
    admitted
        Day of admission, in days since 1970.
    first, last
        The first and the last year with a rating.
    official
        Whether the member is an official or employee.
    frailty
        Members with the highest values are exempt first.
    """

    unit: Numbers
    admitted: NDArray[np.int32]
    first: Numbers
    last: Numbers
    official: Mask
    frailty: Scores


def make_members(rng: np.random.Generator) -> pa.Table:
    """Make up one row per member and year, with the columns of the table of records."""
    people = _people(rng)
    scores = scores_of(rng, len(people.unit), persistence=0.7)
    ids = pa.array([f"dv-{number:06d}" for number in rng.permutation(len(people.unit))])
    return pa.concat_tables([_year(rng, people, scores[year], ids, year) for year in YEARS])


def _people(rng: np.random.Generator) -> People:
    count = SIZES[YEARS[0]] + sum(ADMITTED[year] for year in YEARS[1:])
    first = np.full(count, YEARS[0])
    first[SIZES[YEARS[0]] :] = np.repeat(YEARS[1:], [ADMITTED[year] for year in YEARS[1:]])
    weights = np.array([unit.members for unit in UNITS], dtype=float)
    admitted = _days_of_admission(rng, first)
    return People(
        unit=rng.choice(len(UNITS), count, p=weights / weights.sum()),
        admitted=admitted,
        first=first,
        last=_last_years(rng, first),
        official=rng.random(count) < 0.46,
        frailty=rng.standard_normal(count) - admitted / 4_000,
    )


def _days_of_admission(rng: np.random.Generator, first: Numbers) -> NDArray[np.int32]:
    """Draw a day of the first year; for members already there, a day before these years."""
    days = _new_year(first) + rng.integers(0, 365, len(first))
    old = np.flatnonzero(first == YEARS[0])[ADMITTED[YEARS[0]] :]
    days[old] = _new_year(first[old]) - (18_000 * rng.beta(1.1, 2.2, len(old))).astype(int) - 1
    return days.astype(np.int32)


def _new_year(years: Numbers) -> Numbers:
    """Give the first day of each year, in days since 1970."""
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def _last_years(rng: np.random.Generator, first: Numbers) -> Numbers:
    """Let some leave each year, so that each year has its number of members."""
    last = np.full(len(first), LAST)
    for year in YEARS[:-1]:
        present = np.flatnonzero((first <= year) & (last == LAST))
        gone = SIZES[year] + ADMITTED[year + 1] - SIZES[year + 1]
        last[rng.choice(present, gone, replace=False)] = year
    return last


def _year(rng: np.random.Generator, people: People, scores: Scores, ids: pa.Array, year: int) -> pa.Table:
    present = np.flatnonzero((people.first <= year) & (year <= people.last))
    present = present[np.argsort(people.unit[present], kind="stable")]
    status = _status(rng, people, present, year)
    rated = status == STATUSES.index("rated")
    levels = np.full(len(present), NONE, np.int8)
    levels[rated] = _levels(scores[present[rated]], people.unit[present[rated]], year)
    reasons = _reasons(rng, levels, people.official[present], year)
    return pa.table(
        {
            "year": np.full(len(present), year, np.int16),
            "id": ids.take(pa.array(present)),
            "unit": _codes(people.unit[present], [unit.id for unit in UNITS]),
            "status": _codes(status, STATUSES),
            "level": _codes(levels, tuple(LEVELS)),
            "reason": _codes(reasons, tuple(REASONS)),
            "official": people.official[present],
            "admitted": pa.array(people.admitted[present]).cast(pa.date32()),
            "reviewed": rated,
        }
    )


def _codes(codes: NDArray[np.integer], known: Sequence[str]) -> pa.Array:
    """Turn numbers into codes; a number below zero becomes a blank."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8), mask=codes < 0), pa.array(known))


def _status(rng: np.random.Generator, people: People, present: Numbers, year: int) -> Levels:
    """Give each member a status; members admitted after 30 June are not rated, if the rules say so."""
    status = np.zeros(len(present), np.int8)
    if "new" in rules_for(year).unrated:
        status[people.admitted[present] > int(np.datetime64(f"{year}-06-30").astype(int))] = STATUSES.index(
            "pending"
        )
    settled = np.flatnonzero(status == 0)
    exempt = EXEMPT[year] if year in EXEMPT else len(settled) - SUSPENDED - RATED[year]
    frail_first = settled[np.argsort(-people.frailty[present[settled]], kind="stable")]
    status[frail_first[:exempt]] = STATUSES.index("exempt")
    status[rng.choice(frail_first[exempt:], SUSPENDED, replace=False)] = STATUSES.index("suspended")
    return status


def _levels(scores: Scores, units: Numbers, year: int) -> Levels:
    counts = LEVEL_COUNTS.get(year) or counts_of(EARLIER_SHARES, len(scores))
    return keep_the_cap(by_rank(scores, counts), scores, units, rules_for(year).cap)


def _reasons(rng: np.random.Generator, levels: Levels, official: Mask, year: int) -> Levels:
    """Give each member rated unfulfilled a reason; the reason for officials goes to officials only."""
    reasons = np.full(len(levels), NONE, np.int8)
    failed = rng.permutation(np.flatnonzero(levels == len(LEVELS) - 1))
    counts = np.array(REASON_COUNTS.get(year) or rng.multinomial(len(failed), EARLIER_REASONS))
    of_officials = list(REASONS).index("unfulfilled_official")
    officials = failed[official[failed]][: counts[of_officials]]
    reasons[officials] = of_officials
    counts[of_officials] -= len(officials)
    counts[-1] += counts[of_officials]
    counts[of_officials] = 0
    reasons[failed[reasons[failed] == NONE]] = np.repeat(np.arange(len(counts)), counts)
    return reasons
