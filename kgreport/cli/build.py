"""The command that builds reports: plan, leave out what is current, build the rest, tell how it went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.batch.progress import JsonReporter, Reporter, number_of
from kgreport.build.check import BUSY
from kgreport.cli.options import (
    Files,
    Notebooks,
    Output,
    Settings,
    To,
    Units,
    Years,
    find_parameters,
    wanted_of,
)

if TYPE_CHECKING:
    from kgreport.batch.jobs import Wanted
    from kgreport.batch.run import Options


def build(  # noqa: PLR0917 - one argument an option
    params: Files = None,
    settings: Settings = None,
    output: Output = Path("outputs"),
    units: Units = "",
    years: Years = "",
    notebook: Notebooks = None,
    to: To = "html,pdf",
    no_code: Annotated[bool, typer.Option("--no-code", help="Leave the code out of the page.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built and why; build nothing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Build also what is current.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Reports built at a time; 0 for as many as cores.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Build on a Dask cluster, as tcp://host:8786.")
    ] = "",
    store: Annotated[
        str, typer.Option(metavar="URL", help="Put the reports into a store, as s3://bucket/reports.")
    ] = "",
    timeout: Annotated[int, typer.Option(min=0, help="Seconds a cell may take; 0 for any time.")] = 600,
    retries: Annotated[int, typer.Option(min=0, help="Times a report that failed is tried again.")] = 0,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Start no further report once one has failed.")
    ] = False,
    wait: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Wait for another build of the same folder.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Build reports: notebook, HTML, PDF and manifest, each in a folder of its own.

    A report of which nothing changed is left as it is.
    """
    from kgreport.batch.locks import BusyError  # noqa: PLC0415
    from kgreport.batch.run import Options, build_all  # noqa: PLC0415
    from kgreport.errors import PublishError  # noqa: PLC0415

    wanted = wanted_of(
        output, settings, units, years, notebook, formats=to, include_code=not no_code, timeout=timeout
    )
    options = Options(
        force=force,
        jobs=jobs,
        scheduler=scheduler,
        store=store,
        retries=retries,
        fail_fast=fail_fast,
        wait=wait,
    )
    paths = find_parameters(params)
    reporter = JsonReporter() if as_json else Reporter()
    if dry_run:
        raise typer.Exit(_tell_plan(paths, wanted, options, reporter))
    try:
        with reporter:
            code = build_all(paths, wanted, options, reporter)
    except BusyError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BUSY) from None
    except PublishError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(code)


def _tell_plan(paths: Sequence[Path], wanted: Wanted, options: Options, reporter: Reporter) -> int:
    """Say what would be built, why, and what is current; give the exit status."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415

    plan = Planner(wanted.outputs, store=options.store, keeping=False).plan(
        paths, wanted, force=options.force
    )
    for refused in plan.refused:
        reporter.event("refused", report=refused.name, code=refused.code, message=refused.message)
        reporter.line(refused.message, bad=True)
    for one in plan.reports:
        status = "current" if one.current else "to build"
        reporter.event("plan", report=one.job.title, status=status, reasons=list(one.reasons))
        told = "current" if one.current else "to build: " + "; ".join(one.reasons)
        reporter.line(f"{one.job.title}: {told}")
    current = len(plan.reports) - len(plan.stale)
    reports = number_of(len(plan.reports), "report")
    reporter.line(f"{reports}: {len(plan.stale)} to build, {current} current")
    return max((refused.code for refused in plan.refused), default=0)
