"""`kgreport schedule`: write the entry that has a scheduler build the reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgreport.cli.console.options import OUTPUTS, Output, Params, request_of
from kgreport.schedule import entry
from kgreport.schedule.scheduled_build import Kind, ScheduledBuild, read_when
from kgreport.schedule.this_machine import own_program, own_user


def schedule(  # noqa: PLR0917 - one argument an option
    kind: Annotated[Kind, typer.Argument(help="The scheduler.")],
    params: Params = None,
    at: Annotated[
        str, typer.Option(metavar="HH:MM", help="Time of the day here; for github, in Viet Nam.")
    ] = "06:15",
    on: Annotated[
        str, typer.Option(metavar="DAY", help="daily, a weekday as monday, or a day of the month, 1 to 28.")
    ] = "monday",
    output: Output = OUTPUTS,
    name: Annotated[str, typer.Option(help="Name of the entry and its files.")] = "kgreport",
    mail: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to mail when a report fails; cron and systemd.")
    ] = "",
) -> None:
    """Print the entry that has a scheduler build the reports of this folder; nothing is changed."""
    request_of(params)  # what cannot be built is refused now, and not at night
    build = ScheduledBuild(
        project=str(Path.cwd()),
        program=own_program(),
        params=tuple(map(str, params or ())),
        output=str(output),
        when=read_when(at, on),
        name=name,
        mail=mail,
        user=own_user(),
        is_checkout=(Path.cwd() / "requirements-pip.lock").is_file(),
    )
    typer.echo(entry(kind, build), nl=False)
