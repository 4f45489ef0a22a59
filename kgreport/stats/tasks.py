"""The tasks that the report of a year set for the next, and how they stand a year later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from kgreport.data.workbooks.locator import cells_of_entry, place_of_entry
from kgreport.stats.remediation import plans_on
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same

TASK_STANDINGS = ("overdue", "unknown", "in_progress", "open", "done")
"""How a task stands on a day: as its state says, overdue past its date, or unknown without a state."""


def tasks_on(tasks: pd.DataFrame, day: date) -> pd.DataFrame:
    """Say how each task stands on a day; those that need attention first.

    Returns
    -------
    DataFrame
        The same rows with ``standing``, one of `TASK_STANDINGS`, and ``days_overdue`` (missing where it is
        not overdue). A task without a state is unknown, also past its date. Tasks that stand alike are in the
        order of their dates.
    """
    found = plans_on(tasks, day)
    unknown = found["state"] == ""
    found = found.assign(
        standing=found["standing"].mask(unknown, "unknown"), days_overdue=found["days_overdue"].mask(unknown)
    )
    order = found["standing"].map(TASK_STANDINGS.index)
    return found.loc[order.sort_values(kind="stable").index]


def check_tasks(tasks: pd.DataFrame) -> list[Finding]:
    """Each task of the report of the year before has a state, so that this report can account for it."""
    return [_untold(task) for task in tasks[tasks["state"] == ""].to_dict("records")]


def _untold(task: Mapping[Any, Any]) -> Finding:
    at = place_of_entry(task, "state")
    wording = Wording(
        Phrase("“{task}” chưa có tình trạng", "“{task}” has no state").fill(task=task["task"]),
        Phrase("tình trạng của nhiệm vụ đã đề ra", "the state of each task that was set"),
        Phrase("điền open, in_progress hoặc done vào cột state", "fill in open, in_progress or done"),
    )
    parts = {"year": task["year"], "unit": task["unit"], "task": task["task"]}
    place = same("{place}, {owner}").fill(place=at, owner=task["owner"])
    return make_finding(
        "task-untold", parts, place, wording, severity="warning", cells=cells_of_entry(task, "state")
    )
