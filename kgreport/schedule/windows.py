"""A task for the Task Scheduler of Windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from kgreport.errors import ScheduleError
from kgreport.schedule.scheduled_build import ScheduledBuild
from kgreport.schedule.templates import fill

_PLAIN = re.compile(r"[A-Za-z0-9-]+")


def entry(build: ScheduledBuild) -> str:
    """Write the task as XML, in ASCII: an encoding could be lost on the way into the file.

    Raises
    ------
    ScheduleError
        Windows cannot use a path.
    """
    if build.mail:
        raise ScheduleError("--mail: the Task Scheduler of Windows sends no mail; leave it out")
    for path in build.paths:
        _refuse_unreadable(path)
    text = fill(
        "windows.xml",
        build=build,
        log=escape(_log(build), quote=False),
        arguments=escape(arguments(build), quote=False),
        project=escape(build.project, quote=False),
    )
    return text.encode("ascii", "xmlcharrefreplace").decode()


def arguments(build: ScheduledBuild) -> str:
    """Write the arguments of cmd.exe; with /s it removes only the outer quotation marks."""
    kept = quote([_log(build)])
    return f'/d /s /c "mkdir {quote([build.output])} 2>nul & {quote(build.command)} >{kept} 2>&1"'


def quote(words: Sequence[str]) -> str:
    r"""Quote words for a command line of Windows.

    >>> quote(["D:\\bao cao\\kgreport.exe", "build"])
    '"D:\\bao cao\\kgreport.exe" build'
    """
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)


def _log(build: ScheduledBuild) -> str:
    return f"{build.output}\\{build.name}.log"


def _refuse_unreadable(path: str) -> None:
    if '"' in path or path.endswith("\\"):
        msg = f"{path}: a path of Windows cannot have a quotation mark, or a backslash at its end"
        raise ScheduleError(msg)
    if re.search("%[^%]+%", path):
        raise ScheduleError(f"{path}: Windows would take the text between % and % for a variable; rename it")
    if path.startswith("\\\\"):
        msg = f"{path}: a task cannot start in a network folder; give it a drive letter, as R:\\reports"
        raise ScheduleError(msg)
