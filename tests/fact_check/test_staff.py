"""What a text says of staff is read by sector and year, and checked like all other numbers."""

from __future__ import annotations

import pytest

from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.reading import read_claims


def staff(text: str) -> list[tuple[object, ...]]:
    claims = [one for one in read_claims(text) if one.subject == "staff" and one.count]
    return [(one.year, one.tier, one.measure, int(one.count.value)) for one in claims if one.count]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2015, tỉnh được giao 500 biên chế.", [(2015, "", "assigned", 500)]),
        ("Biên chế hành chính giao năm 2015 là 200.", [(2015, "administrative", "assigned", 200)]),
        ("Năm 2017 giảm 34 biên chế sự nghiệp.", [(2017, "public_service", "cut", 34)]),
        ("Giai đoạn 2015 - 2018 đã giảm 140 biên chế.", [(2018, "", "cut_to_date", 140)]),
        ("Mục tiêu đến năm 2021 giảm 300 biên chế.", [(2021, "", "goal", 300)]),
        (
            "Mục tiêu đến năm 2021 giảm 300 biên chế; đến năm 2018 chậm so với tiến độ 36 biên chế.",
            [(2021, "", "goal", 300)],
        ),
        ("Mục tiêu đến năm 2021, chậm 36 biên chế.", []),
        ("Năm 2015 giao 9 biên chế của các hội.", [(2015, "association", "assigned", 9)]),
        ("Các cơ quan được giao 500 biên chế.", [(None, "", "assigned", 500)]),
        ("Đã giảm 40/500 biên chế hành chính trong năm 2017.", [(2017, "administrative", "cut", 40)]),
        (
            "Biên chế hành chính đã giảm lũy kế đến năm 2018: 132",
            [(2018, "administrative", "cut_to_date", 132)],
        ),
        ("Biên chế được giao năm 2015: 500 (apparatus.csv:2)", [(2015, "", "assigned", 500)]),
        ("Biên chế hành chính và sự nghiệp giao năm 2015 là 500.", [(2015, "", "assigned", 500)]),
        ("Năm 2018, đưa 5 đồng chí ra khỏi biên chế.", []),
        ("Chi bộ có 30 biên chế, 20 đảng viên năm 2018.", []),
        ("Năm 2018 giảm 12 phòng; tổng biên chế không đổi.", []),
    ],
)
def test_a_number_of_staff_has_its_sector_measure_and_year(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    assert staff(text) == expected


def test_sentences_and_brackets_take_over_what_was_said_before_them() -> None:
    text = (
        "Từ năm 2015 đến năm 2018, tỉnh giảm 140 biên chế, bằng 4% số được giao năm 2015. "
        "Trong đó, hành chính giảm 12 (năm 2017 giảm 5, năm 2018 giảm 7); sự nghiệp giảm 128."
    )
    assert staff(text) == [
        (2018, "", "cut_to_date", 140),
        (2018, "administrative", "cut_to_date", 12),
        (2017, "administrative", "cut", 5),
        (2018, "administrative", "cut", 7),
        (2018, "public_service", "cut_to_date", 128),
    ]


def test_a_table_of_sectors_by_year_is_read() -> None:
    rows = "Lĩnh vực\t2016\t2017\tCộng", "Sự nghiệp\t–\t38\t38", "Hành chính\t5\t7\t12"
    text = "\n".join(["Biên chế giảm giai đoạn 2016 - 2017:", *rows])
    assert staff(text) == [
        (2017, "public_service", "cut", 38),
        (2017, "public_service", "cut_to_date", 38),
        (2016, "administrative", "cut", 5),
        (2017, "administrative", "cut", 7),
        (2017, "administrative", "cut_to_date", 12),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Năm 2017 đã giảm 40/500 biên chế (bằng 8,50%).", ["8,50%"]),
        ("Năm 2015 giao 500 biên chế, gồm 200 biên chế hành chính và 310 biên chế sự nghiệp.", ["500"]),
        ("Năm 2015 giao 500 biên chế, gồm 200 hành chính và 300 sự nghiệp; chưa kể 9 biên chế hội.", []),
        ("Giai đoạn 2016 - 2017, hành chính giảm 13 biên chế (năm 2016 giảm 5, năm 2017 giảm 7).", ["13"]),
        (
            "Năm 2015 giao 500 biên chế. Giai đoạn 2015 - 2018 giảm 20 biên chế (4,5% so với tổng số 500).",
            ["4,5%"],
        ),
    ],
)
def test_sums_and_shares_of_staff_are_checked(text: str, wrong: list[str]) -> None:
    assert [one.found for one in find_mistakes(text)] == wrong
