"""Numbers of a text are checked against each other; what cannot be known is no error."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kgreport.fact_check.checked_text import check_text
from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.language.text_reading import statements_of
from kgreport.fact_check.model import KINDS
from kgreport.fact_check.wording import WORDINGS

RATED = "Năm 2022, có 50 chi bộ được xếp loại. "


def found_in(text: str) -> list[tuple[str, str, str]]:
    """Give severity, kind and found of each mistake."""
    return [(one.severity, one.kind, one.found) for one in find_mistakes(text)]


def lines_of(name: str) -> list[str]:
    """Give the lines of a file beside the tests."""
    return Path(__file__).with_name(name).read_text("utf-8").splitlines()


RIGHT = [
    "12/15 chi bộ (chiếm 80,00%) hoàn thành tốt nhiệm vụ trở lên.",
    "Có 12 trong tổng số 15 chi bộ hoàn thành tốt nhiệm vụ (= 80 %).",
    "Có 09 đảng viên được miễn, chiếm 15,79% so với tổng số 57 đảng viên.",
    "Hoàn thành xuất sắc nhiệm vụ 08 (có 01 đảng bộ và 07 chi bộ), chiếm 15,69% trên tổng số 51 tổ chức.",
    "Có 1.506 tổ chức đảng được xếp loại: xuất sắc 271 (18,0%), tốt 1.149 (76,3%).",
    "Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ trở lên đạt 90,20% (46/51), tăng 1,71% so với năm 2021.",
    "Năm 2021 có 46/51 chi bộ hoàn thành tốt nhiệm vụ (90,20%), năm 2020 đạt 88,24% (45/51).",
    "Kết nạp 163/150 đảng viên, đạt 108,67% kế hoạch.",
    "Ngày 12/01/2024, Ban Thường vụ ban hành Kế hoạch số 45-KH/TU; quý II/2024 giải ngân 45,2%.",
    "Năm 2025, phấn đấu ít nhất 85% chi bộ hoàn thành tốt nhiệm vụ, không quá 20% xuất sắc.",
    "Thu ngân sách 312 tỷ đồng, bằng 107,3% dự toán; hộ nghèo còn 2,3%, giảm 0,9%.",
    "Có gần 120 chi bộ, trong đó 45 chi bộ nông thôn (trên 38%).",
    "Có 4.378 đảng viên; kết nạp 250 đảng viên, bằng 6,25% so với tổng số đảng viên cuối năm 2018.",
    "Có 31 đảng bộ, gồm 27 đảng bộ huyện và 4 đảng bộ khối, với 1.462 tổ chức cơ sở đảng.",
    "Năm 2021, có 60 đảng viên, 2 đảng viên chưa xếp loại. Hoàn thành tốt nhiệm vụ 50 đảng viên (86,21%).",
    "Có 3 chi bộ tiêu biểu, gồm: Chi bộ ấp Kênh 5, Chi bộ ấp Kênh 6 và Chi bộ ấp Hòa An.",
    "Cập nhật lúc 23:24, 03/02/2014. Có 12/15 chi bộ (80%) tốt.",
    "Tặng cờ 2 tổ chức (Chi bộ Trạm Y tế Hoa Sim số 5 và Chi bộ Hợp tác xã Hoa Súng số 6).",
    "Trong 19 đơn vị, tỷ lệ tập thể hoàn thành tốt nhiệm vụ trở lên cao nhất là Hoa Lan (89,44%), "
    "thấp nhất là Hoa Đào (80,42%). 9 đơn vị thấp hơn tỷ lệ chung (84,83%).",
]


RIGHT += lines_of("right-sentences.txt")


@pytest.mark.parametrize("text", RIGHT)
def test_right_numbers_and_numbers_of_other_kinds_are_no_mistakes(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("joint", [" ", "\n\n"])
@pytest.mark.parametrize("start", range(0, 192, 8))
def test_right_sentences_that_follow_each_other_are_no_errors(start: int, joint: str) -> None:
    """No number of one matter is taken for the base of another."""
    text = joint.join(lines_of("right-sentences.txt")[start : start + 8])

    assert [one for one in found_in(text) if one[0] == "error"] == []


TABLES = {
    "a share of what its head names": (
        "Đối tượng\tĐã kiểm điểm\tTổng số\tChưa xếp loại\tTỷ lệ kiểm điểm\nTập thể\t1.977\t1.985\t8\t99,60%",
        "99,60%",
    ),
    "a share of the base that its head names": (
        "Đối tượng\tĐược gợi ý kiểm điểm\tĐã giải trình\tTỷ lệ trên số được gợi ý\nTập thể\t14\t13\t92,86%",
        "92,86%",
    ),
    "a share of the count of all, which stands last": (
        "Đơn vị\tXuất sắc\tTỷ lệ\tĐược xếp loại\nHoa Sen\t7\t16,67%\t42\nHoa Mai\t6\t14,29%\t42",
        "14,29%",
    ),
    "a share of the count before it that holds it": (
        "Có 840 tổ chức cơ sở đảng được xếp loại.\n"
        "Đối tượng\tTốt trở lên\tXuất sắc\tTỷ lệ\nTổ chức cơ sở đảng\t758\t162\t21,37%",
        "21,37%",
    ),
    "shares under heads over several columns": (
        "Đơn vị\tXuất sắc\t\tKhông hoàn thành\t\tĐược xếp loại\n\tSố lượng\tTỷ lệ\tSố lượng\tTỷ lệ\t\n"
        "Hoa Sen\t7\t16,67%\t2\t4,76%\t42",
        "4,76%",
    ),
}


@pytest.mark.parametrize(("table", "share"), TABLES.values(), ids=TABLES)
def test_a_share_in_a_table_is(table: str, share: str) -> None:
    assert found_in(table) == []
    assert ("error", "wrong-share") in {one[:2] for one in found_in(table.replace(share, "55,55%"))}


def test_a_table_over_two_pages_repeats_its_head_and_units_may_have_equal_numbers() -> None:
    head = "Đơn vị\tXuất sắc\tTốt\n"
    table = f"{head}Hoa Sen\t7\t30\nHoa Mai\t7\t31\n{head}Hoa Ly\t7\t30\nTổng số\t21\t91"

    assert found_in(table) == []
    assert found_in(table.replace("91", "92")) == [("error", "levels-do-not-add-up", "92")]


def test_the_row_of_sums_is_no_count_of_its_own_in_a_table_of_states() -> None:
    assert (
        found_in("Đơn vị\tQuá hạn\tChưa thực hiện\tĐã hoàn thành\nHoa Sen\t1\t3\t12\nTổng số\t1\t3\t12") == []
    )


SHARES = [
    ("Có 12/15 chi bộ hoàn thành tốt nhiệm vụ (81,00%).", ("error", "wrong-share", "81,00%")),
    (RATED + "Hoàn thành xuất sắc nhiệm vụ 7 chi bộ (14,50%).", ("error", "wrong-share", "14,50%")),
    ("Có 483/710 chi bộ được xếp loại (68,02%).", ("error", "truncated-share", "68,02%")),
    ("Có 74,4% trong số 35 chi bộ hoàn thành tốt nhiệm vụ.", ("error", "no-whole-base", "74,4%")),
    (
        "Tổng số 60 chi bộ, được xếp loại 50 chi bộ. Hoàn thành tốt nhiệm vụ 41 chi bộ (68,33%).",
        ("warning", "other-base", "68,33%"),
    ),
    (
        "8/51 chi bộ (15,69%) xuất sắc. Riêng 8/51 chi bộ (15,96%)…",
        ("error", "same-ratio-two-shares", "15,96%"),
    ),
    (
        "Huyện có 80 chi bộ. Qua đánh giá có 47 chi bộ hoàn thành tốt nhiệm vụ (59,49%).",
        ("warning", "other-base", "59,49%"),
    ),
    (
        "Có 410/425 đảng viên được đánh giá, trong đó chưa xếp loại 15 đồng chí, chiếm 3,66%.",
        ("warning", "other-base", "3,66%"),
    ),
    (
        "Có 52 tập thể được xếp loại (18 tập thể tỉnh quản lý, 34 tập thể huyện quản lý). Chia ra:\n"
        "- Tỉnh quản lý: 4 xuất sắc (22,22%), 14 tốt (77,78%);\n"
        "- Huyện quản lý: 5 xuất sắc (14,17%), 29 tốt (85,29%).",
        ("error", "wrong-share", "14,17%"),
    ),
    (
        "Tiêu chí\t2020\t\t2021\n\tSL\t%\tSL\t%\nSố chi bộ được xếp loại\t144\t100\t146\t100\n"
        "Hoàn thành tốt nhiệm vụ\t95\t65,97\t104\t72,13",
        ("error", "wrong-share", "72,13"),
    ),
    ("Có 12/15 chi bộ hoàn thành tốt nhiệm vụ (80,00).", ("note", "missing-percent", "80,00")),
    (
        "Tỷ lệ đảng viên hoàn thành xuất sắc nhiệm vụ đạt 14,1; hoàn thành tốt nhiệm vụ đạt 71,2%.",
        ("note", "missing-percent", "14,1"),
    ),
    (
        RATED + "\nKết quả như sau:\nTốt: 41 – 81,00%\nHoàn thành: 9 – 18,00%",
        ("error", "wrong-share", "81,00%"),
    ),
    (
        "Có 410 đảng viên trên tổng số 425 đảng viên được xếp loại (96,47%): tốt 330 (80,94%).",
        ("error", "wrong-share", "80,94%"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_a_wrong_share_is_told_apart_by_what_makes_it_wrong(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert found_in(text) == [expected]


@pytest.mark.parametrize("line", lines_of("wrong-sentences.txt"))
def test_a_sentence_with_a_mistake_gives_this_and_no_other(line: str) -> None:
    planted, text = line.split("\t")

    assert ", ".join(f"{one.kind} {one.found}" for one in find_mistakes(text)) == planted


SUMS = [
    (
        "Tặng giấy khen 9 chi bộ gồm Chi bộ Hòa Mỹ; Lộc Sơn; Tòa án, Viện Kiểm sát; Kho bạc; Chi cục Thuế.",
        ("warning", "list-length", "9"),
    ),
    (
        "Có 9 chi bộ hoàn thành tốt nhiệm vụ; 3 chi bộ hoàn thành nhiệm vụ, trong đó 4 chi bộ nông thôn.",
        ("error", "part-above-whole", "4"),
    ),
    (
        "Có 12 tập thể thuộc 3 cụm (8 tập thể cấp huyện, 14 tập thể cấp xã) được khen thưởng.",
        ("error", "part-above-whole", "14"),
    ),
    (
        "Trong 5 tập thể được xếp loại, có 7 tập thể hoàn thành tốt nhiệm vụ; trong 12 đơn vị có 2 đơn vị.",
        ("error", "part-above-whole", "7"),
    ),
    (
        "Có 30 chi bộ được xếp loại, gồm: 5 chi bộ xuất sắc, 20 chi bộ tốt, 4 chi bộ hoàn thành nhiệm vụ.",
        ("error", "levels-do-not-add-up", "30"),
    ),
    (
        RATED + "Kết quả: hoàn thành xuất sắc nhiệm vụ 9 chi bộ, hoàn thành tốt nhiệm vụ 38 chi bộ, "
        "hoàn thành nhiệm vụ 3 chi bộ, không hoàn thành nhiệm vụ 1 chi bộ.",
        ("warning", "levels-do-not-add-up", "50"),
    ),
    (
        "Có 24 đảng viên không hoàn thành nhiệm vụ, trong đó 26 đảng viên bị kỷ luật.",
        ("error", "part-above-whole", "26"),
    ),
    (
        "Tặng giấy khen 3 chi bộ, gồm: Chi bộ Tòa án, Chi bộ Thanh tra.",
        ("warning", "list-length", "3"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_parts_and_lists_make_up_their_whole(text: str, expected: tuple[str, str, str]) -> None:
    assert found_in(text) == [expected]


ABOVE = (
    "Đảng bộ có 52 chi bộ. Có 30 chi bộ xuất sắc, chiếm 57,69%. Có 19 chi bộ tốt, chiếm 36,54%, "
    "và 33 chi bộ hoàn thành nhiệm vụ, chiếm trên 5,7%."
)


def test_levels_above_their_whole_show_the_count_that_mends_them() -> None:
    [mistake] = find_mistakes(ABOVE)

    assert (mistake.kind, mistake.found, mistake.expected) == ("mistyped-count", "33", "3")


COMPLETE = [
    RATED + "Trong đó: 9 chi bộ xuất sắc, 38 chi bộ tốt; 20 chi bộ có bí thư là nữ.",
    RATED + "Hoàn thành tốt nhiệm vụ trở lên 47 chi bộ, trong đó xuất sắc 9; hoàn thành nhiệm vụ 3; "
    "không hoàn thành nhiệm vụ 0.",
    "Tặng bằng khen 3 tập thể, gồm: Đảng bộ Sở Văn hóa, Thể thao và Du lịch, Chi bộ Tòa án và Chi bộ Thuế.",
    "Tặng cờ 2 đơn vị: (1) Đảng bộ phường 2; (2) Chi bộ Trường Chính trị.",
]


@pytest.mark.parametrize("text", COMPLETE)
def test_a_part_only_overlapping_parts_and_names_with_commas_are_no_mistakes(text: str) -> None:
    assert found_in(text) == []


def test_one_mistyped_count_is_told_once_and_not_as_many_wrong_shares() -> None:
    text = (
        "Có 214 đồng chí được xếp loại, gồm 57 đồng chí xuất sắc (23,65%), 171 đồng chí tốt (70,95%), "
        "13 đồng chí hoàn thành nhiệm vụ (5,39%)."
    )

    [mistake] = find_mistakes(text)

    assert (mistake.kind, mistake.found, mistake.expected) == ("mistyped-count", "214", "241")


def test_a_base_that_the_text_does_not_give_is_a_note() -> None:
    [mistake] = find_mistakes("Năm 2022, có 162 chi bộ hoàn thành xuất sắc nhiệm vụ, chiếm 19,29%.")

    assert (mistake.severity, mistake.kind) == ("note", "unknown-base")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_places_are_those_of_the_text_as_read(form: str, space: str) -> None:
    text = "Có 12/15 chi bộ hoàn thành tốt nhiệm vụ (chiếm 81,00 %).".replace(" ", space)
    text = unicodedata.normalize("NFC" if form == "NFC" else "NFD", text)

    [mistake] = find_mistakes(text)

    assert text[mistake.start : mistake.end] == f"81,00{space}%"


def test_a_message_says_what_is_right_in_both_languages() -> None:
    [mistake] = find_mistakes("Có 483/710 chi bộ được xếp loại (68,02%).")

    assert mistake.expected == "68,03%"
    assert mistake.message.say("vi") == "483/710 làm tròn là 68,03%; 68,02% là số bị cắt; sửa tỷ lệ"
    assert mistake.message.say("en") == "483 of 710 rounds to 68.03%; 68,02% is cut off; correct the share"


def test_every_kind_has_a_title_and_a_wording() -> None:
    assert {*KINDS} - {"not-in-dataset"} <= {*WORDINGS}


def test_a_text_is_read_once_for_its_claims_and_its_mistakes() -> None:
    statements_of.cache_clear()

    check_text("bai.txt", "Có 12/15 chi bộ (80%) tốt.")

    assert statements_of.cache_info().misses == 1
