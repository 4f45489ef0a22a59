"""Targets: what was planned, what was reached, and what that makes of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from kgreport.data.workbooks.locator import cells_of_entry, place_of_entry
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.spelling import folded
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


def check_negative(targets: pd.DataFrame) -> list[Finding]:
    """A target and its result are not below zero, but for changes, balances and the like."""
    rows: Sequence[Target] = targets.to_dict("records")
    return [
        _negative(row, column)
        for row in rows
        for column in _NUMBERS
        if not pd.isna(row[column]) and row[column] < 0 and not _may_be_negative(row)
    ]


def _may_be_negative(target: Target) -> bool:
    """Whether what a target counts speaks of a change or a balance; a percentage may, a share does not."""
    name, measured_in = folded(str(target["name"])), folded(str(target["measured_in"]))
    if _OF_CHANGE.search(f"{name} {measured_in}"):
        return True
    return "%" in measured_in and not _OF_SHARE.search(name)


_OF_CHANGE = re.compile(
    r"\b(?:tăng|giảm|tốc độ|biến động|thay đổi|so với|chênh lệch|cân đối|bội chi|thâm hụt|thặng dư|ròng|"
    r"lãi|lỗ|lợi nhuận|nhiệt độ|điểm|growth|change|increase|decrease|reduction|difference|balance|deficit|"
    r"surplus|net|profit|loss|temperature|points)\b"
)
_OF_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|share|rate|proportion)\b")
_NUMBERS: Mapping[str, Phrase] = {
    "planned": Phrase("kế hoạch", "planned"),
    "actual": Phrase("thực hiện", "actual"),
}


def _negative(target: Target, column: str) -> Finding:
    number = f"{target[column]:.15g}".replace("-", "−")
    found = Phrase("“{name}”: {column} {number}", "“{name}”: {column} {number}").fill(
        name=target["name"], column=_NUMBERS[column], number=Phrase(number.replace(".", ","), number)
    )
    wording = Wording(found, _NOT_NEGATIVE, _CORRECT_SIGN)
    place, parts = _place(target, place_of_entry(target, column)), _parts(target, target["name"], column)
    return make_finding("negative", parts, place, wording, cells=cells_of_entry(target, column))


_NOT_NEGATIVE = Phrase("số từ 0 trở lên", "a number from 0")
_CORRECT_SIGN = Phrase(
    "sửa số; nếu là mức tăng, giảm thì nói rõ trong tên chỉ tiêu, hoặc chấp nhận phát hiện này kèm lý do",
    "correct the number; of a change, name the target so, or accept this finding, with a reason",
)


def _no_result(target: Target) -> Finding:
    found = Phrase("“{name}” chưa có kết quả", "“{name}” has no result").fill(name=target["name"])
    place, parts = _place(target, place_of_entry(target, "actual")), _parts(target, target["name"])
    return _lacking(found, place, parts, cells_of_entry(target, "actual"))


def _no_results(targets: Sequence[Target]) -> Finding:
    found = Phrase("cả {n} chỉ tiêu chưa có kết quả", "none of the {n} targets has a result")
    cells = tuple(cell for target in targets for cell in cells_of_entry(target, "actual"))
    return _lacking(found.fill(n=len(targets)), _place(targets[0]), _parts(targets[0]), cells)


def _lacking(found: Message, place: Message, parts: Mapping[str, object], cells: tuple[str, ...]) -> Finding:
    wording = Wording(found, _RESULT, _FILL_IN)
    return make_finding("no-result", parts, place, wording, severity="warning", cells=cells)


def _place(target: Target, at: str = "") -> Message:
    """Say the period, year and unit of a target, and where it stands."""
    unit = str(target["unit"])
    return Phrase("{period}, năm {year}{unit}{at}", "{period}, {year}{unit}{at}").fill(
        period=TARGET_PERIODS[target["period"]],
        year=str(target["year"]),
        unit=f", {unit}" if unit else "",
        at=f" ({at})" if at else "",
    )


def _parts(target: Target, name: str = "", column: str = "") -> Mapping[str, object]:
    of_all = {"year": target["year"], "unit": str(target["unit"]), "period": target["period"]}
    named = {"name": name} if name else {}
    return {**of_all, **named, **({"column": column} if column else {})}


_RESULT = Phrase("kết quả thực hiện của từng chỉ tiêu", "the result of each target")
_FILL_IN = Phrase(
    "bổ sung kết quả; nếu chưa đánh giá được, chấp nhận phát hiện này kèm lý do",
    "add the result; if it cannot be told yet, accept this finding, with a reason",
)


def _exact(number: float) -> Fraction:
    """Take a number as the decimal it is written as."""
    return Fraction(str(number))
