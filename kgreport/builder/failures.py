"""Keep why the last build of a report failed, apart from its last good files, until it is built again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgreport import exit_statuses
from kgreport.builder.job import Job
from kgreport.builder.manifest import with_own_hash
from kgreport.builder.report_key import Recipe
from kgreport.builder.result import Result
from kgreport.whole_files import hash_file, write_whole

FAILED = "failed"
"""Folder, beside the files of a report, for notebooks that failed."""

FAILURES = Path(".kgreport", "failures")
"""Folder, beside the reports, for why they failed; it may be deleted."""


def failure_file(job: Job) -> Path:
    """Give the file that says why the last build of a report failed."""
    return job.outputs / FAILURES / job.name / job.file(".json")


def keep_failure(job: Job, recipe: Recipe, result: Result) -> None:
    """Write why a report failed, and of what it was to be made; what cannot be written is left out."""
    file, notebook = failure_file(job), job.folder / FAILED / job.file(".ipynb")
    with suppress(OSError):
        content = {
            "report": job.name,
            "origin": dict(recipe.origin),
            "key": recipe.key,
            "made_from": {},
            "failed": {"code": result.code, "message": result.message, "findings": list(result.findings)},
            "outputs": {one.name: hash_file(one) for one in [notebook] if one.is_file()},
        }
        write_whole(file, with_own_hash(content))


def forget_failure(job: Job) -> None:
    """Remove the notebook of an earlier failure and why it failed, now that the report was built."""
    for file in (job.folder / FAILED / job.file(".ipynb"), failure_file(job)):
        with suppress(OSError):  # the report was built all the same
            file.unlink(missing_ok=True)
    with suppress(OSError):
        (job.folder / FAILED).rmdir()  # fails, as it should, if another failure is in it


def failure_message(kept: Mapping[str, Any] | None, key: str) -> tuple[str, int]:
    """Say why the last build of a report failed, with its exit status.

    The text is empty if it did not fail, or if what it is made from has changed since.
    """
    failed = kept.get("failed") if kept and kept["key"] == key else None
    if not isinstance(failed, dict):
        return "", 0
    code = failed.get("code")
    return str(failed.get("message") or FAILED), code if isinstance(code, int) else exit_statuses.FAILED
