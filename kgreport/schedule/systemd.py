"""A service and the timer that starts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgreport.schedule.plan import WEEKDAYS, Plan, ScheduleError, When
from kgreport.schedule.templates import fill

_PLAIN = re.compile(r"[\w@+=:,./-]+")
_QUOTES = re.compile(r"[\"'\\]")
_HINT = "# OnFailure=another.service would start that one when a report failed; --mail writes one."


def entry(plan: Plan) -> str:
    """Write the units, as a shell puts them into place and enables them.

    Raises
    ------
    ScheduleError
        systemd takes no such path.
    """
    if plan.project.endswith((" ", "\\")):
        msg = f"{plan.project!r}: systemd takes no folder that ends so; rename it"
        raise ScheduleError(msg)
    return fill(
        "systemd.sh",
        name=plan.name,
        when=str(plan.when),
        user=plan.user,
        project=plan.project.replace("%", "%%"),
        command=exec_start(plan.command),
        calendar=on_calendar(plan.when),
        on_failure=f"OnFailure={plan.name}-failed.service" if plan.mail else _HINT,
        failed=fill("systemd-failed.sh", name=plan.name, mail=plan.mail) if plan.mail else "",
    )


def on_calendar(when: When) -> str:
    """Say when as a calendar event.

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
    if _QUOTES.search(words[0]):  # systemd starts no program whose path has one, but may hand it on
        words.insert(0, "/usr/bin/env")
        if "=" in words[1]:
            msg = f"{words[1]}: systemd starts no path with a quotation mark and '='; rename the folder"
            raise ScheduleError(msg)
    prefix = ":" if any("$" in word for word in words) else ""  # variables are not filled in
    return prefix + " ".join(map(quote, words))


def quote(word: str) -> str:
    """Quote a word as units do, and keep its percent signs from being specifiers."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return word if _PLAIN.fullmatch(word) else f'"{escaped}"'
