"""Write entries for schedulers, which then run `kgreport build`.

Nothing here installs, starts or changes anything. Each kind of scheduler has a module of its name, and a
text in `templates`.
"""

from __future__ import annotations

from importlib import import_module

from kgreport.schedule.scheduled_build import Kind, ScheduledBuild


def entry(kind: Kind, build: ScheduledBuild) -> str:
    """Write the entry for a scheduler.

    Raises
    ------
    ScheduleError
        The scheduler cannot run this build.
    """
    text: str = import_module(f"kgreport.schedule.{kind}").entry(build)
    return text
