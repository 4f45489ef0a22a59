"""Build one report: read, check, execute its notebook, publish it in every format, put it in place.

A build spends most of its time on loading libraries, here and in the kernel. So the kernel starts before
anything heavy is loaded here, and the libraries that publish are loaded while the cells run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from kgreport.builder.check import read_sound_job
from kgreport.builder.failures import FAILED, forget_failure
from kgreport.builder.job import OF_PUBLISHERS, Job, handed_to
from kgreport.builder.result import Result
from kgreport.data.params.checks.editions import check_changes_shown
from kgreport.environment import EARLIER, NO_EARLIER, PREPARED, RECORD
from kgreport.errors import PublishError, TwoLanguageError
from kgreport.execute.kernels.folders import kernel_folder
from kgreport.execute.kernels.fork import PRELOAD
from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.run import ExecutionError, execute_notebook
from kgreport.formats import FormatError, find_format, formats_that_load
from kgreport.publish.publishing import Published, load_publishers, publish
from kgreport.whole_files import move_into_place, staging, stamp_of, translating_write_errors

if TYPE_CHECKING:
    from kgreport.builder.report_key import Recipe
    from kgreport.data.params.model import Parameters
    from kgreport.terms.findings import Finding

OnCell = Callable[[int, int], None]
"""Is called after each cell: how many are done, and of how many."""


def build_job(
    job: Job,
    on_cell: OnCell | None = None,
    *,
    recipe: Recipe,
    snapshot: Path | None = None,
    earlier: Path | None = None,
    warm: str | None = None,
) -> Result:
    """Build a report, or leave everything as it was.

    Parameters
    ----------
    job
        What to build.
    on_cell
        Is called after each cell.
    recipe
        What the report is made from.
    snapshot
        Folder that keeps the dataset as it was read. If the folder is there, the tables are not read;
        otherwise it is made.
    earlier
        Manifest of the edition that was issued before this one, if that is found.
    warm
        Address of a server that forks kernels; see `kgreport.execute.kernels.fork`.

    Raises
    ------
    ParametersError, DatasetError
        The input cannot be used.
    PublishError
        The notebook failed, or a format or file could not be written.
    """
    _check_formats(job, recipe.parameters)
    with kernel_folder() as folder:
        record = folder / "record.json"
        variables = {
            PREPARED: str(snapshot.absolute()) if snapshot else None,
            RECORD: str(record),
            EARLIER: str(earlier.absolute()) if earlier else NO_EARLIER,
        }
        base = job.parameters.parent.resolve()
        with _environment(variables), running_kernel(base, PRELOAD, warm) as kernel:
            if snapshot and not snapshot.exists():
                save_snapshot(job, recipe, snapshot)
            with translating_write_errors(job.folder):
                return _build(job, recipe, kernel, record, on_cell)


def save_snapshot(job: Job, recipe: Recipe, folder: Path) -> None:
    """Read the dataset of a report, and keep it for all reports that read the same.

    Where its files have changed since they were hashed, nothing is kept: the folder is named after those.

    Raises
    ------
    ParametersError, DatasetError
        The input cannot be used; nothing is kept then.
    """
    from kgreport.data.datasets.snapshots import hashes_in  # noqa: PLC0415
    from kgreport.report.reading import prepare_dataset  # noqa: PLC0415

    base, parameters = job.parameters.parent, recipe.parameters
    with translating_write_errors(folder), _unchanged(base / parameters.rules):
        prepare_dataset(parameters, base, folder)
        if hashes_in(folder) != recipe.tables:
            shutil.rmtree(folder)


class ChangedError(TwoLanguageError, PublishError):
    """A file has changed while a report was made from it."""


@contextmanager
def _unchanged(*files: Path) -> Iterator[None]:
    """Nothing changes in files while the block runs: else nobody could say what the report is made from."""
    before = {file: stamp_of(file) for file in files}
    yield
    for file, stamp in before.items():
        if stamp_of(file) != stamp:
            raise ChangedError(
                f"{file.name} đã đổi trong lúc lập báo cáo; chạy lại lệnh này",
                f"{file.name} changed while the report was built; run this command again",
            )


@contextmanager
def _environment(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Set environment variables for the kernel that starts in the block."""
    before = {name: os.environ.pop(name, None) for name in variables}
    os.environ.update({name: value for name, value in variables.items() if value})
    try:
        yield
    finally:
        for name in variables:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _build(job: Job, recipe: Recipe, kernel: Kernel, record: Path, on_cell: OnCell | None) -> Result:
    from kgreport.builder.manifest import (  # noqa: PLC0415
        keep_what_was_issued,
        manifest_to_carry,
        read_record,
        stale_files,
        write_manifest,
    )

    with staging(job.folder) as made:
        with _unchanged(job.notebook, job.parameters.parent / recipe.parameters.rules):
            notebook = _execute(job, recipe.parameters, made, kernel, on_cell)
            check_changes_shown(notebook, job.notebook, recipe.parameters)
            recorded = read_record(record, job, recipe)
            made_from = recipe.as_made(job, recorded["tables"])
        carried = manifest_to_carry(job, made_from, recorded)
        published = _publish(job, recipe.parameters, notebook, carried)
        recorded["findings"] += _as_text(published.left_out, recipe.parameters)
        files = [notebook, *published.files]
        keep_what_was_issued(job, files)
        files.append(write_manifest(made / job.manifest, job, made_from, recorded, files))
        stale = stale_files(job, files)
        placed = move_into_place(files, job.folder)
        for file in stale:
            file.unlink(missing_ok=True)
    forget_failure(job)
    return Result(
        report=job.title,
        status="built",
        files=tuple(placed),
        findings=tuple(finding for finding in recorded["findings"] if not finding["accepted"]),
        undescribed=published.undescribed,
    )


def _execute(job: Job, parameters: Parameters, made: Path, kernel: Kernel, on_cell: OnCell | None) -> Path:
    executed = made / job.file(".ipynb")
    loading = Thread(target=load_publishers)

    def after_cell(done: int, total: int) -> None:
        if done == 1:
            loading.start()
        if on_cell:
            on_cell(done, total)

    try:
        execute_notebook(
            job.notebook,
            executed,
            handed_to(job.notebook, parameters),
            cwd=job.parameters.parent,
            timeout=job.timeout,
            kernel=kernel,
            on_cell=after_cell,
        )
    except ExecutionError as error:
        if not kernel.was_killed:  # then reading might kill this process, too
            read_sound_job(job)  # if the figures are the reason, this raises a clearer error
        raise ExecutionError(
            notebook=error.notebook,
            reason=error.reason,
            cell_index=error.cell_index,
            cell_source_first_line=error.cell_source_first_line,
            executed=_keep_failed(executed, job.folder) if executed.exists() else None,
            killed=kernel.was_killed,
        ) from None
    finally:
        if loading.ident is not None:
            loading.join()
    return executed


def _publish(job: Job, parameters: Parameters, notebook: Path, carried: Mapping[str, Any]) -> Published:
    given = [name for name in OF_PUBLISHERS if name in parameters.model_fields_set and name != "formats"]
    settings = {name: getattr(parameters, name) for name in given}
    try:
        return publish(
            notebook,
            settings=settings,
            formats=job.formats,
            original=job.notebook.absolute(),
            manifest=carried,
        )
    except PublishError as error:
        kept = _keep_failed(notebook, job.folder)
        lines = [str(error), f"The executed notebook is kept in {kept}", *_unasked(job, parameters)]
        raise PublishError("\n".join(lines)) from None


def _as_text(left_out: Sequence[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Give what readers do not get of the notebook as the findings of a record."""
    if not left_out:
        return []
    from kgreport.report.findings import findings_as_text  # noqa: PLC0415

    return findings_as_text(left_out, parameters)


def _check_formats(job: Job, parameters: Parameters) -> None:
    """What the formats need is installed; else nothing is built, and no file that lies there is lost."""
    for name in job.formats:
        try:
            find_format(name)
        except FormatError as error:
            said = ("\n".join([text, *_unasked(job, parameters)]) for text in error.texts)
            raise FormatError(*said) from None


def _unasked(job: Job, parameters: Parameters) -> Iterator[str]:
    """Name the files that are made again only because they lie in the folder."""
    unasked = [one for one in formats_that_load() if one.name in {*job.formats} - {*parameters.formats}]
    names = [job.file(one.suffix) for one in unasked]
    if names:
        yield f"{', '.join(names)}: made again because an earlier build made it; delete it if nobody needs it"


def _keep_failed(notebook: Path, folder: Path) -> Path:
    """Keep a notebook that failed, beside the last good files of its report."""
    kept = folder / FAILED
    kept.mkdir(exist_ok=True)
    return move_into_place([notebook], kept)[0]
