"""A line of a crontab."""

from __future__ import annotations

from shlex import join, quote

from kgreport.schedule.plan import Plan, ScheduleError, When
from kgreport.schedule.templates import fill

LONGEST = 998
"""Bytes of a line that every cron reads."""


def entry(plan: Plan) -> str:
    """Write the lines for a crontab.

    Raises
    ------
    ScheduleError
        A path has a backslash, or the line is longer than cron reads.
    """
    for path in plan.paths:
        if "\\" in path:
            msg = f"{path} has a backslash, which one cron reads otherwise than the next; rename it"
            raise ScheduleError(msg)
    line = f"{fields(plan.when)} {escape(command(plan))}"
    if (length := len(line.encode())) > LONGEST:
        msg = (
            f"the line has {length} bytes, and cron reads {LONGEST}; name fewer PARAMS, or none to build all"
        )
        raise ScheduleError(msg)
    mailto = f"MAILTO={plan.mail}" if plan.mail else "# MAILTO=office@example.vn would have it mailed there."
    return fill("crontab", when=str(plan.when), log=log(plan), mailto=mailto, line=line)


def fields(when: When) -> str:
    """Say when as the five fields of cron.

    >>> fields(When(hour=6, minute=15, weekday=6))
    '15 6 * * 0'
    """
    day = "*" if when.day is None else when.day
    weekday = "*" if when.weekday is None else (when.weekday + 1) % 7
    return f"{when.minute} {when.hour} {day} * {weekday}"


def log(plan: Plan) -> str:
    """Name the file that keeps what the last run said."""
    return f"{plan.output}/{plan.name}.log"


def command(plan: Plan) -> str:
    """Write what the shell is to do: nothing is printed, and so nothing mailed, unless a report failed."""
    kept, folder = quote(log(plan)), quote(plan.output)
    build = f"cd {quote(plan.project)} && mkdir -p {folder} && {join(plan.command)} >{kept} 2>&1"
    return f"{build} || {{ cat {kept}; false; }}"


def escape(command: str) -> str:
    r"""Keep cron from taking a percent sign for the end of the command.

    >>> escape("cd '100% done'")
    "cd '100\\% done'"
    """
    return command.replace("%", "\\%")
