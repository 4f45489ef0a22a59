"""Find and remove reports that no parameters file stands for any more.

Only files that a manifest names are removed, and only while they are as kgreport wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kgreport.batch.locks import locked
from kgreport.batch.plan import Planner
from kgreport.batch.request import Request
from kgreport.builder.failures import FAILURES
from kgreport.outputs.states import places
from kgreport.outputs.stored import Stored, stored_reports
from kgreport.terms.phrases import Reason
from kgreport.whole_files import hash_file, translating_write_errors


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A report that no parameters file stands for.

    Attributes
    ----------
    stored
        The report.
    why
        Why nothing stands for it.
    files
        The files that can be removed: as kgreport wrote them, the manifest last.
    changed
        Its files that somebody changed since; they are never removed.
    """

    stored: Stored
    why: Reason
    files: tuple[Path, ...]
    changed: tuple[Path, ...]

    @property
    def shown(self) -> tuple[Path, ...]:
        """The files that a reader knows of; what is kept of failures, beside the reports, goes with them."""
        return tuple(path for path in self.files if FAILURES.parent.name not in path.parts)

    @property
    def language(self) -> object:
        """The language of the report; None if that is not known."""
        return self.stored.parameters.get("language")

    def as_dict(self) -> dict[str, object]:
        """Give it as plain values for JSON; see docs/reference/command-line.md."""
        return {
            **self.stored.identity,
            "state": "left over",
            "code": 0,
            "reasons": [self.why],
            "findings": [],
            "files": [path.as_posix() for path in self.shown],
            "changed": [path.as_posix() for path in self.changed],
        }


def left_over(request: Request) -> Iterator[LeftOver]:
    """Find the reports that neither a parameters file nor options for one stand for.

    While what a parameters file now asks for is not built, what was built of the same unit and year stays.
    What was issued always stays.
    """
    planner = Planner(replace(request, named=True), save=False)
    jobs, refused = planner.jobs()
    unclear = {Path(one.report.partition(" (")[0].split("/")[0]).stem for one in refused}
    unclear |= {Path(one.report).stem for one in refused}
    known = {path for job in jobs for path in places(job)}
    to_build = {job.name for job in jobs if not (job.folder / job.manifest).is_file()}
    for stored in list(stored_reports(request.outputs, known)):
        stem = stored.name.partition("/")[0]
        keep = stored.is_issued or stem in unclear
        why = None if keep else _why(planner, stored, stem, waits=stored.name in to_build)
        if why:
            yield _with_files(stored, why)


def remove(reports: Iterable[LeftOver], outputs: Path, wait: float = 0) -> None:
    """Remove the files of reports, and the folders that are empty then.

    Raises
    ------
    BusyError
        A build writes to the folder.
    OutputError
        Something cannot be removed.
    """
    with locked(outputs, wait), translating_write_errors(outputs):
        for one in reports:
            for path in one.files:
                path.unlink(missing_ok=True)
            _remove_empty(one.stored.folder, outputs)
            _remove_empty(one.stored.file.parent, outputs)


def _remove_empty(folder: Path, outputs: Path) -> None:
    with suppress(OSError):  # a folder with anything in it stays
        while folder != outputs:
            folder.rmdir()
            folder = folder.parent


def _why(planner: Planner, stored: Stored, stem: str, *, waits: bool) -> Reason | None:
    """Say why no parameters file stands for a report; nothing if one does, or `waits` for its next form."""
    file = planner.file_named(stem)
    if file is None:
        return _without_file(planner, stored, stem)
    if not stored.origin:  # an earlier kgreport did not say what asked for it
        return None
    name = file.as_posix()
    if not stored.origin.get("by_options"):
        unasked = Reason(f"{name} does not ask for it any more", f"{name} không còn yêu cầu báo cáo này")
        return None if waits else unasked
    job = planner.job_again(stored.name, stored.origin)
    if job is None:
        notebook = stored.origin.get("notebook")
        return Reason(f"there is no notebook {notebook}", f"không có sổ tay {notebook}")
    renamed = Reason(f"{name} now calls it {job.title}", f"{name} nay gọi báo cáo này là {job.title}")
    return None if stored.file in places(job) else renamed


def _without_file(planner: Planner, stored: Stored, stem: str) -> Reason | None:
    """Say that the parameters file of a report is nowhere."""
    named = str(stored.origin.get("parameters") or f"params/{stem}.yml")
    around = (Path(named), planner.request.outputs.parent / named, planner.last_place(stem))
    gone = Reason(f"there is no parameters file {named}", f"không có tệp tham số {named}")
    return None if any(path and path.is_file() for path in around) else gone


def _is_as_written(path: Path, digest: object) -> bool:
    with suppress(OSError):  # what cannot be read is none of ours
        return hash_file(path) == digest
    return False


def _with_files(stored: Stored, why: Reason) -> LeftOver:
    outputs = stored.manifest["outputs"]
    same = [path for path in stored.files if _is_as_written(path, outputs[path.name])]
    changed = [path for path in stored.files if path not in same]
    return LeftOver(stored, why, (*same, stored.file), tuple(changed))
