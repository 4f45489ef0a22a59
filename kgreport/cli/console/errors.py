"""How commands end when something is wrong: a message on stderr and an exit status, never a traceback."""

from __future__ import annotations

import errno
import os
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from kgreport.environment import language_of
from kgreport.errors import BuildError, BusyError, KgreportError, PublishError
from kgreport.exit_statuses import BUSY, FAILED, MISUSED
from kgreport.hidden_letters import visible_streams


class Commands(TyperGroup):
    """The group of all commands: the one place that catches what the library raises."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; what it prints does nothing to the terminal."""
        with visible_streams():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run a command; an error of the library, or of a file, becomes its message and exit status."""
        try:
            return super().invoke(ctx)
        except KgreportError as error:
            fail(error.say(), exit_status_of_error(error))
        except OSError as error:
            if error.filename is None:
                raise
            fail(_of_file(error), MISUSED if error.errno == errno.ENAMETOOLONG else FAILED)


def _of_file(error: OSError) -> str:
    """Say that a file or folder cannot be used, and why."""
    name, why = os.fsdecode(error.filename), error.strerror or str(error)
    said = f"{name[:80]}…" if len(name) > 200 else name
    if language_of(os.environ) == "vi":
        return f"{said}: không dùng được: {why}; kiểm tra đường dẫn và quyền"
    return f"{said}: cannot be used: {why}; check the path and the permissions"


def exit_status_of_error(error: KgreportError) -> int:
    """Give the exit status that an error of the library leads to."""
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if isinstance(error, BusyError):
        return BUSY
    return FAILED if isinstance(error, PublishError | BuildError | DatasetError) else MISUSED


def complain(message: str, code: int = MISUSED) -> int:
    """Print what is wrong, and give the exit status back."""
    typer.echo(message, err=True)
    return code


def fail(message: str, code: int = MISUSED) -> NoReturn:
    """Print what is wrong, and end the command."""
    raise typer.Exit(complain(message, code))
