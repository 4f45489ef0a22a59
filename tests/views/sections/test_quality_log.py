"""The quality log says who checked the figures, when, what was accepted, and why."""

from __future__ import annotations

import pytest

from kgreport.data.params.parts import LogEntry
from kgreport.terms.findings import Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.views.sections.quality.quality import LACKING, quality_section
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table
from kgreport.views.view import Section

WORDING = Wording(same("x"), same("y"), same("z"))
FINDING = make_finding("sum", {"year": 2018}, Phrase("đảng viên, năm 2018", "members, 2018"), WORDING)
CHECKS = (
    {
        "role": "văn phòng Tỉnh ủy", "date": "2019-03-25", "checked": "tổng số",
        "accepted": ["một đơn vị chưa nộp", FINDING.id], "reason": "Mới lập.",
    },
    {"role": "Ban Tổ chức", "date": "2019-03-20", "checked": "biên bản"},
)  # fmt: skip


@pytest.fixture
def section() -> Section:
    log = tuple(LogEntry.model_validate(one) for one in CHECKS)
    accepted = {FINDING.id: "Nguồn in như vậy."}
    return quality_section(
        [], [FINDING], accepted, Writer(language="vi", year=2018), LACKING, units={}, log=log
    )


def test_checks_stand_in_the_order_of_their_days_with_what_was_accepted_and_why(section: Section) -> None:
    (table,) = (view for view in section.views if isinstance(view, Table) and view.id == "table-quality-log")

    assert table.cells() == [
        ["20/3/2019", "Ban Tổ chức", "Biên bản", "–", "–"],
        [
            "25/3/2019", "Văn phòng Tỉnh ủy", "Tổng số",
            "Một đơn vị chưa nộp; Đảng viên, năm 2018", "Mới lập. Nguồn in như vậy.",
        ],
    ]  # fmt: skip


def test_the_section_says_how_often_the_figures_were_checked(section: Section) -> None:
    assert "Nhật ký kiểm tra số liệu có 2 lần; lần cuối: ngày 25/3/2019." in section.plain()


def test_the_log_is_a_frame(section: Section) -> None:
    frame = section.frames["quality_log"]

    assert frame["role"].tolist() == ["Ban Tổ chức", "Văn phòng Tỉnh ủy"]
    assert frame["date"].dt.day.tolist() == [20, 25]


def test_where_nobody_checked_nothing_is_said(section: Section) -> None:
    told = quality_section([], [], {}, Writer(language="en", year=2018), LACKING, units={}, log=[]).plain()

    assert "log" not in told
