"""Find what a report would speak of without any figure, and acceptances that no longer apply."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kgreport.data.params.model import AcceptedFinding
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.vocabulary import did_you_mean, nearest


def check_coverage(figures: pd.DataFrame, unit: str, year: int) -> list[Finding]:
    """A report has figures of its unit and year."""
    units = sorted(set(figures["unit"]))
    if not units:
        return [_nothing(year)]
    if unit not in units:
        known = [name for name in units if name]
        return [_no_unit(unit, known) if unit else _no_whole(known)]
    if year not in set(figures.loc[figures["unit"] == unit, "year"]):
        return [_no_year(figures, unit, year)]
    return []


def check_accepted(accepted: Iterable[AcceptedFinding], findings: Iterable[Finding]) -> list[Finding]:
    """What the parameters accept is there to be accepted."""
    ids = [finding.id for finding in findings]
    return [
        _stale(acceptance, nearest(acceptance.id, ids)) for acceptance in accepted if acceptance.id not in ids
    ]


def _nothing(year: int) -> Finding:
    return Finding(
        id="no-data",
        severity="error",
        place=Message(Phrase("bộ số liệu", "the dataset")),
        expected=Message(Phrase("cần số liệu năm {year}", "expected figures of {year}"), {"year": str(year)}),
        found=Message(Phrase("bộ số liệu chưa có số liệu nào", "the dataset has no figures yet")),
        advice=Message(
            Phrase("điền số liệu vào bảng hoặc biểu", "fill in the figures in its tables or workbooks")
        ),
        acceptable=False,
    )


def _no_whole(units: list[str]) -> Finding:
    return Finding(
        id="no-unit",
        severity="error",
        place=Message(Phrase("tham số unit", "parameter unit")),
        expected=Message(
            Phrase(
                "cần số liệu chung của toàn đảng bộ, hoặc đặt unit là một trong: {known}",
                "expected figures of the whole, or unit set to one of {known}",
            ),
            {"known": ", ".join(units)},
        ),
        found=Message(Phrase("không có số liệu chung nào", "no figures of the whole")),
        advice=Message(
            Phrase(
                "bổ sung số liệu của các đơn vị còn thiếu; nếu công bố khi còn thiếu, chấp nhận "
                "phát hiện này kèm lý do",
                "add the figures of the missing units; to publish without them, accept this finding, "
                "with a reason",
            )
        ),
    )


def _no_unit(unit: str, units: list[str]) -> Finding:
    near, known = nearest(unit, units), ", ".join(units)
    return Finding(
        id="no-unit",
        severity="error",
        place=Message(Phrase("tham số unit", "parameter unit")),
        expected=Message(
            Phrase("cần một trong: {known}", "expected one of {known}")
            if known
            else Phrase("bộ số liệu chỉ có số chung", "the dataset has figures of the whole only"),
            {"known": known},
        ),
        found=Message(Phrase("không có số liệu của '{unit}'", "no figures of '{unit}'"), {"unit": unit}),
        advice=Message(
            did_you_mean(near, Phrase("sửa hoặc để trống unit", "correct unit, or leave it empty"))
        ),
        acceptable=False,
    )


def _no_year(figures: pd.DataFrame, unit: str, year: int) -> Finding:
    years = sorted(set(figures.loc[figures["unit"] == unit, "year"]))
    return Finding(
        id="no-year",
        severity="error",
        place=Message(Phrase("tham số year", "parameter year")),
        expected=Message(
            Phrase("bộ số liệu có các năm {years}", "the dataset has {years}"),
            {"years": ", ".join(map(str, years))},
        ),
        found=Message(Phrase("không có số liệu năm {year}", "no figures of {year}"), {"year": str(year)}),
        advice=Message(Phrase("sửa year hoặc thêm số liệu", "correct year, or add its figures")),
        acceptable=False,
    )


def _stale(acceptance: AcceptedFinding, near: str | None) -> Finding:
    return Finding(
        id=f"stale-{acceptance.id}",
        severity="warning",
        place=Message(Phrase("tham số accepted_findings", "parameter accepted_findings")),
        expected=Message(
            Phrase("cần mã của một phát hiện đang có", "expected the id of a finding that is there")
        ),
        found=Message(
            Phrase("không có phát hiện '{id}'", "there is no finding '{id}'"), {"id": acceptance.id}
        ),
        advice=Message(
            did_you_mean(near, Phrase("bỏ dòng này khỏi tham số", "remove it from the parameters"))
        ),
    )
