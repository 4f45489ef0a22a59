"""The sections on ratings say what is known, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport import build_report
from kgreport.report import Report

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> Callable[..., Report]:
    def report(*rows: str) -> Report:
        lines = [f"2018,,{row},s" for row in rows]
        return build_report(base=make_dataset(*lines).parent, year=2018, dataset="figures-of-a-test")

    return report


def test_without_the_number_rated_there_is_no_share(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,excellent,5").levels("member").plain()

    assert "Năm 2018, có 5 đảng viên được xếp loại hoàn thành xuất sắc nhiệm vụ." in text


def test_without_any_level_only_the_number_rated_is_shown(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,rated,50").levels("member").plain()

    assert "Năm 2018, có 50 đảng viên được xếp loại." in text


def test_a_coarser_split_is_shown_where_the_finer_is_unknown(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,fulfilled_or_better,90", "member,,unfulfilled,10").levels("member").plain()

    assert "90 đảng viên hoàn thành nhiệm vụ trở lên (90,00%) và 10 đảng viên không hoàn" in text
    assert (
        "Chưa có số liệu riêng của các mức hoàn thành xuất sắc nhiệm vụ, hoàn thành tốt nhiệm vụ và" in text
    )
    assert "–" not in text


def test_reasons_without_their_total_have_no_share(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,unfulfilled_targets,3").reasons().plain()

    assert "Lý do đảng viên không hoàn thành nhiệm vụ: 3 đảng viên hoàn thành dưới 50% chỉ tiêu." in text


def test_a_level_nobody_reached_is_a_zero_that_is_known(report_of: Callable[..., Report]) -> None:
    rows = ("excellent,0", "good,10", "fulfilled,0", "unfulfilled,0")
    text = report_of(*(f"leader,,{row}" for row in rows)).levels("leader").plain()

    assert "không có người nào hoàn thành xuất sắc nhiệm vụ" in text


def test_no_cap_is_shown_where_nobody_knows_who_is_excellent(report_of: Callable[..., Report]) -> None:
    report = report_of("organization,grassroots,rated,10")

    assert report.cap("organization", "grassroots").views == []


PRINTED_2023 = (
    "organization,,total,3623",
    "organization,,good_or_better,3402",
    "organization,superior,total,19",
    "organization,superior,rated,18",
    "organization,superior,good_or_better,17",
    "organization,superior,excellent,1",
)


def test_the_whole_is_shown_where_only_a_tier_has_the_number_rated(report_of: Callable[..., Report]) -> None:
    section = report_of(*PRINTED_2023).levels("organization")
    text = section.plain()

    assert section.title == "Kết quả xếp loại tổ chức đảng"
    assert "trong tổng số 3.623 tổ chức đảng có 3.402 tổ chức hoàn thành tốt nhiệm vụ trở lên" in text
    assert (
        "trong tổng số 19 tổ chức đảng cấp trên cơ sở, có 18 tổ chức được xếp loại (94,74%); 17 tổ chức"
        in text
    )


def test_key_figures_name_the_base_where_it_is_the_total(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,total,56787", "member,,good_or_better,48805").summary().plain()

    assert re.search(r"^Tổng số đảng viên +56\.787$", text, re.MULTILINE)
    assert "trở lên (85,94%)" in text


def test_without_a_review_only_numbers_are_shown(report_of: Callable[..., Report]) -> None:
    text = report_of("member,,total,56787").reviews().plain()

    assert "56.787" in text
    assert "kiểm điểm" not in text


def test_every_given_sum_of_a_tier_is_in_the_table_of_tiers(report_of: Callable[..., Report]) -> None:
    text = report_of(
        "organization,,rated,900",
        "organization,superior,total,19",
        "organization,superior,good_or_better,17",
        "organization,superior,excellent,2",
        "organization,grassroots,rated,800",
        "organization,grassroots,fulfilled_or_better,790",
    ).levels("organization").plain()  # fmt: skip

    assert re.search(r"Cấp trên cơ sở +19 +– +2 +15 +17 +– +– +10,53% +78,95% +89,47%", text)
    assert re.search(r"Cơ sở +– +800 .* 790 ", text)
    assert "Chưa có số được xếp loại của: tổ chức đảng cấp trên cơ sở; tỷ lệ tính trên tổng số." in text


def test_a_cap_whose_base_is_unknown_says_so(report_of: Callable[..., Report]) -> None:
    text = report_of("collective,,rated,30", "collective,,excellent,6").cap("collective").plain()

    assert "Chưa có số tập thể lãnh đạo, quản lý được xếp loại hoàn thành tốt nhiệm vụ trở lên" in text
