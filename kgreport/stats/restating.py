"""Figures of earlier years after restatements of their records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import KEY, Scope
from kgreport.data.tables.unit_tree import above
from kgreport.terms.vocabulary import GRASSROOTS, LEVELS

_COUNTED_IN: Mapping[str, frozenset[str]] = {
    **{level: frozenset([level]) for level in LEVELS},
    "good_or_better": frozenset(["excellent", "good"]),
    "fulfilled_or_better": frozenset(["excellent", "good", "fulfilled"]),
    "rated": frozenset([*LEVELS, "rated"]),
    "exempt": frozenset(["exempt"]),
    "pending": frozenset(["pending", "suspended"]),
}
"""By measure, the ratings it counts: levels, and the status of who has none."""


def restate_figures(
    figures: pd.DataFrame, records: pd.DataFrame, subject: str, parents: Mapping[str, str]
) -> pd.DataFrame:
    """Move every restated record from its old level to its new one.

    `figures` are not yet completed; `records` are as `kgreport.stats.streaks.apply_restatements` gives.

    Returns
    -------
    DataFrame
        The same figures. Those that count a restated record - of its unit and every one above, of its tier
        and all it belongs to - are moved from the old level to the new, and from the old reason to the new;
        what is unknown stays so.
    """
    moved: Counter[tuple[object, ...]] = Counter()
    for record in records[records["restated"]].to_dict("records"):
        for unit in above(str(record["unit"]), parents):
            for tier in _tiers(str(record.get("tier") or "")):
                for measure, change in _moves(record):
                    moved[record["year"], unit, subject, tier, measure] += change
    keys = zip(*(figures[name] for name in KEY), strict=True)
    values = figures["value"] + pd.Series([moved[key] for key in keys], index=figures.index, dtype="int64")
    # A count below zero would mean that it never counted this record.
    return figures.assign(value=values.where(values >= 0, figures["value"]))


def differences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Name the figures that differ.

    Returns
    -------
    DataFrame
        The key of each figure of `after` that `before` knows otherwise, and ``original``, its value there.
    """
    both = after.merge(before, on=KEY, suffixes=("", "_before"))
    changed = both[both["value"] != both["value_before"]]
    named = changed.rename(columns={"value_before": "original"})
    return named[[*KEY, "original"]].reset_index(drop=True)


def originals_of(originals: pd.DataFrame, scope: Scope) -> dict[tuple[int, str], int]:
    """Give by year and measure what the figures of a scope were before, in any year."""
    key = {"unit": scope.unit, "subject": scope.subject, "tier": scope.tier}
    rows = originals[(originals[list(key)] == pd.Series(key)).all(axis=1)]
    return {
        (int(year), str(measure)): int(value)
        for year, measure, value in zip(rows["year"], rows["measure"], rows["original"], strict=True)
    }


def _tiers(tier: str) -> tuple[str, ...]:
    """Name every tier that counts one of a tier."""
    if not tier:
        return ("",)
    return ("", "grassroots", tier) if tier in GRASSROOTS else ("", tier)


def _moves(record: Mapping[Any, Any]) -> Iterator[tuple[str, int]]:
    before = _text(record, "original_level") or _text(record, "original_status") or "rated"
    now = str(record["level"])
    for measure, counted in _COUNTED_IN.items():
        yield measure, (now in counted) - (before in counted)
    for column, change in (("original_reason", -1), ("reason", 1)):
        reason = _text(record, column)
        if reason:
            yield reason, change


def _text(record: Mapping[Any, Any], column: str) -> str:
    value = record.get(column)
    return "" if pd.isna(value) else str(value)
