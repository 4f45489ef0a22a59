"""The arguments and options that commands share, and the request they make up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgreport.cli.console.errors import fail
from kgreport.errors import ParametersError
from kgreport.file_names import fault_of_path, parameters_files

if TYPE_CHECKING:
    from kgreport.batch.request import Request

Params = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PARAMS]...", help="Parameters files or folders of them; params/ if none is named."
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a parameter, as unit=rach-gia or margins.left=25."),
]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder the reports go into.")]
Units = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CODES", help="Units to report on: all, or codes as rach-gia,whole; one report each."
    ),
]
Years = Annotated[
    list[str] | None,
    typer.Option(metavar="YEARS", help="Years to report on, as 2014-2018 or 2016,2018; one report each."),
]
Notebooks = Annotated[
    list[str] | None,
    typer.Option(
        "--notebook",
        "--notebooks",
        help="Notebook to run, not annual_report: a file, or a name as trend_report; several with commas.",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="FORMATS", help="Formats to publish, as html,pdf; else the parameters decide."
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Reports built at a time; 0 for as many as cores.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
JsonList = Annotated[bool, typer.Option("--json", help="Print a list in JSON.")]

OUTPUTS = Path("outputs")

_OPTION_OF = {"formats": "--to", "notebooks": "--notebook"}


def request_of(
    params: Sequence[Path] | None,
    *,
    settings: Sequence[str] | None = None,
    notebook: Sequence[str] | None = None,
    **options: Any,
) -> Request:
    """Make the request of the options, named as `make_request` names them; a wrong one ends the command.

    An option of several values may be given once with commas, or several times.
    """
    from kgreport.batch.request import make_request  # noqa: PLC0415

    options |= {name: ",".join(options.get(name) or ()) for name in ("units", "years", "formats")}
    try:
        return make_request(
            find_parameters(params),
            notebooks=notebook or (),
            overrides=parse_settings(settings),
            named=any(fault_of_path(str(path)) or not path.is_dir() for path in params or ()),
            **options,
        )
    except ParametersError as error:
        fail("\n".join(map(_by_option, error.said())))


def _by_option(problem: str) -> str:
    """Name the option instead of the argument of `make_request`."""
    name, _, what = problem.partition(": ")
    return what if name == "params" else f"{_OPTION_OF.get(name, f'--{name}')}: {what}"


def parse_settings(settings: Sequence[str] | None) -> dict[str, object]:
    """Read NAME=VALUE, each; anything else ends the command."""
    pairs = [setting.partition("=") for setting in settings or []]
    for name, equals, _ in pairs:
        if not (name.strip() and equals):
            fail(f"--set {name}: expected NAME=VALUE, such as --set unit=rach-gia")
    return {name.strip(): value for name, _, value in pairs}


def find_parameters(params: Sequence[Path] | None) -> list[Path]:
    """List the parameters files named, or all of params/; if there are none, the command ends."""
    found = list(params or parameters_files(Path("params")))
    if not found:
        fail("no parameters file: name one, or put one into params/ (see params/2018.yml in the project)")
    return found
