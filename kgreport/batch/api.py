"""`kgreport.build` and `kgreport.check`: build and check reports from Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike

from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.batch.run import build_all
from kgreport.builder.check import CheckResult, check_jobs
from kgreport.builder.check_lines import Checks
from kgreport.builder.job import Job
from kgreport.builder.result import Result
from kgreport.errors import BuildError

Params = str | PathLike[str] | Iterable[str | PathLike[str]]


def build(
    params: Params,
    *,
    units: str | Sequence[str] = "",
    years: str | int | Sequence[int | str] = "",
    notebook: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
    set: Mapping[str, object] | None = None,  # noqa: A002 - as the option of the command
    output: str | PathLike[str] = "outputs",
    formats: str | Sequence[str] = (),
    include_code: bool | None = None,
    force: bool = False,
    jobs: int = 0,
    scheduler: object = "",
    store: str = "",
    timeout: int = 600,
    retries: int = 0,
    fail_fast: bool = False,
    wait: float = 0,
) -> list[Result]:
    """Build the files of one or many reports: notebook, HTML, PDF and manifest.

    Reports that are current are left as they are. Several reports are built in processes of their own; a
    script that does so needs ``if __name__ == "__main__":``, as always with Python's `multiprocessing`.

    Parameters
    ----------
    params
        A parameters file, a folder of them, or several; a file is looked for as it is named, in
        ``params/`` and in ``../params/``.
    units
        Units to report on: ``"all"``, or codes as ``"rach-gia,whole"`` or a list of them.
    years
        Years to report on, as ``2018``, ``"2014-2018"`` or a list.
    notebook
        Notebook to run: a file, or a name as ``"trend_report"``; or several.
    set
        Parameters to set, by dotted name, as ``{"margins.left": 25}``.
    output
        Folder the reports go into.
    formats
        Formats to publish, such as ``"html,pdf"`` or a list of names; if not given, as the parameter
        `formats` says. Other formats of the report that lie in its folder are made again with them.
    include_code
        Whether an appendix of the page has the code; if not given, as the parameter `include_code` says.
    force
        Whether to build also what is current.
    jobs
        Reports built at a time; 0 for as many as there are cores.
    scheduler
        Address of a Dask cluster to build on, as ``"tcp://host:8786"``, or a cluster or client of
        `dask.distributed`.
    store
        Address of a store for the reports, as ``"s3://bucket/reports"``.
    timeout
        Seconds a cell may take; 0 for any time.
    retries
        How often a report is retried whose failure may be temporary.
    fail_fast
        Whether to start no further report once one has failed.
    wait
        Seconds to wait for another build of the same folder.

    Returns
    -------
    list of Result
        One for each report. A `Result` has ``report`` (its name), ``status`` (``"built"`` or
        ``"current"``), ``files`` and ``findings``.

    Raises
    ------
    ParametersError
        An argument cannot be used.
    BuildError
        Some reports failed, and all others were built. The message says why; ``results`` has all results.
    BusyError
        Another build writes to the same folder.
    PublishError
        The folder, the store or the cluster cannot be used.

    Examples
    --------
    >>> import kgreport, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     results = kgreport.build("params/2018.yml", output=folder, formats="html")
    >>> [(result.report, result.status) for result in results]
    [('2018', 'built')]
    >>> for file in results[0].files:
    ...     print(file.name)
    annual-report-2018.ipynb
    annual-report-2018.html
    annual-report-2018.sources.csv
    manifest.json
    """
    results = build_all(
        make_request(
            params,
            output=output,
            units=units,
            years=years,
            notebooks=notebook,
            formats=formats,
            overrides=set,
            include_code=include_code,
            force=force,
            jobs=jobs,
            scheduler=scheduler,
            store=store,
            timeout=timeout,
            retries=retries,
            fail_fast=fail_fast,
            wait=wait,
        )
    )
    failures = [f"{one.report}: {one.message}" for one in results if one.status == "failed"]
    if failures:
        raise BuildError("\n".join(failures), results)
    return results


def check(
    params: Params,
    *,
    units: str | Sequence[str] = "",
    years: str | int | Sequence[int | str] = "",
    set: Mapping[str, object] | None = None,  # noqa: A002 - as the option of the command
) -> Checks:
    """Check the parameters and figures of one or many reports; nothing is built or written.

    Parameters
    ----------
    params
        A parameters file, a folder of them, or several; a file is looked for as it is named, in
        ``params/`` and in ``../params/``.
    units, years, set
        As in `kgreport.build`.

    Returns
    -------
    list of CheckResult
        One for each report. The list has ``frame``, a DataFrame of all findings: the columns of
        ``report.findings`` after the name of the ``report``. A `CheckResult` has ``report`` (its name),
        ``problems`` (of the parameters), ``findings`` (in the figures), ``open_findings`` (those that the
        parameters do not accept), ``without_figures`` (titles of empty sections by chapter, if there is one
        report) and ``code`` (0 if nothing stops a build).

    Raises
    ------
    ParametersError
        An argument cannot be used.

    Examples
    --------
    >>> import kgreport
    >>> checks = kgreport.check("params/2018.yml")
    >>> checks.frame[["report", "id", "severity", "accepted"]].values.tolist()
    [['2018', 'cap-2018-organization-grassroots', 'warning', False]]
    """
    request = make_request(params, units=units, years=years, overrides=set)
    jobs, refused = Planner(request, save=False).jobs()
    return Checks([*check_jobs(without_repeated(jobs)), *map(as_check, refused)])


def without_repeated(jobs: Iterable[Job]) -> list[Job]:
    """Leave out reports of the same figures by another notebook: a check of them would find the same."""
    kept: dict[tuple[object, ...], Job] = {}
    for job in jobs:
        kept.setdefault((job.parameters, job.name, job.marks), job)
    return list(kept.values())


def as_check(refused: Result) -> CheckResult:
    """Make the result of a check of a report, or parameters file, that cannot be used."""
    return CheckResult(refused.report, refused.code, tuple(refused.message.splitlines()))
