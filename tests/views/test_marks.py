"""Marks of secrecy, urgency and circulation stand in the letterhead of every format."""

from __future__ import annotations

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import build_report
from kgreport.views.sections.documents import Head

MARKED = {"secrecy": "mật", "urgency": "hỏa tốc", "circulation": "lưu hành nội bộ", "number": "Số 1-BC/TU"}
SHOWN = ["MẬT", "HỎA TỐC", "Lưu hành nội bộ"]


def head(**given: str) -> Head:
    return build_report(year=2018, dataset="kien-giang-2018", first_year=2015, **given).head()


def test_marks_stand_under_the_number_in_their_order() -> None:
    shown = head(**MARKED)

    after_number = shown.html().split("Số 1-BC/TU</p>")[1]
    assert after_number.startswith("".join(f'<p class="kg-mark">{mark}</p>' for mark in SHOWN))
    assert "marks: ([MẬT], [HỎA TỐC], [Lưu hành nội bộ], )" in shown.typst()
    assert shown.plain().splitlines()[:4] == ["Số 1-BC/TU", *SHOWN]


def test_without_marks_nothing_is_printed_in_their_place() -> None:
    shown = head(number="Số 1-BC/TU")

    assert "kg-mark" not in shown.html()
    assert "marks:" not in shown.typst()


@pytest.mark.parametrize("wrong", [{"secrecy": "rất mật"}, {"urgency": "gấp"}])
def test_another_degree_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"'mật'|'khẩn'"):
        Parameters.model_validate({"year": 2018, "dataset": "x", **wrong})
