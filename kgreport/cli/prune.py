"""`kgreport prune`: list, and remove, reports that no parameters file stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console import options
from kgreport.terms.phrases import Phrase, language_of_run

if TYPE_CHECKING:
    from kgreport.outputs.left_over import LeftOver

_STAYS = Phrase("{name} đã bị sửa sau khi lập: giữ nguyên", "{name} was changed since it was built: it stays")
_NOTHING = Phrase(
    "báo cáo nào cũng có tệp tham số yêu cầu", "every report has a parameters file that stands for it"
)
_REMOVED = Phrase("đã xóa {n} tệp", "files removed: {n}")
_LISTED = Phrase(
    "{n} tệp; chưa xóa gì, thêm --delete để xóa", "files: {n}; nothing is removed without --delete"
)


def prune(
    params: options.Params = None,
    output: options.Output = options.OUTPUTS,
    delete: Annotated[bool, typer.Option("--delete", help="Remove what is listed.")] = False,
    as_json: options.JsonList = False,
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
    language = language_of_run(one.language for one in found)
    shown = [one for one in found if one.shown or one.changed]
    for one in shown:
        typer.echo(f"{one.stored.folder.as_posix()}: {one.why.say(language)}")
        for path in one.shown:
            typer.echo(f"  {path.name}")
        for path in one.changed:
            typer.echo(f"  {_STAYS.say(language, name=path.name)}")
    end = _NOTHING if not shown else _REMOVED if deleted else _LISTED
    typer.echo(end.say(language, n=sum(len(one.shown) for one in shown)))
