"""Targets: what was planned, what was reached, and what that makes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from kgreport.data.workbooks.locator import cells_of_entry, place_of_entry
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.vocabulary import TARGET_PERIODS

Target = Mapping[Any, Any]
"""A row of the register of targets."""

VERDICTS = ("exceeded", "met", "missed", "under_half")
"""What can be said of a target whose result is known, each leaving out the others."""

REACHED = ("exceeded", "met")

HALF = Fraction(1, 2)


def judge_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Say of each target what share of it is reached, and whether that is enough.

    A target is met at the plan, and exceeded beyond it: above it if ``at_least``, below it if ``at_most``.
    Short of the plan it is missed; under half where less than one half of it is reached, one half itself not
    being less. All is compared as the decimals are written.

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


def _share(row: Target) -> Fraction | None:
    """The part of a target that is reached; none of a target that is zero or less."""
    if pd.isna(row["actual"]):
        return None
    planned, actual = _exact(row["planned"]), _exact(row["actual"])
    part, whole = (planned, actual) if row["direction"] == "at_most" else (actual, planned)
    return part / whole if planned > 0 and whole > 0 else None


def _verdict(row: Target) -> str:
    if pd.isna(row["actual"]):
        return ""
    planned, actual = _exact(row["planned"]), _exact(row["actual"])
    if actual == planned:
        return "met"
    if (actual < planned) == (row["direction"] == "at_most"):
        return "exceeded"
    share = _share(row)
    return "under_half" if share is not None and share < HALF else "missed"


@dataclass(frozen=True, slots=True)
class TargetsVerdict:
    """How the targets of a period stand.

    Attributes
    ----------
    reached, exceeded
        How many are met or exceeded, and how many of these are exceeded.
    missed, unknown
        The rows of those that are missed, and of those without a result.
    main, main_reached
        How many are main targets, and how many of these are met or exceeded.
    """

    reached: int
    exceeded: int
    missed: Sequence[Target]
    unknown: Sequence[Target]
    main: int = 0
    main_reached: int = 0


def count_verdicts(targets: pd.DataFrame) -> TargetsVerdict:
    """Count the verdicts of `judge_targets`; the missed stay in their order."""
    rows: Sequence[Target] = targets.to_dict("records")
    verdicts = [row["verdict"] for row in rows]
    main = [row["verdict"] for row in rows if row["main"]]
    return TargetsVerdict(
        sum(verdict in REACHED for verdict in verdicts),
        verdicts.count("exceeded"),
        [row for row in rows if row["verdict"] in ("missed", "under_half")],
        [row for row in rows if not row["verdict"]],
        len(main),
        sum(verdict in REACHED for verdict in main),
    )


def check_targets(targets: pd.DataFrame) -> list[Finding]:
    """A target has a result; where none of several targets of a unit and period has one, it is told once."""
    lacking: Sequence[Target] = targets[targets["actual"].isna()].to_dict("records")
    return [_no_results(lacking)] if len(lacking) == len(targets) > 1 else list(map(_no_result, lacking))


def _no_result(target: Target) -> Finding:
    found = Phrase("“{name}” chưa có kết quả", "“{name}” has no result").fill(name=target["name"])
    named = {"name": target["name"]}
    return _lacking(target, found, named, cells_of_entry(target, "actual"), place_of_entry(target, "actual"))


def _no_results(targets: Sequence[Target]) -> Finding:
    found = Phrase("cả {n} chỉ tiêu chưa có kết quả", "none of the {n} targets has a result")
    cells = tuple(cell for target in targets for cell in cells_of_entry(target, "actual"))
    return _lacking(targets[0], found.fill(n=len(targets)), {}, cells)


def _lacking(
    target: Target, found: Message, named: Mapping[str, object], cells: tuple[str, ...], at: str = ""
) -> Finding:
    unit = str(target["unit"])
    place = Phrase("{period}, năm {year}{unit}{at}", "{period}, {year}{unit}{at}").fill(
        period=TARGET_PERIODS[target["period"]],
        year=str(target["year"]),
        unit=f", {unit}" if unit else "",
        at=f" ({at})" if at else "",
    )
    parts = {"year": target["year"], "unit": unit, "period": target["period"], **named}
    wording = Wording(found, _RESULT, _FILL_IN)
    return make_finding("no-result", parts, place, wording, severity="warning", cells=cells)


_RESULT = Phrase("kết quả thực hiện của từng chỉ tiêu", "the result of each target")
_FILL_IN = Phrase(
    "bổ sung kết quả; nếu chưa đánh giá được, chấp nhận phát hiện này kèm lý do",
    "add the result; if it cannot be told yet, accept this finding, with a reason",
)


def _exact(number: float) -> Fraction:
    """Take a number as the decimal it is written as."""
    return Fraction(str(number))
