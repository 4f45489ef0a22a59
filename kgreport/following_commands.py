"""The commands that follow files to reports: which depend on one, and build those anew when it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.asking import (
    Files,
    Notebooks,
    Output,
    Settings,
    To,
    Units,
    Years,
    complain,
    find_parameters,
    wanted_of,
)
from kgreport.checking import FAILED
from kgreport.progress import JsonReporter, Reporter

if TYPE_CHECKING:
    from kgreport.batch.plans import Plan


def impact(  # noqa: PLR0917 - one argument an option
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files, or folders for all in them.")
    ],
    params: Annotated[
        list[Path] | None,
        typer.Option("--params", metavar="PARAMS", help="Parameters files; all of params/ if none is named."),
    ] = None,
    units: Units = "",
    years: Years = "",
    notebook: Notebooks = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Name the reports that depend on files: data, parameters, notebooks, rules."""
    from kgreport.batch.plans import Planner  # noqa: PLC0415
    from kgreport.keys.fingerprints import is_code  # noqa: PLC0415

    wanted = wanted_of(Path("outputs"), None, units, years, notebook)
    plan = Planner(wanted.outputs, keeping=False).plan(find_parameters(params), wanted)
    code = max([complain(one.message, one.code) for one in plan.refused], default=0)
    reporter = JsonReporter() if as_json else Reporter()
    for file in files:
        touched = [
            one.job.title
            for one in plan.reports
            if is_code(file) or any(_within(path, file) for path in one.recipe.files)
        ]
        reporter.event("impact", file=str(file), reports=touched)
        reporter.line(f"{file}: {len(touched) or 'no'} report{'' if len(touched) == 1 else 's'}")
        for name in touched:
            reporter.line(f"  {name}")
    raise typer.Exit(code)


def _within(path: Path, wanted: Path) -> bool:
    """Tell whether a file is the one meant, or in the folder meant."""
    return path.resolve().is_relative_to(wanted.resolve())


def watch(  # noqa: PLR0917 - one argument an option
    params: Files = None,
    settings: Settings = None,
    output: Output = Path("outputs"),
    units: Units = "",
    years: Years = "",
    notebook: Notebooks = None,
    to: To = "html,pdf",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Reports built at a time; 0 for as many as cores.")
    ] = 0,
) -> None:
    """Build what is not current, then again whenever a file it depends on is saved, until interrupted."""
    from watchfiles import watch as changes  # noqa: PLC0415

    from kgreport.batch.batch import Options, build_all  # noqa: PLC0415
    from kgreport.batch.locks import BusyError  # noqa: PLC0415
    from kgreport.batch.plans import Planner  # noqa: PLC0415
    from kgreport.batch.workers import Processes, cores  # noqa: PLC0415
    from kgreport.publish.errors import PublishError  # noqa: PLC0415
    from kgreport.publish.warm import PRELOAD  # noqa: PLC0415

    wanted, options = wanted_of(output, settings, units, years, notebook, formats=to), Options(wait=60)
    paths = find_parameters(params)
    tried: dict[str, str] = {}
    with Reporter() as reporter, Processes(jobs or cores(), PRELOAD) as workers:
        while True:
            try:
                build_all(paths, wanted, options, reporter, workers)
            except (BusyError, PublishError) as error:
                complain(str(error), FAILED)
            plan = Planner(output).plan(paths, wanted)
            stale = {one.job.title: one.recipe.key for one in plan.stale}
            if any(tried.get(name) != key for name, key in stale.items()):
                tried |= stale  # saved while it was being built; what failed is not tried again as it was
                continue
            folders = _folders(paths, plan)
            reporter.line(f"watching {len(folders)} folders; Ctrl-C ends it")
            saved = next(
                changes(*folders, watch_filter=_is_input, recursive=False, raise_interrupt=False), None
            )
            if saved is None:
                return
            reporter.line(f"saved: {', '.join(sorted({Path(path).name for _, path in saved}))}")


def _folders(paths: Sequence[Path], plan: Plan) -> list[Path]:
    """List the folders that hold what the reports depend on: a file may also be new in one."""
    files = {path for one in plan.reports for path in one.recipe.files}
    return sorted({path.resolve().parent for path in (*paths, *files)})


def _is_input(change: object, path: str) -> bool:  # noqa: ARG001
    """Leave out what editors and spreadsheets keep beside an open file."""
    return not Path(path).name.startswith((".", "~$")) and not path.endswith(("~", ".tmp"))
