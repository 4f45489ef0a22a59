"""The lines for a crontab; `templates/crontab` has their text."""

from __future__ import annotations

from shlex import join, quote

from kgreport.errors import ScheduleError
from kgreport.schedule.scheduled_build import ScheduledBuild, When
from kgreport.schedule.templates import fill

LONGEST = 998
"""Bytes of the longest line that every cron reads."""


def entry(build: ScheduledBuild) -> str:
    """Write the lines for a crontab.

    Raises
    ------
    ScheduleError
        A path has a backslash, or the line is longer than cron reads.
    """
    for path in build.paths:
        if "\\" in path:
            msg = f"{path} has a backslash, which not every cron reads in the same way; rename it"
            raise ScheduleError(msg)
    text = fill(
        "crontab",
        build=build,
        fields=fields(build.when),
        project=escape(quote(build.project)),
        command=escape(join(build.command)),
    )
    if (length := len(text.splitlines()[-1].encode())) > LONGEST:
        raise ScheduleError(
            f"the line has {length} bytes, and cron reads {LONGEST}; name fewer PARAMS, or none to build all"
        )
    return text


def fields(when: When) -> str:
    """Write a time as the five fields of cron.

    >>> fields(When(hour=6, minute=15, weekday=6))
    '15 6 * * 0'
    """
    day = "*" if when.day is None else when.day
    weekday = "*" if when.weekday is None else (when.weekday + 1) % 7
    return f"{when.minute} {when.hour} {day} * {weekday}"


def escape(command: str) -> str:
    r"""Keep cron from taking a percent sign for the end of the command.

    >>> escape("cd '100% done'")
    "cd '100\\% done'"
    """
    return command.replace("%", "\\%")
