"""A claim is of the whole of a text only where nothing narrows it to a unit, a part or another time."""

from __future__ import annotations

import pytest

from kgreport.fact_check.reading import read_claims
from kgreport.fact_check.scope import unit_of_text

TITLE = "Kết quả xếp loại đảng viên của tỉnh năm 2018\n\n"


def unit_of(sentence: str, title: str = TITLE) -> str | None:
    claims = [one for one in read_claims(title + sentence) if one.count and one.measure]
    return claims[-1].unit


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 284 đảng viên không hoàn thành nhiệm vụ.",
        "Năm 2018, toàn tỉnh có 284 đảng viên không hoàn thành nhiệm vụ (chiếm 0,53%).",
        "Ở cấp cơ sở, 162 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ.",
        "Trong đó có 284 đảng viên không hoàn thành nhiệm vụ.",
        "Xã hội ổn định; trong số này có 284 đảng viên không hoàn thành nhiệm vụ.",
        "Biểu dương Chi bộ An Hòa. Cả tỉnh có 284 đảng viên không hoàn thành nhiệm vụ.",
        "Từ huyện An Biên đến thành phố Rạch Giá, toàn tỉnh có 284 đảng viên không hoàn thành nhiệm vụ.",
        "Tặng cờ cho 03 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ 5 năm liền (2014 - 2018).",
    ],
)
def test_the_whole(sentence: str) -> None:
    assert unit_of(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Huyện An Biên có 20 đảng viên không hoàn thành nhiệm vụ.", "huyện An Biên"),
        ("Đảng bộ huyện Tân Hiệp: 100 đảng viên không hoàn thành nhiệm vụ.", "huyện Tân Hiệp"),
        ("Thành ủy Rạch Giá báo cáo có 20 đảng viên không hoàn thành nhiệm vụ.", "thành phố Rạch Giá"),
        ("Đảng bộ xã Hòn Nghệ có 3 đảng viên không hoàn thành nhiệm vụ.", "xã Hòn Nghệ"),
    ],
)
def test_a_named_unit(sentence: str, unit: str) -> None:
    assert unit_of(sentence) == unit


@pytest.mark.parametrize(
    "sentence",
    [
        "Quý II/2018, có 300 đảng viên không hoàn thành nhiệm vụ.",
        "Trong 6 tháng đầu năm có 12 đảng viên không hoàn thành nhiệm vụ.",
        "Nhiệm kỳ 2015 - 2020, có 1.200 đảng viên không hoàn thành nhiệm vụ.",
        "Có 30 đảng viên dự bị không hoàn thành nhiệm vụ.",
        "Trong số đảng viên là cán bộ cấp tỉnh, có 12 đảng viên không hoàn thành nhiệm vụ.",
        "Riêng khối doanh nghiệp, có 5 đảng viên không hoàn thành nhiệm vụ.",
        "Năm 2018, thành phố có 15 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ.",
        "Có 15 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ thuộc Đảng bộ Khối Doanh nghiệp.",
    ],
)
def test_another_part_or_another_time(sentence: str) -> None:
    assert unit_of(sentence) is None


def test_the_unit_that_a_text_is_about_is_its_whole() -> None:
    title = "Huyện ủy An Biên tổng kết năm 2018\n\n"
    assert unit_of("Huyện có 20 đảng viên không hoàn thành nhiệm vụ.", title) == ""
    assert unit_of("Huyện An Biên có 20 đảng viên không hoàn thành nhiệm vụ.", title) == ""
    assert unit_of("Xã Đông Yên có 2 đảng viên không hoàn thành nhiệm vụ.", title) == "xã Đông Yên"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Đảng bộ thành phố Long Khê: kết quả năm 2018", "thành phố Long Khê"),
        ("Kết quả năm 2018\nĐảng bộ huyện Hòa An có 12 chi bộ. Xã Sen có 3.", "huyện Hòa An"),
        ("Tỉnh ủy làm việc với huyện An Biên", "None"),
        ("Kết quả năm 2018\nCó 12 chi bộ. Huyện An Biên có 3.", "None"),
    ],
)
def test_the_title_or_the_first_sentence_names_the_unit_of_a_text(text: str, unit: str) -> None:
    assert str(unit_of_text(text)) == unit
