"""The sections on ratings say what is known, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport import build_report
from kgreport.report import Report

MakeDataset = Callable[..., Path]


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> Callable[..., Report]:
    def report(*rows: str) -> Report:
        lines = [f"2018,,{row},s" for row in rows]
        return build_report(base=make_dataset(*lines).parent, year=2018, dataset="figures-of-a-test")

    return report


def test_without_the_number_rated_there_is_no_share(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,excellent,5").levels("member").plain()

    assert "Năm 2018, kết quả xếp loại đảng viên có: 5 hoàn thành xuất sắc nhiệm vụ." in text


def test_without_any_level_only_the_number_rated_is_shown(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,rated,50").levels("member").plain()

    assert "Năm 2018, có 50 đảng viên được xếp loại." in text


def test_a_coarser_split_is_shown_where_the_finer_is_unknown(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,fulfilled_or_better,90", "member,,unfulfilled,10").levels("member").plain()

    assert "90/100 từ hoàn thành nhiệm vụ trở lên (chiếm 90,00%) và 10/100 không hoàn thành nhiệm vụ" in text
    assert "Chưa có số liệu riêng của các mức: hoàn thành xuất sắc nhiệm vụ" in text


def test_reasons_without_their_total_have_no_share(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,unfulfilled_targets,3").reasons().plain()

    assert "Lý do đảng viên không hoàn thành nhiệm vụ: 3 thực hiện dưới 50% chỉ tiêu được giao." in text


def test_a_level_nobody_reached_is_a_zero_that_is_known(report_of: Callable[..., Report]) -> None:
    rows = ("excellent,0", "good,10", "fulfilled,0", "unfulfilled,0")
    text = report_of(*(f"leader,,{row}" for row in rows)).levels("leader").plain()

    assert "0/10 hoàn thành xuất sắc nhiệm vụ (chiếm 0,00%)" in text


def test_no_cap_is_shown_where_nobody_knows_who_is_excellent(report_of: Callable[..., Report]) -> None:
    report = report_of("organization,grassroots,rated,10")

    assert report.cap("organization", "grassroots").views == []
