"""A workflow for GitHub Actions."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import PurePath
from shlex import join

from kgreport.schedule import cron
from kgreport.schedule.plan import Plan, ScheduleError, When, build_arguments
from kgreport.schedule.templates import fill

AHEAD = 7
"""Hours that Viet Nam's clocks are ahead of UTC, all year round."""


_NOT_PLAIN = re.compile(r"^[!~]|[*?\[]|\$\{\{")


def entry(plan: Plan) -> str:
    """Write the workflow; the time of the plan is Viet Nam's.

    Raises
    ------
    ScheduleError
        A file lies outside the project, or GitHub cannot be told the plan.
    """
    if plan.mail:
        msg = "--mail: GitHub itself writes to who set the schedule when a run fails; leave it out"
        raise ScheduleError(msg)
    params = tuple(_inside(plan, path) for path in plan.params)
    output = _inside(plan, plan.output)
    when = utc(plan.when)
    return fill(
        "github.yml",
        name=plan.name,
        when=str(plan.when),
        utc=str(when),
        cron=cron.fields(when),
        command=join([".venv/bin/kgreport", *build_arguments(params, output)]),
        output=json.dumps(output, ensure_ascii=False),
    )


def utc(when: When) -> When:
    """Say in UTC when it is that time in Viet Nam.

    Raises
    ------
    ScheduleError
        It is the last day of a month in UTC, which has no number.

    >>> str(utc(When(hour=6, minute=15, weekday=0)))
    'every Sunday at 23:15'
    """
    if when.hour >= AHEAD:
        return replace(when, hour=when.hour - AHEAD)
    if when.day == 1:
        msg = (
            f"--on 1 --at {when.clock}: in UTC, GitHub's clock, that is the last day of the month before, "
            "which it cannot be told; expected 07:00 or later, or another day"
        )
        raise ScheduleError(msg)
    weekday = None if when.weekday is None else (when.weekday - 1) % 7
    day = None if when.day is None else when.day - 1
    return replace(when, hour=when.hour + 24 - AHEAD, weekday=weekday, day=day)


def _inside(plan: Plan, path: str) -> str:
    """Name a path as the repository has it."""
    if _NOT_PLAIN.search(path):
        msg = f"{path}: GitHub would take it for a pattern or an expression; rename it"
        raise ScheduleError(msg)
    whole = PurePath(os.path.normpath(PurePath(plan.project) / path))
    if whole == PurePath(plan.project) or not whole.is_relative_to(plan.project):
        msg = f"{path} is not inside the project, {plan.project}: GitHub has what is in the repository alone"
        raise ScheduleError(msg)
    return whole.relative_to(plan.project).as_posix()
