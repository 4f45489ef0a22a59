"""`kgreport check`: check parameters and figures, and annotate faulty workbooks."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.errors import complain, fail
from kgreport.cli.options import Params, Settings, Units, Years, request_of
from kgreport.exit_statuses import FAILED

if TYPE_CHECKING:
    from kgreport.builder.check import CheckResult
    from kgreport.builder.job import Job
    from kgreport.data.datasets.collection import UnitStatus
    from kgreport.terms.phrases import Language


def check(  # noqa: PLR0917 - one argument an option
    params: Params = None,
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
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.builder.check import check_jobs  # noqa: PLC0415

    entries, codes = [], []
    request = request_of(params, settings=settings, units=units, years=years)
    jobs, refused = Planner(request, save=False).jobs()
    results = list(check_jobs(jobs, sections=len(jobs) == 1))
    if not as_json:
        _print_collection(jobs, results)
    for job, result in zip(jobs, results, strict=True):
        entry, copies = result.as_dict(), list[Path]()
        if annotate is not None:
            copies = annotate_workbooks(job, result, annotate if len(jobs) == 1 else annotate / job.name)
            entry["annotated"] = list(map(str, copies))
        entries.append(entry)
        codes.append(result.code)
        if not as_json:
            _print_check(result, copies)
    for one in refused:
        problems = one.message.splitlines()
        entries.append({"report": one.report, "problems": problems, "findings": [], "units": []})
        codes.append(one.code if as_json else complain(one.message, one.code))
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    raise typer.Exit(max(codes))


def _print_collection(jobs: Sequence[Job], results: Sequence[CheckResult]) -> None:
    """Print, for each parameters file and year, the table of the units that are reported on."""
    from kgreport.builder.collection_table import collection_table  # noqa: PLC0415

    tables: dict[tuple[Path, int], dict[str, UnitStatus]] = {}
    languages: dict[tuple[Path, int], Language] = {}
    for job, result in zip(jobs, results, strict=True):
        if result.parameters is not None:
            table = (job.parameters, result.parameters.year)
            languages.setdefault(table, result.parameters.language)
            for status in result.units:
                tables.setdefault(table, {}).setdefault(status.unit, status)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for (path, year), statuses in tables.items():
        if len(statuses) > 1:
            in_order = sorted(statuses.values(), key=lambda one: not one.is_missing)
            for line in collection_table(in_order, year, languages[path, year], width):
                typer.echo(line)
            typer.echo()


def _print_check(result: CheckResult, copies: list[Path]) -> None:
    """Print what was found, a line each."""
    from kgreport.builder.check import finding_line  # noqa: PLC0415

    for problem in result.problems:
        typer.echo(problem)
    for finding in result.findings_as_text():
        typer.echo(finding_line(finding, result.parameters.language if result.parameters else "vi"))
    if not (result.problems or result.findings):
        typer.echo(f"{result.report}: no findings")
    for chapter, titles in result.without_figures:
        typer.echo(f"{result.report}: no figures in '{chapter}' for: {'; '.join(titles)}")
    for copy in copies:
        typer.echo(f"{result.report}: annotated {copy}")


def annotate_workbooks(job: Job, result: CheckResult, output: Path) -> list[Path]:
    """Write annotated copies of the workbooks with findings that are not accepted."""
    from kgreport.data.datasets.folder import find_dataset  # noqa: PLC0415
    from kgreport.data.workbooks.writing.annotating import SameFolderError, annotate  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if result.parameters is None:
        return []
    try:
        folder = find_dataset(result.parameters.dataset, job.parameters.parent)
        return annotate(folder, result.open_findings, result.parameters.language, output)
    except DatasetError:
        return []
    except SameFolderError:
        fail(f"--annotate {output}: this folder holds the workbooks themselves; name another")
    except OSError as error:
        fail(f"cannot write into {output}: {error.strerror or error}", FAILED)
