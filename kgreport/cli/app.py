"""The command line: build, check and list reports.

Exit status: 0 done; 1 findings, or a report that failed; 2 wrong usage or parameters; 3 another build writes
to the same folder. The libraries that do
the work are loaded by the command that needs them, so that help and mistakes answer at once.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport import __version__
from kgreport.build.check import MISUSED, check_one, print_check
from kgreport.cli.build import build
from kgreport.cli.follow import impact, watch
from kgreport.cli.options import Files, Output, Settings, Units, Years, complain, find_parameters, wanted_of
from kgreport.cli.sample import sample
from kgreport.cli.schedule import schedule
from kgreport.cli.workbook import annotate_forms, workbook

if TYPE_CHECKING:
    from kgreport.batch.jobs import Wanted
    from kgreport.batch.plan import Refused
    from kgreport.build.job import Job
    from kgreport.report.reading import Known

TERMINATED = 143

app = typer.Typer(
    name="kgreport",
    help="Annual reports on the review and rating of Party organisations and members.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; a scheduler's request to end is met by tidying up first."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        app()
    finally:
        gc.freeze()  # else Python goes through all that was loaded once more before it ends


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Annual reports on the review and rating of Party organisations and members."""
    if version:
        typer.echo(f"kgreport {__version__}")
        raise typer.Exit


app.command()(build)
app.command()(watch)
app.command()(impact)


@app.command()
def check(  # noqa: PLR0917 - one argument an option
    params: Files = None,
    settings: Settings = None,
    units: Units = "",
    years: Years = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print findings as JSON.")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="DIR", help="Write copies of faulty workbooks, cells commented."),
    ] = None,
) -> None:
    """Check parameters and figures without building anything."""
    told, codes = [], []
    jobs, refused = _reports(find_parameters(params), wanted_of(Path("outputs"), settings, units, years))
    known: Known = {}
    for job in jobs:
        checked = check_one(job, known)
        copies: list[Path] = []
        if annotate is not None:
            copies = annotate_forms(job, checked, annotate if len(jobs) == 1 else annotate / job.name)
        told.append(checked.told() | ({"annotated": list(map(str, copies))} if annotate else {}))
        codes.append(checked.code)
        if not as_json:
            print_check(checked)
            for copy in copies:
                typer.echo(f"{job.name}: annotated {copy}")
    for one in refused:
        told.append({"report": one.name, "problems": one.message.splitlines(), "findings": []})
        codes.append(one.code if as_json else complain(one.message, one.code))
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    raise typer.Exit(max(codes))


app.command()(workbook)
app.command()(sample)
app.command()(schedule)


@app.command("list")
def list_reports(
    params: Files = None, output: Output = Path("outputs"), units: Units = "", years: Years = ""
) -> None:
    """List the reports: year, unit, dataset, status, and whether they are built."""
    from kgreport.data.params.files import ParametersError, read_parameters  # noqa: PLC0415

    jobs, refused = _reports(find_parameters(params), wanted_of(output, units=units, years=years))
    code = max([complain(one.message, one.code) for one in refused], default=0)
    for job in jobs:
        try:
            given = read_parameters(job.parameters, job.overrides)
        except ParametersError as error:
            code = complain(str(error), MISUSED)
            continue
        built = "built" if (job.folder / job.manifest).is_file() else "not built"
        unit = given.unit or "whole organisation"
        typer.echo(f"{job.title}: {given.year}, {unit}, {given.dataset}, {given.status}, {built}")
    raise typer.Exit(code)


def _reports(paths: Sequence[Path], wanted: Wanted) -> tuple[list[Job], list[Refused]]:
    """List the reports that parameters files stand for, and the files that cannot be used."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415

    return Planner(wanted.outputs, keeping=False).jobs(paths, wanted)
