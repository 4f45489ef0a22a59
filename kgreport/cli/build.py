"""`kgreport build`: plan, leave out what is current, build the rest, say how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console import options
from kgreport.cli.console.errors import fail

if TYPE_CHECKING:
    from kgreport.batch.journal import BatchReporter
    from kgreport.batch.request import Request


def build(  # noqa: PLR0917 - one argument an option
    params: options.Params = None,
    settings: options.Settings = None,
    output: options.Output = options.OUTPUTS,
    units: options.Units = None,
    years: options.Years = None,
    notebook: options.Notebooks = None,
    to: options.Formats = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="Also make the brief, one sheet for leaders, as a PDF of its own.")
    ] = False,
    code: Annotated[
        bool | None,
        typer.Option(
            "--code/--no-code",
            help="Put the code into an appendix of the page, or leave it out; else the parameters decide.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built and why; build nothing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Build also what is current.")] = False,
    jobs: options.Jobs = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Build on a Dask cluster, as tcp://host:8786.")
    ] = "",
    store: Annotated[
        str, typer.Option(metavar="URL", help="Put the reports into a store, as s3://bucket/reports.")
    ] = "",
    timeout: Annotated[int, typer.Option(min=0, help="Seconds a cell may take; 0 for any time.")] = 600,
    retries: Annotated[
        int, typer.Option(min=0, help="How often to retry a report whose failure may be temporary.")
    ] = 0,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Start no further report once one has failed.")
    ] = False,
    wait: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Wait for another build of the same folder.")
    ] = 0,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print nothing unless a report fails; then why, and what to do."),
    ] = False,
    site: Annotated[
        bool,
        typer.Option("--site", help="Then write the portal of all reports in the folder: its index.html."),
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Build reports: notebook, HTML, PDF and manifest, each in a folder of its own.

    Reports that did not change are left as they are.
    """
    from kgreport.batch.run import build_all  # noqa: PLC0415
    from kgreport.cli.console.progress import reporter_of  # noqa: PLC0415

    request = options.request_of(
        params,
        output=output,
        settings=settings,
        units=units,
        years=years,
        notebook=notebook,
        formats=to,
        brief=brief,
        include_code=code,
        timeout=timeout,
        force=force,
        jobs=jobs,
        scheduler=scheduler,
        store=store,
        retries=retries,
        fail_fast=fail_fast,
        wait=wait,
    )
    reporter = reporter_of(as_json=as_json, quiet=quiet)
    if site and store:
        fail("--site: the portal is written into a folder; leave out --store")
    if dry_run:
        raise typer.Exit(_print_plan(request, reporter))
    with reporter:
        results = build_all(request, reporter)
        if site:
            _write_site(request, reporter)
    raise typer.Exit(max((result.code for result in results), default=0))


def _write_site(request: Request, reporter: BatchReporter) -> None:
    """Write the portal, also of a batch in which some reports failed: it says so."""
    from kgreport.cli.published.site import told_of  # noqa: PLC0415
    from kgreport.portal.site import write_site  # noqa: PLC0415

    written = write_site(request.outputs, wait=request.wait)
    reporter.event("site", index=written.index.as_posix(), changed=len(written.changed))
    reporter.line(told_of(written, "en"))  # as all lines of the progress


def _print_plan(request: Request, reporter: BatchReporter) -> int:
    """Print what would be built, why, and what is current; give the exit status."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.cli.console.progress import number_of  # noqa: PLC0415

    plan = Planner(request, save=False).plan()
    for note in plan.notes:
        reporter.line(note)
    for refused in plan.refused:
        reporter.event("refused", report=refused.report, code=refused.code, message=refused.message)
        reporter.line(refused.message, bad=True)
    for one in plan.reports:
        status = "current" if one.current else "to build"
        reporter.event("plan", report=one.job.title, status=status, reasons=list(one.reasons))
        reporter.line(f"{one.job.title}: {': '.join(filter(None, [status, '; '.join(one.reasons)]))}")
    current = len(plan.reports) - len(plan.stale)
    reports = number_of(len(plan.reports), "report")
    reporter.line(f"{reports}: {len(plan.stale)} to build, {current} current")
    return max((refused.code for refused in plan.refused), default=0)
