"""Plan which reports are to be built, which are current, and which cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgreport.batch.jobs import Wanted, jobs_of, same_names
from kgreport.batch.stores import Folder, Remote, Store
from kgreport.build.catalogs import Catalogs
from kgreport.build.check import MISUSED, status
from kgreport.build.file_hashes import HashMemo
from kgreport.build.job import Job
from kgreport.build.report_key import Recipe, differences, recipe_of
from kgreport.data.params.files import ParametersError, ParametersFile
from kgreport.errors import PublishError
from kgreport.terms.findings import DatasetError

STATE = ".kgreport"
"""Folder beside the reports for what saves time: it may be deleted, and nothing but time is lost."""

DATA = "data"
KEPT = 20
"""Datasets of other plans that stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A report, and whether it is to be built.

    Attributes
    ----------
    job
        The report.
    recipe
        What it is made from.
    reasons
        Why it is to be built; empty where it is current.
    """

    job: Job
    recipe: Recipe
    reasons: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether there is nothing to do."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A report that cannot be built as it is asked for.

    Attributes
    ----------
    name
        The report, or the parameters file where the reports it stands for cannot be told.
    message
        Everything that is wrong.
    code
        The exit status it leads to.
    """

    name: str
    message: str
    code: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is asked for: reports in their order, and those refused."""

    reports: tuple[Planned, ...]
    refused: tuple[Refused, ...]

    @property
    def stale(self) -> tuple[Planned, ...]:
        """The reports to build."""
        return tuple(one for one in self.reports if not one.current)


class Planner:
    """Plans reports, with what is known from earlier runs.

    Parameters
    ----------
    outputs
        Folder the reports go into; what saves time is kept in it.
    store
        Address of a store that keeps the reports instead; see `kgreport.batch.stores.Remote`.
    keeping
        Whether what is found out may be kept for later runs; nothing is written otherwise.
    """

    def __init__(
        self,
        outputs: Path,
        *,
        store: str = "",
        keeping: bool = True,
    ) -> None:
        self._keeping = keeping
        self.state = outputs / STATE
        self.memo = HashMemo(self.state / "hashes.json")
        self.catalogs = Catalogs(self.state / "catalogs.json", self.memo)
        self._store: Store = Remote(store) if store else Folder(self.memo)
        self._files: dict[Path, ParametersFile] = {}

    def plan(self, paths: Sequence[Path], wanted: Wanted, *, force: bool = False) -> Plan:
        """Plan the reports of some parameters files.

        Parameters
        ----------
        paths
            The parameters files.
        wanted
            What is asked for of each.
        force
            Whether to build also what is current.
        """
        reports: list[Planned] = []
        jobs, refused = self.jobs(paths, wanted)
        for job in jobs:
            try:
                reports.append(self._plan_one(job, force=force))
            except REFUSING as error:
                refused.append(refusal(job.title, error))
        if self._keeping:
            self.memo.save()
            self.catalogs.save()
        return Plan(tuple(reports), tuple(refused))

    def jobs(self, paths: Sequence[Path], wanted: Wanted) -> tuple[list[Job], list[Refused]]:
        """List the reports that parameters files stand for, and the files that cannot be used."""
        jobs: list[Job] = []
        refused: list[Refused] = []
        for path in paths:
            try:
                self._files[path] = ParametersFile(path)
                jobs += jobs_of(self._files[path], wanted, self.catalogs.units)
            except REFUSING as error:
                refused.append(refusal(str(path), error))
        twice = set(same_names(jobs))
        refused += [
            Refused(name=name, message=_TWICE.format(name=name), code=MISUSED) for name in sorted(twice)
        ]
        return [job for job in jobs if job.title not in twice], refused

    def prepared(self, planned: Planned) -> Path | None:
        """Name the folder that keeps the dataset of a report: the same for all that read the same."""
        return self.state / DATA / planned.recipe.data_key

    def prepared_before(self, planned: Planned) -> Path | None:
        """Name that folder where an earlier build has filled it."""
        folder = self.state / DATA / planned.recipe.data_key
        return folder if folder.is_dir() else None

    def after(self, plan: Plan) -> None:
        """Forget datasets that no report of this plan reads, but for a few that others may."""
        folder = self.state / DATA
        used = {planned.recipe.data_key for planned in plan.reports}
        kept = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in [path for path in kept if path.name not in used][KEPT:]:
            shutil.rmtree(path, ignore_errors=True)

    def _plan_one(self, job: Job, *, force: bool) -> Planned:
        recipe = recipe_of(job, self._files[job.parameters], self.memo, self.catalogs)
        reasons = tuple(self._reasons(job, recipe)) or (("asked for",) if force else ())
        return Planned(job=job, recipe=recipe, reasons=reasons)

    def _reasons(self, job: Job, recipe: Recipe) -> Iterator[str]:
        """Say why a report is not current."""
        manifest = self._store.manifest(job)
        if manifest is None:
            yield "not built yet"
        elif manifest.get("key") != recipe.key:
            found = list(differences(manifest.get("made_from", {}), recipe.told()))
            yield from found or ["built by an earlier kgreport"]
        else:
            yield from self._store.damage(job, manifest)


_TWICE = "two parameters files are named {name}: their reports would overwrite each other; rename one"

REFUSING = (ParametersError, DatasetError, PublishError)
"""What says that a report cannot be built as it is asked for."""


def refusal(name: str, error: Exception) -> Refused:
    """Say why a report cannot be built as it is asked for."""
    if isinstance(error, DatasetError):
        return Refused(name=name, message=f"{name}: {error}", code=status(error.findings))
    return Refused(name=name, message=str(error), code=MISUSED)
