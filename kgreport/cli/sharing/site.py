"""`kgreport site`: write the portal of all reports of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from kgreport.portal.site import Site
    from kgreport.terms.phrases import Language

Output = Annotated[Path, typer.Option("--output", "-o", help="Folder of the reports.")]
SiteLanguage = Annotated[
    str | None,
    typer.Option("--language", metavar="vi|en", help="Language of the portal; else as its reports are."),
]
Wait = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Wait for a build of the same folder to end.")
]

OUTPUTS = Path("outputs")

WRITTEN = Phrase("{index}: {n} tệp đã ghi", "{index}: files written: {n}")
CURRENT = Phrase("{index}: không thay đổi", "{index}: current")


def site(output: Output = OUTPUTS, language: SiteLanguage = None, wait: Wait = 0) -> None:
    """Write a portal of all reports that lie in a folder: index.html, and a page for each unit and year."""
    from kgreport.portal.site import write_site  # noqa: PLC0415

    typer.echo(told_of(write_site(output, language_option(language), wait)))


def told_of(written: Site) -> str:
    """Say where the portal is, and how much of it was written, in the language of the locale."""
    from kgreport.terms.phrases import language_of_run  # noqa: PLC0415

    phrase = WRITTEN if written.changed else CURRENT
    return phrase.say(language_of_run(()), index=written.index.as_posix(), n=len(written.changed))


def language_option(language: str | None) -> Language | None:
    """Take the language that an option names; another one ends the command."""
    if language is None or language in ("vi", "en"):
        return language  # type: ignore[return-value]
    raise typer.BadParameter(f"{language!r} is not one of 'vi', 'en'.", param_hint="--language")
