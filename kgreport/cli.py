"""The command line: build, check and list reports.

Exit status: 0 done; 1 findings, or a report that failed; 2 wrong usage or parameters. The libraries that do
the work are loaded by the command that needs them, so that help and mistakes answer at once.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kgreport import __version__
from kgreport.checking import FAILED, MISUSED, check_one, finding_line, print_check, status
from kgreport.form_commands import annotate_forms, workbook
from kgreport.progress import Reporter
from kgreport.sample_command import sample

if TYPE_CHECKING:
    from kgreport.build import Job

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

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PARAMS]...", help="Parameters files; all of params/ if none is named."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help="Set a parameter otherwise, as unit=rach-gia or margins.left=25."
    ),
]


def main() -> None:
    """Run the command line; a scheduler's request to end is met by tidying up first."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    app()


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Annual reports on the review and rating of Party organisations and members."""
    if version:
        typer.echo(f"kgreport {__version__}")
        raise typer.Exit


@app.command()
def build(  # noqa: PLR0917 - one argument an option
    params: Files = None,
    settings: Settings = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder the reports go into.")] = Path(
        "outputs"
    ),
    notebook: Annotated[
        Path | None,
        typer.Option(help="Notebook to run instead of annual_report: a file, or a name as trend_report."),
    ] = None,
    no_code: Annotated[bool, typer.Option("--no-code", help="Leave the code out of the page.")] = False,
    timeout: Annotated[int, typer.Option(min=0, help="Seconds a cell may take; 0 for any time.")] = 600,
) -> None:
    """Build reports: notebook, HTML, PDF and manifest, each in a folder of its own."""
    from kgreport.build import ANNUAL, Job, find_notebook  # noqa: PLC0415
    from kgreport.publish.errors import PublishError  # noqa: PLC0415

    overrides = _parse_settings(settings)
    try:
        run = find_notebook(notebook or ANNUAL)
    except PublishError as error:
        _misuse(str(error))
    jobs = [
        Job(
            parameters=path,
            outputs=output,
            notebook=run,
            overrides=overrides,
            include_code=not no_code,
            timeout=timeout,
        )
        for path in _find_parameters(params)
    ]
    _refuse_same_names(jobs)
    with Reporter() as reporter:
        codes = [_build_one(job, reporter) for job in jobs]
    raise typer.Exit(max(codes))


@app.command()
def check(
    params: Files = None,
    settings: Settings = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print findings as JSON.")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="DIR", help="Write copies of faulty workbooks, cells commented."),
    ] = None,
) -> None:
    """Check parameters and figures without building anything."""
    from kgreport.build import Job, find_notebook  # noqa: PLC0415

    overrides, told, codes = _parse_settings(settings), [], []
    paths = _find_parameters(params)
    for path in paths:
        job = Job(parameters=path, outputs=Path("outputs"), notebook=find_notebook(), overrides=overrides)
        checked = check_one(job)
        copies: list[Path] = []
        if annotate is not None:
            copies = annotate_forms(job, checked, annotate if len(paths) == 1 else annotate / job.name)
        told.append(checked.told() | ({"annotated": list(map(str, copies))} if annotate else {}))
        codes.append(checked.code)
        if not as_json:
            print_check(checked)
            for copy in copies:
                typer.echo(f"{job.name}: annotated {copy}")
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    raise typer.Exit(max(codes))


app.command()(workbook)
app.command()(sample)


@app.command("list")
def list_reports(
    params: Files = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder the reports go into.")] = Path(
        "outputs"
    ),
) -> None:
    """List the reports: year, unit, dataset, status, and whether they are built."""
    from kgreport.data.params_file import ParametersError, read_parameters  # noqa: PLC0415

    code = 0
    for path in _find_parameters(params):
        try:
            given = read_parameters(path)
        except ParametersError as error:
            code = _complain(str(error), MISUSED)
            continue
        built = "built" if (output / path.stem / "manifest.json").is_file() else "not built"
        unit = given.unit or "whole organisation"
        typer.echo(f"{path.stem}: {given.year}, {unit}, {given.dataset}, {given.status}, {built}")
    raise typer.Exit(code)


def _parse_settings(settings: Sequence[str] | None) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in settings or []]
    for name, equals, _ in pairs:
        if not (name.strip() and equals):
            _misuse(f"--set {name}: expected NAME=VALUE, such as --set unit=rach-gia")
    return {name.strip(): value for name, _, value in pairs}


def _find_parameters(params: list[Path] | None) -> list[Path]:
    folder = Path("params")
    found = params or sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
    if not found:
        _misuse("no parameters file: name one, or put one into params/ (see params/2018.yml in the project)")
    for path in found:
        if not path.is_file():
            _misuse(f"there is no parameters file {path}")
    return found


def _refuse_same_names(jobs: Sequence[Job]) -> None:
    names = [job.name for job in jobs]
    for job in jobs:
        if names.count(job.name) > 1:
            _misuse(f"two parameters files are named {job.name}: their reports would overwrite each other")


def _build_one(job: Job, reporter: Reporter) -> int:
    from kgreport.build import build as build_report  # noqa: PLC0415
    from kgreport.build import tell_findings  # noqa: PLC0415
    from kgreport.data.findings import DatasetError  # noqa: PLC0415
    from kgreport.data.params_file import ParametersError, read_parameters  # noqa: PLC0415
    from kgreport.publish.errors import PublishError  # noqa: PLC0415

    try:
        with reporter.report(job.name) as on_cell:
            built = build_report(job, on_cell)
    except ParametersError as error:
        return _complain(str(error), MISUSED)
    except DatasetError as error:
        _complain(f"{job.name}: not built; the figures cannot stand as they are", FAILED)
        for told in tell_findings(error.findings, read_parameters(job.parameters, job.overrides)):
            _complain(finding_line(told), FAILED)
        return status(error.findings)
    except PublishError as error:
        return _complain(f"{job.name}: not built\n{error}", FAILED)
    reporter.line(f"{job.name}: built")
    for file in built.files:
        reporter.line(f"  {file}")
    for finding in built.findings:
        reporter.line(f"  {finding.severity}: {finding.id} (see the section on data quality)")
    for cell in built.undescribed:
        reporter.line(f"  warning: {cell} shows a picture without alt text; give its metadata an 'alt'")
    return 0


def _complain(message: str, code: int) -> int:
    typer.echo(message, err=True)
    return code


def _misuse(message: str) -> NoReturn:
    raise typer.Exit(_complain(message, MISUSED))
