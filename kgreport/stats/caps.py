"""The cap on `excellent`: how many may be rated so, under each reading of its base.

The guides allow at most 20% "of those rated good" in a group of similar position (21-HD/BTCTW of
18/10/2019). Printed practice reads the base in three ways, so all of them are shown; it rounds a broken
count up. The cap binds in each group; in the aggregate an excess is a reason to look closer, not a breach.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Known
from kgreport.data.params.written_values import CapRounding
from kgreport.data.rules.model import NO_RULES, Cap, YearRules, label_in_year
from kgreport.terms.collation import sort_key
from kgreport.terms.findings import STATEMENT, Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.vocabulary import GRASSROOTS, LEVELS, label_of

Reading = Mapping[Any, Any]
"""A row of `cap_rows` or `group_rows`."""

BASES = ("good_or_better", "good", "rated")

_ROUND: Mapping[CapRounding, Callable[[Fraction], int]] = {
    "floor": math.floor,
    "ceil": math.ceil,
    "nearest": lambda value: math.floor(value + Fraction(1, 2)),
}


def largest_allowed(base_count: int, limit: float, rounding: CapRounding = "ceil") -> int:
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
    >>> largest_allowed(758, 0.2), largest_allowed(758, 0.2, "floor")
    (152, 151)
    >>> largest_allowed(100, 0.29)
    29
    """
    return _ROUND[rounding](Fraction(str(limit)) * base_count)


def cap_rows(known: Known, cap: Cap | None) -> list[Reading]:
    """Compare the number rated excellent with its cap, under each reading of the base.

    Returns
    -------
    list of dict
        One row per reading whose figures are known: ``base``, ``base_count``, ``excellent``, ``share``
        (fraction of one), ``limit``, ``allowed`` and ``excess`` (how many too many; zero or less keeps it).
    """
    if cap is None or "excellent" not in known:
        return []
    bases = (base for base in BASES if base in known and known[base].value)
    return [read_cap(known["excellent"].value, known[base].value, cap, base) for base in bases]


def check_caps(
    readings: Mapping[Scope, Sequence[Reading]], base: str, rules: YearRules = NO_RULES
) -> list[Finding]:
    """Find where the cap is exceeded in the aggregate; an excess that lies in one tier is found there only.

    `base` is the reading that counts; the rules of the year name the levels.
    """
    counted = {scope: _counted(of_scope, base) for scope, of_scope in readings.items()}
    return [
        finding
        for scope, of_scope in readings.items()
        if not any(is_within(one, scope) and counted[one] == counted[scope] for one in readings)
        for finding in _check_cap(of_scope, scope, base, rules)
    ]


def _counted(readings: Sequence[Reading], base: str) -> list[list[int]]:
    return [[int(row["excellent"]), int(row["base_count"])] for row in readings if row["base"] == base]


def is_within(one: Scope, other: Scope) -> bool:
    """Whether a scope is a tier of another, or of one of its tiers."""
    broader = ("", "grassroots") if one.tier in GRASSROOTS else ("",)
    return one.subject == other.subject and one.tier != other.tier and other.tier in broader


def _check_cap(readings: Iterable[Reading], scope: Scope, base: str, rules: YearRules) -> list[Finding]:
    """In the aggregate, an excess over the cap is a warning: the cap binds in each group."""
    values = {"label": label_of(scope.subject, scope.tier), "year": str(scope.year)}
    place = Message(Phrase("{label}, năm {year}", "{label}, {year}"), values)
    return [
        _excess(reading, scope, rules, severity="warning", place=place, advice=_CHECK_GROUPS)
        for reading in readings
        if reading["base"] == base and reading["excess"] > 0
    ]


def count_levels(records: pd.DataFrame) -> Counter[tuple[str, str, str]]:
    """Count records by ``tier``, ``group`` and ``level``, without those of no group."""
    keys = zip(*(records[name].tolist() for name in ("tier", "group", "level")), strict=True)
    return Counter(key for key in keys if not pd.isna(key[1]))


def group_counts(
    counted: Mapping[tuple[str, str, str], int], tiers: Container[str] | None = None
) -> list[dict[str, Any]]:
    """Give how many of each level are in each group, of all tiers or of some, as `group_rows` takes them.

    Examples
    --------
    >>> counted = count_levels(pd.DataFrame({"tier": ["province"], "group": ["sở"], "level": ["good"]}))
    >>> group_counts(counted)
    [{'group': 'sở', 'excellent': 0, 'good': 1, 'fulfilled': 0, 'unfulfilled': 0}]
    >>> group_counts(counted, {"district"})
    []
    """
    groups: dict[str, dict[str, Any]] = {}
    for (tier, group, level), count in sorted(counted.items(), key=lambda item: item[0][1]):
        if tiers is None or tier in tiers:
            row = groups.setdefault(group, {"group": group, **dict.fromkeys(LEVELS, 0)})
            if level in row:
                row[level] += count
    return list(groups.values())


def _named(group: object) -> str:
    """Give the name of a group; empty where there is none."""
    return "" if pd.isna(group) else str(group).strip()  # type: ignore[call-overload]


def group_rows(groups: Iterable[Mapping[Any, Any]], cap: Cap | None) -> list[Reading]:
    """Compare the number rated excellent with its cap, in each group of similar position.

    Parameters
    ----------
    groups
        Counts by ``group``: ``excellent``, ``good``, ``fulfilled``, ``unfulfilled``, missing where unknown.
        Several rows of a group are parts of it; rows without a group are of none, and not compared.
    cap
        The cap of the year's rules; without one, or where it does not bind by group, nothing is compared.

    Returns
    -------
    list of dict
        One row per group whose figures are known, in the order of their names: ``group``, ``rated`` (None
        where a level is unknown), and what `cap_rows` gives, under the reading the cap chooses.
    """
    parts: dict[str, list[Mapping[Any, Any]]] = {}
    for part in groups if cap and cap.by_group else ():
        parts.setdefault(_named(part["group"]), []).append(part)
    return [
        {"group": group, **reading}
        for group in sorted(filter(None, parts), key=sort_key)
        for reading in _readings_of(parts[group], cap)
    ]


def _readings_of(parts: Sequence[Mapping[Any, Any]], cap: Cap | None) -> Iterator[Reading]:
    """Compare the sum of the parts of a group with the cap, where every part is known."""
    counted = {level: [part[level] for part in parts] for level in LEVELS}
    needed = {"excellent", *_PARTS[cap.base]} if cap else set()
    if cap and not any(pd.isna(count) for level in needed for count in counted[level]):
        base_count = sum(sum(counted[level]) for level in _PARTS[cap.base])
        everyone = [count for of_level in counted.values() for count in of_level]
        rated = None if any(map(pd.isna, everyone)) else int(sum(everyone))
        yield {"rated": rated, **read_cap(int(sum(counted["excellent"])), int(base_count), cap, cap.base)}


def read_cap(excellent: int, base_count: int, cap: Cap, base: str) -> Reading:
    """Compare a number rated excellent with the cap on a base; see `cap_rows`."""
    allowed = largest_allowed(base_count, cap.limit, cap.rounding)
    return {
        "base": base,
        "base_count": base_count,
        "excellent": excellent,
        "share": excellent / base_count if base_count else None,
        "limit": cap.limit,
        "allowed": allowed,
        "excess": excellent - allowed,
    }


def check_caps_by_group(
    groups: Iterable[Mapping[Any, Any]], scope: Scope, cap: Cap | None, rules: YearRules = NO_RULES
) -> list[Finding]:
    """In each group of similar position, no more are rated excellent than the cap allows.

    `groups` are as for `group_rows`; the cap has its severity.
    """
    readings = group_rows(groups, cap)
    return [
        _group_excess(reading, scope, cap, rules) for reading in readings if cap and reading["excess"] > 0
    ]


_PARTS = {"good_or_better": ("excellent", "good"), "good": ("good",), "rated": tuple(LEVELS)}
"""The levels that make up each base."""


def _group_excess(reading: Mapping[Any, Any], scope: Scope, cap: Cap, rules: YearRules) -> Finding:
    group = str(reading["group"])
    values = {"label": label_of(scope.subject, scope.tier), "group": group, "year": str(scope.year)}
    place = Message(Phrase("{label}, nhóm {group}, năm {year}", "{label}, group {group}, {year}"), values)
    return _excess(
        reading, scope, rules, severity=cap.severity, place=place, advice=_CHECK_RATINGS, group=group
    )


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
    rules: YearRules,
    *,
    severity: Severity,
    place: Message,
    advice: Phrase,
    group: str = "",
) -> Finding:
    base, level = (
        _in_text(label_in_year(rules, scope.year, scope.subject, code))
        for code in (str(reading["base"]), "excellent")
    )
    wording = Wording(
        Phrase(
            "{excellent} {level}, vượt {excess}",
            "{excellent} {level}, {excess} more than allowed",
        ).fill(**_counts(reading, "excellent", "excess"), level=level),
        Phrase(
            "tối đa {allowed} {level}, tính trên {base_count} {base}",
            "at most {allowed} {level}, of {base_count} {base}",
        ).fill(**_counts(reading, "allowed", "base_count"), base=base, level=level),
        advice,
        STATEMENT,
    )
    parts = asdict(scope) | ({"of": "group", "group": group} if group else {})
    return make_finding("cap", parts, place, wording, severity=severity)


def _counts(reading: Mapping[Any, Any], *names: str) -> dict[str, object]:
    return {name: reading[name] for name in names}


def _in_text(label: Phrase) -> Phrase:
    return Phrase(*(word[:1].lower() + word[1:] for word in label))
