"""A service and the timer that starts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgreport.errors import ScheduleError
from kgreport.schedule.scheduled_build import WEEKDAYS, ScheduledBuild, When
from kgreport.schedule.templates import fill

_PLAIN = re.compile(r"[\w@+=:,./-]+")
_QUOTES = re.compile(r"[\"'\\]")


def entry(build: ScheduledBuild) -> str:
    """Write shell commands that install and enable the units.

    Raises
    ------
    ScheduleError
        systemd cannot use a path.
    """
    if build.project.endswith((" ", "\\")):
        raise ScheduleError(f"{build.project!r}: systemd cannot use a folder whose name ends so; rename it")
    return fill(
        "systemd.sh",
        build=build,
        project=build.project.replace("%", "%%"),
        command=exec_start(build.command),
        calendar=on_calendar(build.when),
    )


def on_calendar(when: When) -> str:
    """Write a time as a calendar event of systemd.

    >>> on_calendar(When(hour=6, minute=15, weekday=0))
    'Mon *-*-* 06:15:00'
    """
    weekday = "" if when.weekday is None else f"{WEEKDAYS[when.weekday][:3]} "
    day = "*" if when.day is None else f"{when.day:02}"
    return f"{weekday}*-*-{day} {when.clock}:00"


def exec_start(command: Sequence[str]) -> str:
    """Write a command so that systemd reads each word as it is.

    >>> exec_start(["/srv/100% sure/kgreport", "build", "$HOME.yml"])
    ':"/srv/100%% sure/kgreport" build "$HOME.yml"'
    """
    words = list(command)
    if _QUOTES.search(words[0]):  # systemd cannot start such a path, but env can
        words.insert(0, "/usr/bin/env")
        if "=" in words[1]:
            msg = f"{words[1]}: systemd cannot start a path with a quotation mark and '='; rename the folder"
            raise ScheduleError(msg)
    prefix = ":" if any("$" in word for word in words) else ""  # otherwise systemd replaces variables
    return prefix + " ".join(map(quote, words))


def quote(word: str) -> str:
    """Quote a word for a unit; percent signs are doubled so that they stand for themselves."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return word if _PLAIN.fullmatch(word) else f'"{escaped}"'
