"""The build that a scheduler is to run: which command, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from kgreport.errors import ScheduleError

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_DAY = 28
"""The last day that every month has."""

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NAME = re.compile(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


class Kind(StrEnum):
    """The schedulers that an entry can be written for."""

    CRON = "cron"
    SYSTEMD = "systemd"
    GITHUB = "github"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time that repeats: every day, every week or every month.

    Attributes
    ----------
    hour, minute
        Time of the day.
    weekday
        Day of the week, 0 for Monday; none for any.
    day
        Day of the month, 1 to 28; none for any.
    """

    hour: int
    minute: int
    weekday: int | None = None
    day: int | None = None

    @property
    def clock(self) -> str:
        """The time of the day, as 06:15."""
        return f"{self.hour:02}:{self.minute:02}"

    @property
    def weekday_name(self) -> str:
        """The day of the week in English; empty for any."""
        return "" if self.weekday is None else WEEKDAYS[self.weekday]

    def __str__(self) -> str:
        if self.weekday is not None:
            return f"every {self.weekday_name} at {self.clock}"
        if self.day is not None:
            return f"on day {self.day} of every month at {self.clock}"
        return f"every day at {self.clock}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledBuild:
    """A build that a scheduler is to run.

    Attributes
    ----------
    project
        Absolute path of the folder it runs in.
    program
        What starts kgreport: its absolute path, or that of Python and how to run it as a module.
    params
        Parameters files; none for all files that are in `params/` when it runs.
    output
        Folder the reports go into, relative to the project or absolute.
    when
        When it runs.
    name
        Name of the entry and of its files.
    mail
        Address to write to when a report fails; may be empty.
    user
        The user it runs as, for schedulers that need one.
    is_checkout
        Whether the project is a checkout of kgreport itself, with its Makefile and its locks.
    """

    project: str
    program: tuple[str, ...]
    params: tuple[str, ...] = ()
    output: str = "outputs"
    when: When = field(default_factory=lambda: When(hour=6, minute=15, weekday=0))
    name: str = "kgreport"
    mail: str = ""
    user: str = "root"
    is_checkout: bool = True

    def __post_init__(self) -> None:
        for path in (*self.paths, self.user):
            if not path.isprintable():
                raise ScheduleError(f"{path!r} has a character that cannot be printed; rename it")
        if not _NAME.fullmatch(self.name):
            msg = f"--name {self.name}: expected letters and digits, single . _ - between them, as kgreport-2"
            raise ScheduleError(msg)
        if self.mail and not _ADDRESS.fullmatch(self.mail):
            raise ScheduleError(f"--mail {self.mail}: expected one address, as office@example.vn")

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths that the entry names."""
        return (self.project, *self.program, *self.params, self.output)

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the command that runs."""
        return (*self.program, *build_arguments(self.params, self.output))


def build_arguments(params: tuple[str, ...], output: str) -> tuple[str, ...]:
    """Give the arguments of `kgreport`: wait up to an hour for another build, and retry once."""
    files, folder = map(no_option, params), no_option(output)
    return ("build", *files, "--output", folder, "--quiet", "--wait", "3600", "--retries", "1")


def no_option(path: str) -> str:
    """Write a path so that no command takes it for an option.

    >>> no_option("-x"), no_option("outputs")
    ('./-x', 'outputs')
    """
    return f"./{path}" if path.startswith("-") else path


def read_when(at: str, on: str) -> When:
    """Read a time and a day.

    Parameters
    ----------
    at
        Time of the day, as 06:15.
    on
        Day: daily, a weekday in English, or a day of the month.

    Raises
    ------
    ScheduleError
        There is no such time or day, or a month does not have the day.

    >>> str(read_when("6:15", "Monday"))
    'every Monday at 06:15'
    >>> str(read_when("18:00", "1"))
    'on day 1 of every month at 18:00'
    """
    time = _TIME.fullmatch(at)
    if not time:
        msg = f"--at {at}: there is no such time; expected hours and minutes from 00:00 to 23:59, as 06:15"
        raise ScheduleError(msg)
    return When(hour=int(time[1]), minute=int(time[2]), **_read_day(on.lower()))


def _read_day(on: str) -> dict[str, int]:
    names = [name.lower() for name in WEEKDAYS]
    if on == "daily":
        return {}
    if on in names:
        return {"weekday": names.index(on)}
    if re.fullmatch(r"[0-9]{1,2}", on) and 1 <= int(on) <= LAST_DAY:
        return {"day": int(on)}
    expected = f"expected daily, a weekday from monday to sunday, or a day of the month from 1 to {LAST_DAY}"
    why = "not every month has that day" if on in {"29", "30", "31"} else "there is no such day"
    raise ScheduleError(f"--on {on}: {why}; {expected}")
