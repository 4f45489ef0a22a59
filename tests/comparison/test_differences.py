"""Two documents differ in the figures that they print: each is told with its place and by how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgreport.comparison.amounts import amount_of, value_of
from kgreport.comparison.differences import Comparison, compare
from kgreport.comparison.sentences import differing_sentences
from tests.comparison.documents import published, table

Told = tuple[str, str, str | None, str | None, str]


def told(comparison: Comparison) -> list[Told]:
    """Give place, what is printed before and after, and the difference."""
    return [
        (
            one.change.row or one.sentence,
            one.change.column,
            one.change.old,
            one.change.new,
            one.amount.say("vi") if one.amount else "",
        )
        for part in comparison.parts
        for one in part.differences
    ]


def test_counts_differ_absolutely_and_in_percent_and_shares_in_points() -> None:
    before = published(table(("Tốt", "1.977", "93,90%"), ("Kém", "20", "0,95%")))
    after = published(table(("Tốt", "1.985", "91,90%"), ("Kém", "20", "0,95%")))

    found = compare(before, after)

    assert told(found) == [
        ("Tốt", "Số", "1.977", "1.985", "+8; +0,40%"),
        ("Tốt", "Tỷ lệ", "93,90%", "91,90%", "−2,00 điểm %"),
    ]
    assert found.counts == {"added": 0, "removed": 0, "changed": 2}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0", "3", "+3"),
        ("+3", "−1", "−4"),
        ("4", "4,5", "+0,5; +12,50%"),
        ("–", "4", None),
        ("4", "4,00%", None),
        ("2018", "2019", None),
        ("01/4/2019", "02/4/2019", None),
    ],
)
def test_a_difference_is_told_of_two_numbers_of_one_kind(old: str, new: str, said: str | None) -> None:
    before, after = value_of(old, "vi"), value_of(new, "vi")
    amount = amount_of(before, after) if before and after else None
    assert (amount.say("vi") if amount else None) == said


def test_a_row_a_table_and_an_unknown_figure_are_told() -> None:
    other = table(("A", "1"), ("B", "2"), heads=("Đơn vị", "Số"), name="units")
    before = published(table(("Tốt", "–", "–"), ("Kém", "2", "1,00%")))
    after = published(table(("Tốt", "5", "–")), other)

    found = compare(before, after)

    assert told(found) == [
        ("Tốt", "Số", "–", "5", ""),
        ("Kém", "Số", "2", None, ""),
        ("Kém", "Tỷ lệ", "1,00%", None, ""),
        ("A", "Số", None, "1", ""),
        ("B", "Số", None, "2", ""),
    ]
    assert [part.whole for part in found.parts] == ["changed", "added"]
    assert [part.whole for part in compare(after, before).parts] == ["changed", "removed"]


def test_a_figure_that_stands_at_the_same_distance_from_the_year_is_compared() -> None:
    """The report on 2017 names 2016 where that on 2018 names 2017."""
    before = published(table(("Tốt", "10", "+1"), heads=("Mức", "Năm 2017", "So với năm 2016")), year=2017)
    after = published(table(("Tốt", "12", "+2"), heads=("Mức", "Năm 2018", "So với năm 2017")))

    assert told(compare(before, after)) == [
        ("Tốt", "Năm 2018", "10", "12", "+2; +20,00%"),
        ("Tốt", "So với năm 2017", "+1", "+2", "+1"),
    ]


def test_a_series_is_compared_year_by_year() -> None:
    before = published(table(("Tốt", "9", "10"), heads=("Mức", "Năm 2016", "Năm 2017")), year=2017)
    after = published(table(("Tốt", "9", "11", "12"), heads=("Mức", "Năm 2016", "Năm 2017", "Năm 2018")))

    assert told(compare(before, after)) == [
        ("Tốt", "Năm 2017", "10", "11", "+1; +10,00%"),
        ("Tốt", "Năm 2018", None, "12", ""),
    ]


def test_two_languages_are_compared_by_place_and_value() -> None:
    before = published(table(("Tốt", "1.977", "93,90%")), "Có 1.977 tập thể.")
    after = published(
        table(("Good", "1,977", "93.80%"), heads=("Level", "Number", "Share")), "1,977.", language="en"
    )

    found = compare(before, after)

    assert told(found) == [("Good", "Share", "93,90%", "93.80%", "−0,10 điểm %")]
    assert found.translated


def test_what_print_leaves_out_is_compared_where_both_have_it() -> None:
    trace = replace(table(("A", "1"), heads=("Số liệu", "Số"), name="trace"), folded=True)
    with_trace, without = published("Có 3.", trace), published("Có 3.")
    changed = published("Có 3.", replace(trace, cells=(("A", "2"),)))

    assert compare(with_trace, without).parts == compare(without, with_trace).parts == ()
    assert [part.id for part in compare(with_trace, changed).parts] == ["table-trace"]


def test_numbers_of_a_sentence_are_told_with_the_sentence() -> None:
    before = published("Năm 2018, có 841 tổ chức đảng. Tỷ lệ giảm 0,35 điểm phần trăm. Không có gì khác.")
    after = published("Năm 2018, có 840 tổ chức đảng. Tỷ lệ giảm 0,30 điểm phần trăm. Không có gì khác.")

    assert told(compare(before, after)) == [
        ("Năm 2018, có 840 tổ chức đảng.", "", "841", "840", "−1; −0,12%"),
        ("Tỷ lệ giảm 0,30 điểm phần trăm.", "", "0,35", "0,30", "−0,05 điểm %"),
    ]


def test_a_sentence_that_is_reworded_is_still_the_same_sentence() -> None:
    before = published("Cao nhất là huyện Hoa Sen (90,00%), thấp nhất là huyện Hoa Mai (80,00%).")
    after = published("Cao nhất là huyện Hoa Ly (91,00%), thấp nhất là huyện Hoa Mai (80,00%).")

    (one,) = told(compare(before, after))
    assert one[2:] == ("90,00%", "91,00%", "+1,00 điểm %")


def test_a_sentence_of_one_document_alone_is_added_or_removed() -> None:
    before = published("Có 3 mục.")
    after = published("Có 3 mục.", "Năm 2018, 8 nội dung quá hạn: xem Bảng 4.")

    assert told(compare(before, after)) == [("Năm 2018, 8 nội dung quá hạn: xem Bảng 4.", "", None, "8", "")]
    assert compare(after, before).counts == {"added": 0, "removed": 1, "changed": 0}


def test_a_year_that_moves_with_the_report_and_the_number_of_a_table_are_no_difference() -> None:
    before = published("Năm 2017 có 3 mục, so với năm 2016. Xem Bảng 3.", year=2017)
    after = published("Năm 2018 có 3 mục, so với năm 2017. Xem Bảng 4.")

    assert told(compare(before, after)) == []


def test_empty_cells_are_no_figures() -> None:
    before = published(table(("Tốt", "1", "")))
    after = published(table(("Tốt", "1", ""), ("Kém", "", "")))
    assert told(compare(before, after)) == []


def test_points_are_told_of_columns_that_are_in_points() -> None:
    heads = ("Mức", "So với năm 2017 (điểm %)")
    before, after = (published(table(("Tốt", cell), heads=heads)) for cell in ("−2,36", "−6,16"))
    (one,) = told(compare(before, after))
    assert one[4] == "−3,80 điểm %"


def test_the_data_of_a_comparison_name_each_figure() -> None:
    data = compare(published(table(("Tốt", "1", "–"))), published(table(("Tốt", "2", "–")))).as_dict()

    place = {"in": "table", "kind": "changed", "id": "table-levels", "number": "Bảng 1", "title": "Mức"}
    figure = {"kind": "changed", "row": "Tốt", "column": "Số", "before": "1", "after": "2"}
    amount = {"difference": 1.0, "percent": 100.0, "unit": "count"}
    assert (data["added"], data["removed"], data["changed"]) == (0, 0, 1)
    assert data["parts"] == [{**place, "differences": [{**figure, **amount}]}]


def test_sentences_that_a_format_cuts_otherwise_are_the_same() -> None:
    before, after = published("Có 3 mục. Còn 2 mục."), published("Có 3 mục.Còn 2 mục.")
    assert told(compare(before, after)) == []


def test_sections_without_ids_are_matched_by_their_titles() -> None:
    """A PDF has no ids."""
    before, after = published("Có 3 mục."), published("Có 4 mục.")
    nameless = {("", title): texts for (_, title), texts in after.texts.items()}

    assert told(compare(before, replace(after, texts=nameless)))[0][2:] == ("3", "4", "+1; +33,33%")


def test_a_workbook_has_no_sentences_and_no_fixed_names() -> None:
    """Its table has a title with the number, and no row that stands above others."""
    page = published(replace(table(("Tốt", "3", "–"), ("nữ", "1", "–")), indents=((1, 1),)), "Có 3 mục.")
    sheet = replace(
        table(("Tốt", "3", "–"), ("nữ", "2", "–"), name="x"), id="", number="", title="Bảng 1. Mức"
    )
    workbook = replace(published(sheet), kind="xlsx", is_named=False)

    assert told(compare(page, workbook)) == [("Tốt › nữ", "Số", "1", "2", "+1; +100,00%")]
    assert told(compare(workbook, page)) == [("Tốt › nữ", "Số", "2", "1", "−1; −50,00%")]


def test_a_csv_file_writes_numbers_as_programs_do() -> None:
    page = published(table(("Kết nạp", "1.510", "104,14%"), heads=("Chỉ tiêu", "Thực hiện", "Tỷ lệ đạt")))
    lines = table(("Kết nạp", "1495", "104.14"), heads=("Chỉ tiêu", "Thực hiện", "Tỷ lệ đạt (%)"))
    csv = replace(published(lines), kind="csv", is_named=False)

    assert told(compare(page, csv)) == [("Kết nạp", "Thực hiện", "1.510", "1495", "−15; −0,99%")]


def test_a_pdf_of_another_year_is_matched_by_titles_that_name_that_year() -> None:
    before, after = (
        replace(table(("Tốt", number, "–")), title=f"Mức, năm {year}")
        for year, number in ((2017, "3"), (2018, "4"))
    )
    pdf = replace(published(replace(before, id=""), year=2017), kind="pdf", is_named=False)

    assert told(compare(pdf, published(after))) == [("Tốt", "Số", "3", "4", "+1; +33,33%")]
    earlier = published(before, year=2017)
    later = replace(published(replace(after, id="")), kind="pdf", is_named=False)
    assert told(compare(earlier, later)) == [("Tốt", "Số", "3", "4", "+1; +33,33%")]


@pytest.mark.parametrize("name", ["quality", ""])
def test_a_section_is_the_same_whatever_its_number(name: str) -> None:
    """An edition has an annex more than the one before, so those after it are counted otherwise."""
    before = {("", ""): ["Số 15"], (name, "Phụ lục 1. Chất lượng"): ["Có 10 phần."]}
    after = {("", ""): ["Số 15"], (name, "Phụ lục 2. Chất lượng"): ["Có 9 phần."]}

    ((_, found),) = differing_sentences(before, after)

    assert (found.id != "", found.old, found.new) == (True, "10", "9")
