"""A report sets tasks for the next year, for which the report of that year accounts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

HEAD = "year,unit,task,owner,due,state,done_on,result\n"
TASKS = HEAD + (
    "2018,,Review cadres,Office A,2019-06-30,done,2019-06-01,all of them\n"
    "2018,,Merge units,Office B,2019-09-30,open,,\n"
    "2018,,Check property,Office C,2019-10-30,,,\n"
    "2018,,Prepare congress,Office D,2020-03-01,in_progress,,\n"
)
ROWS = ["2018,,member,,total,3,p. 1", "2019,,member,,total,3,p. 1"]

Make = Callable[..., Path]


@pytest.fixture
def folder(make_dataset: Make) -> Path:
    """Give a dataset with the tasks that the report of 2018 set."""
    return make_dataset(*ROWS, tasks=TASKS)


def report_of(folder: Path, year: int, language: str = "en") -> Report:
    parameters = {
        "year": year,
        "language": language,
        "dataset": folder.name,
        "first_year": 2018,
        "last_year": 2019,
    }
    return read_report(Parameters.model_validate(parameters), folder.parent)


def cells_of(section: Section) -> list[list[list[str]]]:
    """Give the cells of each table of a section."""
    return [view.cells() for view in section.views if isinstance(view, Table)]


def test_the_tasks_of_the_next_year_are_listed_by_date_with_their_owners(folder: Path) -> None:
    section = report_of(folder, 2018).narrative("tasks")

    assert section.title == "Tasks for 2019"
    assert cells_of(section)[0][0] == ["Review cadres", "Office A", "30 June 2019"]
    assert section.frame["owner"].tolist() == ["Office A", "Office B", "Office C", "Office D"]


def test_the_next_report_accounts_for_them_what_needs_attention_first(folder: Path) -> None:
    section = report_of(folder, 2019).tasks()

    assert "1 overdue, 1 unknown, 1 in progress and 1 done" in section.plain()
    assert [(row[0], row[3]) for row in cells_of(section)[0]] == [
        ("Merge units", "Overdue by 92 days"),
        ("Check property", "Unknown"),
        ("Prepare congress", "In progress"),
        ("Review cadres", "Done 1 June 2019"),
    ]
    assert section.frame["standing"].tolist() == ["overdue", "unknown", "in_progress", "done"]
    assert "quá hạn" in report_of(folder, 2019, "vi").tasks().plain()


def test_a_task_without_a_state_is_asked_for(folder: Path) -> None:
    [finding] = report_of(folder, 2019).all_findings()

    assert (finding.id, finding.severity) == ("task-untold-2018-Check property", "warning")
    assert report_of(folder, 2018).all_findings() == []


def test_without_tasks_of_the_year_before_there_is_no_such_section(make_dataset: Make) -> None:
    calls = [
        name.__name__ for one in report_of(make_dataset(*ROWS), 2019).contents for name, _ in one.sections
    ]

    assert "tasks" not in calls


def test_main_targets_are_told_apart(make_dataset: Make) -> None:
    targets = "year,period,name,main,planned,actual\n2018,year,Admit,x,10,12\n2018,year,Inspect,,5,4\n"

    text = report_of(make_dataset(*ROWS, targets=targets), 2018).targets().plain()

    assert "1 of the 1 main targets are met or exceeded" in text
    assert "Admit (main)" in text


def test_a_suggested_review_shows_its_cause_and_result(make_dataset: Make) -> None:
    reviews = "year,subject,id,content,cause,result\n2018,member,a,Way of life,Carelessness,Warned\n"

    text = report_of(make_dataset(*ROWS, suggested_reviews=reviews), 2018).suggested().plain()

    assert "Carelessness" in text
    assert "Warned" in text
