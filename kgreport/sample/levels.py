"""Give each subject a level in each year, so that levels mostly stay and sometimes move.

Each subject has a hidden score. The score of a year is the score of the year before, pulled towards the mean,
plus noise (a Markov chain). The highest scores of a year are rated excellent, the next good, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.data.rules.choosing import rules_for
from kgreport.data.rules.model import Cap
from kgreport.sample.plan import YEARS, managed_alike
from kgreport.terms.vocabulary import LEVELS

LEVEL = {level: n for n, level in enumerate(LEVELS)}
NONE = -1
"""Stands for "not rated" in an array of levels."""

Scores = NDArray[np.float64]
Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]


def scores_of(rng: np.random.Generator, count: int, persistence: float = 0.85) -> dict[int, Scores]:
    """Draw the score of each subject in each year."""
    score = rng.standard_normal(count)
    scores = {}
    for year in YEARS:
        scores[year] = score
        score = persistence * score + np.sqrt(1 - persistence**2) * rng.standard_normal(count)
    return scores


def by_rank(scores: Scores, counts: Sequence[int]) -> Levels:
    """Give levels by rank. `counts` holds the number at each level, best first, and adds up to all."""
    levels = np.empty(len(scores), np.int8)
    levels[np.argsort(-scores, kind="stable")] = np.repeat(np.arange(len(counts), dtype=np.int8), counts)
    return levels


def counts_of(shares: Sequence[float], count: int) -> list[int]:
    """Turn the shares of all levels except `good` into counts; `good` gets the rest.

    >>> counts_of((0.2, 0.1, 0.05), 100)
    [20, 65, 10, 5]
    """
    excellent, fulfilled, unfulfilled = (int(share * count + 0.5) for share in shares)
    return [excellent, count - excellent - fulfilled - unfulfilled, fulfilled, unfulfilled]


def keep_the_cap(levels: Levels, scores: Scores, groups: NDArray[np.integer], cap: Cap | None) -> Levels:
    """Rate the lowest of the excellent `good`, in each group that has more of them than its cap allows."""
    kept = levels.copy()
    if cap is None:
        return kept
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        good_or_better = np.count_nonzero((kept[members] == 0) | (kept[members] == 1))
        excellent = members[kept[members] == 0]
        best_first = excellent[np.argsort(-scores[excellent], kind="stable")]
        kept[best_first[int(good_or_better * cap.limit + 1e-9) :]] = LEVEL["good"]
    return kept


def rate_managed(
    frame: pd.DataFrame, scores: Scores, pending: Mask, year: int, levels: Levels
) -> pd.DataFrame:
    """Fill in the records of collectives or officials; as many are excellent as the cap allows."""
    levels = np.where(pending, np.int8(NONE), levels)
    groups = frame.groupby(["unit", "tier"], sort=False).ngroup().to_numpy()
    levels = keep_the_cap(levels, scores, groups, rules_for(year).cap)
    return frame.assign(
        year=year,
        status=np.where(pending, "pending", "rated"),
        level=codes_of(levels),
        reason="",
        group=managed_alike(frame["unit"], frame["tier"]),
        suggested=0,
        explained=0,
        reviewed=(~pending).astype(int),
    )


def codes_of(levels: Levels) -> NDArray[np.object_]:
    """Give the codes of levels; blank for those not rated."""
    return np.array([*LEVELS, ""], dtype=object)[levels]
