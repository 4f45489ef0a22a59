"""The command that writes the entry of a scheduler."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kgreport.schedule import entry
from kgreport.schedule.plan import Kind, Plan, ScheduleError, read_when

MISUSED = 2


def schedule(  # noqa: PLR0917 - one argument an option
    kind: Annotated[Kind, typer.Argument(help="Scheduler that is to read it.")],
    params: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PARAMS]...", help="Parameters files; all of params/ if none is named."),
    ] = None,
    at: Annotated[
        str, typer.Option(metavar="HH:MM", help="Time of the day here; for github, in Viet Nam.")
    ] = "06:15",
    on: Annotated[
        str, typer.Option(metavar="DAY", help="daily, a weekday as monday, or a day of the month, 1 to 28.")
    ] = "monday",
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder the reports go into.")] = Path(
        "outputs"
    ),
    name: Annotated[str, typer.Option(help="What the entry and its files are called.")] = "kgreport",
    mail: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Who is written to when a report fails; cron and systemd.")
    ] = "",
) -> None:
    """Print the entry that has a scheduler build the reports of this folder; nothing is changed."""
    try:
        _refuse_missing(params)
        plan = Plan(
            project=str(Path.cwd()),
            program=_program(),
            params=tuple(map(str, params or ())),
            output=str(output),
            when=read_when(at, on),
            name=name,
            mail=mail,
            user=_user(),
        )
        typer.echo(entry(kind, plan), nl=False)
    except ScheduleError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(MISUSED) from None


def _refuse_missing(params: list[Path] | None) -> None:
    for path in params or ():
        if not path.is_file():
            msg = f"there is no parameters file {path}"
            raise ScheduleError(msg)
    if not params and not any(Path("params").glob("*.y*ml")):
        msg = "no parameters file: run this in the folder of the project, or name one"
        raise ScheduleError(msg)


def _program() -> tuple[str, ...]:
    python = Path(sys.executable).absolute()
    script = python.with_name("kgreport.exe" if os.name == "nt" else "kgreport")
    return (str(script),) if script.is_file() else (str(python), "-m", "kgreport")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return str(os.getuid())
