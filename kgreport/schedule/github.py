"""A workflow for GitHub Actions."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import PurePath
from shlex import join

from kgreport import __version__
from kgreport.errors import ScheduleError
from kgreport.schedule import cron
from kgreport.schedule.scheduled_build import ScheduledBuild, When, build_arguments
from kgreport.schedule.templates import fill

AHEAD = 7
"""Hours that Viet Nam's clocks are ahead of UTC, all year round."""


_FROM_LOCK = """\
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
          cache: pip
          cache-dependency-path: requirements.lock
      - name: Install the packages of the lock, checked by hash
        run: make .venv/ready PYTHON=python"""

_FROM_INDEX = f"""\
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - name: Install kgreport
        run: |
          python -m venv .venv
          .venv/bin/python -m pip install "kgreport=={__version__}\""""
"""The steps that install kgreport: as its repository pins it, or in the version that wrote the workflow."""

_NOT_PLAIN = re.compile(r"^[!~]|[*?\[]|\$\{\{")


def entry(build: ScheduledBuild) -> str:
    """Write the workflow; the time of the build is Viet Nam's.

    Raises
    ------
    ScheduleError
        A file lies outside the project, or GitHub cannot run this build.
    """
    if build.mail:
        msg = "--mail: GitHub itself writes to the person who set the schedule when a run fails; leave it out"
        raise ScheduleError(msg)
    params = tuple(_inside(build, path) for path in build.params)
    output = _inside(build, build.output)
    when = utc(build.when)
    return fill(
        "github.yml",
        build=build,
        utc=when,
        cron=cron.fields(when),
        command=join([".venv/bin/kgreport", *build_arguments(params, output)]),
        output=json.dumps(output, ensure_ascii=False),
        install=_FROM_LOCK if build.is_checkout else _FROM_INDEX,
    )


def utc(when: When) -> When:
    """Convert a time in Viet Nam to UTC.

    Raises
    ------
    ScheduleError
        In UTC it is the last day of a month; cron cannot name that day.

    >>> str(utc(When(hour=6, minute=15, weekday=0)))
    'every Sunday at 23:15'
    """
    if when.hour >= AHEAD:
        return replace(when, hour=when.hour - AHEAD)
    if when.day == 1:
        raise ScheduleError(
            f"--on 1 --at {when.clock}: in UTC, GitHub's clock, that is the last day of the month before, "
            "which cron cannot name; expected 07:00 or later, or another day"
        )
    weekday = None if when.weekday is None else (when.weekday - 1) % 7
    day = None if when.day is None else when.day - 1
    return replace(when, hour=when.hour + 24 - AHEAD, weekday=weekday, day=day)


def _inside(build: ScheduledBuild, path: str) -> str:
    """Name a path relative to the repository."""
    if _NOT_PLAIN.search(path):
        raise ScheduleError(f"{path}: GitHub would take it for a pattern or an expression; rename it")
    whole = PurePath(os.path.normpath(PurePath(build.project) / path))
    if whole == PurePath(build.project) or not whole.is_relative_to(build.project):
        msg = f"{path} is not inside the project, {build.project}: GitHub has only what is in the repository"
        raise ScheduleError(msg)
    return whole.relative_to(build.project).as_posix()
