"""The cap on `excellent`: how many may be rated so, under each reading of its base.

The guides allow at most 20% "of those rated good" in a group of similar position (21-HD/BTCTW of
18/10/2019). Printed practice reads the base in three ways, so all of them are shown. The cap binds in each
group; in the aggregate an excess is a reason to look closer, not a breach.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from kgreport.data.findings import Finding, Severity, finding_id
from kgreport.data.layout import Scope
from kgreport.data.params import CapRounding
from kgreport.data.phrases import Message, Phrase
from kgreport.data.rules import Cap
from kgreport.data.vocabulary import LEVELS, label_of, measure_label
from kgreport.stats.shares import counts

BASES = ("good_or_better", "good", "rated")

_ROUND: Mapping[CapRounding, Callable[[Fraction], int]] = {
    "floor": math.floor,
    "ceil": math.ceil,
    "nearest": lambda value: math.floor(value + Fraction(1, 2)),
}


def largest_allowed(base_count: int, limit: float, rounding: CapRounding = "floor") -> int:
    """Compute the largest count that respects a limit.

    Parameters
    ----------
    base_count
        Size of the base.
    limit
        Largest share, as a fraction of one, taken as the decimal it is written as.
    rounding
        How a broken count becomes a whole one; ``nearest`` rounds a half up.

    Examples
    --------
    >>> largest_allowed(758, 0.2), largest_allowed(758, 0.2, "ceil")
    (151, 152)
    >>> largest_allowed(100, 0.29)
    29
    """
    return _ROUND[rounding](Fraction(str(limit)) * base_count)


def cap_readings(figures: pd.DataFrame, scope: Scope, cap: Cap | None) -> pd.DataFrame:
    """Compare the number rated excellent with its cap, under each reading of the base.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    scope
        Year, unit, subject and tier.
    cap
        The cap of the year's rules; without one nothing is compared.

    Returns
    -------
    DataFrame
        One row per reading whose figures are known: ``base``, ``base_count``, ``excellent``, ``share``
        (fraction of one), ``limit``, ``allowed`` and ``excess`` (how many too many; zero or less keeps it).
    """
    known = counts(figures, scope, ["excellent", *BASES]).set_index("measure")["count"]
    excellent = known["excellent"]
    told = cap is not None and not pd.isna(excellent)
    rows = [base for base in BASES if told and not pd.isna(known[base]) and known[base]]
    allowed = [largest_allowed(int(known[base]), cap.limit, cap.rounding) for base in rows if cap]
    return pd.DataFrame(
        {
            "base": rows,
            "base_count": [int(known[base]) for base in rows],
            "excellent": [int(excellent) for _ in rows],
            "share": [int(excellent) / int(known[base]) for base in rows],
            "limit": [cap.limit for _ in rows if cap],
            "allowed": allowed,
            "excess": [int(excellent) - most for most in allowed],
        }
    )


def check_cap(readings: pd.DataFrame, scope: Scope, base: str) -> list[Finding]:
    """In the aggregate, an excess over the cap is a warning: the cap binds in each group."""
    chosen = readings[(readings["base"] == base) & (readings["excess"] > 0)]
    label = label_of(scope.subject, scope.tier)
    return [
        _excess(
            reading,
            scope,
            severity="warning",
            place=Message(
                Phrase("{label}, năm {year}", "{label}, {year}"), {"label": label, "year": str(scope.year)}
            ),
            advice=_CHECK_GROUPS,
        )
        for reading in chosen.to_dict("records")
    ]


def check_caps_by_group(groups: pd.DataFrame, scope: Scope, cap: Cap | None) -> list[Finding]:
    """In each group of similar position, no more are rated excellent than the cap allows.

    Parameters
    ----------
    groups
        Counts by ``group``: ``excellent``, ``good``, ``fulfilled``, ``unfulfilled``, missing where unknown.
        Several rows of a group are parts of it; rows without a group are of none, and not compared.
    scope
        Year, unit, subject and tier.
    cap
        The cap of the year's rules, with its severity; without one, or where it does not bind by group,
        nothing is found.
    """
    if cap is None or not cap.by_group:
        return []
    names = groups["group"].astype("string").str.strip()
    parts = groups.assign(group=names.mask(names == ""))
    found = []
    for group, of_group in parts.groupby("group", sort=True):
        counted = {level: of_group[level].sum(skipna=False) for level in LEVELS}
        base_count = sum(counted[level] for level in _PARTS[cap.base])
        if not pd.isna(base_count) and not pd.isna(counted["excellent"]):
            found += _check_group(str(group), int(counted["excellent"]), int(base_count), scope, cap)
    return found


_PARTS = {"good_or_better": ("excellent", "good"), "good": ("good",), "rated": tuple(LEVELS)}
"""The levels that make up each base."""


def _check_group(group: str, excellent: int, base_count: int, scope: Scope, cap: Cap) -> list[Finding]:
    allowed = largest_allowed(base_count, cap.limit, cap.rounding)
    if excellent <= allowed:
        return []
    reading = {
        "base": cap.base,
        "base_count": base_count,
        "excellent": excellent,
        "allowed": allowed,
        "excess": excellent - allowed,
    }
    values = {"label": label_of(scope.subject, scope.tier), "group": group, "year": str(scope.year)}
    place = Message(Phrase("{label}, nhóm {group}, năm {year}", "{label}, group {group}, {year}"), values)
    return [_excess(reading, scope, severity=cap.severity, place=place, advice=_CHECK_RATINGS, group=group)]


_CHECK_GROUPS = Phrase(
    "mức trần áp dụng cho từng nhóm tương đồng: kiểm tra theo từng nhóm trước khi kết luận",
    "the cap binds in each group of similar position: check the groups before concluding",
)
_CHECK_RATINGS = Phrase(
    "xét lại xếp loại trong nhóm, hoặc chấp nhận phát hiện này kèm lý do",
    "review the ratings of the group, or accept this finding with a reason",
)


def _excess(
    reading: Mapping[Any, Any],
    scope: Scope,
    *,
    severity: Severity,
    place: Message,
    advice: Phrase,
    group: str = "",
) -> Finding:
    words = ["cap", scope.year, scope.unit, scope.subject, scope.tier, *(("group", group) if group else ())]
    base = _in_text(measure_label(scope.subject, str(reading["base"])))
    allowed = Phrase(
        "tối đa {allowed} hoàn thành xuất sắc, tính trên {base_count} {base}",
        "at most {allowed} excellent, of {base_count} {base}",
    )
    excess = Phrase("{excellent}, vượt {excess}", "{excellent}, {excess} more")
    return Finding(
        id=finding_id(*words),
        severity=severity,
        place=place,
        expected=Message(allowed, {**_counts(reading, "allowed", "base_count"), "base": base}),
        found=Message(excess, _counts(reading, "excellent", "excess")),
        advice=Message(advice),
    )


def _counts(reading: Mapping[Any, Any], *names: str) -> dict[str, object]:
    return {name: reading[name] for name in names}


def _in_text(label: Phrase) -> Phrase:
    return Phrase(*(word[:1].lower() + word[1:] for word in label))
