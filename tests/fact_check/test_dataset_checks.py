"""A claim is wrong by a dataset only where all of it is known, and then only if the figure says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import kgreport
from kgreport.data.figures.lookup import Figure
from kgreport.fact_check.checked_text import check_text
from kgreport.fact_check.dataset_checks import DatasetFigures, compare_with_figures, dataset_figures
from kgreport.fact_check.model import Mistake
from tests.fact_check.examples import claim, mistake


@pytest.fixture(scope="module")
def known() -> DatasetFigures:
    """The published figures of 2018."""
    dataset = kgreport.read_dataset("kien-giang-2018", first_year=2015, last_year=2021)
    return dataset_figures(dataset, unit="", year=2018)


def differences(known: DatasetFigures, text: str, **of: Any) -> list[tuple[str, str, str]]:
    found = compare_with_figures([claim(text, **of)], [], known)
    return [(one.severity, text[one.start : one.end], one.expected) for one in found]


def test_a_count_that_the_dataset_has_is_right(known: DatasetFigures) -> None:
    assert differences(known, "284 đảng viên không hoàn thành", count="284") == []


def test_a_count_that_differs_is_an_error_and_names_the_figure_with_its_source(known: DatasetFigures) -> None:
    text = "có 248 đảng viên không hoàn thành nhiệm vụ"

    [found] = compare_with_figures([claim(text, count="248")], [], known)

    assert (found.severity, found.kind, found.found, found.expected) == (
        "error",
        "not-in-dataset",
        "248",
        "284",
    )
    assert found.message.say("vi") == (
        "Không hoàn thành nhiệm vụ (đảng viên, 2018): bộ số liệu có 284 (Số liệu công bố ngày 01/4/2019); "
        "sửa văn bản, hoặc sửa bộ số liệu nếu văn bản đúng"
    )
    assert found.message.say("en").startswith(
        "Tasks not completed (Party members, 2018): the dataset has 284"
    )


def test_a_derived_figure_is_compared_too(known: DatasetFigures) -> None:
    of = {"subject": "organization", "tier": "grassroots", "measure": "rated"}
    assert differences(known, "804 tổ chức", count="804", **of) == [("error", "804", "840")]


def test_staff_is_compared_too(known: DatasetFigures) -> None:
    of = {"subject": "staff", "tier": "administrative", "measure": "goal", "year": 2021}
    assert differences(known, "giảm 248 biên chế", count="248", **of) == [("error", "248", "284")]


@pytest.mark.parametrize("missing", ["subject", "tier", "measure", "unit"])
def test_what_is_not_resolved_is_not_compared(known: DatasetFigures, missing: str) -> None:
    assert differences(known, "248 đảng viên", count="248", **{missing: None}) == []


@pytest.mark.parametrize("of", [{"year": 2017}, {"unit": "Huyện Hoa Sen"}, {"measure": "excellent"}])
def test_what_the_dataset_does_not_have_is_not_compared(known: DatasetFigures, of: dict[str, Any]) -> None:
    assert differences(known, "248 đảng viên", count="248", **of) == []


def test_without_a_year_a_difference_is_a_note(known: DatasetFigures) -> None:
    assert differences(known, "248 đảng viên", count="248", year=None) == [("note", "248", "284")]
    assert differences(known, "284 đảng viên", count="284", year=None) == []


def test_a_unit_is_found_by_its_name(known: DatasetFigures) -> None:
    with_units = DatasetFigures(
        figures={
            (2018, "hoa-sen", "member", "", "unfulfilled"): known.figures[
                2018, "", "member", "", "unfulfilled"
            ]
        },
        units={"": "", "huyện hoa sen": "hoa-sen"},
        year=2018,
    )
    assert differences(with_units, "9 đảng viên", count="9", unit="Huyện  Hoa Sen") == [("error", "9", "284")]
    assert differences(with_units, "9 đảng viên", count="9") == []


def test_a_text_about_a_unit_is_compared_with_that_unit() -> None:
    """The unit that its title names; the whole of such a text is no whole of the dataset."""
    key = ("member", "", "unfulfilled")
    figures = {(2018, "", *key): Figure(284, "s", ""), (2018, "hoa-sen", *key): Figure(9, "s", "")}
    known = DatasetFigures(figures=figures, units={"": "", "huyện hoa sen": "hoa-sen"}, year=2018)
    text = "Huyện ủy Hoa Sen tổng kết năm 2018\nCó {} đảng viên không hoàn thành nhiệm vụ."

    assert check_text("a.txt", text.format(9), known).mistakes == ()
    assert [one.expected for one in check_text("a.txt", text.format(284), known).mistakes] == ["9"]


@pytest.mark.parametrize(
    ("issuer", "found"), [("đảng bộ tỉnh kiên giang", []), ("huyện ủy hoa sen", ["284"])]
)
def test_a_text_about_a_unit_that_the_dataset_lacks_is_not_compared(
    known: DatasetFigures, issuer: str, found: list[str]
) -> None:
    """Unless the whole of the dataset is that unit, as the head of its report says."""
    known = replace(known, issuer=issuer)
    text = "Huyện ủy Hoa Sen tổng kết năm 2018\nCó 9 đảng viên không hoàn thành nhiệm vụ."
    assert [one.expected for one in check_text("a.txt", text, known).mistakes] == found


def test_the_report_of_a_unit_takes_texts_to_be_about_it() -> None:
    of = (2018, "hoa-sen", "member", "", "unfulfilled")
    known = DatasetFigures(figures={}, units={"": "hoa-sen"}, year=2018)
    assert known.key_of(claim("9 đảng viên", count="9"), 2018) == of


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gần 290", []),
        ("hơn 280", []),
        ("gần 280", [("warning", "280", "284")]),
        ("trên 290", [("warning", "290", "284")]),
    ],
)
def test_an_approximate_count_is_at_most_doubtful(
    known: DatasetFigures, words: str, found: list[tuple[str, str, str]]
) -> None:
    assert differences(known, f"có {words} đảng viên", count=words) == found


@pytest.mark.parametrize(
    ("share", "found"),
    [
        ("0,53%", []),
        ("0,5%", []),
        ("0,35%", [("error", "0,35%", "0,53%")]),
        ("0,5324%", []),
        ("0,52%", [("error", "0,52%", "0,53%")]),
    ],
)
def test_a_share_is_compared_with_the_counts(
    known: DatasetFigures, share: str, found: list[tuple[str, str, str]]
) -> None:
    assert differences(known, f"chiếm {share}", share=share) == found


def test_a_truncated_share_is_called_so(known: DatasetFigures) -> None:
    text = "chiếm 11,61%"
    [found] = compare_with_figures([claim(text, share="11,61%", measure="unfulfilled_targets")], [], known)
    assert (found.kind, found.expected) == ("truncated-share", "11,62%")


def test_a_share_of_a_base_that_the_text_gives_itself_is_left_to_the_text(known: DatasetFigures) -> None:
    text = "284/50.000 đảng viên (0,57%)"
    assert differences(known, text, count="284", base="50.000", share="0,57%") == []


def test_a_share_without_its_usual_base_is_not_judged(known: DatasetFigures) -> None:
    of = {"subject": "collective", "measure": "reviewed"}
    assert differences(known, "1.977 tập thể (50%)", count="1.977", share="50%", **of) == []


def test_one_fault_is_told_once(known: DatasetFigures) -> None:
    """A wrong count explains its share, and what the text contradicts is not told again."""
    text = "248 đảng viên (0,35%)"
    of = claim(text, count="248", share="0,35%")

    assert [one.found for one in compare_with_figures([of, of], [], known)] == ["248"]
    wrong = mistake(text, "248", kind="mistyped-count")
    assert compare_with_figures([of], [wrong], known) == [wrong]


def doubts(known: DatasetFigures, share: str) -> Iterator[Mistake]:
    text = f"chiếm {share} đảng viên"
    doubt = mistake(text, share, severity="note", kind="unknown-base")
    yield from compare_with_figures([claim(text, share=share)], [doubt], known)


def test_a_base_that_only_the_dataset_has_settles_the_doubt_of_the_text(known: DatasetFigures) -> None:
    assert list(doubts(known, "0,53%")) == []
    assert [one.kind for one in doubts(known, "0,35%")] == ["not-in-dataset"]
