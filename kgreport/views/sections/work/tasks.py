"""Tasks: those that a report sets for the next year, and what became of those set the year before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from kgreport.stats.remediation import TASK_STANDINGS
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import REMEDIATION_STATES
from kgreport.views import formats
from kgreport.views.frames.layout import Facts
from kgreport.views.frames.work import TASKS
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.registers import column_of, register_sources, states_listing
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_STATES = {
    "overdue": Phrase("quá hạn", "overdue"),
    "unknown": Phrase("chưa rõ kết quả", "unknown"),
    **REMEDIATION_STATES,
}


def next_tasks_table(tasks: pd.DataFrame, writer: Writer) -> list[View]:
    """List the tasks for the next year with their owners and dates; nothing where there is none."""
    if tasks.empty:
        return []
    ordered = tasks.sort_values("due", kind="stable").assign(standing="", days_overdue=None)
    return [
        Table(
            id="table-tasks-next",
            title=writer.say("Nhiệm vụ năm {next}", "Tasks for {next}", next=writer.year + 1),
            columns=[
                column_of("tasks", "task", writer, width=2.0),
                column_of("tasks", "owner", writer),
                column_of("tasks", "due", writer, "date"),
            ],
            rows=[[row["task"], row["owner"], row["due"]] for row in rows_of(ordered)],
            language=writer.language,
            sources=register_sources(ordered),
            told=[Facts(TASKS, partial(_task_rows, ordered, writer))],
        )
    ]


def _task_rows(tasks: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    return labels(tasks, {"state": REMEDIATION_STATES, "standing": _STATES}, writer)


@tells((TASKS, _task_rows))
def tasks_section(tasks: pd.DataFrame, writer: Writer) -> Section:
    """Account for the tasks that the report of the year before set for this year.

    Parameters
    ----------
    tasks
        Rows of the register, as `kgreport.stats.remediation.tasks_on` gives: ``task, owner, due, state, done_on, result,
        standing, days_overdue, source, place``.
    """
    title = writer.say("Thực hiện nhiệm vụ đã đề ra cho năm {year}", "Tasks that were set for {year}")
    if tasks.empty:
        return Section("tasks", title, [])
    sentence = writer.say(
        "Trong {count} nhiệm vụ mà báo cáo năm {before} đề ra cho năm {year}: {states}.",
        "Of the {count} tasks that the report of {before} set for {year}: {states}.",
        count=writer.count(len(tasks)),
        before=writer.year - 1,
        states=states_listing(tasks["standing"], TASK_STANDINGS, _STATES, writer),
    )
    return Section("tasks", title, [Note([sentence]), _table(tasks, writer)])


def _table(tasks: pd.DataFrame, writer: Writer) -> Table:
    columns = [
        column_of("tasks", "task", writer, width=1.6),
        column_of("tasks", "owner", writer),
        column_of("tasks", "due", writer, "date"),
        column_of("tasks", "state", writer, width=0.9),
        column_of("tasks", "result", writer),
    ]
    rows = [
        [row["task"], row["owner"], row["due"], _said(row, writer), row["result"] or None]
        for row in rows_of(tasks)
    ]
    known = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    return Table(
        id="table-tasks",
        title=writer.say("Nhiệm vụ đã đề ra cho năm {year}", "Tasks set for {year}"),
        columns=[columns[n] for n in known],
        rows=[[row[n] for n in known] for row in rows],
        language=writer.language,
        sources=register_sources(tasks),
    )


def _said(row: Row, writer: Writer) -> str:
    """Say how a task stands: overdue by how long, or done when."""
    state = writer.label(_STATES[row["standing"]])
    if row["standing"] == "overdue":
        days = writer.count(row["days_overdue"])
        return writer.say("{state} {days} ngày", "{state} by {days} days", state=state, days=days)
    if row["standing"] == "done" and row["done_on"] is not None:
        return f"{state} {formats.date_in_text(row['done_on'], writer.language)}"
    return state
