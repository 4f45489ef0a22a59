"""The cap on `excellent`: how many may be rated so, under each reading of its base.

The guides allow at most 20% "of those rated good" in a group of similar position (21-HD/BTCTW of
18/10/2019). Printed practice reads the base in three ways, so all of them are shown. The cap binds in each
group; in the aggregate an excess is a reason to look closer, not a breach.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

import pandas as pd

from kgreport.data.findings import Finding
from kgreport.data.layout import Scope
from kgreport.data.phrases import Message, Phrase
from kgreport.data.vocabulary import label_of, measure_label
from kgreport.stats.shares import counts

Rounding = Literal["floor", "ceil", "nearest"]

BASES = ("good_or_better", "good", "rated")

_ROUND: Mapping[Rounding, Callable[[Fraction], int]] = {
    "floor": math.floor,
    "ceil": math.ceil,
    "nearest": lambda value: math.floor(value + Fraction(1, 2)),
}


def largest_allowed(base_count: int, limit: float, rounding: Rounding = "floor") -> int:
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


def cap_readings(
    figures: pd.DataFrame, scope: Scope, limit: float, rounding: Rounding = "floor"
) -> pd.DataFrame:
    """Compare the number rated excellent with its cap, under each reading of the base.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    scope
        Year, unit, subject and tier.
    limit, rounding
        As for `largest_allowed`.

    Returns
    -------
    DataFrame
        One row per reading whose figures are known: ``base``, ``base_count``, ``excellent``, ``share``
        (fraction of one), ``limit``, ``allowed`` and ``excess`` (how many too many; zero or less keeps it).
    """
    known = counts(figures, scope, ["excellent", *BASES]).set_index("measure")["count"]
    excellent = known["excellent"]
    rows = [] if pd.isna(excellent) else [base for base in BASES if not pd.isna(known[base]) and known[base]]
    allowed = [largest_allowed(int(known[base]), limit, rounding) for base in rows]
    return pd.DataFrame(
        {
            "base": rows,
            "base_count": [int(known[base]) for base in rows],
            "excellent": [int(excellent) for _ in rows],
            "share": [int(excellent) / int(known[base]) for base in rows],
            "limit": [limit for _ in rows],
            "allowed": allowed,
            "excess": [int(excellent) - most for most in allowed],
        }
    )


def check_cap(readings: pd.DataFrame, scope: Scope, base: str) -> list[Finding]:
    """In the aggregate, an excess over the cap is a warning: the cap binds in each group."""
    chosen = readings[(readings["base"] == base) & (readings["excess"] > 0)]
    return [_excess(scope, reading) for reading in chosen.to_dict("records")]


def _excess(scope: Scope, reading: Mapping[object, object]) -> Finding:
    base = str(reading["base"])
    words = ["cap", scope.year, scope.unit, scope.subject, scope.tier]
    return Finding(
        id="-".join(str(word) for word in words if word != ""),
        severity="warning",
        place=Message(
            Phrase("{label}, năm {year}", "{label}, {year}"),
            {"label": label_of(scope.subject, scope.tier), "year": str(scope.year)},
        ),
        expected=Message(
            Phrase(
                "tối đa {allowed} hoàn thành xuất sắc, tính trên {base_count} {base}",
                "at most {allowed} excellent, of {base_count} {base}",
            ),
            {
                "allowed": reading["allowed"],
                "base_count": reading["base_count"],
                "base": _in_text(measure_label(scope.subject, base)),
            },
        ),
        found=Message(
            Phrase("{excellent}, vượt {excess}", "{excellent}, {excess} more"),
            {"excellent": reading["excellent"], "excess": reading["excess"]},
        ),
        advice=Message(
            Phrase(
                "mức trần áp dụng cho từng nhóm tương đồng: kiểm tra theo từng nhóm trước khi kết luận",
                "the cap binds in each group of similar position: check the groups before concluding",
            )
        ),
    )


def _in_text(label: Phrase) -> Phrase:
    return Phrase(*(word[:1].lower() + word[1:] for word in label))
