"""The commands that follow files to reports: which depend on one, and build those anew when it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kgreport.batch.progress import JsonReporter, Reporter
from kgreport.build.check import FAILED, MISUSED
from kgreport.cli.options import (
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

if TYPE_CHECKING:
    from kgreport.batch.executors import Workers
    from kgreport.batch.jobs import Wanted
    from kgreport.batch.plan import Plan

GONE = "what depended on a file that was removed is told by kgreport build --dry-run"

# Milliseconds without a save after which the watch has surely begun.
SETTLED = 1000


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
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.build.file_hashes import is_code  # noqa: PLC0415

    wanted = wanted_of(Path("outputs"), None, units, years, notebook)
    plan = Planner(wanted.outputs, keeping=False).plan(find_parameters(params), wanted)
    code = max([complain(one.message, one.code) for one in plan.refused], default=0)
    reporter = JsonReporter() if as_json else Reporter()
    for file in files:
        if not file.exists():
            code = max(code, complain(f"there is no {file}; {GONE}", MISUSED))
            continue
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
    from kgreport.batch.executors import Processes, cores  # noqa: PLC0415
    from kgreport.execute.kernels.fork import PRELOAD  # noqa: PLC0415

    wanted, paths = wanted_of(output, settings, units, years, notebook, formats=to), find_parameters(params)
    with suppress(KeyboardInterrupt), Reporter() as reporter, Processes(jobs or cores(), PRELOAD) as workers:
        _follow(paths, wanted, reporter, workers)


def _follow(paths: Sequence[Path], wanted: Wanted, reporter: Reporter, workers: Workers) -> NoReturn:
    """Build, wait until something is saved, and so on; what failed is not tried again as it was."""
    from kgreport.batch.locks import BusyError  # noqa: PLC0415
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.batch.run import Options, build_all  # noqa: PLC0415
    from kgreport.errors import PublishError  # noqa: PLC0415

    def plan() -> Plan:
        return Planner(wanted.outputs).plan(paths, wanted)

    known: dict[str, str] | None = None
    while True:
        planned = plan()
        if _keys(planned) != known:
            known = _keys(planned)
            try:
                build_all(paths, wanted, Options(wait=60), reporter, workers)
            except (BusyError, PublishError) as error:
                complain(str(error), FAILED)
            continue  # and look again: it may have been saved while it was being built
        folders = _folders(paths, planned)
        reporter.line(f"watching {len(folders)} folders; Ctrl-C ends it")
        saved = _saved(folders, planned, plan)
        if saved:
            reporter.line(f"saved: {', '.join(saved)}")
            known = None


def _keys(plan: Plan) -> dict[str, str]:
    return {one.job.title: one.recipe.key for one in plan.reports}


def _saved(folders: Sequence[Path], planned: Plan, plan: Callable[[], Plan]) -> list[str]:
    """Wait until files are saved, and name them; none where one was saved just before the watch began."""
    from watchfiles import watch as changes  # noqa: PLC0415

    begun = changes(
        *folders, watch_filter=_is_input, recursive=False, rust_timeout=SETTLED, yield_on_timeout=True
    )
    for turn, saved in enumerate(begun):
        if saved or (turn == 0 and _keys(plan()) != _keys(planned)):
            return sorted({Path(path).name for _, path in saved})
    return []


def _folders(paths: Sequence[Path], plan: Plan) -> list[Path]:
    """List the folders that hold what the reports depend on: a file may also be new in one."""
    files = {path for one in plan.reports for path in one.recipe.files}
    return sorted({path.resolve().parent for path in (*paths, *files)})


def _is_input(change: object, path: str) -> bool:  # noqa: ARG001
    """Leave out what editors and spreadsheets keep beside an open file."""
    return not Path(path).name.startswith((".", "~$")) and not path.endswith(("~", ".tmp"))
