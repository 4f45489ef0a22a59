"""`kgreport list`: list the reports of parameters files."""

from __future__ import annotations

import typer

from kgreport.cli.errors import complain, said
from kgreport.cli.options import OUTPUTS, Output, Params, Units, Years, request_of
from kgreport.errors import ParametersError


def list_reports(
    params: Params = None, output: Output = OUTPUTS, units: Units = "", years: Years = ""
) -> None:
    """List the reports: year, unit, dataset, status, and whether they are built."""
    from kgreport.batch.plan import Planner  # noqa: PLC0415
    from kgreport.data.params.parameters_file import read_parameters  # noqa: PLC0415

    jobs, refused = Planner(request_of(params, output=output, units=units, years=years), save=False).jobs()
    code = max([complain(one.message, one.code) for one in refused], default=0)
    for job in jobs:
        try:
            given = read_parameters(job.parameters, job.overrides)
        except ParametersError as error:
            code = complain(said(error))
            continue
        built = "built" if (job.folder / job.manifest).is_file() else "not built"
        unit = given.unit or "whole organisation"
        typer.echo(f"{job.title}: {given.year}, {unit}, {given.dataset}, {given.status}, {built}")
    raise typer.Exit(code)
