"""Build the report of a file again, from the project of whoever verifies it, to compare the two.

The file only says which report it is. Parameters, data and notebook are those of the project.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.batch.worker import build_planned
from kgreport.builder.job import Job, notebooks
from kgreport.builder.manifest import read_manifest
from kgreport.errors import BuildError, KgreportError
from kgreport.outputs.stored import Stored
from kgreport.printed.files import PublishedFile, UnreadableFileError
from kgreport.verification.carried import is_of_brief, parameters_in
from kgreport.verification.references import REBUILT, Reference, reference_of


@contextmanager
def rebuilt(
    file: PublishedFile, manifest: Mapping[str, Any], params: Sequence[Path], outputs: Path
) -> Iterator[Reference]:
    """Build the report of a file again, and give it as what the file is compared with.

    Parameters
    ----------
    file
        The file; its format is made.
    manifest
        The manifest of the report: it names the report, and nothing else of it is used.
    params
        The parameters files of the project, or folders of them, as `kgreport build` takes them.
    outputs
        Where its reports are; a later edition reads the earlier one there.

    Raises
    ------
    ParametersError
        A parameters file is not there.
    UnreadableFileError
        No parameters file asks for such a report.
    BuildError
        It cannot be built.
    """
    with TemporaryDirectory(prefix="kgreport-") as made:
        files = make_request(params).params if params else ()
        found = _job(manifest, files, Path(made))
        if found is None:
            raise _not_asked_for(file.name, manifest, files)
        planner, job = found
        _copy_earlier(job, outputs)
        formats = () if file.kind == "ipynb" else ("brief" if is_of_brief(manifest) else file.kind,)
        planned = planner.plan_one(job)
        result = build_planned(replace(planned, job=replace(job, formats=formats), snapshot=None))
        content = read_manifest(job.folder / job.manifest)
        if result.status != "built" or content is None:
            raise BuildError(result.message, [result])
        yield reference_of(Stored(job.folder / job.manifest, job.folder, content), REBUILT)


def _job(manifest: Mapping[str, Any], params: Sequence[Path], made: Path) -> tuple[Planner, Job] | None:
    """Find the report that a manifest names, as the project would build it."""
    wanted = str(manifest.get("report")), str(manifest.get("files"))
    for path in params:
        if path.stem == wanted[0].partition("/")[0]:
            for options in _options(manifest, path, wanted[1]):
                with suppress(KgreportError):
                    planner = Planner(make_request(path, output=made, **options), save=False)
                    jobs, _ = planner.jobs()
                    if found := [job for job in jobs if (job.name, job.file("")) == wanted]:
                        return planner, found[0]
    return None


def _options(manifest: Mapping[str, Any], path: Path, files: str) -> Iterator[dict[str, Any]]:
    """Give the options that may have asked for a report: its notebook, unit, year, language and status."""
    asked = parameters_in(manifest)
    own = [name for name in notebooks(path) if files.startswith(name.replace("_", "-") + "-")]
    set_values = {name: asked[name] for name in ("language", "status") if name in asked}
    units, years = str(asked.get("unit") or "whole"), str(asked.get("year"))
    matrices: tuple[dict[str, str], ...] = (
        {},
        {"units": units},
        {"years": years},
        {"units": units, "years": years},
    )
    for notebook, matrix, overrides in product(own, matrices, ({}, set_values)):
        yield {"notebooks": notebook, "overrides": overrides, **matrix}


def _copy_earlier(job: Job, outputs: Path) -> None:
    """Copy what was built beside the report before, which a later edition names and compares."""
    folder = outputs / job.name
    if job.edition > 1 and folder.is_dir():
        job.folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.is_file() and path.name != job.manifest and not path.name.startswith(job.file(".")):
                shutil.copyfile(path, job.folder / path.name)


def _not_asked_for(name: str, manifest: Mapping[str, Any], params: Sequence[Path]) -> UnreadableFileError:
    report = manifest.get("report")
    known = ", ".join(path.name for path in params) or "–"
    return UnreadableFileError(
        name,
        f"không tệp tham số nào ({known}) yêu cầu báo cáo {report}; chạy trong dự án của báo cáo, "
        "hoặc chỉ tệp bằng --params",
        f"no parameters file ({known}) asks for the report {report}; run this in its project, "
        "or name the file with --params",
    )
