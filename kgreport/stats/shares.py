"""Counts, and shares of a base that is always named."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.figures.lookup import FiguresByScope, Known
from kgreport.terms.vocabulary import LEVEL_SUMS, RATED_SPLITS, UNKNOWN_LEVEL


def count_of(figures: FiguresByScope, scope: Scope, measure: str) -> int | None:
    """Look up one count; None where it is unknown."""
    found = figures.of(scope).get(measure)
    return found.value if found else None


def count_rows(known: Known, measures: Iterable[str]) -> list[dict[str, object]]:
    """Look up counts.

    Returns
    -------
    list of dict
        One row per measure, in the order asked for: ``measure``, ``count`` (None where unknown), ``source``,
        ``place``, ``derived`` (whether it follows from other figures).
    """
    found = ((measure, known.get(measure)) for measure in measures)
    return [
        {
            "measure": measure,
            "count": figure and figure.value,
            "source": figure and figure.source,
            "place": figure and figure.place,
            "derived": figure is not None and figure.source.startswith(DERIVED),
        }
        for measure, figure in found
    ]


def share_rows(known: Known, bases: Mapping[str, str]) -> list[dict[str, object]]:
    """Compute what share of its base each measure is.

    `bases` names the base of each measure; an empty base is never known.

    Returns
    -------
    list of dict
        The rows of `count_rows` with ``base`` (its code), ``base_count`` and ``share``: a fraction of one,
        None where count or base is unknown or the base is zero. Shares are not rounded, so they add up.
    """
    rows = count_rows(known, bases)
    for row, (measure, base) in zip(rows, bases.items(), strict=True):
        whole = known[base].value if base in known else None
        share = known[measure].value / whole if whole and measure in known else None
        row |= {"base": base, "base_count": whole, "share": share}
    return rows


def rating_base(known: Container[str]) -> str:
    """Choose what levels are a share of: those rated, or all where it is unknown how many were rated."""
    return "total" if "rated" not in known and "total" in known else "rated"


def level_bases(measures: Iterable[str], base: str) -> dict[str, str]:
    """Name what each measure is a share of: `base`, or nothing where it is all, and `base` only a part of it.

    >>> level_bases(["excellent", "total"], "rated"), level_bases(["total"], "total")
    ({'excellent': 'rated', 'total': ''}, {'total': 'total'})
    """
    return {one: "" if one == "total" != base else base for one in measures}


Bases = Mapping[str, tuple[str, ...]]
"""By measure, what it may be a share of, the better base first; nothing where it is only counted."""


def base_rows(known: Known, bases: Bases, beyond: Collection[str] = ()) -> list[dict[str, object]]:
    """Compute what share of a base of its own each measure is, as rows of `share_rows`.

    The base is the first that is known and not less than the count, which the measures `beyond` may exceed;
    where there is none, ``base`` is empty and there is no share.
    """
    chosen = {measure: _base(known, measure, of, any_size=measure in beyond) for measure, of in bases.items()}
    return share_rows(known, chosen)


def _base(known: Known, measure: str, bases: tuple[str, ...], *, any_size: bool) -> str:
    """Choose the first base that is known and, unless it may be of any size, not less than the count."""
    least = known[measure].value if measure in known and not any_size else 0
    return next((base for base in bases if base in known and known[base].value >= least), "")


_COUNTED = {"measure": "str", "count": "Int64", "source": "str", "place": "str", "derived": "bool"}
SHARED = {**_COUNTED, "base": "str", "base_count": "Int64", "share": "Float64"}
"""The columns of `share_rows` with their types."""


def framed(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Any] = SHARED) -> pd.DataFrame:
    """Make rows of counts and shares a frame; `columns` are its columns with their types."""
    arrays = {name: pd.array([row[name] for row in rows], dtype=kind) for name, kind in columns.items()}
    return pd.DataFrame(arrays, copy=False)


def changes(
    figures: FiguresByScope, scope: Scope, against: int, measures: Sequence[str], base: str
) -> list[dict[str, Any]]:
    """Compare counts and shares with those of another year.

    Returns
    -------
    list of dict
        One row per measure: ``measure``, ``count``, ``count_before``, ``difference``, ``share``,
        ``share_before`` and ``points`` (difference of the shares, as a fraction of one: 0.01 is one
        percentage point); None where either year is unknown. Empty where nothing of that year is known.
    """
    bases = level_bases(measures, base)
    now = share_rows(figures.of(scope), bases)
    before = share_rows(figures.of(replace(scope, year=against)), bases)
    if all(row["count"] is None for row in before):
        return []
    return [_compared(*both) for both in zip(now, before, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """The share of a level in two years.

    Attributes
    ----------
    scope, measure
        Who was rated at what level.
    before, now
        The shares of those rated, as fractions of one.
    """

    scope: Scope
    measure: str
    before: float
    now: float


SMALLEST = 30
"""Shares of fewer than these are not compared: one case would be worth more than three points."""


def level_changes(
    figures: FiguresByScope, scopes: Iterable[Scope], against: int, measures: Sequence[str]
) -> list[LevelChange]:
    """Compare the shares of levels with another year, where both are known and of enough to be compared."""
    found = []
    for scope in scopes:
        known = [figures.of(replace(scope, year=year)) for year in (against, scope.year)]
        if any("rated" not in of or of["rated"].value < SMALLEST for of in known):
            continue
        for measure in measures:
            if all(measure in of for of in known):
                before, now = (of[measure].value / of["rated"].value for of in known)
                found.append(LevelChange(scope=scope, measure=measure, before=before, now=now))
    return found


def _compared(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, object]:
    row = {"measure": now["measure"]}
    for name, difference in (("count", "difference"), ("share", "points")):
        row |= {name: now[name], f"{name}_before": before[name]}
        row[difference] = _difference(now[name], before[name])
    return row


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def add_points(series: pd.DataFrame) -> pd.DataFrame:
    """Add to shares by ``year`` and ``measure`` how they differ from those of the year before.

    Returns
    -------
    DataFrame
        The same rows and columns, and ``points``: a fraction of one, missing where either share is unknown.
    """
    keys = list(zip(series["year"], series["measure"], strict=True))
    known = {key: None if pd.isna(share) else share for key, share in zip(keys, series["share"], strict=True)}
    points = [_difference(known[year, measure], known.get((year - 1, measure))) for year, measure in keys]
    return series.assign(points=pd.array(points, dtype="Float64"))


REST = "rest"
"""What the known parts of a whole leave: of other levels, or of all also not rated."""

_PARTS: Mapping[str, tuple[str, ...]] = {"rated": RATED_SPLITS[-1], **LEVEL_SUMS}
"""The two parts of those rated, and of each sum of levels."""


def known_parts(known: Known, base: str) -> list[dict[str, Any]]:
    """Split a whole into parts that are known, as finely as they are; what they leave stands at the end.

    Parameters
    ----------
    known
        Figures of one scope.
    base
        The whole: ``rated`` or ``total``.

    Returns
    -------
    list of dict
        Rows of `share_rows`: no two overlap, and all make up the whole. What the parts leave is `REST`, or
        what is unknown of the levels, where that is all. Empty where the whole or all parts are unknown, or
        where they contradict each other.
    """
    rows = share_rows(known, dict.fromkeys(_finest_parts(known, "rated"), base))
    whole = known[base].value if base in known else 0
    left = whole - sum(known[str(row["measure"])].value for row in rows)
    if not rows or not whole or left < 0:
        return []
    if not left:
        return rows
    unknown = known.get(UNKNOWN_LEVEL)
    measure = UNKNOWN_LEVEL if unknown and unknown.value == left else REST
    rest = {"measure": measure, "count": left, "base": base, "base_count": whole, "share": left / whole}
    return [*rows, {**rest, "source": None, "place": None, "derived": True}]


def _finest_parts(known: Known, code: str) -> list[str]:
    """Name the known parts of a sum, as finely as they make it up."""
    found: list[str] = []
    for part in _PARTS[code]:
        inner = _finest_parts(known, part) if part in _PARTS else []
        if part in known and sum(known[one].value for one in inner) != known[part].value:
            inner = [part]
        found += inner or [part] * (part in known)
    return found
