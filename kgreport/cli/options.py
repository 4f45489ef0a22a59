"""What commands have in common: which reports are meant, and how that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kgreport.build.check import MISUSED

if TYPE_CHECKING:
    from kgreport.batch.jobs import Wanted
    from kgreport.data.params.matrix import Matrix

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PARAMS]...", help="Parameters files; all of params/ if none is named."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help="Set a parameter otherwise, as unit=rach-gia or margins.left=25."
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder the reports go into.")]
Units = Annotated[
    str,
    typer.Option(
        metavar="CODES", help="Units to report on: all, or codes as rach-gia,whole; one report each."
    ),
]
Years = Annotated[
    str, typer.Option(metavar="YEARS", help="Years to report on, as 2014-2018 or 2016,2018; one report each.")
]
Notebooks = Annotated[
    list[str] | None,
    typer.Option(
        "--notebook",
        "--notebooks",
        help="Notebook to run, not annual_report: a file, or a name as trend_report; by commas, for more.",
    ),
]
To = Annotated[str, typer.Option("--to", metavar="FORMATS", help="Formats to publish.")]


def wanted_of(
    output: Path,
    settings: Sequence[str] | None = None,
    units: str = "",
    years: str = "",
    notebooks: Sequence[str] | None = None,
    *,
    formats: str = "",
    include_code: bool = True,
    timeout: int = 600,
) -> Wanted:
    """Put together what is asked for; what cannot be meant ends the command."""
    from kgreport.batch.jobs import Wanted  # noqa: PLC0415
    from kgreport.build.job import FORMATS  # noqa: PLC0415

    return Wanted(
        outputs=output,
        matrix=_matrix(units, years, notebooks or ()),
        overrides=parse_settings(settings),
        formats=_formats(formats) if formats else FORMATS,
        include_code=include_code,
        timeout=timeout,
    )


def _matrix(units: str, years: str, notebooks: Sequence[str]) -> Matrix:
    from pydantic import ValidationError  # noqa: PLC0415

    from kgreport.data.params.matrix import Matrix, words_of  # noqa: PLC0415

    named = [word for text in notebooks for word in words_of(text)]
    try:
        return Matrix.model_validate({"units": units, "years": years or (), "notebooks": tuple(named)})
    except ValidationError as error:
        told = [f"--{one['loc'][0]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors()]
        misuse("\n".join(told))


def _formats(text: str) -> tuple[str, ...]:
    from kgreport.build.job import FORMATS  # noqa: PLC0415
    from kgreport.data.params.matrix import words_of  # noqa: PLC0415
    from kgreport.terms.spelling import nearest  # noqa: PLC0415

    asked = words_of(text)
    for word in asked:
        if word not in FORMATS:
            near = nearest(word, list(FORMATS))
            hint = f"did you mean '{near}'?" if near else f"there are {', '.join(FORMATS)}"
            misuse(f"--to {text}: unknown format '{word}'; {hint}")
    return tuple(word for word in FORMATS if word in asked)


def parse_settings(settings: Sequence[str] | None) -> dict[str, object]:
    """Read NAME=VALUE, each; anything else ends the command."""
    pairs = [setting.partition("=") for setting in settings or []]
    for name, equals, _ in pairs:
        if not (name.strip() and equals):
            misuse(f"--set {name}: expected NAME=VALUE, such as --set unit=rach-gia")
    return {name.strip(): value for name, _, value in pairs}


def find_parameters(params: Sequence[Path] | None) -> list[Path]:
    """List the parameters files named, or all of params/; where there is none, the command ends."""
    folder = Path("params")
    found = list(params or sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]))
    if not found:
        misuse("no parameters file: name one, or put one into params/ (see params/2018.yml in the project)")
    for path in found:
        if not path.is_file():
            misuse(f"there is no parameters file {path}")
    return found


def complain(message: str, code: int) -> int:
    """Print what is wrong, and give the exit status it leads to."""
    typer.echo(message, err=True)
    return code


def misuse(message: str) -> NoReturn:
    """End the command because of how it was asked for."""
    raise typer.Exit(complain(message, MISUSED))
