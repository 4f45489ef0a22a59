"""Build all reports of a plan that are not current: the door that the command line and Python scripts use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from kgreport.batch.dispatch import Run, Settings
from kgreport.batch.executors import Here, Processes, Workers, cores
from kgreport.batch.jobs import Wanted
from kgreport.batch.journal import NAME, Journal, told_of
from kgreport.batch.locks import locked
from kgreport.batch.plan import Plan, Planner
from kgreport.batch.progress import Reporter, number_of
from kgreport.batch.worker import Result
from kgreport.build.build import prepare
from kgreport.execute.kernels.fork import PRELOAD

MANY = 5
"""Reports above which each is told in one line."""

STATUSES = ("built", "current", "failed", "not started")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch is built.

    Attributes
    ----------
    force
        Whether to build also what is current.
    jobs
        Reports built at a time; 0 for as many as there are cores.
    scheduler
        Address of a Dask cluster to build on, or a cluster or client itself; empty for this machine.
    store
        Address of a store the reports go to instead of the folder; see `kgreport.batch.stores.Remote`.
    retries, fail_fast
        See `kgreport.batch.dispatch.Settings`.
    wait
        Seconds to wait for another build of the same folder.
    """

    force: bool = False
    jobs: int = 0
    scheduler: object = ""
    store: str = ""
    retries: int = 0
    fail_fast: bool = False
    wait: float = 0


def build_all(
    paths: Sequence[Path],
    wanted: Wanted,
    options: Options,
    reporter: Reporter,
    workers: Workers | None = None,
) -> int:
    """Build the reports of some parameters files that are not current.

    Parameters
    ----------
    paths
        The parameters files.
    wanted
        What is asked for of each.
    options
        How they are built.
    reporter
        Told how far it is.
    workers
        Where to build; chosen by the options if not given.

    Returns
    -------
    int
        The exit status: that of the worst report, 0 where all went well.

    Raises
    ------
    BusyError
        Another build writes to the same folder.
    OutputError
        The folder cannot be written to.
    """
    with locked(wanted.outputs, options.wait, reporter.line):
        planner = Planner(wanted.outputs, store=options.store)
        plan = planner.plan(paths, wanted, force=options.force)
        journal = Journal(wanted.outputs / NAME)
        journal.begin(plan)
        told = Told(plan, journal, reporter)
        told.begin()
        if plan.stale:
            with nullcontext(workers) if workers else _workers(plan, options, reporter.report) as chosen:
                _build(plan, planner, options, told, chosen)
        planner.after(plan)
        journal.end()
        told.end(wanted.outputs / NAME)
        return journal.code


def _build(plan: Plan, planner: Planner, options: Options, told: Told, workers: Workers) -> None:
    settings = Settings(retries=options.retries, fail_fast=options.fail_fast)
    ahead = None if isinstance(workers, Here) else prepare
    # What one report alone reads, it reads itself, while libraries are still being loaded here.
    prepared = planner.prepared if len(plan.stale) > 1 or ahead else planner.prepared_before
    Run(workers, settings, ahead, told.done).build(plan.stale, prepared)


def _workers(
    plan: Plan,
    options: Options,
    watching: Callable[[str], AbstractContextManager[Callable[[int, int], None]]],
) -> AbstractContextManager[Workers]:
    """Choose where to build: one report here, more in processes of their own, or on a cluster."""
    if options.scheduler:
        from kgreport.batch.cluster import Cluster  # noqa: PLC0415

        return Cluster(options.scheduler, options.store)
    if options.store:
        return Processes(options.jobs or cores(), PRELOAD, options.store)
    if len(plan.stale) == 1:
        return Here(watching)
    count = min(options.jobs or cores(), len(plan.stale))
    return Processes(count, PRELOAD)


class Told:
    """Tells how a batch goes, to a person, to a program, and to its journal."""

    def __init__(self, plan: Plan, journal: Journal, reporter: Reporter) -> None:
        self.reporter = reporter
        self._plan = plan
        self._journal = journal
        self._many = len(plan.reports) > MANY

    def begin(self) -> None:
        """Tell what there is to do, and what there is not."""
        plan = self._plan
        self.reporter.event(
            "planned", reports=len(plan.reports), build=len(plan.stale), refused=len(plan.refused)
        )
        for refused in plan.refused:
            self.reporter.event(
                "report", report=refused.name, status="failed", code=refused.code, message=refused.message
            )
            self.reporter.line(refused.message, bad=True)
        for one in plan.reports:
            if one.current and not self._many:
                self.reporter.line(f"{one.job.title}: current")
        self._show()

    def done(self, result: Result) -> None:
        """Tell how one report went."""
        self._journal.add(result)
        self.reporter.event("report", **told_of(result.report, result))
        if result.status == "built":
            self._built(result)
        elif result.status == "failed":
            tried = f" (tried {result.attempts} times)" if result.attempts > 1 else ""
            self.reporter.line(f"{result.report}: not built{tried}\n{result.message}", bad=True)
        self._show()

    def _built(self, result: Result) -> None:
        line = self.reporter.line
        if self._many:
            warned = f", {number_of(len(result.findings), 'finding')} open" if result.findings else ""
            line(f"{result.report}: built in {result.seconds:.1f} s{warned}")
            return
        line(f"{result.report}: built")
        for file in result.files:
            line(f"  {file}")
        for finding in result.findings:
            line(f"  {finding['severity']}: {finding['id']} (see the section on data quality)")
        for cell in result.undescribed:
            line(f"  warning: {cell} shows a picture without alt text; give its metadata an 'alt'")

    def end(self, path: Path) -> None:
        """Tell how it went in all."""
        counts, seconds = self._journal.counts, self._journal.seconds
        self.reporter.event(
            "finished", counts=dict(counts), seconds=round(seconds, 3), exit=self._journal.code
        )
        if self._many:
            said = ", ".join(f"{counts[name]} {name}" for name in STATUSES if counts[name])
            self.reporter.line(
                f"{number_of(sum(counts.values()), 'report')} in {seconds:.1f} s: {said}; details in {path}"
            )

    def _show(self) -> None:
        self.reporter.batch(self._journal.counts, self._journal.seconds)
