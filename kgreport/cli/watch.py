"""`kgreport watch`: build again whenever a file is saved that a report depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kgreport.cli.console import options
from kgreport.cli.console.errors import complain
from kgreport.errors import KgreportError

if TYPE_CHECKING:
    from kgreport.batch.executors import Workers
    from kgreport.batch.plan import Plan
    from kgreport.batch.request import Request
    from kgreport.cli.console.progress import TerminalReporter

# Milliseconds without a save after which the watch has surely begun; a turn of the watch takes as long.
SETTLED = 1000
# Turns between two looks whether what cannot be planned, as when its dataset is away, can be planned again.
PATIENCE = 5

NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "gluster",
    "lustre",
    "sshfs",
    "vboxsf",
    "drvfs",
    "virtiofs",
)
"""Parts of the names of file systems that do not say what other machines change."""


def watch(  # noqa: PLR0917 - one argument an option
    params: options.Params = None,
    settings: options.Settings = None,
    output: options.Output = options.OUTPUTS,
    units: options.Units = None,
    years: options.Years = None,
    notebook: options.Notebooks = None,
    to: options.Formats = None,
    jobs: options.Jobs = 0,
) -> None:
    """Build what is not current, then again whenever a file it depends on is saved, until interrupted."""
    from kgreport.batch.executors import Processes, cores  # noqa: PLC0415
    from kgreport.cli.console.progress import TerminalReporter  # noqa: PLC0415

    request = options.request_of(
        params,
        output=output,
        settings=settings,
        units=units,
        years=years,
        notebook=notebook,
        formats=to,
        jobs=jobs,
        wait=60,
    )
    count = request.jobs or cores()
    with suppress(KeyboardInterrupt), TerminalReporter() as reporter, Processes(count) as workers:
        _watch(request, reporter, workers)


def _watch(request: Request, reporter: TerminalReporter, workers: Workers) -> NoReturn:
    """Build, wait until a file is saved, and so on; a report that failed is not retried until then."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.batch.run import build_all  # noqa: PLC0415

    def plan() -> Plan:
        return Planner(request).plan()

    known: dict[str, str] | None = None
    while True:
        planned = plan()
        if _keys(planned) != known:
            known = _keys(planned)
            try:
                build_all(request, reporter, workers)
            except KgreportError as error:
                complain(error.say())
            continue  # plan again: a file may have been saved during the build
        folders = _folders(request.params, planned)
        reporter.line(f"watching {len(folders)} folders; Ctrl-C ends it")
        saved = _wait_for_save(_changes_in(folders, reporter), planned, plan)
        if saved:
            reporter.line(f"saved: {', '.join(saved)}")
            known = None


def _keys(plan: Plan) -> dict[str, str]:
    return {one.job.title: one.recipe.key for one in plan.reports}


def _wait_for_save(changes: Iterable[set[str]], planned: Plan, plan: Callable[[], Plan]) -> list[str]:
    """Wait until files are saved, and name them.

    None are named if one was saved just before the watch began, or if what could not be planned now can be.
    """
    for turn, saved in enumerate(changes):
        look = turn == 0 or (planned.refused and turn % PATIENCE == 0)
        if saved or (look and _keys(plan()) != _keys(planned)):
            return sorted({Path(path).name for path in saved})
    return []


def _changes_in(folders: Sequence[Path], reporter: TerminalReporter) -> Iterator[set[str]]:
    """Give the paths that were saved in folders, turn by turn; by polling where the system does not tell."""
    there = [folder for folder in folders if folder.is_dir()]
    poll = any(map(_is_on_network, there))
    with suppress(FileNotFoundError):  # moved away just now: plan again
        if not poll:
            try:
                yield from _turns(there, poll=None)
            except (RuntimeError, OSError) as error:  # as "Too many open files": of inotify, there are few
                if isinstance(error, FileNotFoundError):
                    raise
                reporter.line(f"{error}; looking at the folders every second instead")
        yield from _turns(there, poll=True)


def _turns(folders: Sequence[Path], *, poll: bool | None) -> Iterator[set[str]]:
    from watchfiles import watch as watch_folders  # noqa: PLC0415

    for changes in watch_folders(
        *folders,
        watch_filter=_is_input,
        recursive=False,
        rust_timeout=SETTLED,
        yield_on_timeout=True,
        force_polling=poll,
        poll_delay_ms=SETTLED,
    ):
        yield {path for _, path in changes}


def _is_on_network(folder: Path) -> bool:
    """Whether a folder is on a file system of another machine, which does not say what is changed there."""
    import psutil  # noqa: PLC0415

    above = [one for one in psutil.disk_partitions(all=True) if folder.is_relative_to(one.mountpoint)]
    kind = max(above, key=lambda one: len(one.mountpoint)).fstype if above else ""
    return any(part in kind.lower() for part in NETWORK)


def _folders(paths: Sequence[Path], plan: Plan) -> list[Path]:
    """List the folders of all files that the reports depend on; folders, because a new file counts too."""
    files = {path for one in plan.reports for path in one.recipe.files}
    return sorted({path.resolve().parent for path in (*paths, *files)})


def _is_input(change: object, path: str) -> bool:  # noqa: ARG001
    """Leave out the files that editors and spreadsheets keep beside an open file."""
    return not Path(path).name.startswith((".", "~$")) and not path.endswith(("~", ".tmp"))
