"""A text's claims say what was counted, of whom, in which year, and of what the share is taken."""

from __future__ import annotations

import pytest

from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.model import Claim
from kgreport.fact_check.reading import read_claims

TEXT_OF_2018 = """Kết quả kiểm điểm, xếp loại năm 2018

Toàn tỉnh có 1.977 tập thể kiểm điểm tự phê bình và phê bình; 53.340 đảng viên được kiểm điểm. Có 53.056 \
đảng viên được xếp loại từ hoàn thành nhiệm vụ trở lên; 284 đảng viên không hoàn thành nhiệm vụ, trong đó: \
03 đảng viên có biểu hiện suy thoái, 33 đảng viên thực hiện dưới 50% chỉ tiêu được giao, 55 công chức, viên \
chức được xếp loại không hoàn thành nhiệm vụ, 193 đảng viên bị xử lý kỷ luật trong năm.

Tổ chức cơ sở đảng: hoàn thành xuất sắc nhiệm vụ 162, hoàn thành tốt nhiệm vụ 596, hoàn thành nhiệm vụ 58, \
không hoàn thành nhiệm vụ 24. Tặng cờ cho 03 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ 5 năm liền \
(2014 - 2018), tặng bằng khen cho 08 tập thể đạt thành tích hoàn thành xuất sắc nhiệm vụ năm 2018.
"""


def said(claim: Claim) -> tuple[str | None, str | None, str | None, int]:
    """Give what a claim is resolved to, and its count."""
    return claim.subject, claim.tier, claim.measure, int(claim.count.value) if claim.count else 0


def test_the_published_figures_of_2018_are_read_from_prose() -> None:
    assert [said(claim) for claim in read_claims(TEXT_OF_2018)] == [
        ("collective", "", "reviewed", 1977),
        ("member", "", "reviewed", 53340),
        ("member", "", "fulfilled_or_better", 53056),
        ("member", "", "unfulfilled", 284),
        ("member", "", "unfulfilled_degradation", 3),
        ("member", "", "unfulfilled_targets", 33),
        ("member", "", "unfulfilled_official", 55),
        ("member", "", "unfulfilled_disciplined", 193),
        ("organization", "grassroots", "excellent", 162),
        ("organization", "grassroots", "good", 596),
        ("organization", "grassroots", "fulfilled", 58),
        ("organization", "grassroots", "unfulfilled", 24),
        ("organization", "grassroots", "flag", 3),
        ("collective", "", "merit_certificate", 8),
    ]
    assert {claim.year for claim in read_claims(TEXT_OF_2018)} == {2018}


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên tăng 14 tổ chức so với năm 2021.",
        "Năm 2024, phấn đấu 90% chi bộ hoàn thành tốt nhiệm vụ.",
    ],
)
def test_changes_and_targets_claim_nothing(text: str) -> None:
    assert read_claims(text, 2022) == []


def test_a_comparison_with_last_year_is_of_last_year() -> None:
    claims = read_claims("Có 113/589 chi bộ xuất sắc (19,19%; năm 2022: 109/581, 18,76%).", 2023)

    assert [(claim.year, claim.base and int(claim.base.value)) for claim in claims] == [
        (2023, 589),
        (2022, 581),
    ]


@pytest.mark.parametrize(
    ("text", "measure", "known"),
    [
        ("Tổng số 60 chi bộ; được xếp loại 50 chi bộ. Chưa xếp loại 10 chi bộ (16,67%).", "total", "implied"),
        ("Tổng số 60 chi bộ; được xếp loại 50 chi bộ. Hoàn thành tốt nhiệm vụ 41 (82%).", "rated", "implied"),
        (
            "Có 50 chi bộ hoàn thành tốt nhiệm vụ trở lên, trong đó xuất sắc 9 (18%).",
            "good_or_better",
            "nearest",
        ),
        ("Có 9 chi bộ xuất sắc, chiếm 18% so với tổng số 50 chi bộ được xếp loại.", "rated", "stated"),
    ],
)
def test_a_share_is_taken_of_what_a_reader_takes_it_of(text: str, measure: str, known: str) -> None:
    claim = read_claims(text, 2022)[-1]

    assert (claim.base_measure, claim.base_known) == (measure, known)


def test_parts_know_their_whole_and_whether_they_are_all() -> None:
    whole, one, other = read_claims(
        "Có 51 tổ chức cơ sở đảng, gồm 19 đảng bộ cơ sở và 32 chi bộ cơ sở.", 2022
    )

    assert (whole.parts, one.part_of, other.part_of) == ("all", 0, 0)


def test_rows_of_a_table_are_claims_of_their_unit() -> None:
    head = "| Đơn vị | Được xếp loại | Xuất sắc | % |\n|--|--|--|--|\n"
    table = head + "| Xã A | 42 | 7 | 16,67 |\n| Cộng | 42 | 7 | 16,67 |"

    assert [(claim.unit, claim.measure) for claim in read_claims(table, 2022)] == [
        ("Xã A", "rated"), ("Xã A", "excellent"), ("", "rated"), ("", "excellent"),
    ]  # fmt: skip


def test_a_table_is_of_what_its_caption_names() -> None:
    """A column may say what shares are of; 100% of itself is no share of the text."""
    text = (
        "Năm 2018 có 53.340 đảng viên được xếp loại.\nTổ chức cơ sở đảng theo mức xếp loại\n"
        "Mức\tSố gốc\tXuất sắc\tTỷ lệ\nHoàn thành tốt nhiệm vụ\t596\t162\t27,18%\n"
        "Được xếp loại\t840\t162\t19,29%\n\n"
        "Mức\tSố\tTỷ lệ\nHoàn thành nhiệm vụ\t58\t6,90%\nĐược xếp loại\t840\t100,00%"
    )
    claims = read_claims(text)
    assert {(one.subject, one.tier) for one in claims[1:]} == {("organization", "grassroots")}
    assert [(str(one.share.text), int(one.base.value)) for one in claims if one.share and one.base][:2] == [
        ("27,18%", 596),
        ("19,29%", 840),
    ]
    assert find_mistakes(text) == []
