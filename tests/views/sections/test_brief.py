"""The brief is one sheet, and names what asks for a decision; covers views/sections/decisions."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from pypdf import PdfReader

from kgreport.errors import PublishError
from kgreport.publish.pdf import typeset_brief
from kgreport.publish.preprocessors import is_published
from kgreport.publish.sound_notebooks import sound_notebook
from kgreport.report import Report
from kgreport.views.sections.brief import Brief
from kgreport.views.sections.decisions import Decisions, decision_points, nothing_to_decide
from kgreport.views.sections.documents import Head
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import MainPoint, MainPoints

EN = Writer(language="en", year=2018)
HEAD = Head(
    kind="REPORT",
    subject="on the rating",
    superior="",
    issuer="",
    number="",
    party="",
    place_date="",
    draft="",
    document={"title": "Report on the rating", "language": "en"},
)


def brief(decisions: Decisions, points: int = 1) -> Brief:
    given = MainPoints([MainPoint("A point of some length. " * 8, "levels") for _ in range(points)])
    told = [point.text for point in decision_points(decisions, EN)] or [nothing_to_decide(EN)]
    return Brief(head=HEAD, points=given, views=[], decisions=told)


def notebook(view: Any) -> Any:
    data, metadata = view._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show()", outputs=[output])])


def test_each_matter_is_one_decision_and_what_there_is_none_of_is_not_told() -> None:
    told = brief(Decisions(unexplained=4, overdue=8, overdue_of=["Hoa Sen", "Hoa Mai"])).decisions

    assert told == [
        "Ask for the 4 missing explanations of suggested reviews.",
        "Press for the 8 overdue measures of remediation (Hoa Sen and Hoa Mai).",
    ]


def test_missed_targets_are_named_with_the_share_that_is_reached() -> None:
    missed = {"year": [("Exports", 0.4847), ("Forest cover", None)], "term": []}

    assert brief(Decisions(missed=missed)).decisions == [
        "Act on the missed targets of the year: Exports (48.47%); Forest cover."
    ]


def test_a_cut_of_staff_behind_its_pace_asks_for_a_decision() -> None:
    staff = {"difference": -361, "goal_share": 0.3998, "goal_year": 2021}

    assert brief(Decisions(staff=staff)).decisions == [
        "Speed up the cut of staff: 39.98% of the goal for 2021 is reached, 361 posts behind an even pace."
    ]


def test_flags_ask_for_a_decision_while_some_who_may_have_one_have_none() -> None:
    assert brief(Decisions(eligible=41, flagged=["A", "B"])).decisions == [
        "Decide on the flag: 41 organisations have enough years running, 2 were given it (A and B)."
    ]
    assert brief(Decisions(eligible=1, flagged=["A"])).decisions == [
        "Nothing in these figures asks for a decision."
    ]


def test_without_any_matter_the_brief_says_so() -> None:
    assert brief(Decisions()).decisions == ["Nothing in these figures asks for a decision."]


def test_what_the_figures_of_2018_ask_to_be_decided(published_2018: Report) -> None:
    assert published_2018.brief().decisions == [
        "Xem xét lại kết quả xếp loại vượt mức trần: tổ chức cơ sở đảng (vượt 10).",
        "Đẩy nhanh tinh giản biên chế: mới đạt 39,98% mục tiêu đến năm 2021, "
        "chậm 361 biên chế so với tiến độ.",
    ]


def test_the_brief_is_one_sheet_however_much_it_says() -> None:
    pdf = typeset_brief(sound_notebook(notebook(brief(Decisions(), points=24))))

    [page] = PdfReader(io.BytesIO(pdf)).pages
    assert page.extract_text().count("A point of some length.") == 24 * 8


def test_the_report_leaves_the_brief_out() -> None:
    [cell] = notebook(brief(Decisions())).cells

    assert not is_published(cell)


def test_a_notebook_without_a_brief_is_told_how_to_show_one() -> None:
    with pytest.raises(PublishError, match=r"report\.brief\(\)"):
        typeset_brief(sound_notebook(notebook(HEAD)))


def test_without_main_points_the_brief_is_still_a_document() -> None:
    empty = Brief(head=HEAD, points=MainPoints([]), views=[], decisions=[])

    assert empty.plain().startswith("BRIEF")
    assert SimpleNamespace(**empty.metadata()).brief == {"title": "BRIEF: on the rating"}
