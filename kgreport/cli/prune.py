"""`kgreport prune`: list, and remove, reports that no parameters file stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli import options

if TYPE_CHECKING:
    from kgreport.outputs.left_over import LeftOver


def prune(
    params: options.Params = None,
    output: options.Output = options.OUTPUTS,
    delete: Annotated[bool, typer.Option("--delete", help="Remove what is listed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list in JSON.")] = False,
) -> None:
    """List reports that no parameters file stands for any more; with --delete, remove them.

    Nothing is removed that kgreport did not write, or that was changed since.
    """
    from kgreport.outputs.left_over import left_over, remove  # noqa: PLC0415

    found = list(left_over(options.request_of(params, output=output)))
    if delete and found:
        remove(found, output)
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
    else:
        _print(found, deleted=delete)


def _print(found: Sequence[LeftOver], *, deleted: bool) -> None:
    from kgreport.cli.progress import number_of  # noqa: PLC0415

    for one in found:
        typer.echo(f"{one.stored.folder.as_posix()}: {one.why}")
        for path in one.files:
            typer.echo(f"  {path.name}")
        for path in one.changed:
            typer.echo(f"  {path.name} was changed since it was built: it stays")
    files = number_of(sum(len(one.files) for one in found), "file")
    if not found:
        typer.echo("every report has a parameters file that stands for it")
    elif deleted:
        typer.echo(f"{files} removed")
    else:
        typer.echo(f"{files}; nothing is removed without --delete")
