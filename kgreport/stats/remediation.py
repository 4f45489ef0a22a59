"""The state of remediation plans and of tasks on a day, and organisations that lack a plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pandas as pd

from kgreport.data.workbooks.locator import cells_of_entry, place_of_entry
from kgreport.terms.findings import Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.spelling import did_you_mean, nearest

STANDINGS = ("overdue", "in_progress", "open", "done")
"""The states of a plan on a day: its own state, or overdue where it is past its date and not done."""


def plans_on(plans: pd.DataFrame, day: date) -> pd.DataFrame:
    """Give the state of each plan on a day: overdue plans first, longest overdue first; done plans last.

    Returns
    -------
    DataFrame
        The same rows, with ``standing`` (one of `STANDINGS`; a plan done after that day was in progress on
        it) and ``days_overdue`` (missing where it is not overdue). Plans in the same state are in the order
        of their dates.
    """
    known = zip(plans["state"], plans["due"], plans["done_on"], strict=True)
    standings = [_standing(*plan, day) for plan in known]
    late = [
        (day - due).days if standing == "overdue" else None
        for due, standing in zip(plans["due"], standings, strict=True)
    ]
    found = plans.assign(
        standing=pd.Series(standings, index=plans.index, dtype=object),
        days_overdue=pd.array(late, dtype="Int64"),
    )
    group = {"overdue": 0, "done": 2}
    order = sorted(range(len(found)), key=lambda n: (group.get(standings[n], 1), plans["due"].iloc[n]))
    return found.iloc[order]


def _standing(state: str, due: date, done_on: date | None, day: date) -> str:
    done = state == "done"
    if done and not _after(done_on, day):
        return "done"
    if due < day:
        return "overdue"
    return "in_progress" if done else state


def _after(done_on: date | None, day: date) -> bool:
    return done_on is not None and done_on > day


def check_plans(plans: pd.DataFrame, day: date, organizations: Collection[str]) -> list[Finding]:
    """A plan is about a known organisation, and a done plan has a date that is not after the report's.

    `organizations` are those with records; where there is none, organisations are not checked.
    """
    found = []
    for plan in plans.to_dict("records"):
        if plan["organization"] and organizations and plan["organization"] not in organizations:
            found.append(_unknown_organization(plan, organizations))
        found += [_doubt(kind, plan) for kind in _doubts(plan, day)]
    return found


def _doubts(plan: Mapping[Any, Any], day: date) -> list[str]:
    done, dated = plan["state"] == "done", plan["done_on"] is not None
    doubts = {
        "done-undated": done and not dated,
        "done-unsaid": dated and not done,
        "done-later": done and _after(plan["done_on"], day),
    }
    return [kind for kind, holds in doubts.items() if holds]


def without_plan(organizations: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Select the organisations rated unfulfilled that have no plan.

    Both frames are of one year.
    """
    if organizations.empty:
        return organizations
    planned = set(plans["organization"])
    levels, codes = organizations["level"].tolist(), organizations["id"].tolist()
    pairs = zip(levels, codes, strict=True)
    return organizations.loc[[level == "unfulfilled" and code not in planned for level, code in pairs]]


def check_unplanned(unplanned: pd.DataFrame, plans: pd.DataFrame, year: int) -> list[Finding]:
    """An organisation rated unfulfilled has a plan; where there is no plan at all, this is one finding."""
    if unplanned.empty:
        return []
    if plans.empty:
        return [_no_plans(len(unplanned), year)]
    return [_no_plan(row["id"], row["name"], year) for row in unplanned.to_dict("records")]


def _of_plan(
    kind: str, plan: Mapping[Any, Any], column: str, wording: Wording, severity: Severity
) -> Finding:
    """Make a finding about a plan; its id names a row as ``remediation.csv-7``."""
    at = place_of_entry(plan, column)
    parts = {"place": at if "!" in at else at.replace(":", "-")}
    place = same("{place}, {owner}").fill(place=at, owner=plan["owner"])
    return make_finding(kind, parts, place, wording, severity=severity, cells=cells_of_entry(plan, column))


def _doubt(kind: str, plan: Mapping[Any, Any]) -> Finding:
    return _of_plan(kind, plan, "state" if kind == "done-unsaid" else "done_on", _DOUBTS[kind], "warning")


def _unknown_organization(plan: Mapping[Any, Any], organizations: Collection[str]) -> Finding:
    near = nearest(str(plan["organization"]), sorted(organizations))
    wording = Wording(
        Phrase("không có tổ chức '{organization}'", "there is no organisation '{organization}'").fill(
            organization=plan["organization"]
        ),
        Phrase("mã tổ chức đảng có trong hồ sơ", "an organisation that has a record"),
        did_you_mean(near, Phrase("sửa mã tổ chức đảng", "correct the id")),
    )
    return _of_plan("plan-of-unknown", plan, "organization", wording, "error")


def _no_plan(organization: str, name: str, year: int) -> Finding:
    place = Phrase("tổ chức đảng {name}, năm {year}", "Party organisation {name}, {year}").fill(
        name=f"{name} ({organization})" if name else organization, year=str(year)
    )
    wording = Wording(Phrase("không có kế hoạch", "no plan"), _A_PLAN, _MAKE_ONE)
    parts = {"year": year, "organization": organization}
    return make_finding("no-plan", parts, place, wording, severity="warning")


def _no_plans(count: int, year: int) -> Finding:
    place = Phrase(
        "{count} tổ chức đảng không hoàn thành nhiệm vụ, năm {year}",
        "{count} Party organisations rated “tasks not completed”, {year}",
    ).fill(count=count, year=str(year))
    found = Phrase("bộ số liệu không có kế hoạch nào", "the dataset has no plan at all")
    wording = Wording(found, _A_PLAN, _MAKE_ONE)
    return make_finding("no-plan", {"year": year}, place, wording, severity="warning")


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
    if tasks.empty:
        return []
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


_A_PLAN = Phrase(
    "có kế hoạch khắc phục, vì xếp loại không hoàn thành nhiệm vụ",
    "a plan of remediation, where one is rated “tasks not completed”",
)
_MAKE_ONE = Phrase(
    "thêm kế hoạch vào bảng remediation, hoặc yêu cầu tổ chức đảng xây dựng kế hoạch",
    "add the plan to the table remediation, or have the organisation make one",
)

_DOUBTS: Mapping[str, Wording] = {
    "done-undated": Wording(
        Phrase("đã hoàn thành nhưng không ghi ngày", "done, without a date"),
        Phrase("ngày hoàn thành", "the date of completion"),
        Phrase("điền ngày hoàn thành", "fill in the date"),
    ),
    "done-unsaid": Wording(
        Phrase(
            "có ngày hoàn thành nhưng tình trạng chưa hoàn thành",
            "a date of completion, but the state is not 'done'",
        ),
        Phrase("tình trạng đã hoàn thành", "the state 'done'"),
        Phrase("sửa tình trạng, hoặc bỏ ngày", "correct the state, or remove the date"),
    ),
    "done-later": Wording(
        Phrase("hoàn thành sau ngày báo cáo", "done after the date of the report"),
        Phrase("ngày hoàn thành không sau ngày báo cáo", "no date after that of the report"),
        Phrase(
            "kiểm tra ngày; báo cáo tính là đang thực hiện",
            "check the date; the report counts the plan as in progress",
        ),
    ),
}
"""What is said of each doubt about a plan."""
