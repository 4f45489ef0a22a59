"""The command line: its commands, and how it starts.

A command loads the libraries that it needs when it runs, so that help and mistakes are answered at once. The
exit statuses are in `kgreport.exit_statuses`.
"""

from __future__ import annotations

import gc
import signal
import sys
from typing import Annotated, NoReturn

import typer

from kgreport import __version__
from kgreport.cli.build import build
from kgreport.cli.check import check
from kgreport.cli.console.errors import Commands
from kgreport.cli.fact_check import fact_check
from kgreport.cli.impact import impact
from kgreport.cli.list_reports import list_reports
from kgreport.cli.prune import prune
from kgreport.cli.published.diff import diff
from kgreport.cli.published.serve import serve
from kgreport.cli.published.share import share
from kgreport.cli.published.sign import new_key, sign
from kgreport.cli.published.site import site
from kgreport.cli.published.verify import verify
from kgreport.cli.schedule import schedule
from kgreport.cli.starting.new import new, new_year
from kgreport.cli.starting.sample import sample
from kgreport.cli.watch import watch
from kgreport.cli.workbook import workbook
from kgreport.environment import use_utf8
from kgreport.exit_statuses import BY_SIGNAL

app = typer.Typer(
    name="kgreport",
    cls=Commands,
    help="Annual reports on the review and rating of Party organisations and members.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; when a scheduler ends it, it tidies up first."""
    use_utf8()
    gc.set_threshold(50_000)  # nearly all that is loaded stays; looking for the rest takes a twentieth
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:  # nohup has the terminal ignored
            signal.signal(number, _end)
    try:
        app()
    finally:
        gc.freeze()  # otherwise Python walks through everything that was loaded once more before it ends


def _end(number: int, _: object) -> NoReturn:
    """End as a scheduler, or the terminal that is closed, asks for; further requests change nothing."""
    for each in (signal.SIGTERM, number):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(BY_SIGNAL + number)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Annual reports on the review and rating of Party organisations and members."""
    if version:
        typer.echo(f"kgreport {__version__}")
        raise typer.Exit


for command in (new, build, watch, impact, check, fact_check, workbook, sample, schedule, prune):
    app.command()(command)
for of_sharing in (site, serve, share, diff, sign, verify):
    app.command()(of_sharing)
app.command("new-year")(new_year)
app.command("new-key")(new_key)
app.command("list")(list_reports)
