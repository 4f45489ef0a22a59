"""Make up the leading officials, named by id only: they take up posts and leave them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.sample.levels import Scores, by_rank, counts_of, rate_managed, scores_of
from kgreport.sample.plan import UNITS, YEARS
from kgreport.terms.vocabulary import TIERS

POSTS = {"province": 285, "district": 1_860, "grassroots": 1_640}
"""How many posts each tier manages. Every post is held in every year."""

SHARES = (0.16, 0.10, 0.004)
TURNOVER, PENDING = 0.07, 14


def make_leaders(rng: np.random.Generator) -> pd.DataFrame:
    """Make up one row per official and year, with the columns of the table of records."""
    posts = _posts(rng)
    scores = scores_of(rng, len(posts))
    holder = np.arange(len(posts))
    newest = len(posts)
    frames = []
    for year in YEARS:
        frames.append(_rated(rng, posts, holder, scores[year], year))
        leaving = np.flatnonzero(rng.random(len(posts)) < TURNOVER)
        holder = holder.copy()
        holder[leaving] = newest + np.arange(len(leaving))
        newest += len(leaving)
    return pd.concat(frames, ignore_index=True)


def _posts(rng: np.random.Generator) -> pd.DataFrame:
    weights = np.array([unit.members for unit in UNITS], dtype=float)
    frames = []
    for tier in TIERS["leader"]:
        units = np.sort(rng.choice(len(UNITS), POSTS[tier], p=weights / weights.sum()))
        frames.append(pd.DataFrame({"unit": [UNITS[n].id for n in units], "tier": tier}))
    return pd.concat(frames, ignore_index=True)


def _rated(
    rng: np.random.Generator, posts: pd.DataFrame, holder: NDArray[np.int64], scores: Scores, year: int
) -> pd.DataFrame:
    pending = np.zeros(len(posts), dtype=bool)
    pending[rng.choice(len(posts), PENDING, replace=False)] = True
    officials = posts.assign(id=[f"cb-{number:05d}" for number in holder])
    return rate_managed(officials, scores, pending, year, by_rank(scores, counts_of(SHARES, len(posts))))
