"""Make up the registers of the last year: suggested reviews, remediation plans and awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from kgreport.sample.levels import Scores
from kgreport.sample.plan import CERTIFICATES, FLAGS, LAST, YEARS
from kgreport.sample.wording import SIMULATED, register_texts

SUGGESTED_COUNTS = {"collective": 14, "leader": 28}
EXPLAINED_SHARE = 0.88

ISSUED = date(2019, 4, 1)
"""The day on which the state of each remedy is judged."""

STATES = (
    ("done", -45, -10), ("done", -30, 0), ("done", 20, 90), ("in_progress", -40, -5),
    ("in_progress", 30, 120), ("open", -20, -1), ("in_progress", 60, 180), ("open", 60, 180),
)  # fmt: skip
"""States of remedies, with the earliest and the latest due day, in days after that day."""


def suggest(rng: np.random.Generator, frame: pd.DataFrame, subject: str) -> pd.DataFrame:
    """Mark who was suggested for review, and who explained; about the same number in every year."""
    marked = frame.copy()
    for year in YEARS:
        count = SUGGESTED_COUNTS[subject] if year == LAST else int(rng.integers(20, 41))
        reviewed = np.flatnonzero((frame["year"] == year) & (frame["reviewed"] == 1))
        chosen = np.sort(rng.choice(reviewed, count, replace=False))
        explained = chosen[rng.random(count) < EXPLAINED_SHARE]
        marked.loc[chosen, "suggested"] = 1
        marked.loc[explained, "explained"] = 1
    return marked


def suggested_reviews(rng: np.random.Generator, **frames: pd.DataFrame) -> pd.DataFrame:
    """List the suggested reviews of the last year; officials are named by id only."""
    rows = []
    for subject, frame in frames.items():
        texts = register_texts()[subject]
        marked = frame[(frame["year"] == LAST) & (frame["suggested"] == 1)]
        for one in marked.to_dict("records"):
            text = texts[int(rng.integers(len(texts)))]
            row: dict[Any, Any] = {"name": "", **one, **text, "subject": subject, "source": SIMULATED}
            rows.append(row if one["explained"] else {**row, "remedy": ""})
    return pd.DataFrame(rows)


def remediation(rng: np.random.Generator, organizations: pd.DataFrame) -> pd.DataFrame:
    """Plan a remedy for every organisation rated unfulfilled in the last year; some get two."""
    failed = organizations[(organizations["year"] == LAST) & (organizations["level"] == "unfulfilled")]
    plans = [one for one in failed.to_dict("records") for _ in range(1 + int(rng.random() < 0.3))]
    texts = register_texts()["organization"]
    first = int(rng.integers(len(texts)))
    texts = [*texts[first:], *texts[:first]]
    return pd.DataFrame([_plan(rng, one, texts[n % len(texts)], n) for n, one in enumerate(plans)])


def _plan(
    rng: np.random.Generator, one: Mapping[Any, Any], text: Mapping[str, str], n: int
) -> dict[str, Any]:
    state, earliest, latest = STATES[n % len(STATES)]
    due = ISSUED + timedelta(days=int(rng.integers(earliest, latest + 1)))
    done_on = min(due, ISSUED) - timedelta(days=int(rng.integers(1, 20)))
    owner = one["name"].replace("Đảng bộ ", "Ban Thường vụ Đảng ủy ").replace("Chi bộ ", "Bí thư Chi bộ ")
    return {
        "year": LAST,
        "unit": one["unit"],
        "organization": one["id"],
        "owner": owner,
        **text,
        "due": due.isoformat(),
        "state": state,
        "done_on": done_on.isoformat() if state == "done" else "",
        "source": SIMULATED,
    }


def awards(
    rng: np.random.Generator,
    organizations: pd.DataFrame,
    collectives: pd.DataFrame,
    scores: Mapping[int, Scores],
) -> pd.DataFrame:
    """Give the flag to the best organisations of all years, the certificate to excellent collectives."""
    rows = [*_flags(organizations, scores), *_certificates(rng, collectives)]
    return pd.DataFrame(rows)


def _flags(organizations: pd.DataFrame, scores: Mapping[int, Scores]) -> Iterator[dict[str, Any]]:
    worst = np.min([scores[year] for year in YEARS], axis=0)
    best = set(np.argsort(-worst, kind="stable")[:FLAGS].tolist())
    of_year = organizations[organizations["year"] == LAST]
    for one in of_year[of_year["known"].isin(best)].to_dict("records"):
        yield _award("flag", "organization", one)


def _certificates(rng: np.random.Generator, collectives: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Choose excellent collectives of different units."""
    of_year = collectives[(collectives["year"] == LAST) & (collectives["level"] == "excellent")]
    drawn = of_year.iloc[rng.permutation(len(of_year))].drop_duplicates("unit").head(CERTIFICATES)
    for one in drawn.sort_index().to_dict("records"):
        yield _award("merit_certificate", "collective", one)


def _award(award: str, subject: str, one: Mapping[Any, Any]) -> dict[str, Any]:
    named = {name: one[name] for name in ("unit", "id", "name")}
    return {"year": LAST, "award": award, "subject": subject, "source": SIMULATED, **named}
