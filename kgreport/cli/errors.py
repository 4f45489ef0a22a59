"""How commands end when something is wrong: a message on stderr and an exit status, never a traceback."""

from __future__ import annotations

from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from kgreport.errors import BusyError, KgreportError, PublishError
from kgreport.exit_statuses import BUSY, FAILED, MISUSED
from kgreport.hidden_letters import visible_streams


class Commands(TyperGroup):
    """The group of all commands: the one place that catches what the library raises."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; what it prints does nothing to the terminal."""
        with visible_streams():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run a command; an error of the library becomes its message and exit status."""
        try:
            return super().invoke(ctx)
        except KgreportError as error:
            fail(error.say(), exit_status_of_error(error))


def exit_status_of_error(error: KgreportError) -> int:
    """Give the exit status that an error of the library leads to."""
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if isinstance(error, BusyError):
        return BUSY
    return FAILED if isinstance(error, PublishError | DatasetError) else MISUSED


def complain(message: str, code: int = MISUSED) -> int:
    """Print what is wrong, and give the exit status back."""
    typer.echo(message, err=True)
    return code


def fail(message: str, code: int = MISUSED) -> NoReturn:
    """Print what is wrong, and end the command."""
    raise typer.Exit(complain(message, code))
