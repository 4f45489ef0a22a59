"""Targets: what was planned, what was reached, and what that makes of each."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

VERDICTS = ("exceeded", "met", "missed", "under_half")
"""What can be said of a target whose result is known, each leaving out the others."""

HALF = Fraction(1, 2)


def judge_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Say of each target what share of it is reached, and whether that is enough.

    A target of ``at_least`` is exceeded above the plan and met at it. One of ``at_most`` is met up to the
    plan; what lies lower is not said to exceed it. Short of the plan it is missed; under half where less than
    one half of it is reached, one half itself not being less. All is compared as the decimals are written.

    Returns
    -------
    DataFrame
        The same rows, with ``share`` (a fraction of one: actual of planned, for ``at_most`` planned of
        actual; missing where unknown or of nothing) and ``verdict``: one of `VERDICTS`, empty where the
        result is unknown.
    """
    found = [(_share(row), _verdict(row)) for row in targets.to_dict("records")]
    share = [None if reached is None else float(reached) for reached, _ in found]
    return targets.assign(
        share=pd.array(share, dtype="Float64"),
        verdict=pd.Series([verdict for _, verdict in found], index=targets.index, dtype=object),
    )


def _share(row: Mapping[Any, Any]) -> Fraction | None:
    """The part of a target that is reached; none of a target that is zero or less."""
    if pd.isna(row["actual"]):
        return None
    planned, actual = _exact(row["planned"]), _exact(row["actual"])
    part, whole = (planned, actual) if row["direction"] == "at_most" else (actual, planned)
    return part / whole if planned > 0 and whole > 0 else None


def _verdict(row: Mapping[Any, Any]) -> str:
    if pd.isna(row["actual"]):
        return ""
    planned, actual = _exact(row["planned"]), _exact(row["actual"])
    at_most = row["direction"] == "at_most"
    if actual == planned or (at_most and actual < planned):
        return "met"
    if actual > planned and not at_most:
        return "exceeded"
    share = _share(row)
    return "under_half" if share is not None and share < HALF else "missed"


def _exact(number: float) -> Fraction:
    """Take a number as the decimal it is written as."""
    return Fraction(str(number))
