"""`kgreport share`: pack reports for others, or write e-mails with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgreport.cli.console.options import OUTPUTS
from kgreport.cli.published.site import Output, Wait
from kgreport.exit_statuses import DONE, FAILED
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from kgreport.portal.catalogue import Catalogue

_SHARED = Phrase(
    "đã ghi {place}: {reports} báo cáo, {files} tệp, {size}; mở index.html để đọc",
    "wrote {place}: reports {reports}, files {files}, {size}; to read them, open index.html",
)
_RENAMED = Phrase(
    "{n} tệp có tên mới, chỉ gồm chữ không dấu; --json liệt kê từng tệp",
    "files with new names, in plain letters alone: {n}; --json lists them",
)
_LEFT_OUT = Phrase("bỏ lại {path}: {why}", "left out {path}: {why}")
_MAILED = Phrase("đã ghi {path}", "wrote {path}")
_WITHOUT_BRIEF = Phrase(
    "đã ghi {path}, không có bản tóm tắt (lập báo cáo với --brief)",
    "wrote {path}, without a brief (build the report with --brief)",
)

Told = tuple[dict[str, Any], Sequence[Phrase]]
"""What was written, and what is wrong."""


def share(  # noqa: PLR0917 - one argument an option
    place: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PLACE]",
            help="What to write: a .zip file or a folder, by default share.zip; with --mail a folder, "
            "by default mail.",
        ),
    ] = None,
    units: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Units whose reports are shared, as rach-gia,whole; else all."),
    ] = None,
    years: Annotated[
        list[str] | None,
        typer.Option(metavar="YEARS", help="Years to share, as 2014-2018 or 2016,2018; else all."),
    ] = None,
    final: Annotated[bool, typer.Option("--final", help="Share final reports alone, no drafts.")] = False,
    mail: Annotated[
        Path | None,
        typer.Option(
            metavar="TABLE",
            help="Write an e-mail for each unit of a table (unit,email,name), with its latest report; "
            "nothing is sent.",
        ),
    ] = None,
    output: Output = OUTPUTS,
    wait: Wait = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
) -> None:
    """Pack reports into a zip or folder that opens offline, without notebooks, code and manifests.

    With --mail, write e-mails instead: files .eml that any mail program opens and sends.
    """
    from kgreport.data.params.matrix import words_of, years_of  # noqa: PLC0415
    from kgreport.portal.sharing.choice import choose_reports  # noqa: PLC0415

    asked = words_of(",".join(units or ()))
    chosen = choose_reports(output, asked, years_of(",".join(years)) if years else (), final=final)
    write = _pack if mail is None else partial(_write_mails, recipients=mail)
    told, wrong = write(chosen, output, place, wait)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(told, chosen.language)
    for phrase in wrong:
        typer.echo(phrase.say(chosen.language), err=True)
    raise typer.Exit(FAILED if wrong else DONE)


def _pack(chosen: Catalogue, output: Path, place: Path | None, wait: float) -> Told:
    from kgreport.portal.sharing.packing import share as write  # noqa: PLC0415

    shared = write(chosen, output, place or Path("share.zip"), wait=wait)
    told = {
        "place": shared.place.as_posix(),
        "reports": shared.reports,
        "files": shared.files,
        "size": shared.size,
        "renamed": dict(shared.renamed),
    }
    return told, _left_out(shared.left_out)


def _write_mails(chosen: Catalogue, output: Path, place: Path | None, wait: float, recipients: Path) -> Told:
    from kgreport.portal.sharing.mail import write_mails  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    mailed = write_mails(chosen, output, recipients, place or Path("mail"), wait)
    rows = [DatasetError([one]) for one in mailed.findings]
    wrong = [Phrase(one.say("vi"), one.say("en")) for one in rows]
    told = {"mails": mailed.files, "without_brief": mailed.without_brief}
    as_text = {name: [path.as_posix() for path in paths] for name, paths in told.items()}
    return as_text, [*wrong, *_left_out(mailed.left_out)]


def _left_out(files: Mapping[str, Phrase]) -> list[Phrase]:
    return [_LEFT_OUT.filled(path=path, why=why) for path, why in files.items()]


def _print(told: Mapping[str, Any], language: Language) -> None:
    for path in told.get("mails", ()):
        phrase = _WITHOUT_BRIEF if path in told["without_brief"] else _MAILED
        typer.echo(phrase.say(language, path=path))
    if renamed := told.get("renamed"):
        typer.echo(_RENAMED.say(language, n=len(renamed)))
    if "place" in told:
        from kgreport.portal.words import size_of  # noqa: PLC0415

        typer.echo(_SHARED.say(language, **{**told, "size": size_of(told["size"], language)}))
