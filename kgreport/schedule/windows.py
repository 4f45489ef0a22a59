"""A task for the Task Scheduler of Windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from kgreport.schedule.plan import WEEKDAYS, Plan, ScheduleError, When
from kgreport.schedule.templates import fill

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_PLAIN = re.compile(r"[A-Za-z0-9-]+")


def entry(plan: Plan) -> str:
    """Write the task as XML, in ASCII: an encoding could be lost on the way into the file.

    Raises
    ------
    ScheduleError
        Windows would read a path otherwise.
    """
    if plan.mail:
        msg = "--mail: the Task Scheduler of Windows writes to nobody; leave it out"
        raise ScheduleError(msg)
    for path in plan.paths:
        _refuse_unreadable(path)
    values = {
        "name": plan.name,
        "when": str(plan.when),
        "clock": plan.when.clock,
        "log": escape(_log(plan), quote=False),
        "arguments": escape(arguments(plan), quote=False),
        "project": escape(plan.project, quote=False),
        "days": days(plan.when),
    }
    return fill("windows.xml", **values).encode("ascii", "xmlcharrefreplace").decode()


def days(when: When) -> str:
    """Say on which days, as the Task Scheduler has it.

    >>> days(When(hour=6, minute=15))
    '<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>'
    """
    if when.weekday is not None:
        weekday = f"<DaysOfWeek><{WEEKDAYS[when.weekday]} /></DaysOfWeek>"
        return f"<ScheduleByWeek><WeeksInterval>1</WeeksInterval>{weekday}</ScheduleByWeek>"
    if when.day is not None:
        months = "".join(f"<{month} />" for month in MONTHS)
        day = f"<DaysOfMonth><Day>{when.day}</Day></DaysOfMonth>"
        return f"<ScheduleByMonth>{day}<Months>{months}</Months></ScheduleByMonth>"
    return "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"


def arguments(plan: Plan) -> str:
    """Write what cmd.exe is told; with /s it takes away the outer quotation marks and leaves the others."""
    kept = quote([_log(plan)])
    return f'/d /s /c "mkdir {quote([plan.output])} 2>nul & {quote(plan.command)} >{kept} 2>&1"'


def quote(words: Sequence[str]) -> str:
    r"""Write words as a command line of Windows.

    >>> quote(["D:\\bao cao\\kgreport.exe", "build"])
    '"D:\\bao cao\\kgreport.exe" build'
    """
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)


def _log(plan: Plan) -> str:
    return f"{plan.output}\\{plan.name}.log"


def _refuse_unreadable(path: str) -> None:
    if '"' in path or path.endswith("\\"):
        msg = f"{path}: a path of Windows has no quotation mark, and no backslash at its end"
        raise ScheduleError(msg)
    if re.search("%[^%]+%", path):
        msg = f"{path}: Windows would take what stands between % and % for a variable; rename it"
        raise ScheduleError(msg)
    if path.startswith("\\\\"):
        msg = f"{path}: a task does not start in a folder of the network; give it a letter, as R:\\reports"
        raise ScheduleError(msg)
