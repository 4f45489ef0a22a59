"""Find that a report has no figures of its unit and year."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.findings import EXPECTED, STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest


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


def _nothing(year: int) -> Finding:
    wording = Wording(
        Phrase("bộ số liệu chưa có số liệu nào", "the dataset has no figures yet"),
        Phrase("số liệu năm {year}", "figures of {year}").fill(year=str(year)),
        Phrase("điền số liệu vào bảng hoặc biểu", "fill in the figures in its tables or workbooks"),
    )
    return make_finding("no-data", {}, Phrase("bộ số liệu", "the dataset"), wording, acceptable=False)


def _no_whole(units: list[str]) -> Finding:
    wording = Wording(
        Phrase("không có số liệu chung nào", "no figures of the whole"),
        Phrase(
            "số liệu chung của toàn đảng bộ, hoặc đặt unit là một trong: {known}",
            "figures of the whole, or unit set to one of {known}",
        ).fill(known=", ".join(units)),
        Phrase(
            "bổ sung số liệu của các đơn vị còn thiếu; nếu công bố khi còn thiếu, chấp nhận "
            "phát hiện này kèm lý do",
            "add the figures of the missing units; to publish without them, accept this finding, "
            "with a reason",
        ),
    )
    return make_finding("no-unit", {}, _UNIT, wording)


def _no_unit(unit: str, units: list[str]) -> Finding:
    near, known = nearest(unit, units), ", ".join(units)
    only_whole = Phrase("bộ số liệu chỉ có số chung", "the dataset has figures of the whole only")
    wording = Wording(
        Phrase("không có số liệu của '{unit}'", "no figures of '{unit}'").fill(unit=unit),
        Phrase("một trong: {known}", "one of {known}").fill(known=known) if known else only_whole,
        did_you_mean(near, Phrase("sửa hoặc để trống unit", "correct unit, or leave it empty")),
        EXPECTED if known else STATEMENT,
    )
    return make_finding("no-unit", {}, _UNIT, wording, acceptable=False)


def _no_year(figures: pd.DataFrame, unit: str, year: int) -> Finding:
    years = sorted(set(figures.loc[figures["unit"] == unit, "year"]))
    wording = Wording(
        Phrase("không có số liệu năm {year}", "no figures of {year}").fill(year=str(year)),
        Phrase("bộ số liệu có các năm {years}", "the dataset has {years}").fill(
            years=", ".join(map(str, years))
        ),
        Phrase("sửa year hoặc thêm số liệu", "correct year, or add its figures"),
        STATEMENT,
    )
    place = Phrase("tham số year", "parameter year")
    return make_finding("no-year", {}, place, wording, acceptable=False)


_UNIT = Phrase("tham số unit", "parameter unit")
