"""Plan a batch: decide which reports are to be built, which are current, and which cannot be built.

A report is current if its manifest has the key that the report would have now, and its files are as they
were built: see `kgreport.batch.standing`, and `kgreport.builder.report_key` for the key.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kgreport.batch.jobs import job_again, jobs_of, refused_names
from kgreport.batch.request import Request
from kgreport.batch.standing import NOT_BUILT, not_forced, standing
from kgreport.batch.stores import Folder, Remote, Store, formats_of, hash_of_earlier
from kgreport.builder.job import FINAL, Job
from kgreport.builder.memo import Memo
from kgreport.builder.report_key import Recipe, recipe_of
from kgreport.builder.result import Result, failed, failed_by, identity
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.data.params.written_values import DatasetNames
from kgreport.errors import IssuedError, KgreportError
from kgreport.exit_statuses import MISUSED
from kgreport.terms.phrases import Phrase

STATE = ".kgreport"
"""Folder beside the reports for what saves time; it may be deleted."""

SNAPSHOTS = "data"
"""Folder in `STATE` for datasets as they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReport:
    """A report, and why it is to be built.

    Attributes
    ----------
    job
        The report.
    recipe
        What it is made from.
    reasons
        Why it is to be built; empty if it is current.
    snapshot
        Folder that keeps its dataset as it was read; none if the build is to read the tables.
    left_out
        Parameters of its file that it does not take, as they speak for another unit or year.
    unit_name
        Name of its unit, if that is known.
    files
        The files of its manifest that are there.
    earlier
        Manifest of the edition that was issued before it, if it is to be built and that is found.
    refusal
        Why it is not built though something has changed: it was issued.
    """

    job: Job
    recipe: Recipe
    reasons: tuple[str, ...]
    snapshot: Path | None = None
    left_out: tuple[str, ...] = ()
    unit_name: str | None = None
    files: tuple[str, ...] = ()
    earlier: Path | None = None
    refusal: IssuedError | None = None

    @property
    def identity(self) -> dict[str, object]:
        """What tells the report from all others, as plain values by name."""
        return identity(self.job, self.recipe.parameters, self.unit_name)

    @property
    def is_issued(self) -> bool:
        """Whether it is final and was built, so that only another edition of it is made."""
        return self.recipe.parameters.status == FINAL and NOT_BUILT not in self.reasons

    @property
    def current(self) -> bool:
        """Whether there is nothing to do."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a user asks for.

    Attributes
    ----------
    reports
        The reports, in their order.
    refused
        A failed result for each report, or parameters file, that cannot be built.
    notes
        What is said of files that are passed over, in the language of their reports.
    issued
        The reports among the refused that were issued, and whose input has changed since.
    """

    reports: tuple[PlannedReport, ...]
    refused: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    issued: tuple[PlannedReport, ...] = ()

    @property
    def stale(self) -> tuple[PlannedReport, ...]:
        """The reports to build."""
        return tuple(one for one in self.reports if not one.current)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Parameters that some report does not take from its file, as they speak for another unit or year."""
        return tuple(dict.fromkeys(name for one in self.reports for name in one.left_out))


class Planner:
    """Plans reports, with what is known from earlier runs.

    Parameters
    ----------
    request
        What the user asks for.
    save
        Whether to keep what is found out for later runs; otherwise nothing is written.
    names
        Whether to read the names of units; otherwise they are given where an earlier run has read them.
    """

    def __init__(self, request: Request, *, save: bool = True, names: bool = False) -> None:
        self.request = request
        self._names = names
        self._save = save
        self._state = request.outputs / STATE
        self._memo = Memo(self._state)
        self._store: Store = Remote(request.store) if request.store else Folder(self._memo)
        self._files: dict[Path, ParametersFile] = {}
        self.errors: dict[str, Exception] = {}
        self.notes: list[str] = []

    def plan(self) -> Plan:
        """Plan the reports."""
        planned: list[PlannedReport] = []
        jobs, refused = self.jobs()
        for job in jobs:
            try:
                planned.append(self.plan_one(job))
            except Exception as error:  # whatever it is, the other reports are planned
                refused.append(self.refuse(job, error))
        if self._save:
            self._memo.save()
        issued = tuple(one for one in planned if one.refusal)
        refused += [self.refuse(one.job, one.refusal) for one in issued if one.refusal]
        reports = tuple(one for one in planned if not one.refusal)
        kept = [one.job for one in reports if self.request.force and one.current]
        self.notes += [not_forced(job, self.file(job).language) for job in kept]
        return Plan(reports, tuple(refused), tuple(self.notes), issued)

    def jobs(self) -> tuple[list[Job], list[Result]]:
        """List the reports, and a failed result for each parameters file that cannot be used."""
        jobs: list[Job] = []
        refused: list[Result] = []
        for path in self.request.params:
            try:
                self._files[path] = ParametersFile(path)
                self._memo.note_parameters_file(path)
                if not self.request.named and self._waits_for_data(self._files[path]):
                    continue
                jobs += jobs_of(self._files[path], self.request, partial(self._units, path))
            except Exception as error:  # whatever it is, the other files are planned
                self.errors[str(path)] = error
                refused.append(failed_by(str(path), error, getattr(self._files.get(path), "language", "")))
        wrong = refused_names(jobs)
        languages = {job.title: self.file(job).language for job in jobs if job.title in wrong}
        refused += [
            failed(name, why.say(languages[name]), code=MISUSED) for name, why in sorted(wrong.items())
        ]
        return [job for job in jobs if job.title not in wrong], refused

    def _units(self, path: Path, base: Path, dataset: DatasetNames) -> Collection[str]:
        """Give the codes of all units of a dataset; note it where there are none, but for the whole."""
        units = self._memo.units(base, dataset)
        if not units:
            named = dataset if isinstance(dataset, str) else " + ".join(dataset)
            self.notes.append(_NO_UNITS.say(self._files[path].language, path=path.as_posix(), dataset=named))
        return units

    def _waits_for_data(self, file: ParametersFile) -> bool:
        """Whether the dataset of a file is to be made yet, by a command that the file names; note it then."""
        dataset = self.request.overrides.get("dataset") or file.value("dataset") or file.value("datasets")
        names = tuple(map(str, dataset)) if isinstance(dataset, list | tuple) else str(dataset)
        if not file.data_from or self._memo.has_dataset(file.path.parent, names):
            return False
        self.notes.append(_WAITS.say(file.language, path=file.path.as_posix(), command=file.data_from))
        return True

    def refuse(self, job: Job, error: Exception) -> Result:
        """Make the result of a report that cannot be built as it is asked for."""
        return failed_by(job.title, error, self.file(job).language)

    def file(self, job: Job) -> ParametersFile:
        """Give the parameters file of a report."""
        return self._files[job.parameters]

    def file_named(self, stem: str) -> Path | None:
        """Find the parameters file of the request that gives reports this name."""
        return next((path for path in self.request.params if path.stem == stem), None)

    def last_place(self, stem: str) -> Path | None:
        """Say where the parameters file of this name was when a build last used it, if that is known."""
        return self._memo.parameters_file(stem)

    def job_again(self, name: str, origin: Mapping[str, Any]) -> Job | None:
        """Give a report that options asked for, as its manifest says, as they would ask for it now.

        None if the parameters file asked for it, and not options, or if that file is not in the request.
        """
        for path, file in self._files.items():
            if path.stem == name.partition("/")[0] and origin.get("by_options"):
                with suppress(KgreportError):
                    return job_again(file, self.request, name, origin)
        return None

    def plan_one(self, job: Job) -> PlannedReport:
        """Find out what a report is made from, and whether it is current.

        Raises
        ------
        ParametersError, DatasetError, PublishError
            It cannot be built as it is asked for.
        """
        recipe = replace(
            recipe_of(job, self.file(job), self._memo), earlier=hash_of_earlier(job, self._store)
        )
        names = self._store.names(job)
        job = replace(job, formats=formats_of(job, recipe.parameters.formats, names))
        manifest = self._store.manifest(job)
        reasons, refusal = standing(job, recipe, manifest, names, self._store, force=self.request.force)
        before = job.earlier if reasons and recipe.earlier else None
        return PlannedReport(
            job=job,
            recipe=recipe,
            reasons=reasons,
            earlier=self._store.manifest_here(before, self._state / "earlier") if before else None,
            refusal=refusal,
            snapshot=self._state / SNAPSHOTS / recipe.data_key,
            left_out=self.file(job).left_out(job.overrides),
            unit_name=self._memo.unit_name(job.parameters.parent, recipe.parameters, read=self._names),
            files=tuple(name for name in manifest["outputs"] if name in names) if manifest else (),
        )


_NO_UNITS = Phrase(
    "{path}: yêu cầu mọi đơn vị, nhưng {dataset} không có units.csv và không có sổ của đơn vị nào, nên chỉ "
    "lập báo cáo chung; thêm units.csv (id,name,parent,order), hoặc ghi mã: --units MÃ,MÃ",
    "{path}: all units are asked for, but {dataset} has neither units.csv nor workbooks of units, so only "
    "the whole is reported on; add units.csv (id,name,parent,order), or name the codes: --units CODE,CODE",
)
_WAITS = Phrase(
    "{path}: bỏ qua, vì chưa có số liệu; tạo số liệu bằng lệnh: {command}",
    "{path}: passed over, because its data are not there yet; this command makes them: {command}",
)
