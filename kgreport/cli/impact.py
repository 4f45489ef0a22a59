"""`kgreport impact`: name the reports that depend on files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgreport.cli.console.errors import complain
from kgreport.cli.console.options import Json, Notebooks, Units, Years, request_of


def impact(  # noqa: PLR0917 - one argument an option
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files, or folders for all files in them.")
    ],
    params: Annotated[
        list[Path] | None,
        typer.Option("--params", metavar="PARAMS", help="Parameters files; all of params/ if none is named."),
    ] = None,
    units: Units = None,
    years: Years = None,
    notebook: Notebooks = None,
    as_json: Json = False,
) -> None:
    """Name the reports that depend on files: data, parameters, notebooks, rules."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.builder.installation import is_code  # noqa: PLC0415
    from kgreport.cli.console.progress import number_of, reporter_of  # noqa: PLC0415

    request = request_of(params, units=units, years=years, notebook=notebook)
    plan = Planner(request, save=False).plan()
    titles = {one.job.title for one in plan.issued}
    refused = [one for one in plan.refused if one.report not in titles]
    code = max([complain(one.message, one.code) for one in refused], default=0)
    reporter = reporter_of(as_json=as_json)
    for file in files:
        if not file.exists():
            code = max(code, complain(f"there is no {file}; {_REMOVED}"))
            continue
        dependent = [
            one
            for one in (*plan.reports, *plan.issued)
            if is_code(file) or any(_is_in(path, file) for path in one.recipe.files)
        ]
        issued = [one.job.title for one in dependent if one.is_issued]
        reporter.event("impact", file=str(file), reports=[one.job.title for one in dependent], issued=issued)
        reporter.line(f"{file}: {number_of(len(dependent), 'report') if dependent else 'no reports'}")
        for one in dependent:
            reporter.line(f"  {one.job.title}{_ISSUED if one.is_issued else ''}")
    raise typer.Exit(code)


_ISSUED = ": issued; only another edition can take a change"

_REMOVED = "kgreport build --dry-run names the reports that depended on a file that was removed"


def _is_in(path: Path, place: Path) -> bool:
    """Whether a file is the one named, or in the folder named."""
    return path.resolve().is_relative_to(place.resolve())
