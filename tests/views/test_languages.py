"""What stays Vietnamese in an English report is marked, so that it is read aloud as Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgreport.report import Report, build_report

LETTERHEAD: Mapping[str, Any] = {
    "issuer": "BAN THƯỜNG VỤ TỈNH ỦY",
    "place": "Kiên Giang",
    "recipients": ["Lưu"],
}


def english(**given: Any) -> Report:
    return build_report(
        year=2018, dataset="kien-giang-2018", first_year=2015, language="en", issued="2019-04-01", **given
    )


def test_the_letterhead_is_vietnamese_and_its_date_is_english() -> None:
    report = english(**LETTERHEAD)

    page = report.head().html()

    assert '<p class="kg-issuer-name"><span lang="vi">BAN THƯỜNG VỤ TỈNH ỦY</span></p>' in page
    assert '<p class="kg-date"><span lang="vi">Kiên Giang</span>, 1 April 2019</p>' in page
    assert '#text(lang: "vi")[Kiên Giang];, 1 April 2019' in report.head().typst()
    assert '<li><span lang="vi">Lưu</span></li>' in report.closing().html()


def test_a_vietnamese_text_of_the_writers_is_marked_and_an_english_one_is_not() -> None:
    shown = {
        text: english(narrative={"tasks": text}).narrative("tasks").html()
        for text in ("Theo dõi việc khắc phục", "Follow the remedies")
    }

    assert ['lang="vi"' in page for page in shown.values()] == [True, False]


def test_sources_are_vietnamese_and_the_word_before_them_is_english() -> None:
    page = english().reasons("member").html()

    assert 'Source: <span lang="vi">Số liệu công bố ngày 01/4/2019.</span>' in page


def test_a_vietnamese_report_marks_nothing() -> None:
    report = build_report(year=2018, dataset="kien-giang-2018", first_year=2015, **LETTERHEAD)

    assert "lang=" not in report.head().html() + report.closing().html() + report.reasons("member").html()
