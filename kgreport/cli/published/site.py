"""`kgreport site`: write the portal of all reports of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli.console.options import OUTPUTS
from kgreport.terms.phrases import Language, Phrase, language_of_run

if TYPE_CHECKING:
    from kgreport.portal.site import Site

Output = Annotated[Path, typer.Option("--output", "-o", help="Folder of the reports.")]
SiteLanguage = Annotated[
    Language | None,
    typer.Option("--language", metavar="vi|en", help="Language of the portal; else as its reports are."),
]
Wait = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Wait for a build of the same folder to end.")
]

WRITTEN = Phrase("{index}: {n} tệp đã ghi", "{index}: files written: {n}")
CURRENT = Phrase("{index}: không thay đổi", "{index}: current")


def site(output: Output = OUTPUTS, language: SiteLanguage = None, wait: Wait = 0) -> None:
    """Write a portal of all reports that lie in a folder: index.html, and a page for each unit and year."""
    from kgreport.portal.site import write_site  # noqa: PLC0415

    typer.echo(told_of(write_site(output, language, wait), language or language_of_run(())))


def told_of(written: Site, language: Language) -> str:
    """Say where the portal is, and how much of it was written."""
    phrase = WRITTEN if written.changed else CURRENT
    return phrase.say(language, index=written.index.as_posix(), n=len(written.changed))
