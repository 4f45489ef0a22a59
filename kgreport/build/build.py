"""Build one report: read, check, execute its notebook, publish it in every format, put it in place.

A build spends most of its time on loading libraries, here and in the kernel. So the kernel is started before
anything heavy is loaded here, and what publishes is loaded while the cells run.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from kgreport.build.environment import PREPARED, RECORD
from kgreport.build.job import ANNUAL, Job, find_notebook
from kgreport.data.datasets.hashing import hash_file
from kgreport.errors import PublishError
from kgreport.execute.kernels.fork import PRELOAD
from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.run import ExecutionError, execute_notebook
from kgreport.publish import outputs
from kgreport.publish.formats import Published, load_publishers, publish
from kgreport.terms.findings import DatasetError, Finding

if TYPE_CHECKING:
    from kgreport.build.report_key import Recipe
    from kgreport.data.params.model import Parameters
    from kgreport.report import Report
    from kgreport.report.reading import Known

__all__ = ["ANNUAL", "Built", "Job", "build", "check", "find_notebook", "tell_findings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built.

    Attributes
    ----------
    files
        The files, the manifest last.
    findings
        What was found in the figures on the way, and not accepted, as plain text by name.
    undescribed
        Cells with a picture that nobody described for those who do not see it.
    """

    files: tuple[Path, ...]
    findings: tuple[Mapping[str, str | None], ...]
    undescribed: tuple[str, ...] = ()


def check(job: Job, known: Known | None = None) -> Report:
    """Read the parameters and figures of a report, and find what is wrong with them.

    Parameters
    ----------
    job
        The report.
    known
        What came of reading the datasets of others, where many are checked at once.

    Raises
    ------
    ParametersError, DatasetError
        They cannot be read.
    """
    from kgreport.data.params.files import read_parameters  # noqa: PLC0415
    from kgreport.report import read_report  # noqa: PLC0415

    return read_report(read_parameters(job.parameters, job.overrides), job.parameters.parent, known)


def build(
    job: Job,
    on_cell: Callable[[int, int], None] | None = None,
    *,
    recipe: Recipe | None = None,
    prepared: Path | None = None,
    warm: str | None = None,
) -> Built:
    """Build a report, or leave everything as it was.

    Parameters
    ----------
    job
        What to build.
    on_cell
        Told after each cell how many are done, and of how many.
    recipe
        What it is made from, where that is known already.
    prepared
        Folder that keeps the dataset once it is read; if it is there, the tables are not read again.
    warm
        Address of a server of warm kernels; see `kgreport.execute.kernels.fork`.

    Raises
    ------
    ParametersError, DatasetError
        The input cannot be used.
    PublishError
        The notebook failed, or a format or file could not be written.
    """
    if not job.parameters.is_file():
        check(job)  # says so, before a kernel is started where nothing is
    recipe = recipe or _recipe_of(job)
    folder = job.parameters.parent.resolve()
    with tempfile.TemporaryDirectory(prefix="kg-record-") as record:
        handed = {
            PREPARED: str(prepared.absolute()) if prepared else None,
            RECORD: str(Path(record, "told.json")),
        }
        with _handing_on(handed), running_kernel(folder, PRELOAD, warm) as kernel:
            if prepared and not prepared.exists():
                prepare(job, prepared)
            with outputs.translating(job.folder):
                return _build(job, recipe, kernel, Path(record, "told.json"), on_cell or _nobody)


def prepare(job: Job, folder: Path) -> None:
    """Read the dataset of a report, and keep it for all reports that read the same.

    Raises
    ------
    ParametersError, DatasetError
        The input cannot be used; nothing is kept then.
    """
    from kgreport.data.params.files import read_parameters  # noqa: PLC0415
    from kgreport.report.reading import prepare_dataset  # noqa: PLC0415

    with outputs.translating(folder):
        prepare_dataset(read_parameters(job.parameters, job.overrides), job.parameters.parent, folder)


@contextmanager
def _handing_on(values: Mapping[str, str | None]) -> Iterator[None]:
    """Set variables of the environment for the kernel that is started in the block."""
    before = {name: os.environ.pop(name, None) for name in values}
    os.environ.update({name: value for name, value in values.items() if value})
    try:
        yield
    finally:
        for name in values:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _recipe_of(job: Job) -> Recipe:
    """Say what a report is made from, where nobody has planned it."""
    from kgreport.build.catalogs import Catalogs  # noqa: PLC0415
    from kgreport.build.file_hashes import HashMemo  # noqa: PLC0415
    from kgreport.build.report_key import recipe_of  # noqa: PLC0415
    from kgreport.data.params.files import ParametersFile  # noqa: PLC0415

    memo = HashMemo(job.outputs / "no-memo")
    return recipe_of(job, ParametersFile(job.parameters), memo, Catalogs(job.outputs / "no-catalogs", memo))


def _nobody(done: int, total: int) -> None:
    """Be told how many cells are done where nobody asks."""


def _build(
    job: Job, recipe: Recipe, kernel: Kernel, record: Path, on_cell: Callable[[int, int], None]
) -> Built:
    with outputs.staging(job.folder) as made:
        notebook = _execute(job, recipe.parameters, made, kernel, on_cell)
        told = _told(job, recipe, record)
        published = _publish(job, notebook)
        files = [notebook, *published.files]
        contents = _manifest(job, recipe, told, files)
        files.append(outputs.write_manifest(made / job.manifest, contents))
        placed = outputs.move_into_place(files, job.folder)
    outputs.forget_failed(job.folder, notebook.name)
    unaccepted = tuple(finding for finding in told["findings"] if not finding["accepted"])
    return Built(files=tuple(placed), findings=unaccepted, undescribed=published.undescribed)


def _told(job: Job, recipe: Recipe, record: Path) -> dict[str, Any]:
    """Give what the notebook has told of its report; where it makes none, its figures are checked here."""
    if record.is_file():
        for line in record.read_text("utf-8").splitlines():
            found: dict[str, Any] = json.loads(line)
            if found["parameters"] == recipe.parameters.model_dump(mode="json"):
                return found
    return _checked(job)


def _checked(job: Job) -> dict[str, Any]:
    """Check the figures of a report, which stop it where they cannot stand as they are."""
    from kgreport.report.recording import told  # noqa: PLC0415

    report = check(job)
    stopping = report.stopping_findings()
    if stopping:
        raise DatasetError(stopping, report.parameters.language)
    return told(report)


def _publish(job: Job, notebook: Path) -> Published:
    try:
        return publish(notebook, include_code=job.include_code, formats=job.formats)
    except PublishError as error:
        kept = outputs.keep_failed(notebook, job.folder)
        msg = f"{error}\nThe executed notebook is kept in {kept}"
        raise PublishError(msg) from None


def _execute(
    job: Job, parameters: Parameters, made: Path, kernel: Kernel, on_cell: Callable[[int, int], None]
) -> Path:
    executed = made / job.file(".ipynb")
    loading = Thread(target=load_publishers)

    def tell(done: int, total: int) -> None:
        if done == 1:
            loading.start()
        on_cell(done, total)

    try:
        execute_notebook(
            job.notebook,
            executed,
            parameters.model_dump(mode="json"),
            cwd=job.parameters.parent,
            timeout=job.timeout,
            kernel=kernel,
            on_cell=tell,
        )
    except ExecutionError as error:
        _checked(job)  # where the figures are why it failed, they say so better
        kept = outputs.keep_failed(executed, job.folder) if executed.exists() else None
        raise ExecutionError(
            notebook=error.notebook,
            reason=error.reason,
            cell_index=error.cell_index,
            cell_source_first_line=error.cell_source_first_line,
            executed=kept,
        ) from None
    finally:
        if loading.ident is not None:
            loading.join()
    return executed


def _manifest(job: Job, recipe: Recipe, told: Mapping[str, Any], files: list[Path]) -> dict[str, object]:
    return {
        "report": job.name,
        "key": recipe.key,
        "made_from": recipe.told(),
        "dataset": told["dataset"],
        "findings": told["findings"],
        "outputs": {file.name: hash_file(file) for file in files},
    }


def tell_findings(findings: Iterable[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Tell findings as plain text by name, in the language of the report."""
    from kgreport.report.recording import tell_findings as tell  # noqa: PLC0415

    return tell(findings, parameters)
