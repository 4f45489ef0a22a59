"""Find what asks for attention: ratings, the cap, overdue remedies, unexplained reviews, doubtful figures.

Each function gives signals for `kgreport.stats.verdicts.attention.rank`. Rows of frames name in the column
``of`` whose they are: a unit, or an organisation; rows of nobody say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope
from kgreport.data.plausibility.compared import even
from kgreport.stats.shares import rating_base, share_rows
from kgreport.stats.verdicts.attention import Signal
from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.terms.findings import Finding

SMALLEST = 30
"""Units with fewer rated are not compared by share: one case would be worth more than three points."""

LEAST_DEVIATIONS = 1.645
"""How far a share lies from that of all, in standard deviations of chance: one unit in twenty, at most."""

MOST_OF_A_MEASURE = 3
"""How many units, the farthest ones, are told of one subject and measure at most."""

LOW: Mapping[str, int] = {"good_or_better": -1, "unfulfilled": 1}
"""The measures by which ratings are low, and on which side of all they are then."""


def low_ratings(figures: FiguresByScope, scope: Scope, units: Iterable[str]) -> list[Signal]:
    """Find the units whose share of a subject is worse than that of all by more than chance explains.

    Units with fewer than `SMALLEST` rated are left out, and of each measure all but the farthest few.
    """
    units = list(units)
    return [signal for measure in LOW for signal in _low(figures, scope, units, measure)]


def _low(figures: FiguresByScope, scope: Scope, units: Sequence[str], measure: str) -> Iterator[Signal]:
    known = figures.of(scope)
    base = rating_base(known)
    [whole] = share_rows(known, {measure: base})
    if whole["share"] is None:
        return
    found = []
    for unit in units:
        [row] = share_rows(figures.of(replace(scope, unit=unit)), {measure: base})
        size = _deviations(row, whole, LOW[measure])
        if size >= LEAST_DEVIATIONS:
            facts = {**row, "scope": replace(scope, unit=unit), "whole_share": whole["share"]}
            found.append(Signal(unit, "ratings", size, facts))
    yield from sorted(found, key=lambda one: -one.size)[:MOST_OF_A_MEASURE]


def _deviations(row: Mapping[str, Any], whole: Mapping[str, Any], side: int) -> float:
    """Tell how far a share lies on the bad side of that of all; 0 where it is unknown, or of few."""
    if row["share"] is None or row["base_count"] < SMALLEST:
        return 0
    return float(side * (even(row["share"]) - even(whole["share"])) * 2 * sqrt(row["base_count"]))


def cap_signals(whole: CapVerdict, units: Iterable[CapVerdict]) -> list[Signal]:
    """Find units above the cap by their own count; with groups, only those in a group above it."""
    above = {row["group"] for row in whole.above}
    return [
        Signal(own.scope.unit, "cap", own.applied["excess"], {**own.applied, "scope": own.scope})
        for own in units
        if own.applied and own.applied["excess"] > 0
        if not whole.groups or above & {row["group"] for row in own.above}
    ]


def remedy_signals(overdue: pd.DataFrame, unplanned: pd.DataFrame) -> list[Signal]:
    """Count the overdue remedies of each, and the organisations that should have a plan and have none.

    Parameters
    ----------
    overdue
        ``of, days_overdue``.
    unplanned
        ``of``.
    """
    late: dict[str, list[int]] = {}
    for of, days in zip(overdue["of"].tolist(), overdue["days_overdue"].tolist(), strict=True):
        late.setdefault(of, []).append(int(days))
    lacking = Counter(unplanned["of"].tolist())
    return [
        Signal(
            of,
            "overdue",
            len(late.get(of, [])) + lacking[of],
            {
                "overdue": len(late.get(of, [])),
                "longest": max(late.get(of, [0])),
                "unplanned": lacking[of],
            },
        )
        for of in dict.fromkeys([*late, *lacking])
        if of
    ]


def unexplained_signals(unexplained: Mapping[str, Mapping[str, int]]) -> list[Signal]:
    """Tell of each how many suggested reviews were not explained; `unexplained` are counts by subject."""
    known = {of: {subject: n for subject, n in some.items() if n > 0} for of, some in unexplained.items()}
    return [Signal(of, "unexplained", sum(some.values()), some) for of, some in known.items() if some and of]


def doubt_signals(
    findings: Iterable[Finding], within: Mapping[str, str], missing: Mapping[str, Sequence[str]]
) -> list[Signal]:
    """Count the doubtful figures of each unit, and the subjects that it has no figures of.

    `within` names, for a unit, the one that is ranked; `missing` the subjects by unit.
    """
    doubts: dict[str, list[Finding]] = {}
    for finding in findings:
        if of := within.get(finding.unit or "", ""):
            doubts.setdefault(of, []).append(finding)
    return [
        Signal(
            of,
            "doubtful",
            len(doubts.get(of, [])) + len(missing.get(of, [])),
            {"findings": doubts.get(of, []), "missing": missing.get(of, [])},
        )
        for of in dict.fromkeys([*doubts, *missing])
    ]


def unfulfilled_signals(organizations: pd.DataFrame) -> list[Signal]:
    """Find the organisations that were rated unfulfilled; `organizations` has ``of, level, reason``."""
    rated = organizations[organizations["level"] == "unfulfilled"]
    return [Signal(row["of"], "ratings", 1, {"reason": row["reason"]}) for row in rated.to_dict("records")]
