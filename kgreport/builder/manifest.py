"""The manifest of a report: what it was made from, what was found in its figures, hashes of its files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgreport.builder.check import read_sound_job
from kgreport.builder.job import Job
from kgreport.builder.report_key import Recipe
from kgreport.publish.formats import SUFFIXES
from kgreport.whole_files import hash_file, write_whole


def read_record(path: Path, job: Job, recipe: Recipe) -> dict[str, Any]:
    """Read what the notebook recorded of its report.

    A notebook without a report of these parameters records nothing; then the figures are checked here.

    Parameters
    ----------
    path
        The file named by `kgreport.environment.RECORD`; it may be missing.
    job, recipe
        The report.

    Raises
    ------
    DatasetError
        The figures have findings that stop a build.
    """
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            if record["parameters"] == recipe.parameters.model_dump(mode="json"):
                return record
    from kgreport.report.reading import record_of  # noqa: PLC0415

    return record_of(read_sound_job(job))


def write_manifest(
    path: Path, job: Job, recipe: Recipe, record: Mapping[str, Any], files: Iterable[Path]
) -> Path:
    """Write the manifest, in an order that does not change.

    Parameters
    ----------
    path
        The file to write.
    job, recipe
        The report.
    record
        What `read_record` gives.
    files
        The files of the report.
    """
    content = {
        "report": job.name,
        "key": recipe.key,
        "made_from": recipe.as_dict(),
        "dataset": record["dataset"],
        "findings": record["findings"],
        "outputs": {file.name: hash_file(file) for file in files},
    }
    return write_whole(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def stale_attachments(job: Job, files: Iterable[Path]) -> list[Path]:
    """List what an earlier build put beside the report and this one did not make.

    Pages and PDFs are not among them: a user may ask for one format after the other.

    Parameters
    ----------
    job
        The report; the manifest of the earlier build lies in its folder.
    files
        The files that this build made.
    """
    earlier: Mapping[str, object] = {}
    with suppress(OSError, ValueError, AttributeError):
        earlier = json.loads((job.folder / job.manifest).read_text("utf-8")).get("outputs", {})
    kept = {file.name for file in files} | {job.file(ending) for ending in (".ipynb", *SUFFIXES.values())}
    return [job.folder / name for name in earlier if name not in kept and Path(name).name == name]
