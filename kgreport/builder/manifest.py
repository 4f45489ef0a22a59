"""The manifest of a report: what it was made from, what was found in its figures, hashes of its files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgreport.builder.check import read_sound_job
from kgreport.builder.file_hashes import hash_of
from kgreport.builder.job import FINAL, Job
from kgreport.builder.report_key import Recipe
from kgreport.data.params.model import Parameters
from kgreport.errors import IssuedError
from kgreport.file_names import without_folders
from kgreport.whole_files import hash_file, read_plain, write_whole

OWN_HASH = "sha256"
"""What a manifest calls the hash of all else that stands in it."""


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
        for line in path.read_bytes().splitlines():
            with suppress(ValueError, RecursionError):  # a cell may write anything
                record = json.loads(line)
                if _is_record(record) and record["parameters"] == recipe.parameters.content():
                    return dict(record)
    from kgreport.report.findings import record_of  # noqa: PLC0415

    return record_of(read_sound_job(job))


_RECORDED = {
    **dict.fromkeys(("parameters", "tables", "dataset", "unit"), dict),
    **dict.fromkeys(("findings", "key_figures"), list),
}
"""What a record has: by name, its kind."""


def _is_record(found: object) -> bool:
    """Whether a value has what `kgreport.report.findings.record_of` gives."""
    return isinstance(found, dict) and all(
        isinstance(found.get(name), kind) for name, kind in _RECORDED.items()
    )


def write_manifest(
    path: Path, job: Job, recipe: Recipe, record: Mapping[str, Any], files: Iterable[Path]
) -> Path:
    """Write the manifest, in an order that does not change.

    Parameters
    ----------
    path
        The file to write.
    job, recipe
        The report, and what it was made from.
    record
        What `read_record` gives.
    files
        The files of the report.
    """
    content = {
        "report": job.name,
        "origin": dict(recipe.origin),
        "key": recipe.key,
        "made_from": recipe.as_dict(),
        "dataset": record["dataset"],
        "findings": record["findings"],
        "unit": record["unit"],
        "key_figures": record["key_figures"],
        "outputs": {file.name: hash_file(file) for file in files},
    }
    return write_whole(path, with_own_hash(content))


def manifest_to_carry(job: Job, recipe: Recipe, record: Mapping[str, Any]) -> dict[str, Any]:
    """Give the manifest that the files of a report carry: no path, user or machine is named in it.

    Of the findings that the parameters accept, it has those of this report; others are of other units.

    Parameters
    ----------
    job, recipe
        The report, and what it was made from.
    record
        What `read_record` gives.
    """
    made_from = recipe.as_dict()
    parameters: dict[str, Any] = {
        name: _without_folders(value) if name in Parameters.paths else value
        for name, value in made_from["parameters"].items()
    }
    found = {finding["id"] for finding in record["findings"]}
    accepted = [one for one in parameters["accepted_findings"] if one["id"] in found]
    return {
        "report": job.name,
        "files": job.file(""),
        "year": recipe.parameters.year,
        "unit": recipe.parameters.unit,
        "edition": recipe.parameters.edition,
        "kgreport": recipe.versions.get("kgreport", ""),
        "lock": hash_of(made_from["versions"]),
        "key": recipe.key,
        "made_from": {**made_from, "parameters": {**parameters, "accepted_findings": accepted}},
        "dataset": record["dataset"],
    }


def _without_folders(value: object) -> object:
    """Give a path, or several, without the folders that an absolute one lies in."""
    if isinstance(value, list | tuple):
        return [_without_folders(one) for one in value]
    return without_folders(value) if isinstance(value, str) else value


def with_own_hash(content: Mapping[str, Any]) -> bytes:
    """Write a manifest as text, with the hash of all that stands in it."""
    plain = json.loads(json.dumps(content))
    text = json.dumps({**plain, OWN_HASH: hash_of(plain)}, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")  # as JSON escapes letters, too


def read_manifest(path: Path, *, known: bool = False) -> Mapping[str, Any] | None:
    """Read a manifest; None if it is missing, damaged, changed or not kgreport's.

    `known` says that the file has been read, and has not changed since.
    """
    with suppress(OSError):
        return parse_manifest(read_plain(path), known=known)
    return None


def parse_manifest(text: bytes, *, known: bool = False) -> Mapping[str, Any] | None:
    """Read the text of a manifest; see `read_manifest`."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        digest = found.pop(OWN_HASH, None) if isinstance(found, dict) else None
        if digest and (known or (digest == hash_of(found) and _is_sound(found))):
            return found  # type: ignore[no-any-return]
    return None


def _is_sound(found: Mapping[str, Any]) -> bool:
    """Whether a manifest has what is read of it: files by name, and what the report was made from."""
    outputs, made_from = found.get("outputs"), found.get("made_from")
    if not (isinstance(found.get("key"), str) and isinstance(outputs, dict) and isinstance(made_from, dict)):
        return False
    parts = [
        found.get("origin", {}),
        *(made_from.get(name, {}) for name in ("tables", "parameters", "versions")),
    ]
    return all(isinstance(part, dict) for part in parts) and not any(
        {"/", "\\"} & {*name} for name in outputs
    )


def keep_what_was_issued(job: Job, files: Iterable[Path]) -> None:
    """Have the files of an issued report as they were issued: an added format makes others link to it.

    Parameters
    ----------
    job
        The report; its manifest says what was issued.
    files
        The files that this build made; what differs is made a copy of what was issued.

    Raises
    ------
    IssuedError
        A file is not there any more as it was issued, and is made otherwise now.
    """
    issued = read_manifest(job.folder / job.manifest) if FINAL in job.marks else None
    for file in files if issued else ():
        digest = issued["outputs"].get(file.name) if issued else None
        if digest and digest != hash_file(file):
            kept = job.folder / file.name
            if not kept.is_file() or hash_file(kept) != digest:
                raise IssuedError(
                    f"{file.name} đã ban hành, nay lập lại thì khác; khôi phục tệp này từ bản sao",
                    f"{file.name} was issued, and is made otherwise now; restore it from a copy",
                )
            shutil.copyfile(kept, file)


def stale_files(job: Job, files: Iterable[Path]) -> list[Path]:
    """List what an earlier build put beside the report and this one did not make.

    Parameters
    ----------
    job
        The report; the manifest of the earlier build lies in its folder.
    files
        The files that this build made.
    """
    earlier, kept = read_manifest(job.folder / job.manifest), {file.name for file in files}
    return [job.folder / name for name in earlier["outputs"] if name not in kept] if earlier else []
