"""`kgreport sample`: make up a province to learn and to test with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgreport.sample import SEED, write_sample


def sample(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to make; not there yet, or empty.")
    ],
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the random numbers; the same seed gives the same bytes.")
    ] = SEED,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier sample there.")] = False,
    records_only: Annotated[
        bool, typer.Option("--records-only", help="Leave the workbooks of the units out.")
    ] = False,
) -> None:
    """Make up a province of 19 units, 2014-2018, as records and as filled-in workbooks."""
    write_sample(directory, seed, force=force, records_only=records_only, on_step=typer.echo)
    typer.echo(f"{directory}: made; its details are simulated, only the totals of 2018 were published")
