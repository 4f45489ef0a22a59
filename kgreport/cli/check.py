"""`kgreport check`: check parameters and figures, and annotate faulty workbooks."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console.errors import complain, fail
from kgreport.cli.console.options import Params, Settings, Units, Years, request_of
from kgreport.exit_statuses import FAILED
from kgreport.terms.phrases import Message, Phrase

if TYPE_CHECKING:
    from kgreport.builder.check import CheckResult
    from kgreport.builder.job import Job
    from kgreport.data.datasets.collection import UnitStatus
    from kgreport.data.workbooks.writing.annotating import Copies
    from kgreport.terms.phrases import Language

_NO_FINDINGS = Phrase("không có phát hiện nào", "no findings")
_ANNOTATED = Phrase("đã ghi chú vào {copy}", "annotated {copy}")
_LEFT_OUT = Phrase(
    "không ghi chú được vào {file}: {found}; cần {expected}; {advice}",
    "cannot annotate {file}: {found}; expected {expected}; {advice}",
)
_NO_FIGURES = Phrase("chưa có số liệu trong '{chapter}': {titles}", "no figures in '{chapter}' for: {titles}")


def check(  # noqa: PLR0917 - one argument an option
    params: Params = None,
    settings: Settings = None,
    units: Units = None,
    years: Years = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print findings as JSON.")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="DIR", help="Write copies of faulty workbooks, cells commented."),
    ] = None,
) -> None:
    """Check parameters and figures without building anything."""
    from kgreport.batch.api import as_check, without_repeated  # noqa: PLC0415
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.builder.check import check_jobs  # noqa: PLC0415

    planner = Planner(request_of(params, settings=settings, units=units, years=years), save=False)
    found, refused = planner.jobs()
    jobs = without_repeated(found)
    results = list(check_jobs(jobs))
    copies = _annotated(jobs, results, annotate) if annotate is not None else {}
    if as_json:
        entries = [_entry(result, copies) for result in [*results, *map(as_check, refused)]]
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        _print_collection(jobs, results)
        _print_checks(results, copies)
        for line in planner.notes:
            typer.echo(line)
        for one in refused:
            complain(one.message, one.code)
    codes = [*(one.code for one in results), *(one.code for one in refused)]
    raise typer.Exit(max(codes, default=0))


def _annotated(jobs: Sequence[Job], results: Sequence[CheckResult], folder: Path) -> dict[str, Copies]:
    """Write annotated copies of the workbooks of each report; of several, into a folder each."""
    return {
        result.report: annotate_workbooks(job, result, folder if len(jobs) == 1 else folder / job.name)
        for job, result in zip(jobs, results, strict=True)
    }


def _entry(result: CheckResult, copies: Mapping[str, Copies]) -> dict[str, object]:
    of = copies.get(result.report)
    annotated = {"annotated": list(map(str, of.written))} if of is not None else {}
    left_out = {"not_annotated": list(of.left_out)} if of is not None and of.left_out else {}
    return {**result.as_dict(), **annotated, **left_out}


def _print_collection(jobs: Sequence[Job], results: Sequence[CheckResult]) -> None:
    """Print, for each parameters file and year, the table of the units that are reported on."""
    from kgreport.cli.console.text_tables import collection_table  # noqa: PLC0415

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


def _print_checks(results: Sequence[CheckResult], copies: Mapping[str, Copies]) -> None:
    """Print what was found, each finding once, under the reports that it belongs to."""
    from kgreport.builder.check_lines import check_lines  # noqa: PLC0415

    for line in check_lines(results):
        typer.echo(line)
    for result in results:
        language = result.language
        if not (result.problems or result.findings):
            typer.echo(f"{result.report}: {_NO_FINDINGS.say(language)}")
        for chapter, titles in result.without_figures:
            said = _NO_FIGURES.say(language, chapter=chapter, titles="; ".join(titles))
            typer.echo(f"{result.report}: {said}")
        if result.report in copies:
            _print_copies(result.report, copies[result.report], language)


def _print_copies(report: str, copies: Copies, language: Language) -> None:
    for copy in copies.written:
        typer.echo(f"{report}: {_ANNOTATED.say(language, copy=copy)}")
    for file, why in copies.left_out.items():
        told = {"file": file, "found": why.found, "expected": why.expected, "advice": why.advice}
        typer.echo(f"{report}: {Message(_LEFT_OUT, told).say(language)}")


def annotate_workbooks(job: Job, result: CheckResult, output: Path) -> Copies:
    """Write annotated copies of the workbooks with findings that are not accepted."""
    from kgreport.data.datasets.folder import find_folders  # noqa: PLC0415
    from kgreport.data.workbooks.writing.annotating import Copies, SameFolderError, annotate  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if result.parameters is None:
        return Copies()
    try:
        folders = find_folders(result.parameters.dataset, job.parameters.parent)
        return annotate(folders, result.open_findings, result.parameters.language, output)
    except DatasetError:
        return Copies()
    except SameFolderError:
        fail(f"--annotate {output}: this folder holds the workbooks themselves; name another")
    except OSError as error:
        fail(f"cannot write into {output}: {error.strerror or error}", FAILED)
